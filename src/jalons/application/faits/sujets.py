"""The kinds of subjects that have deadlines. The module that owns one inscribes it in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.faits.rules import FaitConnu
from jalons.droit.echeances import Echeance


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a subject is named on a list of deadlines, and where it is."""

    titre: str
    url: str


@dataclass(frozen=True, slots=True)
class GenreSujet:
    """A kind of subject.

    Attributes:
        type: name of its model, lower case (``contrat``), or what the model says in ``sujet_type``.
        libelle: for the filter of the list ("Contrats").
        evaluer: deadlines of one subject from its key, its facts and a day, with ``jalons.droit``; ``[]`` when it
            does not exist any more. With ``lire``, from what that gave of the key.
            ``None`` for a kind whose deadlines come from the rules of the catalogue and of the collectivité.
        tenir: locks the subjects with these keys, in their order, until the end of the transaction, and says which
            still have deadlines of their own (a merged duplicate has none); ``None``: all of them do, and every act
            of that module locks its subject already.
        permission: needed, with that of seeing deadlines, on the collectivité of the subject.
        visibles: keys of the subjects that the agent of a request may see at a moment, for a kind whose gate is
            narrower than the collectivité; ``None``, or an answer that is ``None``: all those of the perimeter.
        presenter: title and address of each subject, by key; one query at most.
        preavis_jours: how long before the date a deadline is said near.
        lire: reads what ``evaluer`` needs of one subject, once for all the days it is asked about.
    """

    type: str
    libelle: str
    evaluer: Callable[[Any, list[FaitConnu], date], list[Echeance]] | None
    presenter: Callable[[Iterable[int]], Mapping[int, Presentation]]
    preavis_jours: int = 30
    tenir: Callable[[list[int]], set[int]] | None = None
    permission: Permission = Permission.FAITS_VOIR
    visibles: Callable[[Requete, datetime], QuerySet[Any, int] | None] | None = None
    lire: Callable[[int], Any] | None = None


_GENRES: dict[str, GenreSujet] = {}


def inscrire(genre: GenreSujet) -> None:
    """Make a kind of subject known.

    Raises:
        ValueError: another one has the same type.
    """
    if _GENRES.setdefault(genre.type, genre) != genre:
        raise ValueError(f"The kind of subject {genre.type!r} is already inscribed.")


def genre(type_: str) -> GenreSujet | None:
    """The kind of that type, or ``None`` when no module has inscribed it."""
    return _GENRES.get(type_)


def genres() -> tuple[GenreSujet, ...]:
    """Every kind, by label."""
    return tuple(sorted(_GENRES.values(), key=lambda g: g.libelle))
