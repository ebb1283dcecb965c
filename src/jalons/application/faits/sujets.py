"""The kinds of subjects that have deadlines. The module that owns one inscribes it in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from jalons.application.acces.gate import exiger, obtenir
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.faits.rules import FaitConnu
from jalons.application.territoires.models import Territorial
from jalons.droit.echeances import Echeance


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a subject is named on a list of deadlines, and where it is.

    Attributes:
        dehors: how it is named in what leaves the pages (calendar, e-mail, file): never by a person's name; empty: as
            by ``titre``.
    """

    titre: str
    url: str
    dehors: str = ""


class Ouvrir(Protocol):
    """Gives a subject to somebody who may read it, then act on it; raises 404, then 403."""

    def __call__(
        self, requete: Requete, cle: int, *, page: str, maintenant: datetime, faire: Permission | None
    ) -> Territorial:
        """The subject of that key, its reading journalled under ``page`` where its module does so."""


class Tenues(Protocol):
    """Which permissions are held on one subject."""

    def __call__(
        self, requete: Requete, sujet: Any, voulues: list[Permission], /, *, maintenant: datetime
    ) -> frozenset[Permission]:
        """Those of ``voulues``."""


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
            still have deadlines of their own (a merged duplicate has none); ``None``: all of them do, and nothing
            but the acts of its module, each of which locks its subject, states a fact of it.
        permission: needed, with that of seeing deadlines, on the collectivité of the subject.
        visibles: keys of the subjects that the agent of a request may see at a moment, for a kind whose gate is
            narrower than the collectivité; ``None``, or an answer that is ``None``: all those of the perimeter.
        presenter: title and address of each subject, by key; one query at most.
        preavis_jours: how long before the date a deadline is said near.
        lire: reads what ``evaluer`` needs of one subject, once for all the days it is asked about.
        ouvrir: the subject through the gate of its module, for somebody who reads one of its deadlines on a page;
            ``None``: nothing can be said of the deadlines of this kind.
        tenues: those of some permissions that the agent of a request holds on one subject.
        a_noter: for a kind that has ``evaluer``: events, with their label, that fulfil the deadline of that code and
            that no page of its module states. A kind that follows the catalogue says them there.
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
    ouvrir: Ouvrir | None = None
    tenues: Tenues | None = None
    a_noter: Callable[[str], Mapping[str, str]] | None = None


def par_la_porte(tous: Callable[[], QuerySet[Any]], voir: Permission, agir: Permission) -> tuple[Ouvrir, Tenues]:
    """``ouvrir`` and ``tenues`` of a kind whose gate is the collectivité.

    Args:
        tous: every subject.
        agir: what its own acts ask for; something is said of its deadlines by those who hold it as well.
    """

    def ouvrir(requete: Requete, cle: int, *, page: str, maintenant: datetime, faire: Permission | None) -> Territorial:
        sujet: Territorial = obtenir(tous(), requete=requete, voir=voir, faire=faire and agir, pk=cle)
        if faire is not None:
            exiger(requete, faire, sujet.collectivite_id)
        return sujet

    def tenues(
        requete: Requete, sujet: Territorial, voulues: list[Permission], *, maintenant: datetime
    ) -> frozenset[Permission]:
        lieu, peut = sujet.collectivite_id, requete.droits.peut
        return frozenset(p for p in voulues if peut(p, lieu)) if peut(agir, lieu) else frozenset()

    return ouvrir, tenues


def verrous(modele: type[Territorial]) -> Callable[[list[int]], set[int]]:
    """``tenir`` of a kind each of whose rows has deadlines of its own: locked by key, until the end of the act."""

    def tenir(cles: list[int]) -> set[int]:
        lignes: QuerySet[Any] = modele._default_manager.select_for_update(of=("self",), no_key=True)
        return set(lignes.filter(pk__in=cles).order_by("pk").values_list("pk", flat=True))

    return tenir


_GENRES: dict[str, GenreSujet] = {}


def inscrire(genre: GenreSujet) -> None:
    """Make a kind of subject known.

    Raises:
        ValueError: another one has the same type.
    """
    if _GENRES.setdefault(genre.type, genre) != genre:
        raise ValueError(f"The kind of subject {genre.type!r} is already inscribed.")


Suite = Callable[[Collection[int], str], None]
_SUITES: dict[str, list[Suite]] = {}


def inscrire_suite(type_: str, suite: Suite) -> None:
    """What an upper module keeps of the deadlines of a kind of subject follows them, in the same transaction.

    Args:
        suite: called with the keys of subjects whose deadlines have just been computed, held by ``tenir``, and their
            collectivité; it locks nothing but rows that are written under these locks alone (``docs/adr/0071``).
    """
    suites = _SUITES.setdefault(type_, [])
    if suite not in suites:
        suites.append(suite)


def suites(type_: str) -> tuple[Suite, ...]:
    """What follows the deadlines of that kind."""
    return tuple(_SUITES.get(type_, ()))


def genre(type_: str) -> GenreSujet | None:
    """The kind of that type, or ``None`` when no module has inscribed it."""
    return _GENRES.get(type_)


def genres() -> tuple[GenreSujet, ...]:
    """Every kind, by label."""
    return tuple(sorted(_GENRES.values(), key=lambda g: g.libelle))
