"""What the pages of schémas show, ready for their templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from jalons.analyse.graphiques import Compte, Figure, avancement
from jalons.application.acces.http import Requete
from jalons.application.faits import selectors as faits
from jalons.application.faits.selectors import LigneEcheance
from jalons.application.fiches.etudes import EcartJustifie
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.selectors import justifications
from jalons.application.schema import selectors, suivi
from jalons.application.schema.assemblage import Tables, pk, trier
from jalons.application.schema.dossier import EngagementSchema, SousTheme, StatutBilan
from jalons.application.schema.models import Schema
from jalons.application.schema.selectors import Vue
from jalons.application.schema.suivi import Avancee
from jalons.application.ui.composants.listes import Onglet

STATUTS = [s.value for s in Fiche.Statut]


@dataclass(frozen=True, slots=True)
class FicheVue:
    """A fiche of the schéma with its progress."""

    cle: int
    numero: int
    titre: str
    statut: str
    avancement: int | None
    actions: int


@dataclass(frozen=True, slots=True)
class ThemeVue:
    """A sub-theme and its fiches."""

    theme: SousTheme
    rang: int
    fiches: list[FicheVue]


@dataclass(frozen=True, slots=True)
class EngagementVue:
    """An engagement, its sub-themes, and how far its fiches have gone."""

    engagement: EngagementSchema
    themes: list[ThemeVue]
    avancee: Avancee


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page of a schéma shows."""

    vue: Vue
    engagements: list[EngagementVue]
    fiches: list[FicheVue]
    sans_theme: list[FicheVue]
    places: int | None
    ecarts: list[EcartJustifie]
    avancee_fiches: Avancee
    avancee_actions: Avancee

    @property
    def choix(self) -> list[tuple[str, str]]:
        """Number and name of each fiche, for the lists that offer them all."""
        return [(str(f.numero), f"{f.numero}. {f.titre}") for f in self.fiches]


@dataclass(frozen=True, slots=True)
class LigneListe:
    """A schéma in the list."""

    vue: Vue
    ecarts: int
    prochaine: LigneEcheance | None


def lignes(requete: Requete, schemas: list[Schema], au: date) -> list[LigneListe]:
    """Schémas of one page of the list: two queries for all."""
    lues = selectors.vues(schemas, au)
    par_sujet: dict[int, LigneEcheance] = {}
    echeances = faits.echeances(requete, au=au, statuts=("en_retard", "bientot", "a_venir"), types=["schema"])
    for ligne in faits.presenter_sans_sujet(echeances.filter(sujet_id__in=[s.pk for s in schemas]), au=au):
        par_sujet.setdefault(ligne.echeance.sujet_id, ligne)
    return [LigneListe(v, len(v.ecarts), par_sujet.get(v.schema.pk)) for v in lues]


def page(schema: Schema, au: date) -> Page:
    """The page of a schéma: two queries when nothing has changed."""
    [vue] = selectors.vues([schema], au)
    tables = vue.etude.tables
    fiches = vue.etude.garder("fiches", lambda: _fiches(tables))
    par_numero = {f.numero: f for f in fiches}
    engagements = [_engagement(e, par_numero) for e in vue.dossier.engagements]
    placees = {n for s in vue.dossier.sous_themes for n in s.fiches}
    places = vue.dossier.places
    return Page(
        vue, engagements, fiches, [f for f in fiches if f.numero not in placees],
        sum(p.nombre for p in places.detail) if places else None,
        vue.justifies(justifications(schema.cadre)),
        suivi.avancee((f.statut for f in fiches), STATUTS),
        suivi.avancee((a["statut"] for a in tables["actions"]), STATUTS),
    )  # fmt: skip


def _fiches(tables: Tables) -> list[FicheVue]:
    lues = {pk(f): f for f in tables["fiches"]}
    return [
        FicheVue(
            p["fiche_id"], p["numero"], lues[p["fiche_id"]]["titre"], lues[p["fiche_id"]]["statut"],
            lues[p["fiche_id"]]["avancement"], sum(a["fiche_id"] == p["fiche_id"] for a in tables["actions"]),
        )
        for p in trier(tables["placements"])
        if p["rubrique_id"] is None and p["numero"] is not None
    ]  # fmt: skip


def _engagement(engagement: EngagementSchema, fiches: Mapping[int, FicheVue]) -> EngagementVue:
    themes = [
        ThemeVue(s, rang, [fiches[n] for n in s.fiches if n in fiches]) for rang, s in enumerate(engagement.sous_themes)
    ]
    dessous = {f.cle: f for t in themes for f in t.fiches}
    return EngagementVue(engagement, themes, suivi.avancee((f.statut for f in dessous.values()), STATUTS))


def figure(identifiant: str, titre: str, avancee: Avancee, libelles: Mapping[str, str]) -> Figure:
    """One bar cut by status, the unknown hatched."""
    comptes = [Compte(libelles[s], n, inconnu=s == suivi.INCONNU) for s, n in avancee.comptes]
    return avancement(identifiant, titre=titre, comptes=comptes)


def figures(p: Page) -> list[Figure]:
    """Charts of the suivi: fiches, then actions."""
    libelles = dict(Fiche.Statut.choices)
    return [
        figure("fiches-par-statut", "Fiches par statut", p.avancee_fiches, libelles),
        figure("actions-par-statut", "Actions par statut", p.avancee_actions, libelles),
    ]


def bilan(schema: Schema) -> dict[str, Any]:
    """The bilan of the former schéma: its lines, counts and chart. Empty without a bilan. One query."""
    etude = selectors.etudes([schema])[schema.pk]
    dossier, tables = etude.dossier, etude.tables
    if dossier.bilan is None:
        return {}
    avancee = suivi.avancee_du_bilan(dossier.bilan)
    libelles = {s.value: s.libelle.capitalize() for s in StatutBilan}
    return {
        "bilan": dossier.bilan,
        "avancee": avancee,
        "lignes": _arbre(tables),
        "figure": figure("bilan-par-statut", "Actions du schéma précédent par statut", avancee, libelles),
        "statuts": list(libelles.items()),
    }


def _arbre(tables: Tables) -> list[dict[str, Any]]:
    """Lines in the order of the document, each with its depth; actions carry their status."""
    par: dict[int | None, list[dict[str, Any]]] = {}
    for ligne in trier(tables["lignes"]):
        par.setdefault(ligne["parent_id"], []).append(ligne)

    def descendre(parent: int | None) -> list[dict[str, Any]]:
        return [x for ligne in par.get(parent, []) for x in (ligne | {"cle": pk(ligne)}, *descendre(pk(ligne)))]

    return descendre(None)


def onglets(schema: Schema, actif: str, *, modifiable: bool) -> list[Onglet]:
    """Tabs of a schéma; the structure only for those who may change it."""
    pages = [("schema", "Schéma"), ("suivi", "Suivi"), ("bilan", "Bilan du précédent")]
    pages += [("structure", "Structure")] if modifiable else []
    return [Onglet(libelle, reverse(f"schema:{nom}", args=[schema.pk]), nom == actif) for nom, libelle in pages]
