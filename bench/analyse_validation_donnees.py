"""Data of the bench of validation: the sample of the peer repeated, the same children as events, millions of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl

TABLES = {
    "header.csv": "Header", "episodes.csv": "Episodes", "reviews.csv": "Reviews", "uasc.csv": "UASC", "oc2.csv": "OC2",
    "oc3.csv": "OC3", "previous_permanence.csv": "PrevPerm", "missing.csv": "Missing",
}  # fmt: skip
"""Files of the sample; two are empty and left out."""

PLACES = {"U": "1", "A": "5", "K": "2", "H": "2", "P": "12", "R": "10", "S": "10", "T": "14", "Z": "19"}
"""First letter of a place of the sample → place of OLINPE: any honest choice, the work is the same."""


def echantillon(archive: Path) -> dict[str, pl.DataFrame]:
    """The tables of the sample, its years one after the other, all as text."""
    tables: dict[str, list[pl.DataFrame]] = {}
    with zipfile.ZipFile(archive) as contenu:
        for nom in sorted(contenu.namelist()):
            fichier = nom.rsplit("/", 1)[-1]
            if fichier in TABLES:
                table = pl.read_csv(contenu.read(nom), infer_schema=False)
                tables.setdefault(fichier, []).append(table)
    return {fichier: pl.concat(lots, how="diagonal") for fichier, lots in tables.items()}


def repeter(tables: dict[str, pl.DataFrame], fois: int) -> dict[str, pl.DataFrame]:
    """The same rows ``fois`` times, for as many other children."""
    return {
        fichier: pl.concat(table.with_columns(pl.col("CHILD") + f"{i:02d}") for i in range(fois))
        for fichier, table in tables.items()
    }


def evenements(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The episodes as events: a spell starts, each further episode renews it, its last one ends it."""
    identites = tables["header.csv"].unique("CHILD", keep="last", maintain_order=True).select("CHILD", "SEX", "DOB")
    jour = "%d/%m/%Y"
    episodes = (
        tables["episodes.csv"].join(identites, on="CHILD")
        .with_columns(pl.col("DECOM", "DEC", "DOB").str.to_date(jour, strict=False))
        .drop_nulls("DECOM").sort("CHILD", "DECOM", maintain_order=True)
        .with_columns(debute=(pl.col("RNE") == "S") | (pl.col("CHILD") != pl.col("CHILD").shift()).fill_null(True))
        .with_columns(deb=pl.when("debute").then("DECOM").forward_fill())
    )  # fmt: skip
    entrees = episodes.with_columns(TYPEV=pl.when("debute").then(pl.lit("1")).otherwise(pl.lit("2")), fin=None)
    sorties = episodes.filter(pl.col("DEC").is_not_null() & (pl.col("REC") != "X1")).with_columns(
        TYPEV=pl.lit("3"), fin="DEC"
    )
    tout = pl.concat([entrees.with_columns(pl.col("fin").cast(pl.Date)), sorties])
    return _variables(tout)


def _variables(tout: pl.DataFrame) -> pl.DataFrame:
    volontaire = pl.col("LS").str.starts_with("V")
    debut, renouvelle, finit = (pl.col("TYPEV") == code for code in "123")
    lieu = pl.col("PLACE").str.slice(0, 1).replace_strict(PLACES, default="19")

    def si(condition: pl.Expr, valeur: pl.Expr | str) -> pl.Expr:
        return pl.when(condition).then(pl.lit(valeur) if isinstance(valeur, str) else valeur).otherwise(pl.lit(""))

    def ecrit(nom: str) -> pl.Expr:
        return pl.col(nom).dt.strftime("%Y-%m-%d").fill_null("")

    cle = pl.col("CHILD").hash().map_elements(lambda h: f"{h:040x}", pl.String)
    return tout.select(
        NUMANONYM=cle,
        NUMDEP=pl.lit("62"), TYPEV="TYPEV", SEXE="SEX", ANAIS=pl.col("DOB").dt.year().cast(pl.String).fill_null("9999"),
        MNAIS=pl.col("DOB").dt.month().cast(pl.String).fill_null("99"), SCODTCOM=pl.lit("2"), NIVSCO=pl.lit("399"),
        ETABSCOSPE=pl.lit("1"), TRAITINFO=si(debut, "1"), DATIP=si(debut, ecrit("DECOM")), TRANSIP=si(debut, "543"),
        COMPOMENAG=pl.lit("3"), NBFRAT=pl.lit("1"), TITAP=pl.lit("40"), LIENA1=pl.lit("1"), SEXA1=pl.lit("2"),
        ANSA1=pl.lit("1975"), EMPLA1=pl.lit("99"), CSPA1=pl.lit("5"), MEREINC=pl.lit("1"), PEREINC=pl.lit("1"),
        DATDECPE=ecrit("DECOM"), INTERANT=pl.lit("1"), PROJET=pl.lit("2"), DATPPE=ecrit("DECOM"),
        DECISION=pl.when(volontaire).then(pl.lit("1")).otherwise(pl.lit("2")), NATPDECADM=si(volontaire, "14"),
        NATDECASSED=si(~volontaire, "17"), NATDECPLAC=si(~volontaire, "2"), INSTITPLAC=si(~volontaire, "3"),
        LIEUACC=si(volontaire, lieu), ACCMOD=si(volontaire, "1"), AUTRLIEUACC=si(volontaire, "1"),
        LIEUPLAC=si(~volontaire, lieu), PLACMOD=si(~volontaire, "1"), AUTRLIEUAR=si(~volontaire, "1"),
        DATDEB=ecrit("deb"), CHGLIEU=si(renouvelle, "2"), DATFIN=ecrit("fin"), MOTFININT=si(finit, "1"),
        NBCHGLIEU=si(finit, "1"), DIPLOME=si(finit, "9"), TYPINTERDOM=pl.lit(""), TYPDECJUD=pl.lit(""),
        SANTE=pl.lit("1"), SECURITE=pl.lit("2"), MORALITE=pl.lit("1"), CONDEDUC=pl.lit("2"), CONDEDEV=pl.lit("2"),
        NEGLIG=pl.lit("1"), VIOLPSY=pl.lit("9"), VIOLSEX=pl.lit("1"), VIOLPHYS=pl.lit("1"), MOTIFML=pl.lit(""),
        HANDICAP=pl.lit("1"),
    )  # fmt: skip


def ecrire_millions(base: pl.DataFrame, combien: int, dossier: Path, lot: int = 250_000) -> list[Path]:
    """``base`` again and again under other identifiers, in Parquet files of ``lot`` rows, until ``combien``."""
    chemins: list[Path] = []
    ecrits, tour, tampon = 0, 0, pl.DataFrame()
    while ecrits < combien:
        while tampon.height < lot:
            suivante = base.with_columns(
                pl.format("{}{}", pl.lit(f"{tour:08x}"), pl.col("NUMANONYM").str.slice(8)).alias("NUMANONYM")
            )
            tampon, tour = pl.concat([tampon, suivante]) if tampon.height else suivante, tour + 1
        pris = min(lot, combien - ecrits)
        chemin = dossier / f"{len(chemins):04d}.parquet"
        numeros = pl.int_range(ecrits + 1, ecrits + 1 + pris, dtype=pl.Int64, eager=True).alias("_ligne")
        tampon.head(pris).with_columns(numeros).write_parquet(chemin, compression="lz4", statistics=False)
        tampon, ecrits = tampon.slice(pris), ecrits + pris
        chemins.append(chemin)
    return chemins
