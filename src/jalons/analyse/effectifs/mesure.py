"""Counts on the rows of ``preparation``, for any choice of filters: a fraction of a second over ten million rows.

The engine is asked in its own words and not through ``store``: the expressions of Ibis take longer to write than these
four questions to answer, and a page waits for them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jalons.analyse.effectifs.filtres import ACCUEIL, Filtres

MOIS = 24
"""Months of entries and exits told, the last one holding the day."""
AGE_OUVERT = 21
"""Age from which all are told together."""
MEMOIRE = "1GB"


@dataclass(frozen=True, slots=True)
class Effectifs:
    """The answer for one choice.

    Attributes:
        jour: day of the stocks, as ``filtres.cle_du_jour`` writes it.
        personnes: different children; ``natures``: children by kind of measure, one counted once in each.
        accueil, domicile: different children by age in care, and with another measure; ``filles``, ``garcons``: those
            in care whose sex is known. From 0 to ``AGE_OUVERT``, open.
        sans_age: children whose birth is not known, told apart.
        mois: (month as 202611, measures begun, ended, in progress on its last day).
    """

    jour: int
    personnes: int
    natures: Mapping[str, int]
    groupes: Mapping[str, int]
    accueil: tuple[int, ...]
    domicile: tuple[int, ...]
    filles: tuple[int, ...]
    garcons: tuple[int, ...]
    sans_age: int
    mois: tuple[tuple[int, int, int, int], ...]

    def en_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    @classmethod
    def lire(cls, dit: Mapping[str, Any]) -> Effectifs:
        """From what ``en_json`` gave, through JSON or not."""
        suites = {c: tuple(dit[c]) for c in ("accueil", "domicile", "filles", "garcons")}
        mois = tuple((a, b, c, d) for a, b, c, d in dit["mois"])
        return cls(
            dit["jour"], dit["personnes"], dict(dit["natures"]), dict(dit["groupes"]), sans_age=dit["sans_age"],
            mois=mois, **suites,
        )  # fmt: skip


@contextmanager
def ouvrir(chemin: Path, *, fils: int | None = None) -> Iterator[Any]:
    """The engine, in memory, on one file."""
    import duckdb

    options: dict[str, Any] = {
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": MEMOIRE,
        "threads": str(fils or len(os.sched_getaffinity(0))),
    }  # fmt: skip
    base = duckdb.connect(":memory:", config=options)
    try:
        base.execute(f"CREATE VIEW lignes AS SELECT * FROM read_parquet({_citer(str(chemin))})")  # noqa: S608 - quoted
        yield base
    finally:
        base.close()


def mesurer(chemin: Path, jour: int, filtres: Filtres, *, fils: int | None = None) -> Effectifs:
    """The counts on ``jour`` (as ``filtres.cle_du_jour`` writes it), and of the months that lead to it."""
    with ouvrir(chemin, fils=fils) as base:
        return repondre(base, jour, filtres)


def repondre(base: Any, jour: int, filtres: Filtres) -> Effectifs:
    """The same, on an engine that is open: several choices in a row."""
    jour = int(jour)
    base.execute(f"CREATE OR REPLACE TEMP TABLE retenues AS {_retenues(jour, filtres)}")
    presents = (
        f"SELECT DISTINCT n, nature, groupe, sexe, ({jour} - naissance) // 10000 AS age, naissance = 0 AS sans "  # noqa: S608 - whole numbers
        f"FROM retenues WHERE depuis <= {jour} AND jusqua > {jour}"
    )
    base.execute(f"CREATE OR REPLACE TEMP TABLE presents AS {presents}")
    natures, groupes = _natures(base)
    personnes, sans_age = base.execute(
        "SELECT count(DISTINCT n), count(DISTINCT n) FILTER (sans) FROM presents"
    ).fetchone()
    ages = {nom: _par_age(base, condition) for nom, condition in _COTES.items()}
    return Effectifs(
        jour, personnes, natures, groupes, sans_age=sans_age, mois=tuple(_mois(base, jour)), **ages
    )  # fmt: skip


_EN_ACCUEIL = "groupe IN ('" + "', '".join(ACCUEIL) + "')"
_COTES = {
    "accueil": _EN_ACCUEIL, "domicile": f"NOT {_EN_ACCUEIL}", "filles": f"{_EN_ACCUEIL} AND sexe = 'F'",
    "garcons": f"{_EN_ACCUEIL} AND sexe = 'M'",
}  # fmt: skip


def _natures(base: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Children by kind of measure; those of a type are the sum of its kinds."""
    question = (
        "SELECT CAST(nature AS VARCHAR), CAST(groupe AS VARCHAR), count(DISTINCT n) FROM presents GROUP BY 1, 2 "
        "ORDER BY 3 DESC, 1"
    )
    natures: dict[str, int] = {}
    groupes: dict[str, int] = {}
    for nature, groupe, nombre in base.execute(question).fetchall():
        natures[nature] = int(nombre)
        groupes[groupe] = groupes.get(groupe, 0) + int(nombre)
    return natures, groupes


def _par_age(base: Any, condition: str) -> tuple[int, ...]:
    question = (
        f"SELECT least(age, {AGE_OUVERT}) AS a, count(DISTINCT n) FROM presents WHERE NOT sans AND age >= 0 AND "  # noqa: S608 - conditions of this file
        f"{condition} GROUP BY 1"
    )
    lus = dict(base.execute(question).fetchall())
    return tuple(int(lus.get(age, 0)) for age in range(AGE_OUVERT + 1))


def _retenues(jour: int, filtres: Filtres) -> str:
    """Rows that count on the day or in the months before; those ended earlier change nothing. One pass."""
    entre, sort = (f"CASE WHEN {c} THEN 1 ELSE 0 END" for c in ("depuis = debut", "jusqua = fin"))
    bornees = (
        f"SELECT n, nature, groupe, sexe, naissance, {_bornes(filtres)} FROM lignes "  # noqa: S608 - texts are quoted, the rest are whole numbers
        f"WHERE debut <= {jour} AND fin >= {_avant(jour)}{_ou(filtres)}"
    )
    return f"SELECT *, {entre} AS entre, {sort} AS sort FROM ({bornees}) WHERE depuis <= {jour}"  # noqa: S608 - the same


def _avant(jour: int) -> int:
    """Before any day of the months told."""
    return next(derniers_mois(jour)) * 100


def _mois(base: Any, jour: int) -> Iterator[tuple[int, int, int, int]]:
    """Month by month; those who pass a bound of age are neither begun nor ended, but are no longer in progress."""
    avant = _avant(jour)
    question = (
        "SELECT m, sum(e), sum(s), sum(plus) FROM ("  # noqa: S608 - whole numbers
        f" SELECT CASE WHEN depuis < {avant} THEN 0 ELSE depuis // 100 END AS m, entre AS e, 0 AS s, 1 AS plus"
        " FROM retenues UNION ALL"
        f" SELECT CASE WHEN jusqua < {avant} THEN 0 ELSE jusqua // 100 END, 0, sort, -1"
        f" FROM retenues WHERE jusqua <= {jour}) GROUP BY 1"
    )
    lus = {int(m): (int(e), int(s), int(plus)) for m, e, s, plus in base.execute(question).fetchall()}
    presents = lus.get(0, (0, 0, 0))[2]
    for m in derniers_mois(jour):
        entrees, sorties, plus = lus.get(m, (0, 0, 0))
        presents += plus
        yield m, entrees, sorties, presents


def derniers_mois(jour: int) -> Iterator[int]:
    """The ``MOIS`` months that end with that of the day.

    >>> list(derniers_mois(20250315))[:2], list(derniers_mois(20250315))[-1]
    ([202304, 202305], 202503)
    """
    rang = jour // 10000 * 12 + jour // 100 % 100 - 1
    for r in range(rang - MOIS + 1, rang + 1):
        yield r // 12 * 100 + r % 12 + 1


def _bornes(filtres: Filtres) -> str:
    """From when to when a row counts: as long as the measure lasts and the child is of these ages."""
    if filtres.ages is None:
        return "debut, fin, debut AS depuis, greatest(debut, fin) AS jusqua"
    de, a = filtres.ages
    haut = "fin" if a is None else f"least(fin, naissance + {(int(a) + 1) * 10000})"
    bas = f"greatest(debut, naissance + {int(de) * 10000})"
    return f"debut, fin, {bas} AS depuis, greatest({bas}, {haut}) AS jusqua"


def _ou(filtres: Filtres) -> str:
    conditions = []
    if filtres.territoires is not None:
        lieux = ", ".join(_citer(t) for t in sorted(filtres.territoires)) or "NULL"
        conditions.append(f"territoire IN ({lieux})")
    if filtres.groupe:
        conditions.append(f"groupe = {_citer(filtres.groupe)}")
    if filtres.ages is not None:
        conditions.append("naissance > 0")
    return "".join(f" AND {c}" for c in conditions)


def _citer(texte: str) -> str:
    """A text as the engine reads it: nothing of it is ever an order."""
    return "'" + texte.replace("'", "''") + "'"
