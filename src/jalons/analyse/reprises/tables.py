"""Tables that another product filled, as registers: numbers, booleans, no column that says nothing.

A product names a child with letters; the engines of paths know whole numbers. One numbering serves every table, so that
they still join; a column that the product does not have is left out, so that what needs it is not checkable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from jalons.analyse.indicateurs.classement import classement
from jalons.analyse.sources.etats import Etat
from jalons.analyse.tables.registres import TABLES
from jalons.droit.mesures import natures
from jalons.noyau.saisie import EntreeRefusee, Faute

NUMEROS = ("enfant", "mesure", "sejour", "lieu", "ip", "situation", "evaluation", "ppe", "famille")
"""Columns that tie a row to another, or name it."""
OUI, NON = ("oui", "o", "vrai", "true", "1"), ("non", "n", "faux", "false", "0")
DISENT_OUI = ("principale", "cite")
"""Columns that say yes or no."""
_ETAT = "_etat"


def principale() -> pl.Expr:
    """Whether a measure is a main one, from its kind: not one that may run beside any other. Unknown kind: yes."""
    dites = {code: bool(n.exclusive) for code, n in natures().items()}
    lue = pl.col("type").replace_strict(dites, default=True, return_dtype=pl.Boolean)
    return lue.fill_null(True).alias("principale")


def cadre() -> pl.Expr:
    """Where a child lives under a kind of measure: in care, placed directly, at home; none when not classed."""
    dits = {"confie": "accueil", "direct": "direct"}
    groupes = {code: dits.get(groupe, "domicile") for code, groupe in classement().natures["groupe"].items()}
    return pl.col("type").replace_strict(groupes, default=None, return_dtype=pl.String).alias("cadre")


def ecrire(tables: Mapping[str, Sequence[Path]], dossier: Path, *, departement: str) -> dict[str, int]:
    """Write the tables of other products as registers in ``dossier``, which exists; how many rows each has.

    Raises:
        EntreeRefusee: nothing tells the children or the measures.
    """
    manquent = [nom for nom in ("enfants", "mesures") if nom not in tables]
    if manquent:
        fautes = [
            Faute(nom, f"Aucun import retenu ne donne la table « {nom} » : déposez-la et retenez-la.", "absente", nom)
            for nom in manquent
        ]
        raise EntreeRefusee(fautes, quoi="les tables retenues")
    lues = {nom: _lire(nom, chemins) for nom, chemins in tables.items()}
    numeros = _numeroter(lues)
    for nom, table in lues.items():
        neuve = table.with_columns(
            pl.col(c).replace_strict(numeros[c], default=None, return_dtype=pl.Int64)
            for c in NUMEROS if c in table.columns
        )  # fmt: skip
        if nom == "mesures":
            neuve = neuve.with_columns(f for f in (cadre(), principale()) if f.meta.output_name() not in neuve.columns)
        if nom == "enfants" and "famille" not in neuve.columns:
            neuve = neuve.with_columns(pl.lit(None, pl.Int64).alias("famille"))
        neuve.with_columns(departement=pl.lit(departement)).write_parquet(
            dossier / f"{nom}.parquet", compression="zstd"
        )
    return {nom: table.height for nom, table in lues.items()}


def _lire(nom: str, chemins: Sequence[Path]) -> pl.DataFrame:
    """The declared columns that the product has, in their types; yes and no as such."""
    declarees = next(t for t in TABLES if t.nom == nom).colonnes
    lue = pl.concat([pl.read_parquet(c) for c in chemins], how="diagonal_relaxed")
    dites = [c.nom for c in declarees if c.nom in lue.columns and not _absente(lue, c.nom)]
    return lue.select(_oui(c) if c in DISENT_OUI and lue.schema[c] == pl.String else pl.col(c) for c in dites)


def _absente(lue: pl.DataFrame, colonne: str) -> bool:
    etat = f"{colonne}{_ETAT}"
    return etat in lue.columns and bool((lue[etat] == Etat.ABSENTE.value).all())


def _oui(colonne: str) -> pl.Expr:
    texte = pl.col(colonne).str.to_lowercase()
    lu = pl.when(texte.is_in(OUI)).then(True).when(texte.is_in(NON)).then(False)
    return lu.alias(colonne)


def _numeroter(lues: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, int]]:
    """By column, each name that any table gives and its number."""
    numeros = {}
    for colonne in NUMEROS:
        vus = [t[colonne].cast(pl.String).drop_nulls() for t in lues.values() if colonne in t.columns]
        noms = pl.concat(vus).unique().sort() if vus else pl.Series([], dtype=pl.String)
        numeros[colonne] = {str(nom): rang for rang, nom in enumerate(noms, 1)}
    return numeros
