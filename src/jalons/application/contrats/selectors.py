"""Reads: contracts of a perimeter, the dossier of each, its écarts, and how it was known on a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats import rules
from jalons.application.contrats.assemblage import assembler, pk
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat, EtapeContrat, Partie
from jalons.application.fiches.models import Cadre, Fiche, Justification, Placement, Rubrique
from jalons.application.finances.models import Montant
from jalons.application.socle.etats import photographier
from jalons.application.socle.lignes import lire_lignes
from jalons.noyau.ecarts import Ecart

SUIVIS: dict[str, Any] = {
    "cadre": Cadre, "contrat": Contrat, "parties": Partie, "etapes": EtapeContrat, "rubriques": Rubrique,
    "placements": Placement, "fiches": Fiche, "montants": Montant,
}  # fmt: skip
"""Tables that hold what a dossier says."""

CHAMPS_FICHE = ("id", "titre", "nature_depense", "statut", "avancement")
"""What the page of a contract needs of its fiches."""


@dataclass(frozen=True)
class Vue:
    """A contract with its dossier and the answers of its checks on a day."""

    contrat: Contrat
    dossier: DossierContrat
    au: date

    @cached_property
    def ecarts(self) -> list[Ecart]:
        """Écarts on that day, the most serious first."""
        return rules.controler(self.dossier, self.au)

    @property
    def etat(self) -> str:
        """Where the contract stands on that day: a code of the family ``contrat`` of ``ui.statuts``."""
        return etat(self.dossier, self.au)


@dataclass(frozen=True, slots=True)
class EcartJustifie:
    """An écart and the comment that answers it, if there is one."""

    ecart: Ecart
    justification: Justification | None

    @property
    def commentaire(self) -> str:
        """The comment, or nothing."""
        return self.justification.commentaire if self.justification else ""


def tous() -> QuerySet[Contrat]:
    """Contracts of the open perimeter, with what names them."""
    return Contrat.objects.select_related("cadre", "collectivite").order_by("collectivite_id", "-cadre__debut", "pk")


def contrats(requete: Requete) -> QuerySet[Contrat]:
    """Contracts that the agent of the request may see."""
    return visibles(tous(), requete=requete, permission=Permission.CONTRATS_VOIR)


def dossier(contrat: Contrat) -> DossierContrat:
    """What the contract says now. One query."""
    return dossiers([contrat])[contrat.pk]


def dossiers(lus: Iterable[Contrat]) -> dict[int, DossierContrat]:
    """The dossier of each contract, by key. One query for all."""
    return {cle: assembler(lignes) for cle, lignes in tables(lus, nommees=True).items()}


def tables(lus: Iterable[Contrat], *, nommees: bool = False) -> dict[int, dict[str, Any]]:
    """The rows behind each dossier, by key. One query for all.

    Args:
        nommees: leave out the fiches that the dossier does not name (attached by agents, under no heading).
    """
    cles = [c.pk for c in lus]
    places = Placement.objects.filter(cadre__in=cles)
    if nommees:
        places = places.exclude(rubrique=None, cle="")
    lues = lire_lignes(
        {
            "cadre": Cadre.objects.filter(pk__in=cles),
            "contrat": Contrat.objects.filter(pk__in=cles),
            "parties": Partie.objects.filter(contrat__in=cles),
            "etapes": EtapeContrat.objects.filter(contrat__in=cles),
            "rubriques": Rubrique.objects.filter(cadre__in=cles),
            "placements": places,
            "fiches": Fiche.objects.filter(pk__in=places.values("fiche")).only(*CHAMPS_FICHE),
            "montants": Montant.objects.filter(cadre__in=cles),
        }
    )
    return repartir(lues, cles)


def repartir(tables: Mapping[str, list[dict[str, Any]]], cles: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of several contracts, by contract."""
    fiches = {pk(f): f for f in tables["fiches"]}
    par: dict[int, dict[str, list[Any]]] = {cle: defaultdict(list) for cle in cles}
    for nom, colonne in (
        ("contrat", "cadre_id"), ("parties", "contrat_id"), ("etapes", "contrat_id"), ("rubriques", "cadre_id"),
        ("placements", "cadre_id"), ("montants", "cadre_id"),
    ):  # fmt: skip
        for ligne in tables[nom]:
            if ligne[colonne] in par:
                par[ligne[colonne]][nom].append(ligne)
    for ligne in tables["cadre"]:
        if pk(ligne) in par:
            par[pk(ligne)]["cadre"].append(ligne)
    for lignes in par.values():
        presentes = {p["fiche_id"] for p in lignes["placements"]} & set(fiches)
        lignes["fiches"] = [fiches[cle] for cle in presentes]
    return dict(par)


def dossier_connu_au(contrat: Contrat, instant: datetime) -> DossierContrat | None:
    """What the contract said, as recorded at ``instant``; ``None`` when it was not recorded yet."""
    tables = photographier(SUIVIS, instant, contrat.collectivite_id)
    lignes = repartir(tables, [contrat.pk])[contrat.pk]
    return assembler(lignes) if lignes["contrat"] and lignes["cadre"] else None


def ecarts(contrat: Contrat, au: date) -> list[Ecart]:
    """Écarts of the contract on the day ``au``: the same list as ``jalons contrats controler`` gives for its file."""
    return rules.controler(dossier(contrat), au)


def vues(lus: Iterable[Contrat], au: date) -> list[Vue]:
    """Contracts with dossier and écarts. One query for all."""
    presents = list(lus)
    par_cle = dossiers(presents) if presents else {}
    return [Vue(c, par_cle[c.pk], au) for c in presents]


def etat(dossier: DossierContrat, au: date) -> str:
    """``projet``, ``signe`` (not begun), ``en_vigueur`` or ``echu`` on the day ``au``."""
    if dossier.signature is None or dossier.signature.debut > au:
        return "projet"
    if dossier.periode is None:
        return "signe"
    if dossier.periode.fin.fin < au:
        return "echu"
    return "en_vigueur" if dossier.periode.debut.debut <= au else "signe"


def filtrer(objets: QuerySet[Contrat], criteres: Mapping[str, Any], au: date) -> QuerySet[Contrat]:
    """The contracts that answer the filters of the list: ``collectivite``, ``regime``, ``annee``, ``etat``."""
    if code := criteres.get("collectivite"):
        objets = objets.filter(collectivite=code)
    if regime := criteres.get("regime"):
        objets = objets.filter(regime=regime)
    if annee := criteres.get("annee"):
        objets = objets.filter(cadre__debut__lte=f"{annee}-12-31", cadre__fin__gte=f"{annee}")
    if voulu := criteres.get("etat"):
        objets = objets.filter(pk__in=[v.contrat.pk for v in vues(objets, au) if v.etat == voulu])
    return objets
