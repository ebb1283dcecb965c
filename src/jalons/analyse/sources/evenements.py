"""The rows of a file that was read whole: in memory when few, else in a temporary folder, always given by lots."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import polars as pl

from jalons.analyse.tables.olinpe import Changement

EN_MEMOIRE = 150_000
"""Rows kept in memory; beyond, lots go to disk."""

SUR_DISQUE = 100_000
"""Rows of a part on disk, at least."""

LIGNE, FICHIER, EQUIPE = "_ligne", "_fichier", "EQUIPE"
"""Columns added to the variables: line in the file (from 1), its name, and the team when the file says it."""


@dataclass(frozen=True, slots=True)
class Entete:
    """What a file says of itself; empty text when it says nothing.

    Attributes:
        pseudonymes: how identifiers were made, when it is not the national way: such a file is a test.
    """

    version_xsd: str = ""
    date_export: str = ""
    pseudonymes: str = ""


@dataclass(slots=True)
class Evenements:
    """Events of one file, with the variables of the regime in force.

    A cell is ``None`` when the variable is absent from the row, ``""`` when it is there and empty.

    Attributes:
        fichier: name of the file.
        colonnes: variables met at least once.
        regime: regime of the file; the rows are always in that of 2016.
        inconnues: elements that are no variable → how many times.
        changements: what the conversion from 2011 changed.
    """

    fichier: str
    regime: int = 2016
    entete: Entete = field(default_factory=Entete)
    inconnues: Mapping[str, int] = field(default_factory=dict)
    changements: Sequence[Changement] = ()
    nombre: int = 0
    _colonnes: dict[str, None] = field(default_factory=dict)
    _parts: list[pl.DataFrame | Path] = field(default_factory=list)
    _dossier: tempfile.TemporaryDirectory[str] | None = None

    @property
    def colonnes(self) -> tuple[str, ...]:
        """Variables met at least once, in alphabetical order."""
        return tuple(sorted(c for c in self._colonnes if c not in (LIGNE, EQUIPE)))

    @property
    def par_equipe(self) -> bool:
        """Whether rows say their team."""
        return EQUIPE in self._colonnes

    @classmethod
    def de_table(cls, table: pl.DataFrame, fichier: str = "table") -> Evenements:
        """Events already in memory: text columns named as the variables; lines are counted when not given."""
        evenements = cls(fichier)
        if LIGNE not in table.columns:
            table = table.with_row_index(LIGNE, offset=1)
        evenements.ajouter(table.with_columns(pl.col(LIGNE).cast(pl.Int64)))
        return evenements

    @classmethod
    def de_parquets(cls, chemins: Sequence[Path], fichier: str = "tables") -> Evenements:
        """Events in Parquet files, left where they are; each must bear ``_ligne``."""
        evenements = cls(fichier)
        for chemin in chemins:
            lue = pl.scan_parquet(chemin)
            evenements._colonnes.update(dict.fromkeys(lue.collect_schema().names()))
            evenements.nombre += int(lue.select(pl.len()).collect().item())
            evenements._parts.append(chemin)
        return evenements

    def ajouter(self, lot: pl.DataFrame) -> None:
        """Keep a lot; past ``EN_MEMOIRE`` rows, those in memory go to disk."""
        self._colonnes.update(dict.fromkeys(lot.columns))
        self.nombre += lot.height
        self._parts.append(lot)
        en_memoire = [part for part in self._parts if isinstance(part, pl.DataFrame)]
        if sum(part.height for part in en_memoire) < (EN_MEMOIRE if self._dossier is None else SUR_DISQUE):
            return
        if self._dossier is None:
            self._dossier = tempfile.TemporaryDirectory(prefix="jalons-olinpe-")
        chemins = [part for part in self._parts if isinstance(part, Path)]
        chemin = Path(self._dossier.name) / f"{len(chemins):06d}.parquet"
        pl.concat(en_memoire, how="diagonal").write_parquet(chemin, compression="lz4", statistics=False)
        self._parts = [*chemins, chemin]

    def _reunir(self) -> None:
        """Make one lot of those in memory: each lot costs the checks a fixed time."""
        en_memoire = [part for part in self._parts if isinstance(part, pl.DataFrame)]
        if len(en_memoire) > 1:
            chemins = [part for part in self._parts if isinstance(part, Path)]
            self._parts = [*chemins, pl.concat(en_memoire, how="diagonal")]

    def lots(self, colonnes: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """The rows, lot by lot: ``_ligne``, then ``colonnes`` (all those of the file by default).

        A variable that the file does not hold is a column of ``None``.
        """
        self._reunir()
        voulues = (LIGNE, *(tuple(self._colonnes) if colonnes is None else colonnes))
        uniques = tuple(dict.fromkeys(voulues))
        for part in self._parts:
            presentes = part.columns if isinstance(part, pl.DataFrame) else pl.read_parquet_schema(part)
            lues = [c for c in uniques if c in presentes]
            lot = part.select(lues) if isinstance(part, pl.DataFrame) else pl.read_parquet(part, columns=lues)
            manquent = [pl.lit(None, pl.String).alias(c) for c in uniques if c not in presentes]
            yield lot.with_columns(manquent).select(uniques)

    def table(self, colonnes: Sequence[str] | None = None) -> pl.DataFrame:
        """All the rows at once, with their provenance: for a file known to be small."""
        lots = list(self.lots(colonnes))
        if not lots:
            noms = tuple(dict.fromkeys((LIGNE, *(colonnes or ()))))
            lots = [pl.DataFrame(schema={n: pl.Int64 if n == LIGNE else pl.String for n in noms})]
        return pl.concat(lots).with_columns(pl.lit(self.fichier).alias(FICHIER))

    def fermer(self) -> None:
        """Remove what was put on disk."""
        self._parts.clear()
        if self._dossier is not None:
            self._dossier.cleanup()
            self._dossier = None

    def __enter__(self) -> Evenements:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.fermer()
