"""What is kept of each event to compare it with the others of the same person: a few numbers, in parts on disk.

All the events of a person are in one part, so that memory is bounded by a part and not by the file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from functools import reduce
from operator import xor
from pathlib import Path

import polars as pl

from jalons.analyse.qualite.lot import RANG
from jalons.analyse.tables.olinpe import Regime

PART = 1_000_000
"""Events of a part, about."""
TAMPON = 500_000
"""Events kept before they are written."""

CODES = {
    "typev": "TYPEV", "decision": "DECISION", "adm": "NATPDECADM", "jud": "NATDECASSED", "acc": "LIEUACC",
    "plac": "LIEUPLAC", "interdom": "TYPINTERDOM", "decjud": "TYPDECJUD", "autre_acc": "AUTRLIEUACC",
    "autre_plac": "AUTRLIEUAR", "sexe": "SEXE", "mnais": "MNAIS",
}  # fmt: skip
"""Column → variable whose code it holds, as a small number (null when it is not one)."""

SANS_PERSONNE = "sans identifiant"


def extraire(lot: pl.DataFrame, regime: Regime) -> pl.DataFrame:
    """The compact columns of a prepared lot: ``h`` stands for the person, ``plein`` for the whole row."""
    variables = [c for c in lot.columns if c in regime.par_code]
    presentes = set(variables)

    def code(nom: str) -> pl.Expr:
        if nom not in presentes:
            return pl.lit(None, pl.UInt8)
        return pl.when(pl.col(f"i:{nom}")).then(pl.col(nom).cast(pl.UInt8, strict=False))

    anais = pl.when(pl.col("i:ANAIS")).then(pl.col("n:ANAIS")) if "ANAIS" in presentes else pl.lit(None)
    return lot.select(
        RANG,
        pl.when(pl.col("i:NUMANONYM")).then(pl.col("NUMANONYM").hash()).alias("h")
        if "NUMANONYM" in presentes else pl.lit(None, pl.UInt64).alias("h"),
        _ancien(presentes),
        *(code(variable).alias(nom) for nom, variable in CODES.items()),
        anais.cast(pl.Int16).alias("anais"),
        pl.col("d:DATDECPE").alias("decpe"), pl.col("d:DATDEB").alias("deb"), pl.col("d:DATFIN").alias("fin"),
        _ligne_entiere(variables).alias("plein"),
    )  # fmt: skip


def _ligne_entiere(variables: list[str]) -> pl.Expr:
    """One number for the whole row: cells hashed each with its own seed, so that two of them cannot be swapped."""
    return reduce(xor, (pl.col(v).hash(rang) for rang, v in enumerate(variables)), pl.lit(0, pl.UInt64))


def _ancien(presentes: Collection[str]) -> pl.Expr:
    if "NUMANONYMANT" not in presentes:
        return pl.lit(None, pl.UInt64).alias("ancien")
    return pl.when(pl.col("i:NUMANONYMANT")).then(pl.col("NUMANONYMANT").hash()).alias("ancien")


class Personnes:
    """The compact rows of a file, shared among parts by person."""

    def __init__(self, nombre: int) -> None:
        self._combien = max(1, -(-nombre // PART))
        self._tampon: list[pl.DataFrame] = []
        self._tenus = 0
        self._dossier: tempfile.TemporaryDirectory[str] | None = None
        self._ecrits = 0

    def ajouter(self, lignes: pl.DataFrame) -> None:
        """Keep the rows of a lot."""
        self._tampon.append(lignes)
        self._tenus += lignes.height
        if self._combien > 1 and self._tenus >= TAMPON:
            self._verser()

    def _verser(self) -> None:
        if not self._tampon:
            return
        if self._dossier is None:
            self._dossier = tempfile.TemporaryDirectory(prefix="jalons-personnes-")
        tout = pl.concat(self._tampon).with_columns((pl.col("h").fill_null(0) % self._combien).alias("_part"))
        for (part,), lignes in tout.partition_by("_part", as_dict=True, include_key=False).items():
            chemin = Path(self._dossier.name) / f"{part}-{self._ecrits:05d}.parquet"
            lignes.write_parquet(chemin, compression="lz4", statistics=False)
        self._ecrits += 1
        self._tampon, self._tenus = [], 0

    def parts(self) -> Iterator[pl.DataFrame]:
        """Each part in turn, whole; rows without identifier aside."""
        if self._dossier is None:
            if self._tampon:
                yield pl.concat(self._tampon)
            return
        self._verser()
        for part in range(self._combien):
            chemins = sorted(Path(self._dossier.name).glob(f"{part}-*.parquet"))
            if chemins:
                yield pl.read_parquet(chemins)

    def fermer(self) -> None:
        """Remove what was put on disk."""
        self._tampon = []
        if self._dossier is not None:
            self._dossier.cleanup()
            self._dossier = None
