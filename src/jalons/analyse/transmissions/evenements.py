"""The events of a year, from the tables of the registers: starts, renewals and ends of the measures that took effect.

DATDEB is the key of a measure: the same day on its start, its renewals and its end, this year and the next ones. What
was already transmitted wins over a day corrected since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.qualite.lot import majorite
from jalons.analyse.transmissions import variables
from jalons.analyse.transmissions.pseudonymes import Fournisseur
from jalons.analyse.transmissions.registres import Tables
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_simple import charger

DEBUT, RENOUVELLEMENT, FIN = "1", "2", "3"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The events of a year and what was left out.

    Attributes:
        evenements: text columns named as the variables; empty where one does not apply.
        termes: planned end of the decision that each renewal follows, for the checks.
        debuts: ``mesure`` and ``DATDEB`` as transmitted, to keep for the next years.
        ecartees: why measures of the year were left out → how many.
        corriges: measures whose start was corrected since it was transmitted: the day transmitted is kept.
    """

    annee: int
    evenements: pl.DataFrame
    termes: pl.DataFrame
    debuts: pl.DataFrame
    ecartees: Mapping[str, int]
    corriges: int


@cache
def correspondances() -> Mapping[str, Any]:
    """Words of the registers → codes."""
    return dict(charger(Path(__file__).with_name("correspondances.yaml").read_bytes()))


def extraire(
    tables: Tables, annee: int, pseudonymes: Fournisseur, *, transmis: pl.DataFrame | None = None
) -> Extraction:
    """The events of ``annee`` (1 January to 31 December, both included).

    Args:
        transmis: ``mesure`` and ``DATDEB`` of the previous transmissions.

    Raises:
        EntreeRefusee: every child whose identity lacks a part, since no identifier can be made.
    """
    mesures, corriges = _geler(tables["mesures"].unique("mesure", keep="first", maintain_order=True), transmis)
    evenements = _evenements(mesures, tables["decisions"], annee)
    ecartees = _ecartees(mesures, evenements, annee)
    evenements = evenements.filter(pl.col("type").is_in(list(correspondances()["natures"])))
    evenements = evenements.join(
        _identites(tables, evenements["enfant"].unique(), pseudonymes), on="enfant", how="left"
    )
    evenements = _majeurs(evenements).sort("mesure", "le", "TYPEV")
    textes = variables.remplir(evenements, tables, correspondances())
    return Extraction(
        annee, textes, _termes(evenements, tables["decisions"]), _debuts(evenements, transmis), ecartees, corriges
    )


def _geler(mesures: pl.DataFrame, transmis: pl.DataFrame | None) -> tuple[pl.DataFrame, int]:
    """Starts as they were transmitted."""
    if transmis is None or transmis.is_empty():
        return mesures.with_columns(DATDEB=pl.col("debut_le")), 0
    jointes = mesures.join(transmis.select("mesure", "DATDEB").unique("mesure"), on="mesure", how="left")
    corriges = jointes.filter(pl.col("DATDEB").is_not_null() & (pl.col("DATDEB") != pl.col("debut_le"))).height
    return jointes.with_columns(DATDEB=pl.coalesce("DATDEB", "debut_le")), corriges


def _evenements(mesures: pl.DataFrame, decisions: pl.DataFrame, annee: int) -> pl.DataFrame:
    """One row by event: ``TYPEV``, ``le`` its day, ``DATDECPE`` the decision it rests on."""
    effectives = mesures.filter(pl.col("debut_le").is_not_null())
    premier, dernier = date(annee, 1, 1), date(annee, 12, 31)
    actes = decisions.filter(
        pl.col("nature").is_in(["initiale", "renouvellement"]) & pl.col("decidee_le").is_not_null()
    )
    renouvelees = (
        actes.filter((pl.col("nature") == "renouvellement") & pl.col("effet_du").is_between(premier, dernier))
        .select("mesure", TYPEV=pl.lit(RENOUVELLEMENT), le="effet_du", DATDECPE="decidee_le")
        .join(effectives, on="mesure")
        .filter(pl.col("le") >= pl.col("debut_le"))
    )  # fmt: skip
    debuts = effectives.filter(pl.col("debut_le").is_between(premier, dernier)).with_columns(
        TYPEV=pl.lit(DEBUT), le=pl.col("debut_le"), DATDECPE=pl.col("decidee_le")
    )
    derniere = actes.select("mesure", DATDECPE="decidee_le").sort("DATDECPE")
    fins = (
        effectives.filter(pl.col("fin_le").is_between(premier, dernier))
        .with_columns(TYPEV=pl.lit(FIN), le=pl.col("fin_le"))
        .sort("le")
        .join_asof(
            derniere, left_on="le", right_on="DATDECPE", by="mesure", coalesce=False, check_sortedness=False
        )
    )  # fmt: skip
    colonnes = ("mesure", "enfant", "type", "TYPEV", "le", "DATDECPE", "DATDEB", "debut_le", "fin_le", "motif_fin")
    return pl.concat([t.select(colonnes) for t in (debuts, renouvelees, fins)])


def _ecartees(mesures: pl.DataFrame, evenements: pl.DataFrame, annee: int) -> Mapping[str, int]:
    raisons = dict(correspondances()["ecartees"])
    comptes: dict[str, int] = {}
    connues = correspondances()["natures"]
    for type_, nombre in sorted(evenements.filter(~pl.col("type").is_in(list(connues)))["type"].value_counts().rows()):
        raison = f"{type_} : {raisons.get(type_, 'aucun code OLINPE ne lui correspond')}"
        comptes[raison] = nombre
    attente = mesures.filter(pl.col("debut_le").is_null() & (pl.col("decidee_le").dt.year() == annee)).height
    if attente:
        comptes["mesures décidées dans l'année et pas encore commencées"] = attente
    return comptes


def _identites(tables: Tables, voulus: pl.Series, pseudonymes: Fournisseur) -> pl.DataFrame:
    enfants = (
        tables["enfants"]
        .unique("enfant", keep="first", maintain_order=True)
        .filter(pl.col("enfant").is_in(voulus.implode()))
    )
    if "pseudonyme" in enfants.columns:
        return _identifiees(enfants, pseudonymes)
    if pseudonymes.reel and "nom_mere" not in enfants.columns:
        message = "La table des enfants ne dit pas le nom de la mère, que l'identifiant national demande : ajoutez-le."
        raise EntreeRefusee([Faute("enfants.parquet", message, "", "nom_mere")], quoi="jalons olinpe exporter")
    nom_mere = pl.col("nom_mere") if "nom_mere" in enfants.columns else pl.col("nom")
    mois = pl.when(pl.col("naissance_precision") != "annee").then(pl.col("naissance").dt.month())
    identites = enfants.with_columns(
        nom_mere=nom_mere, annee=pl.col("naissance").dt.year(), mois=mois.cast(pl.Int32),
    )  # fmt: skip
    # a month that is not known is part of the key all the same: 0, like nobody's
    cles = identites.with_columns(pl.col("mois").fill_null(0))
    identites = identites.with_columns(pseudonymes.identifiants(cles).alias("NUMANONYM"))
    return _completes(identites)


def _identifiees(enfants: pl.DataFrame, pseudonymes: Fournisseur) -> pl.DataFrame:
    """Children whose identifier was made with the extract, by the same provider as the one asked for."""
    autres = sorted(set(enfants["pseudonyme_par"].drop_nulls()) - {pseudonymes.nom})
    if autres:
        message = (
            f"Les identifiants de l'extrait viennent du fournisseur {', '.join(autres)} : nommez-le par --pseudonymes, "
            "ou refaites l'extrait."
        )
        raise EntreeRefusee([Faute("enfants.parquet", message, ", ".join(autres), pseudonymes.nom)])
    mois = pl.when(pl.col("naissance_precision") != "annee").then(pl.col("naissance").dt.month())
    return _completes(
        enfants.with_columns(NUMANONYM="pseudonyme", annee=pl.col("naissance").dt.year(), mois=mois.cast(pl.Int32))
    )


def _completes(identites: pl.DataFrame) -> pl.DataFrame:
    """What the events need of each child; all have an identifier."""
    sans = identites.filter(pl.col("NUMANONYM").is_null())["enfant"].to_list()
    if sans:
        fautes = [
            Faute(f"enfant {cle}", "Prénom, nom ou naissance manquent : pas d'identifiant possible. Complétez-les.",
                  str(cle), "prénom, nom, mois et année de naissance")
            for cle in sorted(sans)[:100]
        ]  # fmt: skip
        if len(sans) > len(fautes):
            fautes.append(Faute("", f"{len(sans) - len(fautes)} autres enfants sont dans ce cas."))
        raise EntreeRefusee(fautes, quoi="jalons olinpe exporter")
    dits = [c for c in ("scolarite",) if c in identites.columns]
    return identites.select("enfant", "NUMANONYM", "famille", "departement", "sexe", *dits, "annee", "mois")


def _majeurs(evenements: pl.DataFrame) -> pl.DataFrame:
    """Of age on the day of the decision, as if born on the first of the month; a minor when it is not known."""
    jour = pl.coalesce("DATDECPE", "DATDEB")
    mois = (jour.dt.year() - pl.col("annee")) * 12 + jour.dt.month().cast(pl.Int32) - pl.col("mois")
    return evenements.with_columns(majeur=(mois >= majorite() * 12).fill_null(False))


def _termes(evenements: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """What each renewal follows: the planned end of the decision before it."""
    actes = decisions.filter(pl.col("nature").is_in(["initiale", "renouvellement"]) & pl.col("effet_du").is_not_null())
    suivies = actes.sort("mesure", "effet_du").with_columns(terme=pl.col("effet_au").shift().over("mesure"))
    return (
        evenements.filter(pl.col("TYPEV") == RENOUVELLEMENT)
        .join(
            suivies.select("mesure", "terme", effet="effet_du"), left_on=["mesure", "le"], right_on=["mesure", "effet"]
        )
        .select("NUMANONYM", "DATDEB", "DATDECPE", "terme", effet="le")
    )


def _debuts(evenements: pl.DataFrame, transmis: pl.DataFrame | None) -> pl.DataFrame:
    neufs = evenements.select("mesure", "DATDEB").unique("mesure", maintain_order=True)
    anciens = neufs.clear() if transmis is None else transmis.select("mesure", "DATDEB")
    return pl.concat([anciens, neufs]).unique("mesure", keep="first", maintain_order=True).sort("mesure")
