"""How much each variable says, by team: present, filled, informed, pertinent. Four counts, never one.

Present: the element is in the file. Filled: not empty. Informed: not "ne sait pas" either. Pertinent: informed in an
event that calls for it (its filter is open, the person is concerned); its rate is over these events only.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from jalons.analyse.qualite.lot import MAJEUR, parmi
from jalons.analyse.sources.evenements import EQUIPE
from jalons.analyse.tables.olinpe import Regime, Variable

COMPTES = ("evenements", "presentes", "remplies", "renseignees", "attendues", "pertinentes")
TAUX: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "variable": pl.String, "libelle": pl.String, "equipe": pl.String, **dict.fromkeys(COMPTES, pl.Int64),
}  # fmt: skip
"""Columns of the table of counts; ``equipe`` is null for the whole file."""


def compter_lot(lot: pl.DataFrame, regime: Regime) -> pl.DataFrame:
    """The counts of a prepared lot, one row by team (or one in all), one column by variable and count."""
    presentes = [v for v in regime.variables if v.code in lot.columns]
    agregats = [pl.len().cast(pl.Int64).alias("evenements")]
    for variable in presentes:
        agregats += _agregats(variable, set(lot.columns))
    if EQUIPE not in lot.columns:
        return lot.select(agregats).select(pl.lit(None, pl.String).alias(EQUIPE), pl.all())
    return lot.group_by(EQUIPE).agg(agregats)


def _agregats(variable: Variable, colonnes: set[str]) -> list[pl.Expr]:
    v = variable.code
    informe = pl.col(f"i:{v}")
    nsp = parmi(v, variable.ne_sait_pas) if variable.ne_sait_pas else None
    remplies = informe.sum() if nsp is None else informe.sum() + nsp.sum()
    comptes = [pl.col(v).is_not_null().sum(), remplies, informe.sum()]
    concerne = _concerne(variable, colonnes)
    if concerne is not None:
        comptes += [concerne.sum(), (concerne & informe).sum()]
    noms = COMPTES[1 : 1 + len(comptes)]
    return [c.cast(pl.Int64).alias(f"{v}|{nom}") for c, nom in zip(comptes, noms, strict=True)]


def _concerne(variable: Variable, colonnes: set[str]) -> pl.Expr | None:
    """Events that call for the variable; ``None`` when all do, or when the file cannot tell."""
    conditions = [parmi(f, codes) for f, codes in variable.si.items() if f in colonnes]
    if variable.population:
        conditions.append(pl.col(MAJEUR) if variable.population == "majeurs" else ~pl.col(MAJEUR))
    if not conditions:
        return None
    return pl.all_horizontal(*conditions)


def assembler(comptes: list[pl.DataFrame], regime: Regime) -> pl.DataFrame:
    """The table of counts: every variable for the whole file, then for each team."""
    if not comptes:
        return pl.DataFrame(schema=dict(TAUX))
    tout = pl.concat(comptes, how="diagonal").fill_null(0) if len(comptes) > 1 else comptes[0]
    sommes = tout.group_by(EQUIPE).agg(pl.exclude(EQUIPE).sum()) if EQUIPE in tout.columns else tout
    ensemble = sommes.select(pl.lit(None, pl.String).alias(EQUIPE), pl.exclude(EQUIPE).sum())
    equipes = sommes.filter(pl.col(EQUIPE).is_not_null()).sort(EQUIPE)
    lignes = [
        _ligne(variable, ligne)
        for ligne in (*ensemble.to_dicts(), *equipes.to_dicts())
        for variable in regime.variables
    ]
    return pl.DataFrame(lignes, schema=dict(TAUX))


def _ligne(variable: Variable, comptes: dict[str, int]) -> dict[str, object]:
    v, evenements = variable.code, comptes["evenements"]
    renseignees = comptes.get(f"{v}|renseignees") or 0
    attendues, pertinentes = comptes.get(f"{v}|attendues"), comptes.get(f"{v}|pertinentes")
    return {
        "variable": v, "libelle": variable.libelle, "equipe": comptes[EQUIPE], "evenements": evenements,
        "presentes": comptes.get(f"{v}|presentes") or 0, "remplies": comptes.get(f"{v}|remplies") or 0,
        "renseignees": renseignees,
        "attendues": evenements if attendues is None else attendues,
        "pertinentes": renseignees if pertinentes is None else pertinentes,
    }  # fmt: skip
