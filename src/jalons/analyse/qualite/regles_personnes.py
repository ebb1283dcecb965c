"""Rules that compare the events of one person: contradictions, duplicates, orphans, another year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from jalons.analyse.qualite import episodes
from jalons.analyse.qualite.lot import RANG
from jalons.analyse.qualite.trouvailles import DEBUT, FIN, RENOUVELLEMENT, Trouvaille, cle, jour, trouvaille
from jalons.noyau.colonnes import phrase

ADMINISTRATIVE, JUDICIAIRE = 1, 2


@dataclass(frozen=True, slots=True)
class Contexte:
    """What these rules need besides the events.

    Attributes:
        annee: year of reference.
        anterieurs: hashes of the identifiers of the previous extraction; ``None`` when it was not given.
        termes: ``h``, ``deb``, ``decpe``, ``effet``, ``terme``: planned end of what each renewal follows.
    """

    annee: int | None
    anterieurs: pl.Series | None = None
    termes: pl.DataFrame | None = None


def comparer(part: pl.DataFrame, contexte: Contexte) -> Iterator[Trouvaille]:
    """What is wrong among the events of the persons of this part."""
    part = part.with_columns(cle("h", "deb").alias("mesure"), cle("h", "deb", "adm", "jud").alias("periode"))
    masques = part.select(_masques(contexte.annee))
    for nom, nombre in zip(masques.columns, masques.sum().row(0) if part.height else (), strict=False):
        if nombre:
            yield from _dire(nom, part.filter(masques[nom]), contexte.annee)
    part = part.filter(pl.col("h").is_not_null())
    yield _identite(part)
    yield from _orphelines(part, contexte.annee)
    if contexte.anterieurs is not None:
        yield _anciens(part, contexte.anterieurs)
    if contexte.termes is not None:
        yield _trous(part, contexte.termes)
    yield from episodes.comparer(part)


def _masques(annee: int | None) -> list[pl.Expr]:
    """The rows that repeat an earlier one, whole or on what makes a decision or a start; those of another year."""
    connue, neuve = pl.col("h").is_not_null(), pl.col("plein").is_first_distinct()
    administrative = connue & (pl.col("decision") == ADMINISTRATIVE)
    judiciaire = connue & (pl.col("decision") == JUDICIAIRE)
    debute = connue & (pl.col("typev") == DEBUT) & pl.col("deb").is_not_null() & neuve

    def repete(condition: pl.Expr, *colonnes: str) -> pl.Expr:
        parmi = pl.when(condition).then(cle(*colonnes))
        return (condition & ~parmi.is_first_distinct()).fill_null(False)

    masques = [
        (~neuve).alias("0018"),
        repete(administrative, "h", "typev", "acc", "interdom", "decpe", "adm").alias("0022"),
        repete(judiciaire, "h", "typev", "plac", "decjud", "decpe", "jud").alias("0026"),
        repete(debute, "periode").alias("E004"), repete(debute, "mesure").alias("X005"),
    ]  # fmt: skip
    if annee is not None:
        dates = [pl.col(c) for c in ("deb", "decpe", "fin")]
        dedans = pl.any_horizontal(*((d.dt.year() == annee).fill_null(False) for d in dates))
        masques.append((pl.any_horizontal(*(d.is_not_null() for d in dates)) & ~dedans).alias("0036"))
    return masques


def _dire(controle: str, lignes: pl.DataFrame, annee: int | None) -> Iterator[Trouvaille]:
    """The sentences of what ``_masques`` caught."""
    if controle in ("0022", "0026"):
        nature, variable = ("adm", "NATPDECADM") if controle == "0022" else ("jud", "NATDECASSED")
        raison = phrase(
            "Même personne, même type d'événement, même nature ({}), même lieu et même décision du {} qu'un autre.",
            pl.col(nature).cast(pl.String).fill_null("vide"), jour("decpe"),
        )  # fmt: skip
        yield trouvaille(controle, variable, lignes, pl.col(nature).cast(pl.String).fill_null(""), raison)
        return
    meme, debut = "Même événement qu'un autre sur toutes les variables : gardez-en un.", jour("deb")
    hors = f"Aucune des trois dates (début, décision, fin) n'est en {annee}, année de référence du fichier."
    deux = "Deux mesures commencent le {} : plusieurs enfants sous le même identifiant ?"
    variable, valeur, raison = {
        "0018": ("NUMANONYM", pl.lit(""), pl.lit(meme)),
        "0036": ("DATDECPE", jour("decpe"), pl.lit(hors)),
        "E004": ("DATDEB", debut, phrase("Un autre début de même nature porte déjà le {} : gardez le bon.", debut)),
        "X005": ("NUMANONYM", debut, phrase(deux, debut)),
    }[controle]
    yield trouvaille(controle, variable, lignes, valeur, raison)


def _identite(part: pl.DataFrame) -> Trouvaille:
    """Unknown years, months and sexes contradict nothing."""
    traits = ("anais", "mnais", "sexe")
    extremes = [f(t).alias(f"{nom}_{t}") for t in traits for nom, f in (("min", pl.min), ("max", pl.max))]
    groupes = part.lazy().group_by("h").agg(extremes)
    contredits = groupes.filter(pl.any_horizontal(*(pl.col(f"min_{t}") != pl.col(f"max_{t}") for t in traits)))
    trouves = part.join(contredits.select("h").collect(), on="h", how="semi")
    dites = [pl.col(t).cast(pl.String).fill_null("?") for t in traits]
    raison = phrase(
        "Né en {}-{}, sexe {} : un autre événement du même identifiant dit autre chose.", dites[0], dites[1], dites[2]
    )
    return trouvaille("0005", "NUMANONYM", trouves, phrase("{}-{}-{}", *dites), raison)


def _orphelines(part: pl.DataFrame, annee: int | None) -> Iterator[Trouvaille]:
    fins = part.filter((pl.col("typev") == FIN) & pl.col("deb").is_not_null())
    autres = part.filter(pl.col("typev").is_in([DEBUT, RENOUVELLEMENT]) & pl.col("deb").is_not_null())
    seules = fins.filter(~pl.col("mesure").is_in(autres["mesure"].implode()))
    raison = phrase("Fin d'une mesure commencée le {} : ni début ni renouvellement de ce jour-là.", jour("deb"))
    yield trouvaille("0060", "DATDEB", seules, jour("deb"), raison)
    if annee is not None:
        dans_l_annee = seules.filter(pl.col("deb").dt.year() == annee)
        raison = phrase("La mesure commence le {}, dans l'année, et son début manque.", jour("deb"))
        yield trouvaille("E002", "DATDEB", dans_l_annee, jour("deb"), raison)


def _anciens(part: pl.DataFrame, anterieurs: pl.Series) -> Trouvaille:
    dits = part.filter(pl.col("ancien").is_not_null())
    trouves = dits.join(anterieurs.to_frame("ancien").unique(), on="ancien", how="anti")
    raison = pl.lit("Cet identifiant n'est pas dans l'extraction précédente : vérifiez la correction d'identité.")
    return trouvaille("X004", "NUMANONYMANT", trouves, pl.lit(""), raison)


def _trous(part: pl.DataFrame, termes: pl.DataFrame) -> Trouvaille:
    renouvelees = part.filter(pl.col("typev") == RENOUVELLEMENT)
    suivies = renouvelees.join(termes, on=["h", "deb", "decpe"], how="inner")
    trouves = suivies.filter((pl.col("effet") - pl.col("terme")).dt.total_days() > 1)
    raison = phrase("Le renouvellement prend effet le {}, plus d'un jour après le terme, {} : trou de mesure.",
                       jour("effet"), jour("terme"))  # fmt: skip
    return trouvaille("X003", "DATDECPE", trouves.unique(RANG, maintain_order=True), jour("effet"), raison)
