"""Optimistic locking: nobody's text is written over unseen. For any model with a ``version`` field."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class VersionDepassee(Exception):  # noqa: N818 - the name is what the user is told
    """The row has changed since the agent opened it; nothing was written.

    Attributes:
        objet: the row as it stands, for those who show what changed in between; ``None`` when that is not to be shown.
        discrete: its history may say who changed it and when, never what it was (an address).
    """

    def __init__(
        self,
        recue: int,
        actuelle: int,
        *,
        quoi: str = "La page",
        objet: models.Model | None = None,
        discrete: bool = False,
    ) -> None:
        self.recue, self.actuelle, self.objet, self.discrete = recue, actuelle, objet, discrete
        super().__init__(
            f"{quoi} a été modifiée entre-temps (version {actuelle}, vous aviez la version {recue}). "
            "Rien n'a été enregistré : comparez les deux textes."
        )


def verrouiller(objet: M, version: int | None, *, quoi: str = "La page") -> M:
    """The row as it stands, locked until the end of the transaction.

    The lock waits for those who write the row, never for those who only point to it. Locks are always taken in the
    order that ``docs/adr/0029-ordre-des-verrous.md`` gives.

    Args:
        version: the one the agent had before her eyes; ``None`` when the act does not depend on it.
        quoi: what it is, with its article, for the sentence of the refusal (feminine).

    Raises:
        VersionDepassee: somebody saved in between.
    """
    actuelle: Any = type(objet)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=objet.pk)
    if version is not None and actuelle.version != version:
        raise VersionDepassee(version, actuelle.version, quoi=quoi, objet=actuelle)
    return actuelle  # type: ignore[no-any-return]
