"""The whole act: tables in, tables that may be shown out, with the reason of everything hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from jalons.analyse.secret.assemblage import Assemblage, assembler
from jalons.analyse.secret.hierarchies import Hierarchie
from jalons.analyse.secret.inities import contre_les_inities
from jalons.analyse.secret.mouvements import Treillis
from jalons.analyse.secret.optimum import prouver
from jalons.analyse.secret.regles import Regles
from jalons.analyse.secret.suppression import Motif, supprimer
from jalons.analyse.secret.tableaux import Cle, Codes, Tableau
from jalons.noyau.saisie import EntreeRefusee, Faute

MASQUE, INCONNU = "s", "nd"
"""Marks of a published file: hidden (whatever the reason) and unknown to the publisher. A zero is 0."""

CELLULES_PROUVABLES = 400

PRIMAIRE, SECONDAIRE = "primaire", "secondaire"


@dataclass(frozen=True)
class Masque:
    """Why one cell is hidden.

    Attributes:
        nature: ``primaire`` (a rule) or ``secondaire`` (to protect others).
        motif: the sentence.
        pour: for a secondary cell, the one that it was first hidden for.
        entre: bounds that a reader at least cannot narrow.
    """

    cle: Cle
    valeur: int
    nature: str
    motif: str
    pour: Cle | None
    entre: tuple[int, int]


@dataclass(frozen=True)
class Protection:
    """Tables that may be shown.

    Attributes:
        publies: for each table, in order, every cell: a number, ``MASQUE`` or ``INCONNU``.
        masques: every hidden cell, with its reason.
        deja_publiees: cells under the rule that an earlier edition shows: too late to hide them.
        vides: details absent from the files.
        optimal: whether no answer hides less; ``None``: it was not asked, or the table is too large for it.
    """

    noms: tuple[str, ...]
    dimensions: tuple[tuple[str, ...], ...]
    publies: tuple[dict[Codes, int | str], ...]
    masques: tuple[Masque, ...]
    deja_publiees: dict[Cle, str]
    vides: int
    optimal: bool | None = None

    def compte(self, nature: str) -> int:
        """How many cells are hidden as ``nature``."""
        return sum(m.nature == nature for m in self.masques)


def proteger(
    tableaux: Sequence[Tableau], hierarchies: Mapping[str, Hierarchie] | None = None, regles: Regles | None = None, *,
    editions: Sequence[Tableau] = (), montant: bool = False, absentes: int | None = 0, cout: str = "nombre",
    essais: int | None = None, preuve: bool = False, cacher: Collection[Cle] = (),
) -> Protection:  # fmt: skip
    """Hide what must be so that nobody is given away by ``tableaux`` and ``editions`` together.

    Args:
        tableaux: linked tables: same population, same day; a cell that two of them show is one cell.
        hierarchies: by dimension, where its categories nest.
        editions: tables already published on this population: what they show cannot be hidden any more.
        montant: values are amounts, in their smallest unit, not persons.
        absentes: what a detail without a row is worth: 0, or ``None`` (unknown).
        cout: what costs the least is hidden: the ``nombre`` of cells (details before totals), or their ``valeur``.
        essais: how many answers are compared; more for small tables unless said.
        preuve: look for a proof that nothing less could be hidden, and for the better answer if there is one; for
            systems of at most ``CELLULES_PROUVABLES`` cells, and longer.
        cacher: cells hidden whatever the rules say: what an edition that is being corrected had hidden.

    Raises:
        EntreeRefusee: totals that do not add up, contradictions, or cells that cannot be protected any more.

    >>> lignes = {("Nord", "F"): 3, ("Nord", "G"): 20, ("Sud", "F"): 14, ("Sud", "G"): 30}
    >>> lignes |= {("Est", "F"): 50, ("Est", "G"): 60}
    >>> p = proteger([Tableau("essai", ("lieu", "sexe"), lignes)])
    >>> p.publies[0]["Nord", "F"], p.publies[0]["Est", "Total"], p.compte(SECONDAIRE)
    ('s', 110, 3)
    """
    regles = regles or Regles()
    fait = assembler(
        tableaux, hierarchies or {}, regles, editions, montant=montant, absentes=absentes, cout=cout, cacher=cacher
    )
    systeme = fait.systeme
    treillis = Treillis.si_possible(systeme, fait.plans, fait.hierarchies)
    motif = supprimer(systeme, treillis, essais=essais or nombre_d_essais(systeme.nombre))
    optimal = None
    if preuve and systeme.nombre <= CELLULES_PROUVABLES and not motif.impossibles:
        prouve = prouver(systeme, motif)
        motif, optimal = prouve.motif, prouve.optimal
    if montant and not motif.impossibles:
        seuls = {fait.rangs[c] for c, qui in _contributions(tableaux, fait).items() if qui == 1}
        avant, motif = motif, contre_les_inities(systeme, treillis, motif, seuls)
        optimal = optimal if motif.caches.sum() == avant.caches.sum() else None
    if motif.impossibles:
        raise EntreeRefusee([_impossible(systeme.cles[k]) for k in motif.impossibles], quoi="protéger")
    return replace(_rendre(tableaux, fait, motif), optimal=optimal)


def nombre_d_essais(cellules: int) -> int:
    """How many answers are compared for a system of that size."""
    return 4 if cellules <= 400 else 2 if cellules <= 3000 else 1


def _contributions(tableaux: Sequence[Tableau], fait: Assemblage) -> dict[Cle, int | None]:
    paires = zip(tableaux, fait.plans, strict=False)
    return {p.cle(codes): qui.nombre for t, p in paires for codes, qui in t.contributions.items()}


def _impossible(cle: Cle) -> Faute:
    message = (
        "Cette cellule ne peut plus être protégée : ce que les éditions passées montrent, ou la règle sur les zéros, "
        "la fait deviner quoi qu'on masque. Regroupez des catégories, retirez ce croisement, ou rendez les zéros "
        "masquables."
    )
    return Faute(en_clair(cle), message, "", "une cellule que l'on peut protéger")


def en_clair(cle: Cle) -> str:
    """A cell for a reader: its dimensions and codes.

    >>> en_clair((("age", "0-2"), ("sexe", "F"))), en_clair(())
    ('age = 0-2, sexe = F', 'total général')
    """
    return ", ".join(f"{d} = {c}" for d, c in cle) or "total général"


def _rendre(tableaux: Sequence[Tableau], fait: Assemblage, motif: Motif) -> Protection:
    systeme, publies = fait.systeme, []
    montrees: dict[Cle, int] = {}
    for ou in fait.plans[: len(tableaux)]:
        cellules: dict[Codes, int | str] = {}
        for codes in ou.cellules():
            cle = ou.cle(codes)
            rang = fait.rangs[cle]
            if not motif.caches[rang]:
                cellules[codes] = int(systeme.valeurs[rang])
            else:
                cellules[codes] = INCONNU if cle in fait.inconnues else MASQUE
                montrees[cle] = rang
        publies.append(cellules)
    masques = tuple(
        _masque(systeme.cles, systeme.primaires, motif, rang, int(systeme.valeurs[rang]))
        for cle, rang in montrees.items()
        if cle not in fait.inconnues
    )
    return Protection(
        tuple(t.nom for t in tableaux), tuple(t.dimensions for t in tableaux), tuple(publies), masques,
        fait.deja_publiees, fait.vides,
    )  # fmt: skip


def _masque(cles: list[Cle], primaires: dict[int, str], motif: Motif, rang: int, valeur: int) -> Masque:
    entre = (valeur - int(motif.doutes.bas[rang]), valeur + int(motif.doutes.haut[rang]))
    if rang in primaires:
        return Masque(cles[rang], valeur, PRIMAIRE, primaires[rang], None, entre)
    pour = motif.pour.get(rang)
    cause = None if pour is None else cles[pour]
    raison = "" if cause is None else f"sans elle, un total ferait retrouver « {en_clair(cause)} »"
    return Masque(cles[rang], valeur, SECONDAIRE, raison or "déjà masquée dans une édition passée", cause, entre)
