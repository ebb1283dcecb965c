"""The Parquet tables of a retained import: what was read, once decisions are applied. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from jalons.analyse.qualite.decisions import Decision, Suite, appliquer
from jalons.analyse.sources.evenements import LIGNE
from jalons.application.observatoire.imports.verification import CONSTATS, EVENEMENTS, TAUX


def parts(dossier: Path) -> list[Path]:
    """The files of events of a folder, in their order."""
    return sorted(dossier.glob(f"{EVENEMENTS}-*.parquet"))


def ecrire(resultats: Path, sortie: Path, decisions: Sequence[Decision]) -> None:
    """Every table of ``resultats``, decisions applied, in ``sortie``; part by part, so that memory is bounded."""
    evenements = parts(resultats)
    for chemin in evenements:
        lot = pl.read_parquet(chemin)
        siennes = _du_lot(decisions, lot)
        suites = appliquer(lot, siennes).evenements if siennes else lot
        suites.write_parquet(sortie / chemin.name, compression="zstd")
    for chemin in resultats.glob("*.parquet"):
        if chemin.name not in {CONSTATS, TAUX} and chemin not in evenements:
            refusees = [d.ligne for d in decisions if d.suite is Suite.REFUSEE]
            gardees = pl.scan_parquet(chemin).filter(~pl.col(LIGNE).is_in(refusees))
            gardees.sink_parquet(sortie / chemin.name, compression="zstd")


def _du_lot(decisions: Sequence[Decision], lot: pl.DataFrame) -> list[Decision]:
    """The decisions that change rows of this lot, once each: accepted faults change nothing."""
    par_ligne: dict[int, list[Decision]] = defaultdict(list)
    for d in decisions:
        if d.suite is not Suite.ACCEPTEE:
            par_ligne[d.ligne].append(d)
    if not par_ligne:
        return []
    presentes = lot.select(pl.col(LIGNE).filter(pl.col(LIGNE).is_in(list(par_ligne))))[LIGNE]
    return [d for ligne in presentes for d in par_ligne[ligne]]
