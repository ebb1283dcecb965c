"""One writer at a time on a fiche, and nobody's text written over unseen."""

from __future__ import annotations

from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Fiche
from jalons.application.socle.journal import journaliser


class VersionDepassee(Exception):  # noqa: N818 - the name is what the user is told
    """The fiche has changed since the agent opened it; nothing was written."""

    def __init__(self, recue: int, actuelle: int) -> None:
        self.recue, self.actuelle = recue, actuelle
        super().__init__(
            f"La fiche a été modifiée entre-temps (version {actuelle}, vous aviez la version {recue}). "
            "Rien n'a été enregistré : comparez les deux textes."
        )


def verrouiller(fiche: Fiche, version: int | None) -> Fiche:
    """The fiche as it stands, locked until the end of the transaction.

    Args:
        version: the one the agent had before her eyes; ``None`` when the act does not depend on it.

    Raises:
        VersionDepassee: somebody saved in between.
    """
    actuelle = Fiche.objects.select_for_update(of=("self",)).get(pk=fiche.pk)
    if version is not None and actuelle.version != version:
        raise VersionDepassee(version, actuelle.version)
    return actuelle


def conclure(fiche: Fiche, *, acte: str, par: Agent | None, **details: Any) -> Fiche:
    """Raise the version of a locked fiche, save it, and write the act in the journal."""
    fiche.version += 1
    fiche.save()
    journaliser(f"fiches:{acte}", objet=fiche, par=par, version=fiche.version, **details)
    return fiche
