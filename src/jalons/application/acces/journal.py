"""The journal as pages and files show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from jalons.application.acces import actes
from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import noms_des_agents
from jalons.application.socle.models import Entree
from jalons.application.ui.composants.filtres import valeur_lisible
from jalons.application.ui.mots import dire
from jalons.noyau.tableur import Tableau

LIGNES_AU_PLUS = 20_000
"""Most rows of an export: beyond, narrow the dates."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One entry, in words."""

    quand: datetime
    agent: str
    nature: str
    acte: str
    objet: str
    objet_cle: str
    collectivite: str
    details: str


def entrees(requete: Requete, **criteres: Any) -> QuerySet[Entree]:
    """Entries of the perimeter that answer the criteria of ``forms.FiltreJournalForm``, the latest first."""
    lignes = visibles(Entree.objects.all(), requete=requete, permission=Permission.ACCES_JOURNAL)
    if mot := criteres.get("agent"):
        debut = Q(nom__istartswith=mot) | Q(prenom__istartswith=mot) | Q(courriel__istartswith=mot)
        lignes = lignes.filter(agent_id__in=Agent.objects.filter(debut).values("pk"))
    if acte := criteres.get("acte"):
        lignes = lignes.filter(Q(acte__in=actes.codes_qui_disent(acte)) | Q(acte__startswith=acte.strip().lower()))
    if objet := criteres.get("objet"):
        type_, _, cle = objet.strip().lower().partition(" ")
        lignes = lignes.filter(objet_type__startswith=type_, **({"objet_id": cle.strip()} if cle.strip() else {}))
    if nature := criteres.get("nature"):
        lignes = lignes.filter(nature=nature)
    if du := criteres.get("du"):
        lignes = lignes.filter(quand__gte=timezone.make_aware(datetime.combine(du, time.min)))
    if au := criteres.get("au"):
        lignes = lignes.filter(quand__lt=timezone.make_aware(datetime.combine(au + timedelta(days=1), time.min)))
    return lignes


def en_lignes(entrees_: Iterable[Entree]) -> list[Ligne]:
    """Entries in words: names of agents in one query."""
    lues = list(entrees_)
    noms = noms_des_agents(e.agent_id for e in lues)
    return [
        Ligne(
            quand=e.quand,
            agent=noms.get(e.agent_id, f"agent n° {e.agent_id}") if e.agent_id else "commande de Jalons",
            nature=e.get_nature_display(),
            acte=actes.libelle(e.acte),
            objet=f"{_type_en_clair(e.objet_type)} n° {e.objet_id}",
            objet_cle=f"{e.objet_type} {e.objet_id}",
            collectivite=e.collectivite_id,
            details=", ".join(f"{cle.replace('_', ' ')} : {valeur_lisible(dire(v))}" for cle, v in e.details.items()),
        )
        for e in lues
    ]


def _type_en_clair(type_: str) -> str:
    try:
        return str(apps.get_model(type_)._meta.verbose_name)
    except (LookupError, ValueError):
        return type_


def tableau(lignes: Iterable[Ligne]) -> Tableau:
    """The entries as a table."""
    colonnes = ("Date", "Agent", "Nature", "Acte", "Objet", "Collectivité", "Détails")
    return Tableau(
        "Journal", colonnes,
        (
            (
                timezone.localtime(x.quand).strftime("%Y-%m-%d %H:%M:%S"), x.agent, x.nature, x.acte, x.objet,
                x.collectivite, x.details,
            )
            for x in lignes
        ),
    )  # fmt: skip
