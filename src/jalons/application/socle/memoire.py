"""What is computed from rows, kept by the process as long as the same rows come back.

Checking a contract of six hundred amounts costs a tenth of a second; knowing that it is still the same contract costs
a millisecond. An answer is kept under the fingerprint of the rows it was computed from, read in one statement with
them, and is given only to a request that has just read the same fingerprint in its own transaction, under its own
perimeter. So neither the order of commits, nor an act undone, nor another agent's rights can make it wrong: who gets
an answer had its rows before the eyes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models

T = TypeVar("T")

Tables = Mapping[str, list[dict[str, Any]]]
"""Rows by table, as dictionaries of columns: decimals are ``Decimal``, dates are text."""
Lot = TypeVar("Lot", int, str)
"""The key of an object: a number, or the code of a collectivité."""
Empreinte = tuple[int, int]
"""Number of rows, and sum of the digests of their marks."""

LIGNES_AU_PLUS = 100_000
"""Rows behind the answers kept by one memory; the oldest are forgotten first."""
REPONSES_AU_PLUS = 40
"""Answers kept for one object: those of former days are forgotten with the others."""


def marque(alias: str) -> str:
    """SQL of the mark of a row's version: where PostgreSQL wrote it, and which transaction did.

    Every change writes a new version, and a transaction's number never comes back; a mark costs a twentieth of a
    digest of the row's text.
    """
    return f"hashtidextended({alias}.ctid, {alias}.xmin::text::bigint) AS marque"


def piece(modele: type[models.Model], lot: str) -> str:
    """The rows of a table by lot: ``lot`` is the column that says to which object a row belongs.

    Each lot is read by itself (``OFFSET 0`` keeps the planner from merging them): under a policy it takes a whole
    country for a tenth of it, and would read every row to keep those of ten contracts.
    """
    table, champ = modele._meta.db_table, next(c for c in modele._meta.concrete_fields if c.column == lot)
    genre = "text" if isinstance(getattr(champ, "target_field", champ), models.CharField) else "bigint"
    lignes = f'SELECT {marque("t")}, t.* FROM "{table}" t WHERE t."{lot}" = l.lot OFFSET 0'  # noqa: S608
    return f"SELECT l.lot, t.* FROM unnest(%(lots)s::{genre}[]) l(lot) CROSS JOIN LATERAL ({lignes}) t"  # noqa: S608


class Lecture:
    """The tables behind objects of one kind, read by lot (the key of the object), in statements written once.

    Args:
        pieces: for each table, a query that gives its rows with their ``lot`` and their ``marque``, restricted to
            ``%(lots)s``.
        avant: a query that several pieces read, by its name; it is run once.
    """

    def __init__(self, avant: tuple[str, str] | None = None, /, **pieces: str) -> None:
        commun = f"WITH {avant[0]} AS MATERIALIZED ({avant[1]}) " if avant else ""
        self._vide = tuple(pieces)
        resumes, lignes = [], []
        for rang, (nom, sql) in enumerate(pieces.items()):  # the rank: equal marks of two tables differ
            mesures = f"count(*) AS nombre, sum(hashint8extended(marque, {rang})) AS somme"
            resumes.append(f"SELECT lot, {mesures} FROM ({sql}) d GROUP BY lot")  # noqa: S608 - our own queries
            toutes = "json_agg(row_to_json(d))::text"
            lignes.append(f"SELECT '{nom}', lot, {mesures}, {toutes} FROM ({sql}) d GROUP BY lot")  # noqa: S608
        union = " UNION ALL ".join(resumes)
        self._empreintes = f"{commun}SELECT lot, sum(nombre)::bigint, sum(somme)::text FROM ({union}) t GROUP BY lot"  # noqa: S608
        self._lignes = commun + " UNION ALL ".join(lignes)

    def empreintes(self, lots: Iterable[Lot]) -> dict[Lot, Empreinte]:
        """The fingerprint of each lot that has rows in sight. One query."""
        with connection.cursor() as curseur:
            curseur.execute(self._empreintes, {"lots": list(lots)})
            return {lot: (nombre, int(somme)) for lot, nombre, somme in curseur.fetchall()}

    def lire(self, lots: Iterable[Lot]) -> dict[Lot, tuple[Empreinte, Tables]]:
        """The rows of each lot in sight, with their fingerprint. One query: both are of the same moment."""
        nombres: dict[Lot, int] = defaultdict(int)
        sommes: dict[Lot, int] = defaultdict(int)
        tables: dict[Lot, dict[str, list[dict[str, Any]]]] = {}
        with connection.cursor() as curseur:
            curseur.execute(self._lignes, {"lots": list(lots)})
            for nom, lot, nombre, somme, lues in curseur.fetchall():
                nombres[lot] += nombre
                sommes[lot] += int(somme)
                tables.setdefault(lot, {n: [] for n in self._vide})[nom] = json.loads(lues, parse_float=Decimal)
        return {lot: ((nombres[lot], sommes[lot]), lignes) for lot, lignes in tables.items()}


class Reponses:
    """Answers computed from one object, each once. Shared between requests: nobody may change them."""

    def __init__(self) -> None:
        self._reponses: dict[Hashable, Any] = {}

    def garder(self, cle: Hashable, calculer: Callable[[], T]) -> T:
        """The answer called ``cle``; a day or an option that it depends on is part of the name."""
        if cle not in self._reponses:
            if len(self._reponses) >= REPONSES_AU_PLUS:
                self._reponses = {}
            reponse = calculer()
            self._reponses[cle] = reponse
            return reponse
        return cast("T", self._reponses[cle])


class Memoire(Generic[T]):
    """The objects that a ``Lecture`` gives, built once for the same rows.

    Args:
        construire: from the rows of one lot to the object; a pure function.
    """

    def __init__(self, lecture: Lecture, construire: Callable[[Tables], T]) -> None:
        self._lecture = lecture
        self._construire = construire
        self._gardes: dict[int | str, tuple[Empreinte, T]] = {}

    def lire(self, lots: Iterable[Lot]) -> dict[Lot, T]:
        """The object of each lot in sight. One query when nothing has changed, or nothing was kept; else two."""
        voulus = list(lots)
        trouves: dict[Lot, T] = {}
        if connus := [lot for lot in voulus if lot in self._gardes]:
            for lot, empreinte in self._lecture.empreintes(connus).items():
                garde = self._gardes.get(lot)
                if garde is not None and garde[0] == empreinte:
                    trouves[lot] = garde[1]
        if manquants := [lot for lot in voulus if lot not in trouves]:
            for lot, (empreinte, tables) in self._lecture.lire(manquants).items():
                trouves[lot] = self._construire(tables)
                self._garder(lot, empreinte, trouves[lot])
        return trouves

    def _garder(self, lot: int | str, empreinte: Empreinte, objet: T) -> None:
        self._gardes.pop(lot, None)
        self._gardes[lot] = (empreinte, objet)
        exces = sum(e[0] for e, _ in list(self._gardes.values())) - LIGNES_AU_PLUS
        for ancien, (poids, _) in list(self._gardes.items())[:-1]:
            if exces <= 0:
                break
            exces -= poids[0]
            self._gardes.pop(ancien, None)
