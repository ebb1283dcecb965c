"""Demonstration accounts, and the look and local units of the fictitious département."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau
from jalons.application.territoires.models import Identite, UniteLocale
from jalons.demonstration import marques
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE

DOMAINE = "@demo.invalid"
"""End of the address of every demonstration account; ``.invalid`` exists nowhere (RFC 2606)."""

DOMAINE_TIRE = "@tires.demo.invalid"
"""The same for the agents of the synthetic département: nobody logs in as one of them."""

PREMIER_JOUR = date(2020, 1, 1)
_CHAMP_DU_NIVEAU = {
    Niveau.REGION: "region_id",
    Niveau.COLLECTIVITE: "collectivite_id",
    Niveau.DOSSIERS: "collectivite_id",
    Niveau.ORGANISME: "collectivite_id",
}


@cache
def donnees() -> dict[str, Any]:
    """Accounts, local units and colours, as the file gives them; read once, not to be changed."""
    lues: dict[str, Any] = yaml.safe_load((DEMONSTRATION / "comptes.yaml").read_text(encoding="utf-8"))
    return lues


def etrangers() -> int:
    """Number of agents of this base that are not of the demonstration."""
    return Agent.objects.exclude(Q(courriel__endswith=DOMAINE) | Q(courriel__endswith=DOMAINE_TIRE)).count()


@transaction.atomic
def charger() -> list[Agent]:
    """Create the accounts that are missing; those already there keep their password and their roles."""
    return [_compte(**ligne) for ligne in donnees()["comptes"]]


def _compte(
    *, compte: str, prenom: str, nom: str, role: str, fonction: str, lieu: str = "", niveau: str = "",
    organisme: str = "",
) -> Agent:  # fmt: skip
    courriel = f"{compte}{DOMAINE}"
    trouve = Agent.objects.filter(courriel=courriel).first()
    if trouve is not None:
        return trouve
    agent = Agent.objects.create(
        courriel=courriel, nom=nom, prenom=prenom, fonction=fonction, password=_empreinte_du_mot_de_passe()
    )
    ou = Niveau(niveau or Niveau.COLLECTIVITE)
    place = {champ: lieu} if (champ := _CHAMP_DU_NIVEAU.get(ou)) else {}
    Affectation.objects.create(agent=agent, role=role, niveau=ou, debut=PREMIER_JOUR, organisme=organisme, **place)
    return agent


@cache
def _empreinte_du_mot_de_passe() -> str:
    """Computed once: one known word for every account needs no salt of its own."""
    return make_password(settings.JALONS_DEMO_MOT_DE_PASSE)


def agent(compte: str) -> Agent:
    """The demonstration agent of that short name (``mission-f0``)."""
    return Agent.objects.get(courriel=f"{compte}{DOMAINE}")


def charger_identite() -> bool:
    """Local units and colour of the fictitious département; whether there was something to do."""
    lues = donnees()
    with marques.dossier("haute-rive/identite", collectivite=HAUTE_RIVE) as a_faire:
        if a_faire:
            Identite.objects.create(collectivite_id=HAUTE_RIVE, couleur=lues["identite"]["couleur"])
            par_code: dict[str, UniteLocale] = {}
            for ligne in lues["unites"]:
                unite = {**ligne, "parent": par_code.get(ligne.get("parent", ""))}
                par_code[ligne["code"]] = UniteLocale.objects.create(collectivite_id=HAUTE_RIVE, **unite)
    return a_faire
