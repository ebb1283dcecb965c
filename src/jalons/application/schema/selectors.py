"""Reads: schémas of a perimeter, the dossier of each, its écarts, and how far it has gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.etudes import EtudeDeCadre, VueDeCadre
from jalons.application.fiches.models import (
    Action,
    Cadre,
    Etape,
    Fiche,
    Intervenant,
    Lien,
    Placement,
    Resultat,
    Rubrique,
)  # fmt: skip
from jalons.application.finances.models import Montant
from jalons.application.schema import rules
from jalons.application.schema.assemblage import assembler, pk, rubriques_connues
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.models import BilanAnterieur, LigneBilan, PlaceACreer, Schema
from jalons.application.socle.etats import photographier
from jalons.application.socle.memoire import Lecture, Memoire, Tables, piece
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart
from jalons.noyau.periodes import Periode

SUIVIS: dict[str, Any] = {
    "cadre": Cadre, "schema": Schema, "rubriques": Rubrique, "placements": Placement, "fiches": Fiche,
    "intervenants": Intervenant, "actions": Action, "etapes": Etape, "resultats": Resultat, "liens": Lien,
    "places": PlaceACreer, "bilan": BilanAnterieur, "lignes": LigneBilan,
}  # fmt: skip
"""Tables that hold what a dossier says."""


class Etude(EtudeDeCadre[DossierSchema]):
    """The rows of a schéma, its dossier, and what is computed from them; shared between requests, never changed."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.tables = tables
        self.dossier = assembler(tables)
        self.connues = rubriques_connues(tables)

    def controler(self, au: date) -> list[Ecart]:
        """Écarts on the day ``au``, computed, the most serious first."""
        return rules.controler(self.dossier, au, self.connues)


@dataclass(frozen=True)
class Vue(VueDeCadre[DossierSchema]):
    """A schéma with its study on a day."""

    etude: Etude
    schema: Schema

    @property
    def etat(self) -> str:
        """Where the schéma stands on that day: a code of the family ``schema`` of ``ui.statuts``."""
        return etat(self.dossier, self.au)


def tous() -> QuerySet[Schema]:
    """Schémas of the open perimeter, with what names them."""
    return Schema.objects.select_related("cadre", "collectivite").order_by("collectivite_id", "-cadre__debut", "pk")


def schemas(requete: Requete) -> QuerySet[Schema]:
    """Schémas that the agent of the request may see."""
    return visibles(tous(), requete=requete, permission=Permission.SCHEMA_VOIR)


def dossier(schema: Schema) -> DossierSchema:
    """What the schéma says now."""
    return dossiers([schema])[schema.pk]


def dossiers(lus: Iterable[Schema]) -> dict[int, DossierSchema]:
    """The dossier of each schéma, by key: one query for all, two when some have changed."""
    return {cle: etude.dossier for cle, etude in etudes(lus).items()}


_PLACES = f"""
SELECT DISTINCT l.lot, p.fiche_id FROM unnest(%(lots)s) l(lot)
CROSS JOIN LATERAL (SELECT fiche_id FROM "{Placement._meta.db_table}" WHERE cadre_id = l.lot OFFSET 0) p
"""  # noqa: S608


def _des_fiches(modele: type[Model], colonne: str) -> str:
    """The rows of a table that hangs on the fiches of the schéma."""
    table = modele._meta.db_table
    return f'SELECT p.lot, t.* FROM places_lues p JOIN "{table}" t ON t."{colonne}" = p.fiche_id'  # noqa: S608


_ETAPES = f"""
SELECT p.lot, e.* FROM places_lues p
JOIN "{Action._meta.db_table}" a ON a.fiche_id = p.fiche_id JOIN "{Etape._meta.db_table}" e ON e.action_id = a.id
"""  # noqa: S608
_LIGNES = f"""
SELECT b.schema_id AS lot, l.* FROM "{BilanAnterieur._meta.db_table}" b
JOIN "{LigneBilan._meta.db_table}" l ON l.bilan_id = b.id WHERE b.schema_id = ANY(%(lots)s)
"""  # noqa: S608
_FINANCEES = f"""
SELECT DISTINCT p.lot, m.fiche_id FROM places_lues p JOIN "{Montant._meta.db_table}" m ON m.fiche_id = p.fiche_id
"""  # noqa: S608

_MEMOIRE = Memoire(
    Lecture(
        Cadre,
        ("places_lues", _PLACES),
        cadre=piece(Cadre, "id"),
        schema=piece(Schema, "cadre_id"),
        rubriques=piece(Rubrique, "cadre_id"),
        placements=piece(Placement, "cadre_id"),
        fiches=_des_fiches(Fiche, "id"),
        intervenants=_des_fiches(Intervenant, "fiche_id"),
        actions=_des_fiches(Action, "fiche_id"),
        etapes=_ETAPES,
        resultats=_des_fiches(Resultat, "fiche_id"),
        liens=_des_fiches(Lien, "fiche_id"),
        places=piece(PlaceACreer, "schema_id"),
        bilan=piece(BilanAnterieur, "schema_id"),
        lignes=_LIGNES,
        financees=_FINANCEES,
    ),
    Etude,
    selon_lignes=True,
)


def etudes(lus: Iterable[Schema]) -> dict[int, Etude]:
    """The study of each schéma, by key: one query for all, two when some have changed."""
    return _MEMOIRE.lire(s.pk for s in lus)


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
    """Écarts of the schéma on the day ``au``: those of its file, less the fields that dates and amounts answer."""
    return etudes([schema])[schema.pk].ecarts(au)


def vues(lus: Iterable[Schema], au: date) -> list[Vue]:
    """Schémas with dossier and écarts: one query for all, two when some have changed."""
    presents = list(lus)
    par_cle = etudes(presents)
    return [Vue(par_cle[s.pk], au, s) for s in presents]


def etat(dossier: DossierSchema, au: date) -> str:
    """Where a schéma stands on the day ``au`` (``etat_du``)."""
    return etat_du(dossier.periode, dossier.adopte_le, au, publie=dossier.document is not None)


def etat_du(periode: Periode, adopte_le: DateCivile | None, au: date, *, publie: bool) -> str:
    """``projet``, ``adopte`` (not begun), ``en_vigueur``, ``arrive_a_terme`` or ``echu`` on the day ``au``.

    A published document that does not say when it was adopted is no draft: it is placed by its period.
    """
    if periode.fin.fin < au:
        return "echu"
    if adopte_le.debut > au if adopte_le else not publie:
        return "projet"
    if rules.schema_arrive_a_terme(periode, au=au):
        return "arrive_a_terme"
    return "en_vigueur" if periode.debut.debut <= au else "adopte"
