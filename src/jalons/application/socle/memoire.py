"""What is computed from rows, kept by the process as long as the same rows come back.

Checking a contract of six hundred amounts costs a tenth of a second; knowing that nothing has changed costs a fraction
of a millisecond. An answer is kept under the fingerprint of the marks (``socle.marques``) that changes left on the
tables it was computed from, read in one statement with their rows. It is given only to a request that has just read
the same fingerprint in its own transaction, and the object's own row under its own perimeter. So neither the order of
commits, nor an act undone, nor another agent's rights can make it wrong.

Marks are left by table and collectivité: most of them tell of a change elsewhere. When the rows of an object are read
again and are the same to the letter, what was computed from them is given again (``selon_lignes``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from threading import RLock
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models

from jalons.application.socle.marques import marques
from jalons.application.socle.rendus import ATTENTE_S, RENDUS

T = TypeVar("T")

Tables = Mapping[str, list[dict[str, Any]]]
"""Rows by table, as dictionaries of columns: decimals are ``Decimal``, dates are text."""
Lot = TypeVar("Lot", int, str)
"""The key of an object: a number, or the code of a collectivité."""
Empreinte = tuple[int, int]
"""Number of marks, and sum of their digests."""

LIGNES_AU_PLUS = 100_000
"""Rows behind the answers kept by one memory; the oldest are forgotten first."""
REPONSES_AU_PLUS = 40
"""Answers kept for one object: those of former days are forgotten with the others."""


def piece(modele: type[models.Model], lot: str) -> str:
    """The rows of a table by lot: ``lot`` is the column that says to which object a row belongs.

    Each lot is read by itself (``OFFSET 0`` keeps the planner from merging them): under a policy it takes a whole
    country for a tenth of it, and would read every row to keep those of ten contracts.
    """
    table, champ = modele._meta.db_table, next(c for c in modele._meta.concrete_fields if c.column == lot)
    genre = "text" if isinstance(getattr(champ, "target_field", champ), models.CharField) else "bigint"
    lignes = f'SELECT t.* FROM "{table}" t WHERE t."{lot}" = l.lot OFFSET 0'  # noqa: S608
    return f"SELECT l.lot, t.* FROM unnest(%(lots)s::{genre}[]) l(lot) CROSS JOIN LATERAL ({lignes}) t"  # noqa: S608


_SOMME = "count(m.id) AS nombre, coalesce(sum(hashint8extended(m.id, m.transaction)), 0)::text AS somme"


@dataclass(frozen=True, slots=True)
class Lues:
    """The rows of one lot as the base wrote them, not parsed yet.

    Attributes:
        combien: number of rows.
        textes: for each table that has some, its rows as a JSON list.
    """

    empreinte: Empreinte
    combien: int = 0
    textes: dict[str, str] = field(default_factory=dict)

    @property
    def condense(self) -> bytes:
        """The same for the same rows in the same order, and for no others."""
        condense = blake2b(digest_size=32)
        for nom in sorted(self.textes):
            condense.update(f"{nom} {len(self.textes[nom])} ".encode())
            condense.update(self.textes[nom].encode())
        return condense.digest()


class Lecture:
    """The tables behind objects of one kind, read by lot (the key of the object), in statements written once.

    Args:
        avant: a query that several pieces read, by its name; it is run once.
        sujet: the model whose key is the lot; ``None`` when the lot is the code of a collectivité.
        pieces: for each table, a query that gives its rows with their ``lot``, restricted to ``%(lots)s``.

    Raises:
        RuntimeError: at the first reading, a table read leaves no marks of its changes.
    """

    def __init__(
        self, sujet: type[models.Model] | None, avant: tuple[str, str] | None = None, /, **pieces: str
    ) -> None:
        self._vide = tuple(pieces)
        ecrites = " ".join([*pieces.values(), *(avant or ())])
        self._nommes = set(re.findall(r'\b(?:FROM|JOIN) "(\w+)"', ecrites))
        self._lues: list[str] | None = None
        self._empreintes = _marques_de(sujet)
        lignes = [
            f"SELECT '{nom}', lot, count(*), NULL, json_agg(row_to_json(d))::text FROM ({sql}) d GROUP BY lot"  # noqa: S608
            for nom, sql in pieces.items()
        ]
        avant_tout = [f"{avant[0]} AS MATERIALIZED ({avant[1]})"] if avant else []
        communs = ", ".join([f"m AS MATERIALIZED ({self._empreintes})", *avant_tout])
        tout = " UNION ALL ".join(["SELECT '', lot, nombre, somme, NULL FROM m", *lignes])
        self._lignes = f"WITH {communs} {tout}"

    def empreintes(self, lots: Iterable[Lot]) -> dict[Lot, Empreinte]:
        """The fingerprint of each lot in sight. One query."""
        with connection.cursor() as curseur:
            curseur.execute(self._empreintes, {"lots": list(lots), "tables": self.tables})
            return {lot: (nombre, int(somme)) for lot, nombre, somme in curseur.fetchall()}

    def lire(self, lots: Iterable[Lot]) -> dict[Lot, Lues]:
        """The rows of each lot in sight that has some, with its fingerprint. One query: both are of the same moment."""
        empreintes: dict[Lot, Empreinte] = {}
        textes: dict[Lot, dict[str, str]] = {}
        combien: Counter[Lot] = Counter()
        with connection.cursor() as curseur:
            curseur.execute(self._lignes, {"lots": list(lots), "tables": self.tables})
            for nom, lot, nombre, somme, lues in curseur.fetchall():
                if nom:
                    textes.setdefault(lot, {})[nom] = lues
                    combien[lot] += nombre
                else:
                    empreintes[lot] = (nombre, int(somme))
        return {lot: Lues(e, combien[lot], textes[lot]) for lot, e in empreintes.items() if lot in textes}

    def comprendre(self, lues: Lues) -> Tables:
        """The rows of each table, which is there even when it has none."""
        return {
            nom: json.loads(lues.textes[nom], parse_float=Decimal) if nom in lues.textes else [] for nom in self._vide
        }

    @property
    def tables(self) -> list[str]:
        """Names of the tables read."""
        if self._lues is None:
            if muettes := self._nommes - {m._meta.db_table for m in marques()}:
                raise RuntimeError(f"these tables leave no marks (changements_marques): {', '.join(sorted(muettes))}")
            self._lues = sorted(self._nommes)
        return self._lues


def _marques_de(sujet: type[models.Model] | None) -> str:
    """The query of the marks of each lot in sight; ``sujet`` as for ``Lecture``.

    The subject's own row is read under the perimeter, or the perimeter itself: marks could be equal (none, and none)
    for who sees the object and for who does not.
    """
    if sujet is None:
        return f"""SELECT l.lot, {_SOMME} FROM unnest(%(lots)s::text[]) l(lot)
            LEFT JOIN socle_marque m ON m.collectivite_id = l.lot AND m.tableau = ANY(%(tables)s)
            WHERE l.lot = ANY ((SELECT perimetre())::text[]) GROUP BY lot"""  # noqa: S608 - our own names
    table, cle = sujet._meta.db_table, sujet._meta.pk.column
    return f"""SELECT s."{cle}" AS lot, {_SOMME} FROM "{table}" s
        LEFT JOIN socle_marque m ON m.collectivite_id = s.collectivite_id AND m.tableau = ANY(%(tables)s)
        WHERE s."{cle}" = ANY(%(lots)s) GROUP BY lot"""  # noqa: S608 - our own names


class Reponses:
    """Answers computed from one object, each once. Shared between requests: nobody may change them."""

    def __init__(self) -> None:
        self._reponses: dict[Hashable, Any] = {}
        self._tour = RLock()

    def garder(self, cle: Hashable, calculer: Callable[[], T]) -> T:
        """The answer called ``cle``; a day or an option that it depends on is part of the name.

        One request computes it, those that come meanwhile wait for it.
        """
        if cle not in self._reponses:
            with _a_son_tour(self._tour):
                if cle not in self._reponses:
                    reponse = calculer()
                    if len(self._reponses) >= REPONSES_AU_PLUS:
                        self._reponses = {}
                    self._reponses[cle] = reponse
                    return reponse
        return cast("T", self._reponses[cle])


@contextmanager
def _a_son_tour(verrou: RLock) -> Iterator[None]:
    """One at a time, but nobody waits longer than a page does: two answers that need each other end all the same."""
    pris = verrou.acquire(timeout=ATTENTE_S)
    try:
        yield
    finally:
        if pris:
            verrou.release()


@dataclass(frozen=True, slots=True)
class _Garde(Generic[T]):
    empreinte: Empreinte
    condense: bytes
    poids: int
    objet: T


class Memoire(Generic[T]):
    """The objects that a ``Lecture`` gives, built once for the same rows.

    Args:
        construire: from the rows of one lot to the object; a pure function.
        selon_lignes: whether everything kept with the object (``Reponses``) comes from its rows alone, so that the same
            rows give it again after a change elsewhere. Not when answers ask other memories.
    """

    def __init__(self, lecture: Lecture, construire: Callable[[Tables], T], *, selon_lignes: bool = False) -> None:
        self._lecture = lecture
        self._construire = construire
        self._selon_lignes = selon_lignes
        self._gardes: dict[int | str, _Garde[T]] = {}

    def lire(self, lots: Iterable[Lot]) -> dict[Lot, T]:
        """The object of each lot in sight. One query when nothing has changed, or nothing was kept; else two.

        Several requests that ask at once for an object that must be built wait for the first one, which builds it.
        """
        voulus = list(lots)
        trouves, vus = self._connus(voulus)
        manquants = [lot for lot in voulus if lot not in trouves]
        if len(manquants) == 1:
            [lot] = manquants
            with RENDUS.tour((id(self), lot)):
                if self._gardes.get(lot) is not vus.get(lot):  # built meanwhile
                    trouves.update(self._connus(manquants)[0])
                if lot not in trouves:
                    trouves.update(self._neufs(manquants))
        elif manquants:
            trouves.update(self._neufs(manquants))
        return trouves

    def _connus(self, lots: list[Lot]) -> tuple[dict[Lot, T], dict[Lot, _Garde[T]]]:
        """The objects kept that are still right, and all that was kept, right or not."""
        gardes = {lot: garde for lot in lots if (garde := self._gardes.get(lot)) is not None}
        lues = self._lecture.empreintes(gardes) if gardes else {}
        bons = {lot: g.objet for lot, g in gardes.items() if lues.get(lot) == g.empreinte}
        return bons, gardes

    def _neufs(self, lots: list[Lot]) -> dict[Lot, T]:
        trouves: dict[Lot, T] = {}
        for lot, lues in self._lecture.lire(lots).items():
            condense = lues.condense if self._selon_lignes else b""
            garde = self._gardes.get(lot) if self._selon_lignes else None
            if garde is not None and garde.condense == condense:
                trouves[lot] = garde.objet
            else:
                trouves[lot] = self._construire(self._lecture.comprendre(lues))
            self._garder(lot, _Garde(lues.empreinte, condense, lues.combien, trouves[lot]))
        return trouves

    def _garder(self, lot: int | str, garde: _Garde[T]) -> None:
        self._gardes.pop(lot, None)
        self._gardes[lot] = garde
        exces = sum(g.poids for g in list(self._gardes.values())) - LIGNES_AU_PLUS
        for ancien, leur in list(self._gardes.items())[:-1]:
            if exces <= 0:
                break
            exces -= leur.poids
            self._gardes.pop(ancien, None)
