"""A whole country: one département after the other, so that memory holds a single one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from jalons.synthese.departement import Demande, generer
from jalons.synthese.ecriture import ecrire
from jalons.synthese.hasard import Hasard, repartir

TOUS = (
    *(f"{n:02d}" for n in range(1, 96) if n != 20), "2A", "2B", "971", "972", "973", "974", "976",
)  # fmt: skip
"""The 101 codes; what is drawn under a code says nothing of the real département."""


def effectifs(enfants: int, codes: tuple[str, ...], graine: int) -> dict[str, int]:
    """``enfants`` shared among the départements, unequally (log-normal), at least 30 in each when they suffice."""
    poids = np.exp(0.75 * Hasard(graine).flux("effectifs").standard_normal(len(codes)))
    plancher = min(30, enfants // len(codes))
    parts = plancher + repartir(enfants - plancher * len(codes), poids)
    return {code: int(n) for code, n in zip(codes, parts, strict=True) if n}


def generer_pays(
    demande: Demande, codes: tuple[str, ...] = TOUS, *, suivre: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[Demande, dict[str, pl.DataFrame]]]:
    """Each département's demand and tables in turn; ``demande.enfants`` is the total of the country.

    The keys of the tables count from 0 in each département: the column ``departement`` completes them.
    """
    parts = effectifs(demande.enfants, codes, demande.graine)
    for rang, (code, nombre) in enumerate(parts.items(), 1):
        suivre(f"département {code} ({rang} sur {len(parts)}), {nombre} enfants")
        une = replace(demande, enfants=nombre, departement=code)
        yield une, generer(une)


def ecrire_pays(
    demande: Demande, dossier: Path, codes: tuple[str, ...] = TOUS, *,
    transformer: Callable[[dict[str, pl.DataFrame]], dict[str, pl.DataFrame]] = lambda tables: tables,
    suivre: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:  # fmt: skip
    """Write ``dossier/<code>/<table>.parquet``; gives the number of rows of each table over the country."""
    lignes: dict[str, int] = {}
    for une, tables in generer_pays(demande, codes, suivre=suivre):
        finales = transformer(tables)
        ecrire(finales, dossier / une.departement)
        for nom, table in finales.items():
            lignes[nom] = lignes.get(nom, 0) + len(table)
    return lignes
