"""Reads: schémas of a perimeter, the dossier of each, its écarts, and how far it has gone."""

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
from jalons.application.fiches.models import (
    Action,
    Cadre,
    Etape,
    Fiche,
    Intervenant,
    Justification,
    Lien,
    Placement,
    Resultat,
    Rubrique,
)  # fmt: skip
from jalons.application.schema import rules
from jalons.application.schema.assemblage import assembler, pk
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.models import BilanAnterieur, LigneBilan, PlaceACreer, Schema
from jalons.application.socle.etats import photographier
from jalons.application.socle.lignes import lire_lignes
from jalons.noyau.ecarts import Ecart

SUIVIS: dict[str, Any] = {
    "cadre": Cadre, "schema": Schema, "rubriques": Rubrique, "placements": Placement, "fiches": Fiche,
    "intervenants": Intervenant, "actions": Action, "etapes": Etape, "resultats": Resultat, "liens": Lien,
    "places": PlaceACreer, "bilan": BilanAnterieur, "lignes": LigneBilan,
}  # fmt: skip
"""Tables that hold what a dossier says."""


@dataclass(frozen=True)
class Vue:
    """A schéma with its dossier and the answers of its checks on a day."""

    schema: Schema
    dossier: DossierSchema
    au: date

    @cached_property
    def ecarts(self) -> list[Ecart]:
        """Écarts on that day, the most serious first."""
        return rules.controler(self.dossier, self.au)

    @property
    def etat(self) -> str:
        """Where the schéma stands on that day: a code of the family ``schema`` of ``ui.statuts``."""
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


def tous() -> QuerySet[Schema]:
    """Schémas of the open perimeter, with what names them."""
    return Schema.objects.select_related("cadre", "collectivite").order_by("collectivite_id", "-cadre__debut", "pk")


def schemas(requete: Requete) -> QuerySet[Schema]:
    """Schémas that the agent of the request may see."""
    return visibles(tous(), requete=requete, permission=Permission.SCHEMA_VOIR)


def dossier(schema: Schema) -> DossierSchema:
    """What the schéma says now. One query."""
    return dossiers([schema])[schema.pk]


def dossiers(lus: Iterable[Schema]) -> dict[int, DossierSchema]:
    """The dossier of each schéma, by key. One query for all."""
    return {cle: assembler(t) for cle, t in tables(lus).items()}


def tables(lus: Iterable[Schema]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """The rows behind each dossier, by key. One query for all."""
    cles = [s.pk for s in lus]
    ici = Placement.objects.filter(cadre__in=cles).values("fiche")
    return repartir(
        lire_lignes(
            {
                "cadre": Cadre.objects.filter(pk__in=cles),
                "schema": Schema.objects.filter(pk__in=cles),
                "rubriques": Rubrique.objects.filter(cadre__in=cles),
                "placements": Placement.objects.filter(cadre__in=cles),
                "fiches": Fiche.objects.filter(pk__in=ici),
                "intervenants": Intervenant.objects.filter(fiche__in=ici),
                "actions": Action.objects.filter(fiche__in=ici),
                "etapes": Etape.objects.filter(action__fiche__in=ici),
                "resultats": Resultat.objects.filter(fiche__in=ici),
                "liens": Lien.objects.filter(fiche__in=ici),
                "places": PlaceACreer.objects.filter(schema__in=cles),
                "bilan": BilanAnterieur.objects.filter(schema__in=cles),
                "lignes": LigneBilan.objects.filter(bilan__schema__in=cles),
            }
        ),
        cles,
    )


def repartir(lues: Mapping[str, list[dict[str, Any]]], cles: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of several schémas, by schéma."""
    par: dict[int, dict[str, Any]] = {}
    for cle in cles:
        t: dict[str, list[Any]] = defaultdict(list)
        t["cadre"] = [x for x in lues["cadre"] if pk(x) == cle]
        for nom, colonne in (("schema", "cadre_id"), ("rubriques", "cadre_id"), ("placements", "cadre_id"),
                             ("places", "schema_id"), ("bilan", "schema_id")):  # fmt: skip
            t[nom] = [x for x in lues[nom] if x[colonne] == cle]
        fiches = {p["fiche_id"] for p in t["placements"]}
        t["fiches"] = [x for x in lues["fiches"] if pk(x) in fiches]
        for nom in ("intervenants", "actions", "resultats", "liens"):
            t[nom] = [x for x in lues[nom] if x["fiche_id"] in fiches]
        actions, bilans = {pk(a) for a in t["actions"]}, {pk(b) for b in t["bilan"]}
        t["etapes"] = [x for x in lues["etapes"] if x["action_id"] in actions]
        t["lignes"] = [x for x in lues["lignes"] if x["bilan_id"] in bilans]
        par[cle] = t
    return par


def dossier_connu_au(schema: Schema, instant: datetime) -> DossierSchema | None:
    """What the schéma said, as recorded at ``instant``; ``None`` when it was not recorded yet."""
    lignes = repartir(photographier(SUIVIS, instant, schema.collectivite_id), [schema.pk])[schema.pk]
    return assembler(lignes) if lignes["schema"] and lignes["cadre"] else None


def ecarts(schema: Schema, au: date) -> list[Ecart]:
    """Écarts of the schéma on the day ``au``: the same list as ``jalons schemas controler`` gives for its file."""
    return rules.controler(dossier(schema), au)


def vues(lus: Iterable[Schema], au: date) -> list[Vue]:
    """Schémas with dossier and écarts. One query for all."""
    presents = list(lus)
    par_cle = dossiers(presents) if presents else {}
    return [Vue(s, par_cle[s.pk], au) for s in presents]


def etat(dossier: DossierSchema, au: date) -> str:
    """``projet``, ``adopte`` (not begun), ``en_vigueur``, ``arrive_a_terme`` or ``echu`` on the day ``au``.

    A published document that does not say when it was adopted is no draft: it is placed by its period.
    """
    if dossier.periode.fin.fin < au:
        return "echu"
    if dossier.adopte_le.debut > au if dossier.adopte_le else dossier.document is None:
        return "projet"
    if rules.schema_arrive_a_terme(dossier.periode, au=au):
        return "arrive_a_terme"
    return "en_vigueur" if dossier.periode.debut.debut <= au else "adopte"
