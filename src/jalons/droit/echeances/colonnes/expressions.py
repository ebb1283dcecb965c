"""The same rules as polars expressions: conditions that may be null (not known), and last days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Literal

import polars as pl

from jalons.droit.echeances.calendrier import JOURS, MOIS, Duree, Territoire, jours_feries
from jalons.droit.echeances.colonnes.cadres import ATTRIBUT, INSTANT
from jalons.droit.echeances.regles import EXERCICE, Condition, Delai, RegleDelai, Valeur, Version
from jalons.noyau.colonnes import phrase

ANNEES = range(1900, 2201)
"""Years whose public holidays are laid out for columns."""

VIDE = pl.lit(None, dtype=pl.Date)
SANS_MOTIF = pl.lit("")
SANS_INSTANT = pl.lit(None, dtype=INSTANT)


@dataclass(frozen=True, slots=True)
class TermeColonnes:
    """Last day, first useful day, last instant and reason why not, as expressions."""

    due: pl.Expr
    motif: pl.Expr
    au_plus_tot: pl.Expr = VIDE
    instant: pl.Expr = SANS_INSTANT


def ajouter(jour: pl.Expr, duree: Duree, territoire: Territoire) -> pl.Expr:
    """The day ``duree`` later, as ``calendrier.ajouter`` counts."""
    if duree.unite in MOIS:
        return jour.dt.offset_by(f"{duree.valeur * MOIS[duree.unite]}mo")
    if duree.unite in JOURS:
        return plus_jours(jour, duree.valeur * JOURS[duree.unite])
    return _travailles(jour, duree, territoire) if duree.valeur else jour


def plus_jours(jour: pl.Expr, nombre: int | pl.Expr) -> pl.Expr:
    """The day that many days later."""
    return (jour.cast(pl.Int32) + nombre).cast(pl.Date)


def _travailles(jour: pl.Expr, duree: Duree, territoire: Territoire) -> pl.Expr:
    samedi = duree.unite == "jour_ouvrable"
    roll: Literal["backward", "forward"] = "backward" if duree.valeur > 0 else "forward"
    return jour.dt.add_business_days(
        duree.valeur, week_mask=[True] * 5 + [samedi, False], holidays=_feries(territoire), roll=roll
    )


def _feries(territoire: Territoire) -> list[date]:
    return [jour for annee in ANNEES for jour in sorted(jours_feries(territoire, annee))]


def reporter(jour: pl.Expr, territoire: Territoire) -> pl.Expr:
    """The day itself, or the first that follows and is neither Saturday, Sunday nor a public holiday."""
    return jour.dt.add_business_days(0, holidays=_feries(territoire), roll="forward")


def toutes(conditions: tuple[Condition, ...], schema: pl.Schema) -> pl.Expr:
    """Whether all conditions but those on facts are true, false or not known (null)."""
    reponses = [condition(c, schema) for c in conditions if c.genre in ("age", "attribut")]
    return reduce(lambda a, b: a & b, reponses, pl.lit(True))


def condition(c: Condition, schema: pl.Schema) -> pl.Expr:
    """One condition on an age or on an attribute of the opening fact."""
    if c.genre == "age":
        tests = []
        mois = MOIS[c.unite]
        if c.au_moins is not None:
            tests.append(pl.col("jour") >= pl.col("naissance").dt.offset_by(f"{int(c.au_moins) * mois}mo"))
        if c.moins_de is not None:
            tests.append(pl.col("jour") < pl.col("naissance").dt.offset_by(f"{int(c.moins_de) * mois}mo"))
        return reduce(lambda a, b: a & b, tests)
    nom = ATTRIBUT + c.attribut
    type_ = schema.get(nom)
    if type_ is None:
        return pl.lit(None, dtype=pl.Boolean)
    colonne = pl.col(nom)
    parties = [_parmi(colonne, c.dans, type_)] if c.dans is not None else []
    parties += [~_parmi(colonne, c.hors, type_)] if c.hors is not None else []
    parties += [_compare(colonne, c, type_)] if c.au_moins is not None or c.moins_de is not None else []
    return reduce(lambda a, b: a & b, parties)


def _parmi(colonne: pl.Expr, valeurs: tuple[Valeur, ...], type_: pl.DataType) -> pl.Expr:
    """Whether the attribute is one of the values of its own nature; null when it is not known."""
    memes = [v for v in valeurs if _nature(v) == _nature_du_type(type_)]
    reponse = reduce(lambda a, b: a | b, [colonne == v for v in memes], pl.lit(False))
    return pl.when(colonne.is_not_null()).then(reponse)


def _compare(colonne: pl.Expr, c: Condition, type_: pl.DataType) -> pl.Expr:
    if _nature_du_type(type_) != "nombre":
        return pl.lit(None, dtype=pl.Boolean)
    tests = [colonne >= c.au_moins] if c.au_moins is not None else []
    tests += [colonne < c.moins_de] if c.moins_de is not None else []
    return reduce(lambda a, b: a & b, tests)


def _nature(valeur: Valeur) -> str:
    return "booleen" if isinstance(valeur, bool) else "texte" if isinstance(valeur, str) else "nombre"


def _nature_du_type(type_: pl.DataType) -> str:
    if type_ == pl.Boolean:
        return "booleen"
    return "nombre" if type_.is_numeric() else "texte"


def terme(regle: RegleDelai, version: Version, schema: pl.Schema, territoire: Territoire) -> TermeColonnes:
    """The last day that this version gives to each opening fact, as ``delais.terme`` computes it."""
    debut = _jour(regle, version.delai, schema, territoire)
    if version.fin is not None:
        fin = _jour(regle, version.fin, schema, territoire)
        motif = pl.when(debut.motif != "").then(debut.motif).otherwise(fin.motif)
        tous = debut.due.is_not_null() & fin.due.is_not_null()
        return TermeColonnes(pl.when(tous).then(fin.due), motif, au_plus_tot=pl.when(tous).then(debut.due))
    if regle.forme == "delai_minimal":
        return TermeColonnes(debut.due, debut.motif, au_plus_tot=debut.due)
    if regle.forme == "validite_piece" and version.delai.duree is not None:
        age = Duree(-version.delai.duree.valeur, version.delai.duree.unite)
        return TermeColonnes(pl.col("jour"), debut.motif, au_plus_tot=ajouter(pl.col("jour"), age, territoire))
    return debut


def _jour(regle: RegleDelai, delai: Delai, schema: pl.Schema, territoire: Territoire) -> TermeColonnes:
    match delai.genre:
        case "duree" if delai.duree is not None:
            return _apres(regle, delai.duree, territoire)
        case "immediat":
            return TermeColonnes(pl.col("jour"), SANS_MOTIF)
        case "age" if delai.duree is not None:
            inconnue = pl.when(pl.col("naissance").is_null()).then(pl.lit("naissance")).otherwise(SANS_MOTIF)
            return TermeColonnes(ajouter(pl.col("naissance"), delai.duree, territoire), inconnue)
        case "jour_de_l_annee":
            return TermeColonnes(_jour_de_l_annee(delai, schema), SANS_MOTIF)
        case "jour_fixe":
            return TermeColonnes(pl.lit(delai.jour, dtype=pl.Date), SANS_MOTIF)
        case "decision":
            return _decide(regle, delai, schema, territoire)
        case _:
            return TermeColonnes(VIDE, SANS_MOTIF)


def _apres(regle: RegleDelai, duree: Duree, territoire: Territoire) -> TermeColonnes:
    if duree.unite == "heure":
        instant = pl.col("instant") + pl.duration(hours=duree.valeur)
        motif = pl.when(pl.col("instant").is_null()).then(pl.lit("instant")).otherwise(SANS_MOTIF)
        local = instant.dt.convert_time_zone(territoire.fuseau).dt.date()
        return TermeColonnes(local, motif, instant=instant)
    jour = ajouter(pl.col("jour"), duree, territoire)
    return TermeColonnes(plus_jours(jour, -1) if regle.veille else jour, SANS_MOTIF)


def _jour_de_l_annee(delai: Delai, schema: pl.Schema) -> pl.Expr:
    jour, mois = delai.jour_mois
    annee = pl.col("jour").dt.year()
    type_ = schema.get(ATTRIBUT + EXERCICE)
    if type_ is not None and type_.is_integer():
        annee = pl.coalesce(pl.col(ATTRIBUT + EXERCICE).cast(pl.Int32), annee)
    premier = pl.date(annee + delai.annees, mois, 1)
    return pl.min_horizontal(plus_jours(premier, jour - 1), premier.dt.month_end())


def _decide(regle: RegleDelai, delai: Delai, schema: pl.Schema, territoire: Territoire) -> TermeColonnes:
    nom = ATTRIBUT + str(delai.attribut)
    type_ = schema.get(nom)
    absent = pl.lit(True) if type_ is None else pl.col(nom).is_null()
    if type_ is None:
        jour = VIDE
    elif delai.unite is None and type_ == pl.String:
        bien_ecrite = pl.col(nom).str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        jour = pl.when(bien_ecrite).then(pl.col(nom)).str.to_date("%Y-%m-%d", strict=False)
    elif delai.unite is not None and type_.is_integer():
        jour = _nombre_decide(pl.col(nom), delai.unite)
        jour = plus_jours(jour, -1) if regle.veille else jour
    else:
        jour = VIDE
    if delai.a_defaut is not None:
        jour = pl.when(absent).then(_apres(regle, delai.a_defaut, territoire).due).otherwise(jour)
    permis = absent if regle.forme == "sans_date" else pl.lit(False)
    return TermeColonnes(jour, pl.when(jour.is_null() & ~permis).then(pl.lit("decision")).otherwise(SANS_MOTIF))


def _nombre_decide(nombre: pl.Expr, unite: str) -> pl.Expr:
    if unite in MOIS:
        return pl.col("jour").dt.offset_by(phrase("{}mo", nombre * MOIS[unite]))
    return plus_jours(pl.col("jour"), (nombre * JOURS[unite]).cast(pl.Int32))
