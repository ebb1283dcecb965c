"""Run beside the server: commits one object of each kind in the Ain, an agent with every right there, and open sessions of
every account; prints the addresses and the keys of the sessions.
"""

from __future__ import annotations

import json
from typing import Any

import django
from django.test.utils import setup_test_environment

CODE = "01"
COMPTE = "tous-droits@demo.invalid"
SESSIONS = 8
"""Of each account: as many times as journeys take it without the form."""
SANS_PAGE = ("acces:deconnexion",)
"""Addresses that end the session."""


def semer() -> list[dict[str, Any]]:
    """Addresses of every view of the application, with the arguments of objects that exist and what is answered there."""
    from datetime import date

    from tests.balayage.arbre import adresses
    from tests.balayage.balai import cas, client_de
    from tests.balayage.monde import Monde
    from tests.balayage.objets import OBJETS

    from jalons.application.acces.models import Affectation, Agent
    from jalons.application.acces.permissions import Niveau, Role
    from jalons.demonstration.comptes import agent

    monde = Monde(CODE)
    tous = Agent.objects.create(
        courriel=COMPTE, nom="Droits", prenom="Tous", password=agent("mission-f0").password, is_active=True
    )
    for role in (
        Role.DIRECTION, Role.ADMINISTRATION, Role.PREFECTURE, Role.ARS, Role.CADRE_ASE, Role.CRIP, Role.SANTE, Role.SUPERVISION,
        Role.PLACEMENT, Role.SERVICE_ETABLISSEMENTS, Role.SERVICE_ACCUEIL_FAMILIAL,
    ):  # fmt: skip
        Affectation.objects.create(
            agent=tous, role=role, niveau=Niveau.COLLECTIVITE, collectivite_id=CODE, debut=date(2020, 1, 1)
        )
    connues = [a for a in adresses() if a.nom not in SANS_PAGE and (not a.arguments or a.nom in OBJETS)]
    client = client_de(tous)
    return [_essayer(client, c.chemin) for c in cas(connues, monde)]


def _essayer(client: Any, chemin: str) -> dict[str, Any]:
    """``gabarit`` is the template of a page; empty for a document, a picture, an act, an address without object."""
    reponse = client.get(chemin)
    page = reponse.status_code == 200 and "html" in reponse["Content-Type"] and "<html" in reponse.text
    return {"chemin": chemin, "statut": reponse.status_code, "gabarit": reponse.templates[0].name if page else ""}


def ouvrir_les_sessions() -> dict[str, list[str]]:
    """What logging in leaves, without the password: its own journeys go through the form."""
    from django.contrib import auth
    from django.contrib.sessions.backends.db import SessionStore

    from jalons.application.acces.models import Agent

    def ouvrir(agent: Agent) -> str:
        session = SessionStore()
        session[auth.SESSION_KEY] = str(agent.pk)
        session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[auth.HASH_SESSION_KEY] = agent.get_session_auth_hash()
        session.create()
        return str(session.session_key)

    return {agent.courriel: [ouvrir(agent) for _ in range(SESSIONS)] for agent in Agent.objects.filter(is_active=True)}


if __name__ == "__main__":
    django.setup()
    setup_test_environment()  # responses then say their templates
    print(json.dumps({"adresses": semer(), "sessions": ouvrir_les_sessions()}))  # noqa: T201
