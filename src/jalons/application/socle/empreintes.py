"""Which tables a piece of work reads, and whether any of them has changed since.

A page is a function of the request, of the day and of the rows that its queries give. Its first query depends on the
request alone; when no table read has changed in the perimeter, it gives the same rows, so the second query is the same,
and so on: the page is the same to the byte. That is all ``socle.rendus`` needs to give a page again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache
from types import TracebackType
from typing import Any

from django.apps import apps
from django.db import connection

from jalons.application.socle.marques import marques

Empreintes = Mapping[str, tuple[int, str]]
"""For each table: a number of marks or rows, and the sum of their digests."""

ENTIERES: Mapping[str, str] = {
    "acces_agent": "t.nom || chr(1) || t.prenom || chr(1) || t.courriel || chr(1) || t.fonction || t.is_active",
    "territoires_collectivite": "t::text",
    "territoires_region": "t::text",
}
"""Small tables that belong to no collectivité: what pages show of a row. Read whole, and only for a page that did."""

_ECRITURE = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|nextval)\b")
_VERROU = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b")


class Lues(AbstractContextManager["Lues"]):
    """Notes the tables that the queries of a block read.

    Attributes:
        tables: names, of our models only; a name that is written and not read is there too.
        ecrit: whether a query changed or locked something.
        perissable: whether ``dire_perissable`` was called.
        avant: fingerprints read before the block, if any: a memory whose tables they cover needs no other reading.
        couvertes: tables that ``avant`` covers; ``None``: all those followed.
    """

    def __init__(self, avant: Empreintes | None = None, couvertes: frozenset[str] | None = None) -> None:
        self.tables: set[str] = set()
        self.avant, self.couvertes = avant, couvertes
        self.ecrit = self.perissable = False
        self._suivi = connection.execute_wrapper(self._noter)

    def __enter__(self) -> Lues:
        self._suivi.__enter__()
        self._jeton = _EN_COURS.set(self)
        return self

    def __exit__(
        self, genre: type[BaseException] | None, faute: BaseException | None, trace: TracebackType | None
    ) -> None:
        _EN_COURS.reset(self._jeton)
        self._suivi.__exit__(genre, faute, trace)

    def _noter(self, executer: Callable[..., Any], sql: Any, params: Any, many: bool, contexte: Any) -> Any:
        self.noter(str(sql), params)
        return executer(sql, params, many, contexte)

    def noter(self, sql: str, params: object = None) -> None:
        """Take one query into account. A memory reads marks in the place of tables: its parameters name them."""
        self.tables |= _connues() & set(re.findall(r"\w+", sql))
        if isinstance(params, Mapping) and "socle_marque" in sql:
            self.tables |= _connues() & set(params.get("tables", ()))
        if _ECRITURE.search(sql) or _VERROU.search(sql):
            self.ecrit = True

    def couvre(self, tables: Iterable[str] | None) -> bool:
        """Whether ``avant`` tells of each of ``tables`` (``None``: of all those followed)."""
        if self.avant is None or self.couvertes is None:
            return self.avant is not None
        return tables is not None and self.couvertes.issuperset(tables)

    @property
    def muettes(self) -> set[str]:
        """Tables read whose changes nothing tells."""
        return self.tables - suivies() - {"socle_marque"}


_EN_COURS: ContextVar[Lues | None] = ContextVar("lues", default=None)


def lectures_en_cours() -> Lues | None:
    """The block that notes what is read now, if there is one."""
    return _EN_COURS.get()


def dire_perissable() -> None:
    """Say that what is being drawn uses figures kept for some time, whatever changes: nobody may keep it longer."""
    if (lues := _EN_COURS.get()) is not None:
        lues.perissable = True


@cache
def _connues() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models(include_auto_created=True))


@cache
def suivies() -> frozenset[str]:
    """Tables of which ``empreintes`` tells the changes."""
    return frozenset({m._meta.db_table for m in marques()} | set(ENTIERES))


def empreintes(tables: Iterable[str] | None = None) -> dict[str, tuple[int, str]]:
    """The fingerprint of ``tables`` (by default of all those followed) in the perimeter. One query.

    A table that has left no mark is absent; it appears with its first one.
    """
    voulues = suivies() if tables is None else set(tables) & suivies()
    pieces = ["SELECT tableau, count(*), sum(hashint8extended(id, transaction))::text FROM socle_marque"
              " WHERE tableau = ANY(%(tables)s) GROUP BY tableau"]  # fmt: skip
    pieces += [
        f"SELECT '{table}', count(*), sum(hashtextextended({colonnes}, 0))::text FROM \"{table}\" t"  # noqa: S608 - ours
        for table, colonnes in ENTIERES.items()
        if table in voulues
    ]
    with connection.cursor() as curseur:
        curseur.execute(" UNION ALL ".join(pieces), {"tables": sorted(voulues)})
        return {table: (nombre, somme or "") for table, nombre, somme in curseur.fetchall()}
