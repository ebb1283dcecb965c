"""Rules on the days and years of one event."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from jalons.analyse.qualite.lot import AGE, JOURS, MAJEUR, parmi
from jalons.analyse.qualite.modele import parametres
from jalons.analyse.qualite.regle import Regle, lue
from jalons.analyse.tables.olinpe import MOTIFS, Genre, Regime, Variable
from jalons.noyau.colonnes import phrase

PARENTS = ("ANSA1", "ANSA2", "ANSMERE", "ANSPERE")
ADULTES = ("ANSA1", "ANSA2")


def formats(regime: Regime) -> Iterator[Regle]:
    """0009: how days, months and years are written; other writings are reported although they are understood."""
    for variable in regime.variables:
        v, informe = variable.code, pl.col(f"i:{variable.code}")
        if variable.type is Genre.JOUR:
            yield Regle("0009", v, informe & pl.col(f"s:{v}").is_null(), _jour(v))
        elif variable.type is Genre.MOIS:
            yield Regle("0009", v, informe & ~pl.col(v).str.contains(MOTIFS[Genre.MOIS]), _mois(v))
        elif variable.type is Genre.ANNEE:
            yield Regle("0009", v, informe & ~_annee(v), _dire(v, "une année AAAA était attendue."))
    minimum = int(parametres()["naissance_parent_minimale"])
    for v in PARENTS:
        trop = pl.col(f"i:{v}") & (pl.col(f"n:{v}") < minimum)
        yield Regle("0009", v, trop, _dire(v, f"une naissance avant {minimum} est à vérifier."))


def _annee(v: str) -> pl.Expr:
    return (pl.col(v).str.len_bytes() == 4) & pl.col(v).cast(pl.Int32, strict=False).is_between(1900, 2099)


def _dire(v: str, suite: str) -> pl.Expr:
    return phrase("{} {} : {}", pl.lit(v), lue(v), pl.lit(suite))


def _jour(v: str) -> pl.Expr:
    attendu = "un jour AAAA-MM-JJ qui existe était attendu."
    if v not in JOURS:
        return _dire(v, attendu)
    compris = pl.col(f"d:{v}")
    converti = phrase("{} {} au lieu de AAAA-MM-JJ : compris comme le {}.", pl.lit(v), lue(v),
                         compris.dt.strftime("%Y-%m-%d"))  # fmt: skip
    return pl.when(compris.is_not_null()).then(converti).otherwise(_dire(v, attendu))


def _mois(v: str) -> pl.Expr:
    complet = pl.col(v).str.contains(MOTIFS[Genre.JOUR])
    return (
        pl.when(complet).then(_dire(v, "un mois AAAA-MM suffit, retirez le jour."))
        .otherwise(_dire(v, "un mois AAAA-MM était attendu."))
    )  # fmt: skip


def naissances() -> Iterator[Regle]:
    """0010 and E003: ages that cannot be, or that call for a look."""
    maximum, ecart = (int(parametres()[p]) for p in ("age_maximal_decision", "ecart_naissance_parent"))
    date_ = ("ANAIS", "MNAIS")
    raison = phrase("{} ans au jour de la décision : vérifiez la naissance et la date.", pl.col(AGE))
    yield Regle("0010", "ANAIS", pl.col(AGE) > maximum, raison, date_)
    for v in PARENTS:
        seuil = ecart if v in ADULTES else 0
        connus = pl.col("i:ANAIS") & pl.col(f"i:{v}")
        mineur = pl.when(pl.col(MAJEUR)).then(0).otherwise(seuil) if seuil else pl.lit(0)
        raison = phrase("Né en {}, quand {} vaut {} : vérifiez les deux années.", pl.col("ANAIS"), pl.lit(v), pl.col(v))
        yield Regle("0010", "ANAIS", connus & (pl.col("n:ANAIS") < pl.col(f"n:{v}") + mineur), raison, (v,))
    raison = phrase(
        "Né en {}-{}, après l'événement : corrigez la naissance ou la date.", pl.col("ANAIS"), pl.col("MNAIS")
    )
    yield Regle("E003", "ANAIS", pl.col(AGE) < 0, raison, date_)


def absences(regime: Regime) -> Iterator[Regle]:
    """0030, 0032, 0034: days without which an event has no place; 0058 and 0080: an end that should not be there."""
    fin = parmi("TYPEV", ["3"])
    for code, v, concerne, filtres in (
        ("0030", "DATDECPE", pl.lit(True), ()), ("0032", "DATDEB", pl.lit(True), ()),
        ("0034", "DATFIN", fin, ("TYPEV",)),
    ):  # fmt: skip
        yield Regle(code, v, concerne & ~pl.col(f"i:{v}"), _dire(v, "une date était attendue."), filtres)
    raison = phrase("DATFIN {} alors que TYPEV {} : seule une fin (3) la porte.", lue("DATFIN"), lue("TYPEV"))
    yield Regle("0058", "DATFIN", pl.col("i:DATFIN") & ~fin, raison, ("TYPEV",))
    vide = pl.col("DATDEB").is_null() | parmi("DATDEB", _vides(regime.par_code["DATDEB"]))
    raison = phrase("DATFIN {} alors que DATDEB {} : indiquez le début.", lue("DATFIN"), lue("DATDEB"))
    yield Regle("0080", "DATFIN", pl.col("i:DATFIN") & vide, raison, ("DATDEB",))


def _vides(variable: Variable) -> tuple[str, ...]:
    return variable.vides


def ordres() -> Iterator[Regle]:
    """0095 and X001: lengths, and days in their order."""
    duree, tolerance = (int(parametres()[p]) for p in ("duree_excessive_jours", "tolerance_decision_jours"))
    debut, fin, decision = pl.col("d:DATDEB"), pl.col("d:DATFIN"), pl.col("d:DATDECPE")
    jours = (fin - debut).dt.total_days()
    raison = phrase("{} jours entre DATDEB et DATFIN : plus de {}, vérifiez les deux dates.", jours, pl.lit(duree))
    yield Regle("0095", "DATFIN", jours > duree, raison, ("DATDEB",))
    raison = phrase(
        "DATDECPE {} : plus de {} jours après le début, {}.", lue("DATDECPE"), pl.lit(tolerance), pl.col("DATDEB")
    )
    debute = parmi("TYPEV", ["1"])  # a renewal is decided long after the start, which stays the same
    yield Regle(
        "X001", "DATDECPE", debute & ((decision - debut).dt.total_days() > tolerance), raison, ("DATDEB", "TYPEV")
    )
    raison = phrase("DATFIN {} : avant le début, {}.", lue("DATFIN"), pl.col("DATDEB"))
    yield Regle("X001", "DATFIN", fin < debut, raison, ("DATDEB",))
    raison = phrase("DATDECMIN {} : après la fin, {}.", lue("DATDECMIN"), pl.col("DATFIN"))
    apres = pl.col("i:DATDECMIN") & (pl.col("DATDECMIN") > fin.dt.strftime("%Y-%m"))
    yield Regle("X001", "DATDECMIN", apres, raison, ("DATFIN",))
