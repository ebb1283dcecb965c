"""The kinds of objects whose history can be opened. The module that owns one inscribes it in ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission


@dataclass(frozen=True, slots=True)
class GenreSuivi:
    """A kind of object with a history.

    Attributes:
        modele: decorated by ``socle.historique.historiser``, and territorial.
        voir: the permission to read the object is that to read its history.
        enfants: models of the rows that belong to it, with the column that points to it.
        url: the page of the object; ``None`` when it has none.
        ouvrable: a further condition on the object of that key (a draft that only its authors read).
    """

    modele: type[Model]
    voir: Permission
    enfants: tuple[tuple[type[Model], str], ...] = ()
    url: Callable[[Any], str] | None = None
    ouvrable: Callable[[Requete, int], bool] | None = None

    @property
    def type(self) -> str:
        """``module.modele``, as in the journal."""
        return self.modele._meta.label_lower


_GENRES: dict[str, GenreSuivi] = {}


def inscrire(*genres: GenreSuivi) -> None:
    """Make kinds of objects known; inscribing one again must say the same.

    Raises:
        ValueError: the kind is inscribed otherwise, or its model has no history.
    """
    for genre in genres:
        if not hasattr(genre.modele, "pgh_event_model"):
            raise ValueError(f"{genre.type} has no history: decorate it with historiser.")
        if _GENRES.setdefault(genre.type, genre) != genre:
            raise ValueError(f"The history of {genre.type!r} is already inscribed.")


def genre(type_: str) -> GenreSuivi | None:
    """The kind of that type, or ``None``."""
    return _GENRES.get(type_)


def genres() -> list[GenreSuivi]:
    """Every kind, in the order of their types."""
    return [_GENRES[t] for t in sorted(_GENRES)]
