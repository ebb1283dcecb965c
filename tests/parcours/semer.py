"""Run beside the server: commits one object of each kind in the Ain, and an agent with every right there; prints the addresses."""

from __future__ import annotations

import json

import django

CODE = "01"
COMPTE = "tous-droits@demo.invalid"
SANS_PAGE = ("acces:deconnexion",)
"""Addresses that end the session."""


def semer() -> list[str]:
    """Addresses of every view of the application, with the arguments of objects that exist."""
    from datetime import date

    from tests.balayage.arbre import adresses
    from tests.balayage.balai import cas
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
    ):  # fmt: skip
        Affectation.objects.create(
            agent=tous, role=role, niveau=Niveau.COLLECTIVITE, collectivite_id=CODE, debut=date(2020, 1, 1)
        )
    connues = [a for a in adresses() if a.nom not in SANS_PAGE and (not a.arguments or a.nom in OBJETS)]
    return [c.chemin for c in cas(connues, monde)]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(semer()))  # noqa: T201
