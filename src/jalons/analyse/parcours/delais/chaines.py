"""The declared table of chains: its columns, what each holds, and what is wrong with a table given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from jalons.analyse.parcours.delais.liens import ETAPES
from jalons.noyau.colonnes import phrase
from jalons.noyau.saisie import EntreeRefusee, Faute

INCONNU = "inconnu"
"""What a group is called when the column is empty: unknown is a group, never a gap."""

ARRETS = {
    "non_qualifiee": "Information non qualifiée",
    "classee": "Classée sans suite",
    "orientee": "Sans mesure nouvelle (autre aide, ou mesure déjà en cours)",
    "cloturee": "Clôturée sans mesure",
    "transferee": "Transférée à un autre département",
    "annulee": "Décision annulée",
    "finie": "Mesure levée ou terminée",
    "non_signe": "Signature refusée, ou impossible",
    "majorite": "Devenu majeur",
    "deces": "Décès",
}
"""Why a chain stops without its next step: no wait, and no end of a wait."""

AXES = {"trimestre": "Trimestre", "territoire": "Territoire", "age": "Âge", "origine": "Origine"}
"""Columns by which results may be grouped."""

TRANCHES = (
    (0, "0-2 ans"),
    (3, "3-5 ans"),
    (6, "6-10 ans"),
    (11, "11-14 ans"),
    (15, "15-17 ans"),
    (18, "18 ans et plus"),
)


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column of a declared table."""

    nom: str
    type: pl.DataType
    sens: str
    vide: bool = True


COLONNES = (
    Colonne("chaine", pl.String(), "repère de la chaîne, unique", vide=False),
    Colonne("enfant", pl.Int64(), "clé de l'enfant dans le registre", vide=False),
    Colonne("situation", pl.Int64(), "clé de la situation préoccupante ; vide : la mesure n'en vient pas"),
    Colonne("mesure", pl.Int64(), "clé de la mesure ; vide : aucune n'est décidée"),
    Colonne("nature", pl.String(), "code de la mesure au catalogue"),
    Colonne("territoire", pl.String(), "unité locale ; vide : inconnue"),
    Colonne("age", pl.Int64(), "âge révolu au premier jour connu de la chaîne, en années ; vide : inconnu"),
    Colonne("origine", pl.String(), "origine de l'information, ou de la mesure ; vide : inconnue"),
    *(Colonne(f"{code}_le", pl.Date(), f"jour de « {nom} » ; vide : pas encore") for code, nom in ETAPES.items()),
    Colonne("sans_objet", pl.List(pl.String()), "étapes par lesquelles cette chaîne n'a pas à passer", vide=False),
    Colonne("arret_le", pl.Date(), "jour où la chaîne s'est arrêtée sans l'étape suivante ; vide : elle court"),
    Colonne("arret", pl.String(), "pourquoi, un code d'ARRETS"),
)  # fmt: skip
"""One row per child and situation, or per measure that no information opened."""

SCHEMA = {c.nom: c.type for c in COLONNES}


def verifier(table: pl.DataFrame) -> pl.DataFrame:
    """The table itself, in the declared order of columns.

    Raises:
        EntreeRefusee: every fault at once: a column absent or of another type, a value that may not be empty, a chain
            told twice, an unknown reason to stop.
    """
    fautes = [f for c in COLONNES for f in _fautes(c, table)]
    if not fautes:
        doubles = table.height - table["chaine"].n_unique()
        if doubles:
            fautes.append(Faute("chaine", f"{doubles} chaîne(s) sont décrites deux fois : gardez-en une seule."))
        inconnus = set(table["arret"].drop_nulls().unique()) - set(ARRETS)
        for code in sorted(inconnus):
            attendu = ", ".join(ARRETS)
            fautes.append(Faute("arret", f"Motif d'arrêt inconnu : « {code} ». Écrivez l'un de : {attendu}.", code))
    if fautes:
        raise EntreeRefusee(fautes, quoi="la table des chaînes")
    return table.select(list(SCHEMA))


def _fautes(colonne: Colonne, table: pl.DataFrame) -> list[Faute]:
    nom = colonne.nom
    if nom not in table.columns:
        return [Faute(nom, f"La colonne « {nom} » manque ({colonne.sens}) : ajoutez-la.")]
    if table.schema[nom] != colonne.type:
        recu = str(table.schema[nom])
        dit = f"La colonne « {nom} » est de type {recu} ; attendu {colonne.type} : convertissez-la."
        return [Faute(nom, dit, recu, str(colonne.type))]
    if not colonne.vide and (vides := table[nom].null_count()):
        return [Faute(nom, f"La colonne « {nom} » est vide {vides} fois : remplissez-la ({colonne.sens}).")]
    return []


def premier_jour() -> pl.Expr:
    """First day known of a chain: what dates it (its quarter, the child's age)."""
    return pl.coalesce(*(pl.col(f"{code}_le") for code in ETAPES))


def depuis(table: pl.DataFrame, jour: date | None) -> pl.DataFrame:
    """The chains whose first day known is ``jour`` or later; all of them when it is ``None``."""
    return table if jour is None else table.filter(premier_jour() >= jour)


def groupes() -> dict[str, pl.Expr]:
    """The value of each axis for a chain."""
    jour = premier_jour()
    trimestre = phrase("{}-T{}", jour.dt.year(), jour.dt.quarter())
    tranche = pl.lit(TRANCHES[0][1])
    for plancher, nom in TRANCHES[1:]:
        tranche = pl.when(pl.col("age") >= plancher).then(pl.lit(nom)).otherwise(tranche)
    return {
        "trimestre": trimestre.fill_null(INCONNU),
        "territoire": pl.col("territoire").fill_null(INCONNU),
        "age": pl.when(pl.col("age").is_not_null()).then(tranche).otherwise(pl.lit(INCONNU)),
        "origine": pl.col("origine").fill_null(INCONNU),
    }
