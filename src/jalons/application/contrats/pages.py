"""What the pages of contracts show, ready for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import NoReverseMatch, reverse

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats import selectors
from jalons.application.contrats.assemblage import FicheCitee
from jalons.application.contrats.dossier import Categorie, DossierContrat, Engagement, ListeObjectifs, ObjectifRetenu
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.sections import SECTIONS, Section
from jalons.application.contrats.selectors import Vue
from jalons.application.faits import selectors as faits
from jalons.application.faits.selectors import LigneEcheance
from jalons.application.fiches.etudes import EcartJustifie
from jalons.application.fiches.listes import ListeActions
from jalons.application.fiches.selectors import justifications
from jalons.application.ui.composants.listes import Onglet
from jalons.application.ui.listes import page_demandee
from jalons.droit import etapes_contrat, regime
from jalons.droit.evaluation import Reponse, composition
from jalons.droit.model import Regime

SANS_AVENANT = ("tete", "etapes")
"""Sections of a signed contract that need no avenant (its title and its steps)."""

PRESSANTES = ("en_retard", "bientot", "a_venir")


@dataclass(frozen=True, slots=True)
class LigneListe:
    """A contract in the list."""

    vue: Vue
    ecarts: int
    bloquants: int
    prochaine: LigneEcheance | None


@dataclass(frozen=True, slots=True)
class Groupe:
    """Objectives retained under one engagement."""

    engagement: Engagement | None
    objectifs: list[tuple[ObjectifRetenu, str]]


@dataclass(frozen=True, slots=True)
class EtapeVue:
    """A step and its dates; ``prevue``: in the national order, without a date."""

    libelle: str
    dates: tuple[Any, ...]
    note: str


@dataclass(frozen=True, slots=True)
class FicheVue:
    """A fiche of the contract, with its progress."""

    titre: str
    statut: str
    avancement: int | None
    url: str


@dataclass(frozen=True, slots=True)
class ListeVue:
    """A list of actions and the fiche of each."""

    liste: ListeActions
    fiches: list[FicheVue]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """Everything the page of a contract shows."""

    vue: Vue
    regime: Regime
    composition: Reponse
    groupes: list[Groupe]
    etapes: list[EtapeVue]
    ecarts: Page[EcartJustifie]
    caches: int
    filtre: str
    sections: list[Section]
    signable: bool
    actions: list[ListeVue]
    autres: list[FicheVue]


def lignes(requete: Requete, contrats: list[Contrat], au: date) -> list[LigneListe]:
    """Contracts of one page of the list: two queries for all."""
    lues = selectors.vues(contrats, au)
    par_sujet: dict[int, LigneEcheance] = {}
    echeances = faits.echeances(requete, au=au, statuts=PRESSANTES, types=["contrat"])
    for ligne in faits.presenter_sans_sujet(echeances.filter(sujet_id__in=[c.pk for c in contrats]), au=au):
        par_sujet.setdefault(ligne.echeance.sujet_id, ligne)
    return [LigneListe(v, len(v.ecarts), sum(e.bloque for e in v.ecarts), par_sujet.get(v.contrat.pk)) for v in lues]


def synopsis(requete: Requete, contrat: Contrat, au: date) -> Synopsis:
    """The page of a contract: its dossier, and the answers of its checks with their justifications."""
    [vue] = selectors.vues([contrat], au)
    contrat.dossier_lu = vue.dossier  # type: ignore[attr-defined]
    cadre = regime(vue.dossier.regime)
    tous = vue.justifies(justifications(contrat.cadre))
    filtre = requete.GET.get("ecarts", "")
    montres = [e for e in tous if filtre == "" or bool(e.justification) == (filtre == "justifies")]
    return Synopsis(
        vue, cadre, repondre(vue.dossier), groupes(vue.dossier), etapes(vue.dossier),
        page_demandee(requete.GET, montres, par_page=10), len(tous) - len(montres),
        filtre, sections_ouvertes(contrat, vue.dossier),
        actions=listes_d_actions(vue), autres=[_fiche(f) for f in vue.etude.autres],
        signable=vue.dossier.signature is None
        and requete.droits.peut(Permission.CONTRATS_SIGNER, contrat.collectivite_id),
    )  # fmt: skip


def listes_d_actions(vue: Vue) -> list[ListeVue]:
    """Each list of actions with its fiches, in the order of the document."""
    return [
        ListeVue(liste, [_fiche(f) for f in fiches])
        for liste, fiches in zip(vue.dossier.actions, vue.etude.listes, strict=True)
    ]


def _fiche(fiche: FicheCitee) -> FicheVue:
    return FicheVue(fiche.titre, fiche.statut, fiche.avancement, adresse_de_fiche(fiche.cle))


def adresse_de_fiche(cle: int) -> str:
    """Page of a fiche; nothing while ``fiches`` has no page."""
    try:
        return reverse("fiches:fiche", args=[cle])
    except NoReverseMatch:
        return ""


def sections_ouvertes(contrat: Contrat, dossier: DossierContrat) -> list[Section]:
    """What may be changed without an avenant: everything until the signature, or in a contract taken over."""
    if dossier.signature is None or contrat.repris:
        return list(SECTIONS.values())
    return [SECTIONS[code] for code in SANS_AVENANT]


def repondre(dossier: DossierContrat) -> Reponse:
    """Whether the numbers of objectives respect the regime."""
    nombres = {c: dossier.nombre_objectifs(c) for c in Categorie}
    return composition(
        regime(dossier.regime), obligatoires=nombres[Categorie.OBLIGATOIRE], facultatifs=nombres[Categorie.FACULTATIF]
    )


def _en_un_mot(liste: ListeObjectifs) -> str:
    """The list of an objective, beside it: "facultatif", "facultatif (santé)"."""
    return f"{liste.categorie.value} ({liste.libelle})" if liste.libelle else liste.categorie.value


def groupes(dossier: DossierContrat) -> list[Groupe]:
    """Objectives by engagement, mandatory ones first; those without an engagement come last."""
    nationaux = {e.numero: Engagement(e.numero, e.titre) for e in regime(dossier.regime).engagements}
    connus = nationaux | {e.numero: e for e in dossier.engagements}
    par: dict[int | None, list[tuple[ObjectifRetenu, str]]] = {}
    for liste in sorted(dossier.objectifs, key=lambda x: list(Categorie).index(x.categorie)):
        for objectif in liste.objectifs:
            par.setdefault(objectif.engagement, []).append((objectif, _en_un_mot(liste)))
    for engagement in dossier.engagements:
        par.setdefault(engagement.numero, [])
    return [
        Groupe(connus.get(n, Engagement(n, f"Engagement {n}")) if n else None, par[n])
        for n in sorted(par, key=lambda n: (n is None, n or 0))
    ]


def etapes(dossier: DossierContrat) -> list[EtapeVue]:
    """Dated steps in order of date, then the steps of the national order that have no date."""
    vues, vus = [], set()
    for etape in sorted({d.etape for d in dossier.dates}, key=lambda e: min(d.debut for d in dossier.dates_de(e))):
        vus.add(etape.value)
        vues.append(EtapeVue(etape.libelle, dossier.dates_de(etape), ""))
    datables = {"diagnostic", "negociation", "information_odpe", "deliberation", "signature", "transmission"}
    for nationale in etapes_contrat():
        if nationale.code in datables - vus:
            vues.append(EtapeVue(nationale.libelle, (), nationale.provenance.note))
    return vues


def onglets(contrat: Contrat, actif: str) -> list[Onglet]:
    """Tabs of a contract."""
    nombre: int | None = getattr(contrat, "avenants_lus", None)
    return [
        Onglet("Synopsis", reverse("contrats:contrat", args=[contrat.pk]), actif == "contrat"),
        Onglet("Avenants", reverse("contrats:avenants", args=[contrat.pk]), actif == "avenants", nombre),
        Onglet("Documents", reverse("contrats:documents", args=[contrat.pk]), actif == "documents"),
        Onglet("Versions", reverse("contrats:versions", args=[contrat.pk]), actif == "versions"),
    ]
