"""Writing in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from jalons.application.socle.models import Entree
from jalons.application.socle.preparees import executer

_INSERER = """
    INSERT INTO socle_entree (collectivite_id, quand, agent_id, nature, acte, objet_type, objet_id, details)
    SELECT collectivite_id, quand, agent_id, nature, acte, objet_type, objet_id, details
    FROM jsonb_to_recordset(%s::jsonb) AS x(
        collectivite_id text, quand timestamptz, agent_id bigint, nature text, acte text, objet_type text,
        objet_id text, details jsonb)"""


def journaliser(acte: str, *, objet: models.Model, par: Any, collectivite: str | None = None, **details: Any) -> None:
    """Record that ``par`` did ``acte`` (``module:verb``) on ``objet``, in the caller's transaction.

    Args:
        objet: its key, type and collectivité are kept, not its content.
        collectivite: where the act counts, for a row that is not territorial (an account); inside the perimeter.
        par: the agent, or ``None`` for a command.
        details: figures and codes only; never a name nor free text.
    """
    _entree(Entree.Nature.ECRITURE, acte, objet, par, details, collectivite).save(force_insert=True)


def journaliser_plusieurs(acte: str, lignes: Iterable[tuple[models.Model, dict[str, Any]]], *, par: Any) -> None:
    """The same act on several objects, each with its details. One statement."""
    Entree.objects.bulk_create(
        [_entree(Entree.Nature.ECRITURE, acte, objet, par, details, None) for objet, details in lignes]
    )


def journaliser_lecture(
    acte: str, *, objet: models.Model, par: Any, collectivite: str | None = None, **details: Any
) -> None:
    """Record that ``par`` read ``objet``: for children's data and documents; arguments as above."""
    journaliser_lectures([lecture(acte, objet=objet, par=par, collectivite=collectivite, **details)])


def journaliser_lectures(lectures: Iterable[Entree]) -> None:
    """Record several readings at once. One statement, prepared: every page about a child sends it."""
    quand: Any = Entree._meta.get_field("quand")
    lignes = [
        {
            "collectivite_id": e.collectivite_id, "quand": quand.pre_save(e, True).isoformat(), "agent_id": e.agent_id,
            "nature": e.nature, "acte": e.acte, "objet_type": e.objet_type, "objet_id": e.objet_id,
            "details": e.details,
        }
        for e in lectures
    ]  # fmt: skip
    if lignes:
        executer(_INSERER, [json.dumps(lignes, cls=DjangoJSONEncoder)])


def lecture(acte: str, *, objet: models.Model, par: Any, collectivite: str | None = None, **details: Any) -> Entree:
    """A reading, for ``journaliser_lectures``: nothing is recorded yet."""
    return _entree(Entree.Nature.LECTURE, acte, objet, par, details, collectivite)


def _entree(
    nature: str, acte: str, objet: models.Model, par: Any, details: dict[str, Any], collectivite: str | None
) -> Entree:
    return Entree(
        collectivite_id=collectivite or getattr(objet, "collectivite_id", None) or "-",
        agent_id=par.pk if par is not None else None,
        nature=nature,
        acte=acte,
        objet_type=objet._meta.label_lower,
        objet_id=str(objet.pk),
        details=details,
    )
