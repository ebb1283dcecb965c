"""From the words of the registers to the codes that the analyses know. Pure, block by block."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from jalons.analyse.indicateurs.bases import EXAMENS
from jalons.analyse.indicateurs.classement import classement
from jalons.analyse.transmissions.pseudonymes import Fournisseur
from jalons.droit.mesures import natures

ORIGINES: Mapping[str, str] = {
    "ecole": "education_nationale", "snated": "snated_119", "police": "police_gendarmerie",
}  # fmt: skip
"""Who told, where the two differ."""
CONCLUSIONS: Mapping[str, str] = {"sans_suite": "classement", "justice": "saisine_judiciaire", "aide": "aide"}
"""What an evaluation concludes. The register says "aide" and no more: neither administrative help nor common law."""
CADRES: Mapping[str, str] = {"confie": "accueil", "direct": "direct"}
"""Where a child in such a group lives; at home for the others."""


def mesures(bloc: pl.DataFrame) -> pl.DataFrame:
    """Adds mandate, place and whether it is a main one: not one that may run beside any other."""
    classe, connues = classement(), natures()
    groupes = {code: CADRES.get(groupe, "domicile") for code, groupe in classe.natures["groupe"].items()}
    principales = {code: bool(n.exclusive) for code, n in connues.items()}
    type_ = pl.col("type")
    return bloc.with_columns(
        mandat=type_.replace_strict(classe.natures["mandat"], default=None, return_dtype=pl.String),
        cadre=type_.replace_strict(groupes, default=None, return_dtype=pl.String),
        principale=type_.replace_strict(principales, default=None, return_dtype=pl.Boolean),
    )


def informations(bloc: pl.DataFrame) -> pl.DataFrame:
    """With the codes of who told."""
    return bloc.with_columns(pl.col("origine").replace(ORIGINES))


def evaluations(bloc: pl.DataFrame) -> pl.DataFrame:
    """With the codes of what was concluded."""
    return bloc.with_columns(pl.col("conclusion").replace_strict(CONCLUSIONS, default=None, return_dtype=pl.String))


def pseudonymes(bloc: pl.DataFrame, fournisseur: Fournisseur) -> pl.DataFrame:
    """Identities turned into identifiers; the identities do not go further.

    A test provider does with the name of the child where that of the mother is not known; a real one never does.
    """
    mere = pl.col("nom_mere") if fournisseur.reel else pl.coalesce("nom_mere", "nom")
    mois = pl.when(pl.col("naissance_precision") != "annee").then(pl.col("naissance").dt.month())
    identites = bloc.select(
        "prenom", nom_mere=mere, annee=pl.col("naissance").dt.year(), mois=mois.cast(pl.Int32).fill_null(0)
    )
    connues = pl.Series("pseudonyme", fournisseur.identifiants(identites), dtype=pl.String)
    return bloc.drop("prenom", "nom", "nom_mere").with_columns(connues, pseudonyme_par=pl.lit(fournisseur.nom))


@cache
def listes() -> Mapping[str, Any]:
    """Codes that the queries are told."""
    classe = classement().natures
    return {
        "judiciaires": sorted(c for c, mandat in classe["mandat"].items() if mandat == "judiciaire"),
        "accueils": sorted(c for c, groupe in classe["groupe"].items() if groupe == "confie"),
        "hebergements": sorted(c for c, groupe in classe["groupe"].items() if groupe in CADRES),
        "examens": [f"{e}_etabli" if e.startswith("certificat") else e for e in EXAMENS],
    }
