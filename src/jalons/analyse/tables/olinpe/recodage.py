"""Events of the 2011 regime with the variables and codes of 2016. Each change is counted, those that lose data too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jalons.analyse.tables.olinpe.modele import DOSSIER, regime
from jalons.noyau.yaml_simple import charger

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Changement:
    """What happened to a code: ``apres`` empty when nothing replaces it, ``doute`` when the choice is not settled."""

    variable: str
    avant: str
    apres: str
    nombre: int
    doute: str = ""


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = charger((DOSSIER / "recodage.yaml").read_bytes())
    return table


def recoder(evenements: pl.DataFrame) -> tuple[pl.DataFrame, list[Changement]]:
    """The same rows with the variables of 2016, and what was changed.

    Columns that are not variables of 2011 stay as they are. A variable absent from the file stays absent.
    """
    import polars as pl

    table = _table()
    changements = [c for nom in evenements.columns for c in _changes(evenements[nom], nom)]
    codes = [_codes(nom, changes) for nom, changes in table["codes"].items() if nom in evenements.columns]
    recodes = evenements.with_columns(codes)
    presentes = set(recodes.columns)
    for neuve, anciennes in table["fusionnees"].items():
        lues = [a for a in anciennes if a in presentes]
        if lues:
            recodes = recodes.with_columns(_premiere(lues).alias(neuve)).drop(lues)
    if "VIOLPERS" in presentes:
        recodes = recodes.with_columns(
            _oui_si(nom, codes, nom in presentes) for nom, codes in table["violences"].items()
        ).drop("VIOLPERS")
    if "CODEV" in presentes:
        recodes = recodes.with_columns(_typev(set(recodes.columns)).alias("TYPEV")).drop("CODEV")
        changements += _evenements(evenements["CODEV"], recodes["TYPEV"])
    perdues = [nom for nom in table["supprimees"] if nom in presentes]
    for nom in perdues:
        nombre = int(evenements.select((pl.col(nom).fill_null("") != "").sum()).item())
        if nombre:
            changements.append(Changement(nom, "toute valeur", "", nombre))
    return recodes.drop(perdues), changements


def _changes(colonne: pl.Series, nom: str) -> list[Changement]:
    codes = _table()["codes"].get(nom, {})
    if not codes:
        return []
    comptes = colonne.value_counts().rows()
    doutes = _table()["doutes"].get(nom, {})
    return [
        Changement(nom, avant, codes[avant], nombre, doutes.get(avant, ""))
        for avant, nombre in sorted((a, n) for a, n in comptes if a in codes and codes[a] != a)
    ]


def _codes(nom: str, changes: dict[str, str]) -> pl.Expr:
    import polars as pl

    return pl.col(nom).replace(list(changes), list(changes.values()))


def _premiere(noms: list[str]) -> pl.Expr:
    """The first filled one; empty when they are there and none is filled; null when all are absent."""
    import polars as pl

    vides = ("", "0000-00-00")
    remplies = [pl.when(~pl.col(n).is_in(vides)).then(pl.col(n)) for n in noms]
    return pl.coalesce(*remplies, *(pl.col(n) for n in noms))


def _oui_si(nom: str, codes: list[str], presente: bool) -> pl.Expr:
    import polars as pl

    dite = pl.col(nom) if presente else pl.lit(None, pl.String)
    return pl.when(pl.col("VIOLPERS").is_in(codes)).then(pl.lit("2")).otherwise(dite).alias(nom)


def _typev(presentes: set[str]) -> pl.Expr:
    """A start needs a decision that still exists; a renewal is an end when it bears a reason of end and its day."""
    import polars as pl

    genres = _table()["evenements"]
    neuf = regime(2016).par_code
    decision = pl.lit(False)
    for nom in ("NATPDECADM", "NATDECASSED"):
        if nom in presentes:
            decision = decision | pl.col(nom).is_in(list(neuf[nom].valeurs)).fill_null(False)
    fin = pl.lit(False)
    if {"MOTFININT", "DATFIN"} <= presentes:
        sans_jour = pl.col("DATFIN").is_in(["", "0000-00-00", "9999-99-99"]).fill_null(True)
        fin = pl.col("MOTFININT").is_in(genres["motifs_de_fin"]).fill_null(False) & ~sans_jour
    code = pl.col("CODEV")
    return (
        pl.when(code.is_in(genres["debut"])).then(pl.lit("1"))
        .when(code.is_in(genres["debut_si_decision"]) & decision).then(pl.lit("1"))
        .when(code.is_in(genres["renouvellement_ou_fin"]) & fin).then(pl.lit("3"))
        .when(code.is_in(genres["renouvellement_ou_fin"])).then(pl.lit("2"))
        .when(code.is_not_null()).then(pl.lit(""))
    )  # fmt: skip


def _evenements(avant: pl.Series, apres: pl.Series) -> list[Changement]:
    import polars as pl

    comptes = pl.DataFrame({"avant": avant, "apres": apres}).group_by("avant", "apres").len().sort("avant", "apres")
    return [Changement("CODEV → TYPEV", a, b or "", n) for a, b, n in comptes.rows() if a]
