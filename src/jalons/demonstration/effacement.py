"""Empties a base that holds nothing but the demonstration; reference territories stay."""

from __future__ import annotations

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections, transaction

from jalons.application.acces.models import Affectation, Agent


def effacer() -> None:
    """Empty every table that belongs to a collectivité, its history, the accounts and their sessions, at once.

    ``TRUNCATE`` by the owner: an agreed report refuses to be deleted row by row.
    """
    tables = {m._meta.db_table for m in apps.get_models() if hasattr(m, "colonne_territoire")}
    tables |= {m.pgh_event_model._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_event_model")}
    tables |= {m._meta.db_table for m in (Agent, Affectation, Session)}
    noms = ", ".join(f'"{nom}"' for nom in sorted(tables))
    with transaction.atomic(using="owner"), connections["owner"].cursor() as curseur:
        curseur.execute(f"TRUNCATE {noms} RESTART IDENTITY CASCADE")
