"""One writer at a time on a fiche, and nobody's text written over unseen."""

from __future__ import annotations

from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Fiche
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee
from jalons.application.socle.version import verrouiller as _verrouiller

__all__ = ["VersionDepassee", "conclure", "verrouiller"]


def verrouiller(fiche: Fiche, version: int | None) -> Fiche:
    """The fiche as it stands, locked until the end of the transaction.

    Args:
        version: the one the agent had before her eyes; ``None`` when the act does not depend on it.

    Raises:
        VersionDepassee: somebody saved in between.
    """
    return _verrouiller(fiche, version, quoi="La fiche")


def conclure(fiche: Fiche, *, acte: str, par: Agent | None, **details: Any) -> Fiche:
    """Raise the version of a locked fiche, save it, and write the act in the journal."""
    fiche.version += 1
    fiche.save()
    journaliser(f"fiches:{acte}", objet=fiche, par=par, version=fiche.version, **details)
    return fiche
