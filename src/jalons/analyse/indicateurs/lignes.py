"""The rows that an indicator counts, so that a figure can be opened: which children, in which local unit.

They are read where the indicator is computed, on the same relation and with the same condition: a figure and its rows
cannot differ. Nothing here is for those outside: who may open these rows is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from jalons.analyse.indicateurs.expressions import condition
from jalons.analyse.indicateurs.modele import Indicateur

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jalons.analyse.store import Magasin

SCHEMA = {"code": pl.Categorical, "enfant": pl.Int64, "territoire": pl.String}
"""Columns: indicator, child, local unit (null when the registers do not say it)."""


def comptees(magasin: Magasin, lignes: ir.Table, siens: Sequence[Indicateur]) -> pl.DataFrame:
    """Rows of ``SCHEMA``, one for each row of the base that is in the numerator of an indicator.

    A base that does not name children gives none.
    """
    if "enfant" not in lignes.columns or not siens:
        return pl.DataFrame(schema=SCHEMA)
    territoire = lignes.mds.cast("string") if "mds" in lignes.columns else _vide()
    vraies = {i.code: _compte(lignes, i.parametres).fill_null(False) for i in siens}
    cadre = magasin.polars(lignes.select(enfant=lignes.enfant.cast("int64"), territoire=territoire, **vraies))
    lues = [
        cadre.filter(pl.col(i.code)).select(pl.lit(i.code).alias("code"), "enfant", "territoire") for i in siens
    ]  # fmt: skip
    return pl.concat(lues).cast(SCHEMA)  # type: ignore[arg-type]  # a mapping of names to types is what polars takes


def _compte(lignes: ir.Table, p: Mapping[str, Any]) -> ir.BooleanValue:
    quoi: dict[str, Any] = {p[mot]: [True] for mot in ("quoi", "examen") if mot in p}
    if "age" in p:
        quoi["age"] = p["age"]
    return condition(lignes, p.get("parmi", {})) & condition(lignes, quoi) & condition(lignes, p.get("ou", {}))


def _vide() -> ir.StringValue:
    import ibis

    return ibis.null("string")
