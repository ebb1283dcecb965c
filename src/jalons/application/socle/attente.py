"""Waiting in line for something that has no row yet: a title, an identity, a whole list that is replaced."""

from __future__ import annotations

from django.db import connection


def attendre(cle: str) -> None:
    """Let whoever asks for the same key wait until the end of this transaction.

    For what ``select_for_update`` cannot lock, since no row exists. Must run in a transaction. Several keys are asked
    for in their order, so that two acts never wait for each other.
    """
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [cle])
