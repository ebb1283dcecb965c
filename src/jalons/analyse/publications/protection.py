"""One population on one day: its tables protected together, then attacked with all that was published before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jalons.analyse.attaque import Exigence, Publie, Verdict, attaquer, juger
from jalons.analyse.publications.marques import INCONNU, MASQUE
from jalons.analyse.publications.modele import Codes, Secret, TableauPublie, Valeur
from jalons.analyse.publications.revisions import cote_a_cote
from jalons.analyse.secret import Hierarchie, Regles, Tableau, journal, proteger
from jalons.analyse.secret.tableaux import Cle, completer, plan


@dataclass(frozen=True)
class Groupe:
    """Tables of one population: what is published of them, the log, what the attacker makes of it."""

    population: str
    publies: tuple[Mapping[Codes, Valeur], ...]
    journal: Mapping[str, Any]
    verdict: Verdict
    revisees: int

    @property
    def resiste(self) -> bool:
        """Whether the attack found nothing."""
        return self.verdict.resiste

    def en_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "population": self.population, "journal": dict(self.journal), "attaque": self.verdict.en_json(),
            "revisees": self.revisees,
        }  # fmt: skip


def proteger_groupe(
    population: str, tableaux: Sequence[Tableau], hierarchies: Mapping[str, Hierarchie], secret: Secret, *,
    montant: bool, absentes: int | None, deja: Sequence[tuple[TableauPublie, bool]] = (),
) -> Groupe:  # fmt: skip
    """Protect, then attack.

    Args:
        deja: tables of earlier editions on the same population and day, each with whether this edition or one since
            then is a correction: a number that is given otherwise now is then left out of what readers are supposed to
            know, since it no longer adds up with the others. Without a correction it is a fault.

    Raises:
        EntreeRefusee: totals that do not add up, numbers other than those published, cells that nothing can protect.
    """
    regles = Regles(secret.seuil, secret.zeros, secret.largeur, secret.dominance, secret.p_pour_cent, secret.marge)
    arbres = _arbres(hierarchies, tableaux, [t for t, _ in deja])
    vraies = _vraies(tableaux, arbres, absentes)
    anterieurs = [_anterieur(rang, t, vraies, arbres, revisable=r) for rang, (t, r) in enumerate(deja, 1)]
    revisees = sum(a.revisees for a in anterieurs)
    gardees = {c for a in anterieurs if revisees for c in a.masquees}  # a correction hides what was hidden
    fait = proteger(
        tableaux, arbres, regles, editions=[a.lu for a in anterieurs], montant=montant, absentes=absentes,
        cacher=gardees,
    )  # fmt: skip
    vus = [_vu(nom, d, c) for nom, d, c in zip(fait.noms, fait.dimensions, fait.publies, strict=True)]
    vus += [_relu(a.lu) for a in anterieurs]
    exigence = Exigence(
        None if montant else regles.seuil, regles.largeur_exigee, regles.marge, 0 if montant else regles.plancher
    )
    parents = {d: dict(h.parents) for d, h in arbres.items()}
    verdict = attaquer(vus, parents, exigence)
    if verdict.resiste and revisees:
        anciens = [_vu(t.titre, t.dimensions, t.cellules) for t, _ in deja]
        connues = {frozenset(c): v for c, v in vraies.items()}
        verdict = juger(cote_a_cote(vus, anciens, parents, connues), exigence, publiees=verdict.publiees)
    return Groupe(population, fait.publies, journal.en_json(fait, regles, 100 if montant else 1), verdict, revisees)


def _arbres(
    hierarchies: Mapping[str, Hierarchie], tableaux: Sequence[Tableau], deja: Sequence[TableauPublie]
) -> dict[str, Hierarchie]:  # fmt: skip
    """How categories nest, for readers who hold the earlier editions too; what is said now has the last word."""
    dimensions = {d for t in tableaux for d in t.dimensions} | {d for t in deja for d in t.dimensions}
    parents: dict[str, dict[str, str]] = {}
    for publie in deja:
        for dimension, siens in publie.parents.items():
            parents.setdefault(dimension, {}).update(siens)
    for dimension, arbre in hierarchies.items():
        parents.setdefault(dimension, {}).update(arbre.parents)
    return {d: Hierarchie(d, p) for d, p in parents.items() if d in dimensions}


def _vu(nom: str, dimensions: tuple[str, ...], cellules: Mapping[Codes, Valeur]) -> Publie:
    """A table as its readers have it."""
    return Publie(
        nom, dimensions, {c: v if isinstance(v, int) else None for c, v in cellules.items()},
        frozenset(c for c, v in cellules.items() if v == INCONNU),
    )  # fmt: skip


def _relu(lu: Tableau) -> Publie:
    """An earlier table, less what was revised since, as its readers have it."""
    return Publie(
        lu.nom, lu.dimensions, lu.valeurs, frozenset(c for c, v in lu.valeurs.items() if v is None) - lu.caches
    )


@dataclass(frozen=True)
class _Anterieur:
    """A table of an earlier edition as ``secret`` reads it, what it hid, how many of its numbers are now otherwise."""

    lu: Tableau
    masquees: frozenset[Cle]
    revisees: int


def _vraies(
    tableaux: Sequence[Tableau], arbres: Mapping[str, Hierarchie], absentes: int | None
) -> dict[Cle, int | None]:  # fmt: skip
    """The value of each cell today."""
    vraies: dict[Cle, int | None] = {}
    for tableau in tableaux:
        ici = plan(tableau, arbres)
        vraies |= {ici.cle(codes): v for codes, v in completer(tableau, ici, absentes=absentes)[0].items()}
    return vraies


def _anterieur(
    rang: int, publie: TableauPublie, vraies: Mapping[Cle, int | None], arbres: Mapping[str, Hierarchie], *,
    revisable: bool,
) -> _Anterieur:  # fmt: skip
    lu = Tableau(
        f"{publie.titre} (édition déjà publiée n° {rang})", publie.dimensions,
        {c: v if isinstance(v, int) else None for c, v in publie.cellules.items()}, {},
        frozenset(c for c, v in publie.cellules.items() if v == MASQUE),
    )  # fmt: skip
    ou = plan(lu, arbres)
    autres = {
        c for c, v in lu.valeurs.items()
        if revisable and v is not None and (dite := vraies.get(ou.cle(c))) is not None and dite != v
    }  # fmt: skip
    lu = replace(lu, valeurs={c: None if c in autres else v for c, v in lu.valeurs.items()})
    return _Anterieur(lu, frozenset(ou.cle(c) for c in lu.caches), len(autres))
