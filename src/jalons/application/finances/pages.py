"""What each page on money shows, ready for its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Q
from django.urls import reverse

from jalons.analyse.graphiques import Figure
from jalons.application.acces.http import Requete
from jalons.application.fiches.models import Cadre
from jalons.application.finances import calculs, comptes, presentation, selectors
from jalons.application.finances.autorisations import Pouvoir
from jalons.application.finances.calculs import EXECUTION, PartDepartement, Simulation
from jalons.application.finances.contexte import Fermeture
from jalons.application.finances.fermeture import CONTRACTUELLES
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.finances.selectors import Synthese
from jalons.application.finances.tableaux import Pivot, colonne
from jalons.application.ui.composants.listes import Onglet
from jalons.application.ui.listes import page_demandee
from jalons.droit import regle_cofinancement, source
from jalons.noyau.montants import Montant as Somme


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The plan de financement."""

    synthese: Synthese
    versions: list[tuple[str, str, bool]]
    pivot: Pivot
    par_action: Pivot
    par_beneficiaire: Pivot
    figure: Figure | None
    parts: list[dict[str, Any]]
    consommations: list[dict[str, Any]]
    version: Version | None
    par_an: bool


def plan(cadre: Cadre, *, version: str | None) -> PagePlan:
    """Everything on the page: one query when nothing has changed, besides what the frame says of itself."""
    lus = comptes.lire(cadre)
    synthese = selectors.synthese(cadre, lus=lus)
    choisie = presentation.version_demandee(version, synthese.lignes)
    cle = ("plan", cadre.nature, synthese.complete, synthese.au, choisie)
    return lus.garder(cle, lambda: _plan(synthese, lus.titres, choisie))


def _plan(synthese: Synthese, titres: Mapping[str, str], choisie: Version | None) -> PagePlan:
    filtrees = presentation.filtrer(synthese.lignes, choisie)
    pivot = selectors.pivot_par_source(filtrees)
    return PagePlan(
        synthese=synthese,
        versions=_versions(synthese.lignes, choisie),
        pivot=pivot,
        par_action=selectors.pivot_par_action(filtrees, titres),
        par_beneficiaire=selectors.pivot_par_beneficiaire(filtrees),
        figure=presentation.figure_par_source(pivot, choisie),
        parts=[part(p) for p in synthese.bilan.parts_departement.values()],
        consommations=[_consommation(c) for c in synthese.consommations],
        version=choisie,
        par_an=synthese.par_an,
    )


def _versions(lignes: Sequence[LigneFinanciere], choisie: Version | None) -> list[tuple[str, str, bool]]:
    presentes = [v for v in Version if any(x.version is v for x in lignes)]
    choix = [(v.value, v.libelle.capitalize(), v is choisie) for v in presentes]
    return [*choix, ("toutes", "Toutes", choisie is None)]


def part(part: PartDepartement) -> dict[str, Any]:
    """A share with the base it is computed on."""
    base = regle_cofinancement().base(part.code)
    return {"part": part, "libelle": base.libelle, "confiance": base.provenance.confiance, "note": base.provenance.note}


def _consommation(c: calculs.Consommation) -> dict[str, Any]:
    faits = dict(zip(EXECUTION, (c.engage, c.paye, c.justifie), strict=True))
    return {
        "source": source(c.source).libelle,
        "reference": c.reference,
        "faits": [(v.libelle, faits[v], c.taux(v)) for v in EXECUTION],
    }


ONGLETS = (
    ("plan", "Plan de financement"),
    ("actions", "Par action"),
    ("montants", "Montants"),
    ("simulation", "Simulation"),
)


def onglets(cadre: Cadre, actif: str) -> list[Onglet]:
    """The pages of the money of a frame."""
    return [Onglet(libelle, reverse(f"finances:{nom}", args=[cadre.pk]), nom == actif) for nom, libelle in ONGLETS]


PAR_PAGE = 25
"""Amounts on a page of the list."""


@dataclass(frozen=True, slots=True)
class LigneMontant:
    """An amount in the list."""

    montant: Montant
    somme: Somme
    quand: str
    source: str
    vise: str
    modifiable: bool
    supprimable: bool


@dataclass(frozen=True, slots=True)
class PageMontants:
    """The list of amounts, with its filters."""

    page: Page[Any]
    lignes: list[LigneMontant]
    filtres: dict[str, Any]
    nombre: int


def adresse_dans_la_liste(montant: Montant) -> str:
    """The page of the whole list on which an amount stands: where its author wants to see it. One query."""
    avant = Q(ordre__lt=montant.ordre) | Q(ordre=montant.ordre, pk__lt=montant.pk)
    rang = selectors.montants(montant.cadre).filter(avant).count()
    return f"{reverse('finances:montants', args=[montant.cadre_id])}?page={rang // PAR_PAGE + 1}"


def montants(requete: Requete, cadre: Cadre, pouvoir: Pouvoir, *, ferme: Fermeture | None) -> PageMontants:
    """Amounts in their order, narrowed by ``?source=`` and ``?version=``; what is added up is left to the plan.

    All are sorted on four columns; only those of the page are read whole.

    Args:
        ferme: what closes the amounts that the signed document holds.
    """
    tous = selectors.montants(cadre).order_by().values_list("pk", "source", "version", "valeur", "ordre", named=True)
    lus, libelles, tri = list(tous), selectors.libelles_des_sources(), requete.GET.get("tri", "")
    source_voulue, version_voulue = requete.GET.get("source", ""), requete.GET.get("version", "")
    retenus = [
        m for m in lus
        if (not source_voulue or m.source == source_voulue) and (not version_voulue or m.version == version_voulue)
    ]  # fmt: skip
    retenus.sort(key=lambda m: (m.ordre, m.pk))
    retenus.sort(key=cle_de_tri(tri))
    if tri.startswith("-"):
        retenus.reverse()
    page = page_demandee(requete.GET, [m.pk for m in retenus], par_page=PAR_PAGE)
    entiers = selectors.montants(cadre).in_bulk(page.object_list)
    presentes = {m.source for m in lus}
    filtres = {
        "source": [(c, libelle, c == source_voulue) for c, libelle in libelles.items() if c and c in presentes],
        "version": [(v.value, v.libelle.capitalize(), v.value == version_voulue) for v in Version],
    }
    return PageMontants(
        page, [ligne(entiers[pk], libelles, pouvoir, ferme=ferme) for pk in page.object_list], filtres, len(lus)
    )


def cle_de_tri(tri: str) -> Any:
    """The key of ``?tri=``: ``montant``, ``source``, ``version``; else the order of the document."""
    versions = [v.value for v in Version]
    return {
        "montant": lambda m: m.valeur,
        "source": lambda m: m.source,
        "version": lambda m: versions.index(m.version),
    }.get(tri.removeprefix("-"), lambda m: (m.ordre, m.pk))


def est_contractuel(montant: Montant) -> bool:
    """Whether the signed document itself holds the amount."""
    return Version(montant.version) in CONTRACTUELLES


def ligne(
    montant: Montant, libelles: dict[str, str], pouvoir: Pouvoir, *, ferme: Fermeture | None = None
) -> LigneMontant:
    """An amount as lists show it."""
    lue = selectors.ligne(montant, {})
    vise = montant.fiche or montant.rubrique
    modifiable = pouvoir.couvre(version=montant.version, source=montant.source)
    return LigneMontant(
        montant, lue.montant, colonne(lue).libelle, libelles.get(montant.source, montant.source),
        str(vise) if vise else "", modifiable, modifiable and not (ferme and est_contractuel(montant)),
    )  # fmt: skip


def lignes_simulables(lignes: Sequence[LigneFinanciere], *, calcul: bool) -> tuple[LigneFinanciere, ...]:
    """The lines that count.

    Args:
        calcul: a result will be computed: they are all put at one version, and an amount added then replaces none.
    """
    retenues = calculs.lignes_retenues(lignes)
    return tuple(replace(x, version=Version.SIGNE) for x in retenues) if calcul else tuple(retenues)


def simulation(resultat: Simulation) -> dict[str, Any]:
    """Before and after, source by source and base by base."""
    avant, apres = resultat.avant, resultat.apres
    libelles = selectors.libelles_des_sources()
    sources = dict.fromkeys([*avant.par_source, *apres.par_source])
    return {
        "sources": [
            (
                libelles.get(s, s),
                avant.par_source.get(s),
                avant.parts.get(s),
                apres.par_source.get(s),
                apres.parts.get(s),
            )
            for s in sources
        ],
        "total": (avant.total, apres.total),
        "bases": [
            (regle_cofinancement().base(code).libelle, avant.parts_departement[code], apres.parts_departement[code])
            for code in apres.parts_departement
        ],
    }
