"""Faults put into the tables on purpose, each one logged, so that a checker of data can be scored.

Each kind takes its own rows: no row receives two faults. A log line gives the table, the key and the column of the row,
the kind, and the value before and after, as text. A duplicate is a new row of ``enfants``, whose key is the line's and
whose ``avant`` is the key of the child copied.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import polars as pl

from jalons.noyau.colonnes import phrase
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.synthese.hasard import Entiers, Hasard

Tables = dict[str, pl.DataFrame]
Journal = list[pl.DataFrame]

TAUX_PAR_DEFAUT = 0.01


def lire_demande(texte: str) -> dict[str, float]:
    """Kinds and rates of ``0.02`` (all kinds), ``doublon,champ_vide`` (1 % each) or ``doublon=0.02,champ_vide``.

    Raises:
        EntreeRefusee: an unknown kind, or a rate that is not between 0 and 1.

    >>> lire_demande("doublon=0.02,champ_vide")
    {'doublon': 0.02, 'champ_vide': 0.01}
    """
    taux = _taux(texte)
    if taux is not None:
        return dict.fromkeys(GENRES, taux)
    resultat, fautes = {}, []
    for morceau in texte.split(","):
        genre, _, valeur = (m.strip() for m in morceau.partition("="))
        lu = _taux(valeur) if valeur else TAUX_PAR_DEFAUT
        if genre not in GENRES:
            attendu = ", ".join(GENRES)
            message = f"« {genre} » n'est pas un genre de faute. Choisissez parmi : {attendu} ; ou un taux."
            fautes.append(Faute("--fautes", message, genre, attendu))
        elif lu is None:
            fautes.append(Faute("--fautes", f"« {valeur} » n'est pas un taux entre 0 et 1.", valeur, "0.02"))
        else:
            resultat[genre] = lu
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons synthese generer")
    return resultat


def _taux(texte: str) -> float | None:
    try:
        valeur = float(texte.replace(",", ".") if texte.count(",") == 1 and "=" not in texte else texte)
    except ValueError:
        return None
    return valeur if 0 <= valeur <= 1 else None


def fauter(tables: Tables, taux: Mapping[str, float], graine: int, au: date) -> Tables:
    """The tables with faults, and their log ``fautes_injectees`` (empty when no fault is asked for).

    ``taux``: kind → share of the rows concerned; the kinds are those of ``GENRES``.
    """
    resultat, journal = dict(tables), [_lignes("", np.zeros(0, dtype=np.int64), "", "", [], [])]
    pris: dict[str, set[int]] = {}
    departement = tables["enfants"]["departement"][0] if len(tables["enfants"]) else ""
    hasard = Hasard(graine, departement)
    for genre in GENRES:
        if taux.get(genre, 0) > 0:
            GENRES[genre](resultat, taux[genre], hasard.flux(f"faute {genre}"), pris, journal, au)
    fautes = pl.concat(journal).select(pl.lit(departement).alias("departement"), pl.all())
    resultat["fautes_injectees"] = fautes
    return resultat


def _lignes(table: str, cles: Entiers, colonne: str, genre: str, avant: list[str], apres: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {"table": [table] * len(cles), "cle": pl.Series(cles, dtype=pl.Int64), "colonne": [colonne] * len(cles),
         "genre": [genre] * len(cles), "avant": avant, "apres": apres},
        schema={"table": pl.String, "cle": pl.Int64, "colonne": pl.String, "genre": pl.String, "avant": pl.String,
                "apres": pl.String},
    )  # fmt: skip


def _choisies(
    nom: str, candidates: pl.Series, taux: float, flux: np.random.Generator, pris: dict[str, set[int]]
) -> Entiers:
    """Keys drawn among the candidates, none taken before; at least one when there is any."""
    deja = pris.setdefault(nom, set())
    libres = np.array([c for c in candidates.to_list() if c not in deja], dtype=np.int64)
    nombre = min(libres.size, max(1, round(taux * libres.size)))
    cles = np.sort(flux.permutation(libres)[:nombre])
    deja.update(cles.tolist())
    return cles


def _remplacer(
    tables: Tables, nom: str, cle: str, colonne: str, cles: Entiers, valeurs: pl.Series, genre: str, journal: Journal
) -> None:
    """Write ``valeurs`` in the rows of ``cles``, and log them."""
    table = tables[nom]
    neuves = pl.DataFrame({cle: cles, "_neuf": valeurs.cast(table.schema[colonne]), "_change": True})
    jointe = table.join(neuves, on=cle, how="left", maintain_order="left")
    avant = neuves.select(cle).join(table, on=cle, how="left", maintain_order="left")[colonne]
    tables[nom] = jointe.with_columns(
        pl.when(pl.col("_change")).then(pl.col("_neuf")).otherwise(pl.col(colonne)).alias(colonne)
    ).drop("_neuf", "_change")
    journal.append(_lignes(nom, cles, colonne, genre, _textes(avant), _textes(neuves["_neuf"])))


def _textes(serie: pl.Series) -> list[str]:
    return serie.cast(pl.String).fill_null("").to_list()


def _valeurs(table: pl.DataFrame, cle: str, cles: Entiers, colonne: str) -> pl.Series:
    return pl.DataFrame({cle: cles}).join(table, on=cle, how="left", maintain_order="left")[colonne]


def _chevauchement(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A stay ends after the next one of the same child has begun."""
    sejours = tables["sejours"].sort("enfant", "debut_le", "sejour")
    suivant = pl.col("debut_le").shift(-1).over("enfant")
    suivis = sejours.filter(pl.col("fin_le").is_not_null() & (suivant == pl.col("fin_le")))
    cles = _choisies("sejours", suivis["sejour"].sort(), taux, flux, pris)
    fins = _valeurs(sejours, "sejour", cles, "fin_le")
    plus = pl.Series(flux.integers(2, 40, cles.size)).cast(pl.Int64)
    neuves = fins.to_frame("fin").with_columns(n=plus).select(pl.col("fin") + pl.duration(days=pl.col("n")))["fin"]
    _remplacer(tables, "sejours", "sejour", "fin_le", cles, neuves, "chevauchement", journal)


def _fin_avant_debut(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A measure ends before it begins."""
    mesures = tables["mesures"]
    finies = mesures.filter(pl.col("fin_le").is_not_null())
    cles = _choisies("mesures", finies["mesure"].sort(), taux, flux, pris)
    debuts = _valeurs(mesures, "mesure", cles, "debut_le")
    moins = pl.Series(flux.integers(1, 400, cles.size)).cast(pl.Int64)
    neuves = debuts.to_frame("d").with_columns(n=moins).select(pl.col("d") - pl.duration(days=pl.col("n")))["d"]
    _remplacer(tables, "mesures", "mesure", "fin_le", cles, neuves, "fin_avant_debut", journal)


def _debut_manquant(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A measure that ended has no effective start."""
    finies = tables["mesures"].filter(pl.col("fin_le").is_not_null())
    cles = _choisies("mesures", finies["mesure"].sort(), taux, flux, pris)
    vides = pl.Series([None] * cles.size, dtype=pl.Date)
    _remplacer(tables, "mesures", "mesure", "debut_le", cles, vides, "debut_manquant", journal)


def _age_impossible(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A child born a century too early, or after the last day."""
    enfants = tables["enfants"]
    cles = _choisies("enfants", enfants["enfant"], taux, flux, pris)
    naissances = _valeurs(enfants, "enfant", cles, "naissance")
    decalage = pl.Series(np.where(flux.random(cles.size) < 0.5, -1200, 360))
    neuves = naissances.to_frame("n").with_columns(m=decalage).select(
        pl.col("n").dt.offset_by(phrase("{}mo", pl.col("m")))
    )["n"]  # fmt: skip
    _remplacer(tables, "enfants", "enfant", "naissance", cles, neuves, "age_impossible", journal)


def _champ_vide(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A cell that is always filled is empty."""
    for nom, cle, colonne in (
        ("enfants", "enfant", "sexe"),
        ("informations_preoccupantes", "ip", "origine"),
        ("mesures", "mesure", "motif"),
    ):
        cles = _choisies(nom, tables[nom][cle], taux, flux, pris)
        vides = pl.Series([None] * cles.size, dtype=tables[nom].schema[colonne])
        _remplacer(tables, nom, cle, colonne, cles, vides, "champ_vide", journal)


def _doublon(
    tables: Tables, taux: float, flux: np.random.Generator, pris: dict[str, set[int]], journal: Journal, au: date
) -> None:
    """A child entered twice: accents and capitals lost, or day and month swapped; half of its measures follow."""
    enfants = tables["enfants"]
    cles = _choisies("enfants", enfants["enfant"], taux, flux, pris)
    copies = pl.DataFrame({"enfant": cles}).join(enfants, on="enfant", how="left", maintain_order="left")
    numeros = (int(enfants["enfant"].to_numpy().max(initial=-1)) + 1) + np.arange(cles.size)
    naissances = [_inverser(n, au) for n in copies["naissance"].to_list()]
    inverses = np.array([n is not None for n in naissances]) & (flux.random(cles.size) < 0.5)
    copies = copies.with_columns(
        enfant=pl.Series(numeros),
        naissance=pl.Series([n if i else a for n, i, a in zip(naissances, inverses, copies["naissance"], strict=True)]),
        nom=copies["nom"].map_elements(sans_accents, return_dtype=pl.String),
        prenom=copies["prenom"].map_elements(sans_accents, return_dtype=pl.String),
    ).select(enfants.columns)
    tables["enfants"] = pl.concat([enfants, copies])
    textes = ["jour et mois inversés, accents perdus" if i else "accents perdus" for i in inverses]
    journal.append(_lignes("enfants", numeros, "enfant", "doublon", [str(c) for c in cles], textes))
    pris["enfants"].update(numeros.tolist())
    renvoi = pl.DataFrame({"enfant": cles, "_double": numeros})
    mesures = tables["mesures"].join(renvoi, on="enfant", how="left", maintain_order="left")
    passe = pl.col("_double").is_not_null() & (pl.col("mesure") % 2 == 1)
    tables["mesures"] = mesures.with_columns(
        pl.when(passe).then(pl.col("_double")).otherwise(pl.col("enfant")).alias("enfant")
    ).drop("_double")


def sans_accents(texte: str) -> str:
    """Capitals without accents, as some software keeps names.

    >>> sans_accents("Éloïse")
    'ELOISE'
    """
    decompose = unicodedata.normalize("NFD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c)).upper()


def _inverser(jour: date, au: date) -> date | None:
    """The date with day and month swapped, when that makes another one, not later than ``au``."""
    if jour.day > 12 or jour.day == jour.month:
        return None
    autre = date(jour.year, jour.day, jour.month)
    return autre if autre <= au else None


GENRES: dict[str, Callable[[Tables, float, np.random.Generator, dict[str, set[int]], Journal, date], None]] = {
    "doublon": _doublon,
    "chevauchement": _chevauchement,
    "fin_avant_debut": _fin_avant_debut,
    "debut_manquant": _debut_manquant,
    "age_impossible": _age_impossible,
    "champ_vide": _champ_vide,
}
"""Kind of fault → what makes it."""
