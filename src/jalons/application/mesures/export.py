"""The list of measures as a table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jalons.noyau.tableur import Tableau

COLONNES = (
    "Mesure", "Dossier", "Enfant", "Nature", "Code", "Décideur", "État", "Décidée le", "Notifiée le", "Commencée le",
    "Terme", "Terminée le", "Raison de la fin", "Service", "Unité", "Référent", "Jours d'attente",
)  # fmt: skip


def ligne(lue: Any, etat: str) -> tuple[Any, ...]:
    """One measure in the order of ``COLONNES``; no name for a reader who may not open the file."""
    m = lue.mesure
    jours = (m.decidee_le, m.notifiee_le, m.debut_le, m.terme_le, m.fin_le)
    return (
        m.numero, m.enfant.numero, m.enfant.nom_complet if lue.nommable else "", lue.libelle, m.nature, lue.decideur,
        etat, *jours, lue.fin, m.service, str(m.unite or ""), str(m.referent or ""),
        lue.jours if lue.etat == "en_attente" and lue.jours is not None else "",
    )  # fmt: skip


def tableau(lignes: Iterable[Sequence[Any]]) -> Tableau:
    """The lines, in the order of ``COLONNES``."""
    return Tableau("Mesures", COLONNES, lignes)
