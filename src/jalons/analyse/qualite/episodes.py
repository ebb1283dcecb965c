"""Rules on the periods of a person, rebuilt from its events: overlaps, too many at once, renewed once ended; stock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from jalons.analyse.qualite.lot import RANG
from jalons.analyse.qualite.modele import parametres, reglages
from jalons.analyse.qualite.trouvailles import FIN, RENOUVELLEMENT, Trouvaille, cle, jour, trouvaille
from jalons.noyau.colonnes import phrase

OUVERT = 2**30
"""Day after all days: a period that has not ended."""


def comparer(part: pl.DataFrame) -> Iterator[Trouvaille]:
    """What is wrong among the periods of each person."""
    tous = periodes(part)
    physiques = pl.col("lieu").is_in(reglages()["lieux_physiques"]) & ~pl.col("autre_lieu")
    yield _recouvrements("X002", tous.filter(physiques), (), "Placement déjà en cours ailleurs")
    yield _recouvrements("E001", tous, ("adm", "jud"), "Mesure de même nature déjà en cours")
    yield _trop(tous)
    yield _apres_la_fin(part)


def periodes(part: pl.DataFrame) -> pl.DataFrame:
    """One row by measure (person, start, nature): its start and end as day numbers, its places, its first event.

    An end that does not say its nature ends every measure of that person which began on that day.
    """
    datees = part.lazy().filter(pl.col("deb").is_not_null())
    finie = pl.col("typev") == FIN
    sans_nature = finie & pl.col("adm").is_null() & pl.col("jud").is_null()
    fins = datees.filter(sans_nature).group_by("mesure").agg(pl.col("fin").max().alias("fin_commune"))
    autre = ((pl.col("autre_acc") == 2) | (pl.col("autre_plac") == 2)).fill_null(False)
    return (
        datees.filter(~sans_nature).group_by("periode")
        .agg(
            pl.col("h", "mesure", "deb", "adm", "jud").first(), pl.when(finie).then("fin").max().alias("fin_propre"),
            finie.any().alias("finie"), pl.coalesce("plac", "acc").last().alias("lieu"),
            autre.any().alias("autre_lieu"), pl.col("interdom").last(), pl.col(RANG).first(),
        )
        .join(fins.with_columns(commune=True), on="mesure", how="left")
        .with_columns(
            fin=pl.coalesce("fin_propre", "fin_commune"), finie=pl.col("finie") | pl.col("commune").fill_null(False)
        )
        # an end that is not dated closes the period on an unknown day: it overlaps nothing for sure
        .with_columns(
            debut=pl.col("deb").to_physical(),
            terme=pl.when(pl.col("fin").is_not_null()).then(pl.col("fin").to_physical())
            .when(pl.col("finie")).then(pl.col("deb").to_physical()).otherwise(OUVERT),
        )
        .collect()
    )  # fmt: skip


def _recouvrements(controle: str, tous: pl.DataFrame, nature: tuple[str, ...], constat: str) -> Trouvaille:
    """Periods that begin before an earlier one of the person (and nature) has ended; the day of departure is free."""
    ordre = ("h", *nature, "debut", "terme")
    tries = tous.sort(ordre, nulls_last=True)
    groupe = cle("h", *nature) if nature else pl.col("h")
    # one running maximum over all groups: each group is lifted above the ones before it
    rang = (groupe != groupe.shift()).fill_null(True).cast(pl.Int64).cum_sum() * (4 * OUVERT)
    avant = (pl.col("terme").cast(pl.Int64) + OUVERT + rang).cum_max().shift() - rang - OUVERT
    trouves = tries.with_columns(avant.alias("avant")).filter(
        (pl.col("avant") > pl.col("debut")) & (pl.col("avant") <= OUVERT)
    )
    jusque = pl.when(pl.col("avant") >= OUVERT).then(pl.lit("sans fin connue")).otherwise(
        phrase("jusqu'au {}", pl.col("avant").cast(pl.Int32).cast(pl.Date).dt.strftime("%Y-%m-%d"))
    )  # fmt: skip
    raison = phrase("{} ({}) au début de celle-ci, {} : vérifiez les dates.", pl.lit(constat), jusque, jour("deb"))
    return trouvaille(controle, "DATDEB", trouves, jour("deb"), raison)


def _trop(tous: pl.DataFrame) -> Trouvaille:
    """More measures at once than a child bears: perhaps two children under one identifier."""
    permis = int(parametres()["mesures_simultanees"])
    plusieurs = tous.filter(pl.len().over("h") > permis)
    pas = pl.concat([
        plusieurs.select("h", jour="debut", pas=pl.lit(1, pl.Int32), rang=RANG, deb="deb"),
        plusieurs.select("h", jour="terme", pas=pl.lit(-1, pl.Int32), rang=RANG, deb="deb"),
    ]).sort("h", "jour", "pas")  # fmt: skip
    # ends come before starts of the same day; each person ends at zero, so one running sum serves all
    nombreuses = pas.with_columns(pl.col("pas").cum_sum().alias("actives")).filter(
        (pl.col("pas") == 1) & (pl.col("actives") > permis)
    )
    plus = nombreuses.select(
        pl.col("rang").alias(RANG), jour("deb").alias("valeur"),
        phrase("{} mesures en cours le {} : plusieurs enfants sous le même identifiant ?", "actives", jour("deb"))
        .alias("raison"),
    )  # fmt: skip
    return Trouvaille("X005", "NUMANONYM", plus)


def _apres_la_fin(part: pl.DataFrame) -> Trouvaille:
    fins = part.filter((pl.col("typev") == FIN) & pl.col("fin").is_not_null() & pl.col("deb").is_not_null())
    renouvelees = part.filter((pl.col("typev") == RENOUVELLEMENT) & pl.col("deb").is_not_null())
    finies = fins.group_by("periode").agg(pl.col("fin").max().alias("finie_le"))
    trouves = renouvelees.join(finies, on="periode").filter(pl.col("decpe") > pl.col("finie_le"))
    raison = phrase("Renouvelée le {}, alors que la mesure a fini le {}.", jour("decpe"), jour("finie_le"))
    return trouvaille("E005", "DATDECPE", trouves, jour("decpe"), raison)


def stock(part: pl.DataFrame, au: date) -> Mapping[str, int]:
    """Measures in progress on the evening of ``au``, by cell of the tables of the DREES."""
    soir = (au - date(1970, 1, 1)).days
    part = part.with_columns(cle("h", "deb").alias("mesure"), cle("h", "deb", "adm", "jud").alias("periode"))
    presentes = periodes(part).filter((pl.col("debut") <= soir) & (pl.col("terme") > soir))
    comptes = {}
    for cellule, conditions in reglages()["stock"].items():
        condition = pl.lit(True)
        for colonne, codes in conditions.items():
            condition = condition & pl.col(colonne).is_in(codes)
        comptes[cellule] = presentes.filter(condition.fill_null(False)).height
    return comptes
