"""Rows as they were known at an instant, read from the history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet


def etats_au(modele: type[models.Model], instant: datetime, **filtre: Any) -> QuerySet[Any]:
    """The rows of ``modele`` as recorded at ``instant`` (included): event rows, ordered by the key of the row.

    Each result has the fields of the model at that instant; its own key is ``pgh_obj_id``. Rows deleted since are
    there, rows created since are not.

    Args:
        modele: a model decorated by ``historiser``.
        filtre: conditions on the state at that instant, e.g. ``cadre_id=3``.
    """
    evenements = modele.pgh_event_model  # type: ignore[attr-defined]
    derniers = (
        evenements.objects.filter(pgh_created_at__lte=instant)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .values("pgh_id")
    )
    return (  # type: ignore[no-any-return]
        evenements.objects.filter(pgh_id__in=derniers, **filtre).exclude(pgh_label="delete").order_by("pgh_obj_id")
    )


def figer(*modeles: type[models.Model]) -> datetime:
    """An instant after every write in progress on ``modeles`` and before every later one.

    Takes a lock that waits for the writers and lets readers go on, until the end of the transaction: what is read
    from the history at that instant will be read identical for ever.
    """
    tables = ", ".join(f'"{m._meta.db_table}"' for m in sorted(modeles, key=lambda m: m._meta.db_table))
    with connection.cursor() as curseur:
        curseur.execute(f"LOCK TABLE {tables} IN SHARE MODE")
        curseur.execute("SELECT clock_timestamp()")
        instant: datetime = curseur.fetchone()[0]
    return instant


def photographier(
    modeles: Mapping[str, type[models.Model]], instant: datetime, collectivite: str
) -> dict[str, list[Any]]:
    """The rows of several models for one collectivité, as recorded at ``instant``, in one statement.

    One statement reads one snapshot: no write can slip in between two tables.

    Returns:
        For each name, a list of dictionaries (columns of the model; decimals as ``Decimal``, dates as text), ordered
        by key; the key of the row is ``pgh_obj_id``.
    """
    morceaux, parametres = [], list[Any]()
    for nom, modele in modeles.items():
        table = modele.pgh_event_model._meta.db_table  # type: ignore[attr-defined]
        morceaux.append(
            "SELECT %s AS nom, coalesce(jsonb_agg(to_jsonb(d) - 'pgh_context' ORDER BY d.pgh_obj_id), '[]') AS lignes "  # noqa: S608
            f'FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM "{table}" '
            "WHERE pgh_created_at <= %s AND collectivite_id = %s ORDER BY pgh_obj_id, pgh_id DESC) d "
            "WHERE d.pgh_label <> 'delete'"
        )
        parametres += [nom, instant, collectivite]
    with connection.cursor() as curseur:
        curseur.execute(
            f"SELECT nom, lignes::text FROM ({' UNION ALL '.join(morceaux)}) t",  # noqa: S608 - our own table names
            parametres,
        )
        return {nom: json.loads(lignes, parse_float=Decimal) for nom, lignes in curseur.fetchall()}
