"""The day on which each report of evaluation is due, kept beside the situations: lists are sorted by it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from jalons.application.crip.exigences import DELAI

GARDER = """
INSERT INTO crip_rapportdu (collectivite_id, concerne_id, situation_id, due_le)
SELECT c.collectivite_id, c.id, c.situation_id, (
    SELECT min(e.due_le) FROM faits_echeance e JOIN faits_fait f ON f.id = e.fait_id
    WHERE e.collectivite_id = c.collectivite_id AND e.sujet_type = 'enfant' AND e.sujet_id = c.enfant_id
      AND e.regle = %(regle)s AND e.attendue AND starts_with(f.attributs ->> 'ip', s.numero)
)
FROM crip_enfantconcerne c JOIN crip_situation s ON s.id = c.situation_id
WHERE c.collectivite_id = %(collectivite)s AND (%(tous)s OR c.enfant_id = ANY(%(enfants)s))
ORDER BY c.id
ON CONFLICT (concerne_id) DO UPDATE SET due_le = EXCLUDED.due_le, situation_id = EXCLUDED.situation_id
WHERE crip_rapportdu.due_le IS DISTINCT FROM EXCLUDED.due_le
   OR crip_rapportdu.situation_id <> EXCLUDED.situation_id
"""
"""The reference of an information begins with the number of its situation."""


def garder(enfants: Collection[int] | None, collectivite: str) -> None:
    """Keep the day on which the report is due for these children, in each of their situations. One statement.

    Called when their deadlines have just been computed, their files locked (``faits.sujets.inscrire_suite``): the rows
    of a child are written under his lock alone, so that no act waits for a row while another waits for a file.

    Args:
        enfants: keys; ``None``: every child of the collectivité, when deadlines were written many at once.
    """
    valeurs: dict[str, Any] = {
        "regle": DELAI,
        "collectivite": collectivite,
        "tous": enfants is None,
        "enfants": list(enfants or ()),
    }
    with connection.cursor() as curseur:
        curseur.execute(GARDER, valeurs)
