"""The engine of the observatory: tables and expressions of Ibis, run by DuckDB unless told otherwise.

Only this file of ``analyse`` opens an engine. Everybody else writes Ibis expressions, which another engine (a Spark
session, ``sur``) runs as they are. No extension is ever fetched, memory and threads are bounded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

MEMOIRE = "2GB"
"""Memory of the engine unless told otherwise; beyond, it writes to its temporary folder."""
MEMOIRE_OUVRIER = "2g"
"""Memory of an executor of a cluster, unless told otherwise."""
LIGNE, FICHIER = "_ligne", "_fichier"
"""Columns that say where a row was read."""


class Magasin:
    """Tables of one analysis, on one engine."""

    def __init__(self, moteur: Any) -> None:
        self._moteur = moteur
        self._posees = 0

    @property
    def garde_la_ligne(self) -> bool:
        """Whether this engine tells the row of a Parquet file (DuckDB does)."""
        return str(self._moteur.name) == "duckdb"

    def lire_parquet(self, chemins: Sequence[Path], nom: str) -> ir.Table:
        """The table of one or several Parquet files, read when an expression asks for it; ``_fichier`` and ``_ligne``
        (from 1) say where each row was, when the engine can.

        Raises:
            EntreeRefusee: a file is not a readable Parquet table.
        """
        provenance = {"filename": True, "file_row_number": True} if self.garde_la_ligne else {}
        try:
            table = self._lire(chemins, nom, provenance)
        except Exception as erreur:  # each engine has its own exceptions
            message = (
                f"Le fichier n'est pas une table Parquet lisible ({str(erreur).splitlines()[0][:120]}) : "
                "écrivez-le à nouveau."
            )
            raise EntreeRefusee([Faute(chemins[0].name, message, nom, "une table Parquet")], quoi=nom) from erreur
        if provenance:
            table = table.rename({FICHIER: "filename"}).mutate(**{LIGNE: table.file_row_number + 1})
            table = table.drop("file_row_number")
        return cast("ir.Table", table)

    def _lire(self, chemins: Sequence[Path], nom: str, options: Mapping[str, Any]) -> Any:
        return self._moteur.read_parquet([str(c) for c in chemins], table_name=self._nom(nom), **options)

    def poser(self, cadre: pl.DataFrame, nom: str = "") -> ir.Table:
        """A small table held in memory, as a table of the engine."""
        return cast("ir.Table", self._moteur.create_table(self._nom(nom), cadre, temp=True))

    def garder(self, expression: ir.Table, nom: str = "") -> ir.Table:
        """Run an expression once and keep its rows, for those that follow."""
        return cast("ir.Table", self._moteur.create_table(self._nom(nom), expression, temp=True))

    def polars(self, expression: ir.Table) -> pl.DataFrame:
        """The rows of an expression."""
        return cast("pl.DataFrame", expression.to_polars())

    def _nom(self, nom: str) -> str:
        self._posees += 1
        return f"{nom or 'table'}__{self._posees}"  # two marks: a table read may be called entretiens_17


class MagasinReparti(Magasin):
    """The same on a cluster (Spark): files are read by its workers, one path at a time; no table is made there, what is
    kept is in their memory for as long as this store lives."""

    def __init__(self, moteur: Any) -> None:
        super().__init__(moteur)
        self._gardees: list[Any] = []
        self._marque = uuid4().hex[:8]  # views belong to the session, which several stores may share

    def _nom(self, nom: str) -> str:
        return f"{super()._nom(nom)}_{self._marque}"

    def _lire(self, chemins: Sequence[Path], nom: str, options: Mapping[str, Any]) -> Any:
        import ibis

        lues = [self._moteur.read_parquet(str(c.absolute()), table_name=self._nom(nom), **options) for c in chemins]
        return lues[0] if len(lues) == 1 else ibis.union(*lues)

    def poser(self, cadre: pl.DataFrame, nom: str = "") -> ir.Table:
        """A small table held in memory, sent to the workers with each expression."""
        import ibis

        return ibis.memtable(cadre.to_arrow(), name=self._nom(nom))

    def garder(self, expression: ir.Table, nom: str = "") -> ir.Table:
        """Run an expression once and keep its rows in the memory of the workers, for those that follow."""
        gardee = expression.cache()
        self._gardees.append(gardee)  # released as soon as nobody holds it
        return cast("ir.Table", gardee)


@contextmanager
def ouvrir(*, memoire: str = MEMOIRE, fils: int | None = None, temporaire: Path | None = None) -> Iterator[Magasin]:
    """An engine in memory, closed at the end. ``fils``: threads, at most the processors that this process may use.

    >>> with ouvrir(fils=1) as magasin:
    ...     table = magasin.poser(__import__("polars").DataFrame({"n": [1, 2]}))
    ...     magasin.polars(table.aggregate(total=table.n.sum()))["total"].to_list()
    [3]
    """
    import ibis

    options: dict[str, Any] = {
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
        "memory_limit": memoire, "threads": fils or len(os.sched_getaffinity(0)),
    }  # fmt: skip
    if temporaire is not None:
        options["temp_directory"] = str(temporaire)
    moteur = ibis.duckdb.connect(**options)
    try:
        moteur.con.execute("SET enable_progress_bar = false")  # a long question would draw it in the log of the jobs
        yield Magasin(moteur)
    finally:
        moteur.disconnect()


def sur(moteur: Any) -> Magasin:
    """A store on an engine that the caller has opened and will close (``ibis.pyspark.connect(session)``)."""
    return Magasin(moteur) if str(moteur.name) == "duckdb" else MagasinReparti(moteur)


@contextmanager
def ouvrir_grappe(adresse: str, *, memoire: str = MEMOIRE_OUVRIER) -> Iterator[Magasin]:
    """A session on the Spark cluster at ``adresse`` (``spark://host:7077``), closed at the end.

    The workers must see the files at the same paths. ``memoire``: of each executor. On a loopback address nothing
    listens outside this machine.

    Raises:
        EntreeRefusee: the extra ``spark`` is not installed, there is no Java, or nobody answers at that address.
    """
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as erreur:
        raise _sans_grappe(
            adresse, "pyspark n'est pas installé : installez jalons avec son extra « spark »"
        ) from erreur
    constructeur = SparkSession.builder.master(adresse).appName("jalons").config("spark.ui.enabled", "false")
    options = {
        "spark.executor.memory": memoire, "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",  # a number that does not hold is an error, never a silent null
        "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false",
    }  # fmt: skip
    if "//127.0.0.1:" in adresse or adresse.startswith("local"):
        options |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    for nom, valeur in options.items():
        constructeur = constructeur.config(nom, valeur)
    try:
        session = constructeur.getOrCreate()
    except Exception as erreur:  # no Java, or a cluster that does not answer: py4j and Spark have their own exceptions
        raison = str(erreur).strip().splitlines()[0][:160]
        raise _sans_grappe(
            adresse, f"la session n'a pu s'ouvrir ({raison}) : vérifiez Java 17 et l'adresse"
        ) from erreur
    try:
        yield MagasinReparti(ibis.pyspark.connect(session))
    finally:
        session.stop()


def _sans_grappe(adresse: str, raison: str) -> EntreeRefusee:
    faute = Faute("--spark", f"Pas de grappe à « {adresse} » : {raison}.", adresse, "spark://machine:7077")
    return EntreeRefusee([faute], quoi="--spark")
