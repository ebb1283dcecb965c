"""A problem from the tables of registers, as ``jalons synthese generer`` writes them.

Those who wait: children whose measure of care is decided, not ended, and not begun on the day. Free places: those of
the place less the stays of the day. Registers do not say the ages, the public or the approval of a place: these stay
unknown, and every proposal says what remains to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from jalons.appariement.probleme import Enfant, Fratrie, Lieu, Position, Probleme, Sexe
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

TABLES: Mapping[str, tuple[str, ...]] = {
    "enfants": ("enfant", "famille", "sexe", "naissance", "naissance_precision", "non_accompagne"),
    "foyers": ("famille", "rang", "commune", "latitude", "longitude"),
    "mesures": ("enfant", "cadre", "decidee_le", "debut_le", "fin_le"),
    "sejours": ("enfant", "lieu", "debut_le", "fin_le"),
    "lieux": ("lieu", "genre", "capacite", "mds", "commune", "latitude", "longitude", "departement_du_lieu"),
}
"""Tables and columns read."""

HORS = ("tiers", "domicile_parental")
"""Kinds of place that are no offer: nobody is sent there by a search."""


def lire_registres(dossier: Path, au: date | None = None) -> Probleme:
    """The problem of a folder of Parquet tables on a day: by default the last decision of a measure.

    Raises:
        EntreeRefusee: a table or a column is missing.
    """
    tables = _tables(dossier)
    mesures = tables["mesures"].filter(pl.col("cadre") == "accueil")
    jour = au or mesures["decidee_le"].max()
    if not isinstance(jour, date):
        message = "Aucune mesure d'accueil n'a de date de décision : il n'y a personne à placer."
        raise EntreeRefusee([Faute("mesures", message, attendu="des mesures décidées")], quoi=str(dossier))
    attendent = (
        mesures.filter(
            (pl.col("decidee_le") <= jour)
            & (pl.col("debut_le").is_null() | (pl.col("debut_le") > jour))
            & (pl.col("fin_le").is_null() | (pl.col("fin_le") > jour))
        )
        .group_by("enfant")
        .agg(pl.col("decidee_le").min(), pl.col("debut_le").min())
        .join(tables["enfants"], on="enfant")
        .sort("enfant")
    )
    foyers = tables["foyers"].sort("famille", "rang").filter(pl.col("famille").is_in(attendent["famille"].implode()))
    maisons: dict[Any, list[Position]] = {}
    for f in foyers.iter_rows(named=True):
        maisons.setdefault(f["famille"], []).append(_position(f))
    lignes = list(attendent.iter_rows(named=True))
    return Probleme(
        DateCivile.lire(jour), tuple(_enfant(e, maisons, jour) for e in lignes),
        tuple(_lieux(tables, jour)), tuple(_fratries(lignes)),
    )  # fmt: skip


def _tables(dossier: Path) -> dict[str, pl.DataFrame]:
    fautes: list[Faute] = []
    tables = {}
    for nom, colonnes in TABLES.items():
        fichier = dossier / f"{nom}.parquet"
        try:
            tables[nom] = pl.read_parquet(fichier, columns=list(colonnes))
        except (OSError, pl.exceptions.PolarsError):
            message = f"« {fichier} » manque, ou n'a pas ces colonnes : {', '.join(colonnes)}. Refaites l'extraction."
            fautes.append(Faute(nom, message, str(fichier), ", ".join(colonnes)))
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return tables


def _enfant(ligne: dict[str, Any], maisons: dict[Any, list[Position]], jour: date) -> Enfant:
    naissance = ligne["naissance"]
    precision = {"annee": 1, "mois": 2}.get(ligne["naissance_precision"], 3)
    # a future start is a date planned; without one the place is needed now
    entree = ligne["debut_le"] if ligne["debut_le"] is not None and ligne["debut_le"] > jour else None
    return Enfant(
        cle=str(ligne["enfant"]),
        naissance=None if naissance is None else DateCivile(*naissance.timetuple()[:precision]),
        sexe=Sexe(ligne["sexe"]) if ligne["sexe"] in {"F", "M"} else None,
        public="mna" if ligne["non_accompagne"] else "general",
        entree_le=None if entree is None else DateCivile.lire(entree),
        attend_depuis=DateCivile.lire(ligne["decidee_le"]),
        parents=() if ligne["non_accompagne"] else tuple(maisons.get(ligne["famille"], ())),
    )


def _fratries(lignes: list[dict[str, Any]]) -> list[Fratrie]:
    familles: dict[Any, list[str]] = {}
    for e in lignes:
        if e["famille"] is not None and not e["non_accompagne"]:
            familles.setdefault(e["famille"], []).append(str(e["enfant"]))
    return [Fratrie(str(f), tuple(membres)) for f, membres in familles.items() if len(membres) > 1]


def _lieux(tables: dict[str, pl.DataFrame], jour: date) -> list[Lieu]:
    presents = tables["sejours"].filter(
        (pl.col("debut_le") <= jour) & (pl.col("fin_le").is_null() | (pl.col("fin_le") > jour))
    )
    occupes = presents.group_by("lieu").agg(pl.len().alias("accueillis"))
    lieux = tables["lieux"].filter(~pl.col("genre").is_in(HORS)).join(occupes, on="lieu", how="left").sort("lieu")
    return [
        Lieu(
            cle=str(x["lieu"]), libres=max(0, x["capacite"] - (x["accueillis"] or 0)), genre=x["genre"],
            territoire=None if x["mds"] is None else f"MDS {x['mds']}", position=_position(x),
            places_autorisees=x["capacite"], accueillis=x["accueillis"] or 0,
        )
        for x in lieux.iter_rows(named=True)
    ]  # fmt: skip


def _position(ligne: dict[str, Any]) -> Position:
    def degres(nom: str) -> Decimal | None:
        return None if ligne[nom] is None else Decimal(str(ligne[nom]))

    commune = None if ligne["commune"] is None else str(ligne["commune"])
    return Position(
        commune=commune, departement=ligne.get("departement_du_lieu"), latitude=degres("latitude"),
        longitude=degres("longitude"),
    )  # fmt: skip
