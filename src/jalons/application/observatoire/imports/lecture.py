"""The faults of an import as pages read them: filtered, one page at a time, each with what was decided. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from jalons.application.observatoire.imports.verification import CONSTATS, sans_nul

RANG, SUITE = "rang", "suite"
A_TRAITER = "a_traiter"
CLE = ("controle", "identifiant", "variable", "valeur")
"""What names a fault from one file to the next; lines move."""
SANS_EQUIPE = "sans équipe"


@dataclass(frozen=True, slots=True)
class Choix:
    """What the reader asked for; empty: everything."""

    controle: str = ""
    severite: str = ""
    equipe: str = ""
    variable: str = ""
    suite: str = ""


@dataclass(frozen=True, slots=True)
class Decidee:
    """A decision as it applies to rows: on one, or on a whole check, of one team when told."""

    pk: int
    suite: str
    controle: str
    groupe: bool
    equipe: str
    identifiant: str = ""
    ligne: int = 0
    variable: str = ""
    valeur: str = ""


def cle(controle: str, *quoi: object) -> str:
    """The fingerprint of what designates a fault, or a group of faults.

    >>> cle("0028", "a", 3) == cle("0028", "a", 3), cle("0028", "a", 3) == cle("0028", "a", 4)
    (True, False)
    """
    return hashlib.sha256("\x1f".join((controle, *map(str, quoi))).encode()).hexdigest()


def constats(dossier: Path) -> pl.DataFrame:
    """The faulty rows of a check, each with its rank; no null in what names it."""
    return sans_nul(pl.read_parquet(dossier / CONSTATS)).with_row_index(RANG)


def filtrer(lignes: pl.DataFrame, choix: Choix) -> pl.DataFrame:
    """The rows that answer the choices; those decided must be known when ``suite`` is asked (see ``avec_suites``)."""
    conditions = []
    for colonne in ("controle", "severite", "variable"):
        if voulu := getattr(choix, colonne):
            conditions.append(pl.col(colonne) == voulu)
    if choix.equipe:
        conditions.append(
            pl.col("equipe").is_null() if choix.equipe == SANS_EQUIPE else pl.col("equipe") == choix.equipe
        )
    if choix.suite:
        conditions.append(pl.col(SUITE) == choix.suite)
    return lignes.filter(*conditions) if conditions else lignes


def avec_suites(lignes: pl.DataFrame, decisions: Sequence[Decidee]) -> pl.DataFrame:
    """The rows with ``suite`` and ``decision`` (its key): its own decision, else its team's, else its check's."""
    un = ["controle", "identifiant", "ligne", "variable", "valeur"]
    propres = _table([d for d in decisions if not d.groupe], un)
    equipes = _table([d for d in decisions if d.groupe and d.equipe], ["controle", "equipe"])
    groupes = _table([d for d in decisions if d.groupe and not d.equipe], ["controle"])
    for suffixe, table, sur in (
        ("_p", propres, un),
        ("_e", equipes, ["controle", "equipe"]),
        ("_g", groupes, ["controle"]),
    ):
        lignes = lignes.join(
            table.rename({"d": f"d{suffixe}", "s": f"s{suffixe}"}), on=sur, how="left", maintain_order="left"
        )
    return lignes.with_columns(
        pl.coalesce("s_p", "s_e", "s_g").fill_null(A_TRAITER).alias(SUITE),
        pl.coalesce("d_p", "d_e", "d_g").alias("decision"),
    ).drop("s_p", "s_e", "s_g", "d_p", "d_e", "d_g")  # fmt: skip


def _table(decisions: Sequence[Decidee], colonnes: Sequence[str]) -> pl.DataFrame:
    types = {c: pl.Int64 if c == "ligne" else pl.String for c in colonnes}
    lignes = [(*(getattr(d, c) for c in colonnes), d.pk, d.suite) for d in decisions]
    return pl.DataFrame(lignes, schema={**types, "d": pl.Int64, "s": pl.String}, orient="row")


def par_controle(lignes: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """Check → what was decided → rows shown."""
    comptes: dict[str, dict[str, int]] = {}
    for controle, suite, nombre in lignes.group_by("controle", SUITE).len().rows():
        comptes.setdefault(controle, {})[suite] = nombre
    return comptes


def comparer(avant: pl.DataFrame, apres: pl.DataFrame) -> dict[str, Any]:
    """Faults gone, new and remaining from one check to the next, by check: same check, identifier, variable, value."""
    comptes = [t.group_by(CLE).len(n) for t, n in ((avant, "avant"), (apres, "apres"))]
    ensemble = comptes[0].join(comptes[1], on=CLE, how="full", coalesce=True)
    ensemble = ensemble.with_columns(pl.col("avant", "apres").fill_null(0).cast(pl.Int64))
    restantes = pl.min_horizontal("avant", "apres")
    par = ensemble.group_by("controle").agg(
        (pl.col("avant") - restantes).sum().alias("disparues"), (pl.col("apres") - restantes).sum().alias("nouvelles"),
        restantes.sum().alias("restantes"),
    ).sort("controle")  # fmt: skip
    mots = ("disparues", "nouvelles", "restantes")
    lignes = par.select("controle", *mots).rows()
    return {m: int(par[m].sum()) for m in mots} | {"par_controle": [list(ligne) for ligne in lignes]}


def reprises(decisions: Sequence[Decidee], apres: pl.DataFrame) -> dict[int, dict[str, Any] | None]:
    """Key of each decision on one fault → the row of the new file that it meets, or ``None``: the fault has gone.

    The same line first, then the first row that bears the same name and that no other decision has met.
    """
    libres: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for ligne in apres.iter_rows(named=True):
        libres.setdefault(tuple(ligne[c] for c in CLE), []).append(ligne)
    seules = [d for d in decisions if not d.groupe]
    trouvees: dict[int, dict[str, Any] | None] = dict.fromkeys((d.pk for d in seules), None)
    for exacte in (True, False):
        for d in seules:
            memes = libres.get((d.controle, d.identifiant, d.variable, d.valeur), [])
            candidates = [x for x in memes if x["ligne"] == d.ligne] if exacte else memes
            if trouvees[d.pk] is None and candidates:
                trouvees[d.pk] = candidates[0]
                memes.remove(candidates[0])
    return trouvees
