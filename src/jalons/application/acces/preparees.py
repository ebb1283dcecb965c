"""Queries whose shape depends on rights alone, prepared once for all who hold the same.

What an agent may see is a condition drawn from her places; building it and its query with the ORM costs several times
what PostgreSQL needs to answer. The shape is therefore kept by places, chosen territory and arguments (the day, the
filters), and only who asks, and when, is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Protocol, cast

from django.db.models import QuerySet
from django.utils import timezone

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.http import Requete
from jalons.application.socle.preparees import ComptePrepare, Parametre, Preparee, Valeur, ValeursPreparees

FORMES_AU_PLUS = 128
"""Shapes kept for one query: the places of a département's agents, the filters they use most."""
NATURES = {"agent": "bigint", "maintenant": "timestamptz", "jour": "date"}


@dataclass(frozen=True)
class Moment:
    """A moment that will be given, with its local day, in the place of a ``datetime``."""

    instant: Parametre
    jour: Parametre


def _modele(places: tuple[Place, ...], territoire: str | None, agent: Parametre) -> Requete:
    """A request with these rights, whoever sends it: nothing else of it may be read while a query is built."""
    return cast(Requete, SimpleNamespace(
        droits=Droits.depuis(places), territoire=territoire, user=SimpleNamespace(pk=agent),
    ))  # fmt: skip


class ParDroits:
    """A family of prepared queries.

    Args:
        construire: from a request, a moment and hashable arguments, gives the query; of the request it may read
            ``droits``, ``territoire`` and ``user.pk``. For ``LignesPreparees``, gives queries by name.
        genre: what is prepared.
        natures: of the values given at each reading, beside the agent and the moment.
    """

    def __init__(self, construire: Callable[..., Any], *, genre: type[Any] = Preparee, **natures: str) -> None:
        self._construire, self._genre, self._natures = construire, genre, natures
        self._forme = lru_cache(maxsize=FORMES_AU_PLUS)(self._preparer)

    def _preparer(self, places: tuple[Place, ...], territoire: str | None, args: tuple[Hashable, ...]) -> Any:
        def construire(agent: Parametre, maintenant: Parametre, jour: Parametre, **valeurs: Parametre) -> Any:
            moment = cast(datetime, Moment(maintenant, jour))
            return self._construire(_modele(places, territoire, agent), moment, *args, **valeurs)

        return self._genre(construire, **NATURES, **self._natures)

    def lire(self, requete: Requete, maintenant: datetime, *args: Hashable, **valeurs: Valeur) -> Any:
        """What the query gives to the agent of ``requete`` at ``maintenant``."""
        forme = self._forme(requete.droits.places, requete.territoire, args)
        jour = timezone.localtime(maintenant).date()
        return forme.lire(agent=requete.user.pk, maintenant=maintenant, jour=jour, **valeurs)


class ListeParDroits:
    """A list that agents read by pages: its count up to a bound, and each of its pages, are prepared queries.

    Args:
        construire: as for ``ParDroits``; gives objects in their order.
        lire_par_cles: reads objects by their keys, for rows that an index finds without reading them: keys are then
            found once, for the count and for the page.
    """

    def __init__(
        self,
        construire: Callable[..., QuerySet[Any]],
        lire_par_cles: Callable[[list[int]], Mapping[int, Any]] | None = None,
    ) -> None:
        self._compte = ParDroits(
            lambda requete, maintenant, au_plus, *args: construire(requete, maintenant, *args)
            .order_by().values("pk")[:au_plus],
            genre=ComptePrepare,
        )  # fmt: skip
        self._page = ParDroits(
            lambda requete, maintenant, debut, fin, *args: construire(requete, maintenant, *args)[debut:fin]
        )
        self._cles = ParDroits(
            lambda requete, maintenant, debut, fin, *args: construire(requete, maintenant, *args)
            .values_list("pk")[debut:fin],
            genre=ValeursPreparees,
        )  # fmt: skip
        self._lire_par_cles = lire_par_cles

    def pour(self, requete: Requete, maintenant: datetime, *args: Hashable) -> Lignes:
        """The list of this agent, at this moment, for these arguments."""
        if self._lire_par_cles is not None:
            return LignesParCles(self._cles, self._lire_par_cles, requete, maintenant, args)
        return LignesComptees(self._compte, self._page, requete, maintenant, args)


class Lignes(Protocol):
    """A list, of which nothing is read yet; ``ui.listes.page_demandee`` takes it with ``sans_fin``."""

    def compter(self, au_plus: int) -> int:
        """How many rows, ``au_plus`` at most. One query."""

    def __getitem__(self, tranche: slice) -> list[Any]:
        """The objects from ``start`` to ``stop``, both given. One query."""


@dataclass(frozen=True)
class LignesComptees:
    """Rows counted, then read."""

    _compte: ParDroits
    _page: ParDroits
    requete: Requete
    maintenant: datetime
    args: tuple[Hashable, ...]

    def compter(self, au_plus: int) -> int:
        """As ``Lignes``."""
        for (nombre,) in self._compte.lire(self.requete, self.maintenant, au_plus, *self.args):
            return int(nombre)
        return 0

    def __getitem__(self, tranche: slice) -> list[Any]:
        """As ``Lignes``."""
        lues: list[Any] = self._page.lire(self.requete, self.maintenant, tranche.start, tranche.stop, *self.args)
        return lues


@dataclass
class LignesParCles:
    """Rows whose keys are read up to the bound of the count: those of the page are among them."""

    _par_tranche: ParDroits
    _lire_par_cles: Callable[[list[int]], Mapping[int, Any]]
    requete: Requete
    maintenant: datetime
    args: tuple[Hashable, ...]
    _connues: list[int] | None = None

    def compter(self, au_plus: int) -> int:
        """As ``Lignes``."""
        self._connues = self._cles(0, au_plus)
        return len(self._connues)

    def __getitem__(self, tranche: slice) -> list[Any]:
        """As ``Lignes``; one query more when nothing was counted before."""
        cles = self._cles(tranche.start, tranche.stop) if self._connues is None else self._connues[tranche]
        lues = self._lire_par_cles(cles)
        return [lues[cle] for cle in cles if cle in lues]

    def _cles(self, debut: int, fin: int) -> list[int]:
        return [cle for (cle,) in self._par_tranche.lire(self.requete, self.maintenant, debut, fin, *self.args)]


@dataclass(frozen=True)
class Suite:
    """Lists read one after the other as if they were one, each by its own index."""

    listes: tuple[Lignes, ...]

    def compter(self, au_plus: int) -> int:
        """As ``Lignes``; one query for each list, until there are enough."""
        total = 0
        for liste in self.listes:
            if total < au_plus:
                total += liste.compter(au_plus - total)
        return total

    def __getitem__(self, tranche: slice) -> list[Any]:
        """As ``Lignes``; one query while the first list is not at its end."""
        lues: list[Any] = []
        debut, voulues = tranche.start, tranche.stop - tranche.start
        for liste in self.listes:
            trouvees = liste[debut : debut + voulues - len(lues)]
            lues += trouvees
            if len(lues) == voulues:
                break
            debut -= debut if trouvees or not debut else liste.compter(debut)
        return lues
