"""Facts as frames, one for each kind of subject and event: each event carries its own columns and no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from jalons.droit.echeances.faits import Fait

ATTRIBUT = "a:"
"""Prefix of the columns of attributes, inside the engine."""

INSTANT = pl.Datetime("us", "UTC")
BASE: dict[str, Any] = {
    "sujet_type": pl.String, "sujet": pl.String, "evenement": pl.String, "le": pl.Date, "precision": pl.String,
    "instant": INSTANT, "identifiant": pl.String,
}  # fmt: skip
_DEFAUTS = {"precision": pl.lit("jour"), "instant": pl.lit(None, dtype=INSTANT), "identifiant": pl.lit("")}


@dataclass(frozen=True, slots=True)
class Cadre:
    """The facts of one event, each once; ``fin`` is the last possible day, attributes are prefixed."""

    sujet_type: str
    evenement: str
    donnees: pl.DataFrame


def cadre(faits: Iterable[Fait], *, par_rang: bool = False) -> list[pl.DataFrame]:
    """Facts as the frames that ``evaluer_colonnes`` reads, one for each kind of subject and event.

    Columns: ``sujet_type``, ``sujet``, ``evenement``, ``le`` (first possible day), ``precision`` (``jour``, ``mois``
    or ``annee``), ``instant`` (UTC), ``identifiant`` and ``attributs``, a struct; an attribute of an event holds values
    of one type.

    Args:
        par_rang: each fact is named after its place in ``faits``, instead of its own name.
    """
    groupes: dict[tuple[str, str], tuple[list[Fait], list[str]]] = {}
    for rang, fait in enumerate(faits):
        siens, noms = groupes.setdefault((fait.sujet_type, fait.evenement), ([], []))
        siens.append(fait)
        noms.append(str(rang) if par_rang else fait.identifiant)
    return [_un_cadre(siens, noms) for siens, noms in groupes.values()]


def _un_cadre(faits: list[Fait], identifiants: list[str]) -> pl.DataFrame:
    colonnes: dict[str, list[Any]] = {
        "sujet_type": [f.sujet_type for f in faits],
        "sujet": [f.sujet for f in faits],
        "evenement": [f.evenement for f in faits],
        "le": [f.le.debut for f in faits],
        "precision": [f.le.precision.value for f in faits],
        "instant": [f.instant for f in faits],
        "identifiant": identifiants,
    }
    base = pl.DataFrame({nom: pl.Series(nom, valeurs, dtype=BASE[nom]) for nom, valeurs in colonnes.items()})
    noms = sorted({nom for f in faits for nom in f.attributs})
    if not noms:
        return base
    attributs = pl.DataFrame({nom: pl.Series(nom, [f.attributs.get(nom) for f in faits]) for nom in noms})
    return base.with_columns(attributs.to_struct("attributs"))


def lire_cadres(faits: pl.DataFrame | Iterable[pl.DataFrame]) -> list[Cadre]:
    """The frames sorted by event, their defaults filled, their attributes as columns, each fact once."""
    groupes: dict[tuple[str, str], list[pl.DataFrame]] = {}
    for tableau in [faits] if isinstance(faits, pl.DataFrame) else faits:
        for cle, partie in tableau.partition_by("sujet_type", "evenement", as_dict=True, maintain_order=True).items():
            groupes.setdefault((str(cle[0]), str(cle[1])), []).append(_etaler(partie))
    return [
        Cadre(type_, evenement, _uniques(pl.concat(p, how="diagonal"))) for (type_, evenement), p in groupes.items()
    ]


def _etaler(partie: pl.DataFrame) -> pl.DataFrame:
    base = partie.drop("attributs", strict=False).with_columns(
        **{nom: expr for nom, expr in _DEFAUTS.items() if nom not in partie.columns}
    )
    base = base.select(pl.col(nom).cast(type_) for nom, type_ in BASE.items())
    if "attributs" not in partie.columns:
        return base
    attributs = partie["attributs"].struct.unnest()
    utiles = attributs.select(
        pl.col(c).alias(ATTRIBUT + c) for c in attributs.columns if attributs[c].null_count() < partie.height
    )
    return pl.concat([base, utiles], how="horizontal")


def _uniques(donnees: pl.DataFrame) -> pl.DataFrame:
    cles = [c for c in donnees.columns if c not in ("identifiant", "sujet_type", "evenement")]
    fin = (
        pl.when(pl.col("precision") == "mois").then(pl.col("le").dt.month_end())
        .when(pl.col("precision") == "annee").then(pl.date(pl.col("le").dt.year(), 12, 31))
        .otherwise(pl.col("le"))
    )  # fmt: skip
    return donnees.sort("identifiant").unique(cles, keep="first", maintain_order=True).with_columns(fin=fin)
