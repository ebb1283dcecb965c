"""Run every check on a file: one pass over its lots, then the persons part by part, then the file as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jalons.analyse.qualite import episodes, reponses, taux
from jalons.analyse.qualite.lot import RANG, preparer
from jalons.analyse.qualite.modele import Rapport, controles
from jalons.analyse.qualite.personnes import Personnes, extraire
from jalons.analyse.qualite.regle import Regle
from jalons.analyse.qualite.regles import regles
from jalons.analyse.qualite.regles_personnes import Contexte, comparer
from jalons.analyse.qualite.reponses import Appuis
from jalons.analyse.qualite.trouvailles import Trouvaille
from jalons.analyse.sources.evenements import EQUIPE, LIGNE, Evenements
from jalons.analyse.tables.olinpe import Regime, regime

PLAFOND = 10_000
"""Faulty rows shown by check; all are counted."""


@dataclass(slots=True)
class _Bilan:
    """What is gathered along the lots."""

    trouves: Counter[str] = field(default_factory=Counter)
    constats: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    gardes: Counter[str] = field(default_factory=Counter)
    annees: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    comptes: list[pl.DataFrame] = field(default_factory=list)
    stocks: Counter[str] = field(default_factory=Counter)

    def garder(self, controle: str, nombre: int, lignes: pl.DataFrame) -> None:
        self.trouves[controle] += nombre
        if lignes.height:
            self.gardes[controle] += lignes.height
            self.constats.setdefault(controle, []).append(lignes)


def controler(
    evenements: Evenements, *, appuis: Appuis | None = None, plafond: int = PLAFOND,
    suivre: Callable[[int, int], None] = lambda faits, total: None,
) -> Rapport:  # fmt: skip
    """The report of every check on ``evenements``, in the variables of 2016.

    Args:
        plafond: faulty rows shown by check.
        suivre: told how many events were looked at, and how many there are.
    """
    appuis, tables = appuis or Appuis(), regime(2016)
    presentes = frozenset(evenements.colonnes)
    liste, empeches = regles(presentes)
    personnes, bilan = Personnes(evenements.nombre), _Bilan()
    try:
        rang = 0
        for lot in evenements.lots():
            prepare = preparer(lot, tables, rang)
            _examiner(prepare, liste, bilan, plafond)
            _compter(prepare, tables, bilan)
            personnes.ajouter(extraire(prepare, tables))
            rang += lot.height
            suivre(rang, evenements.nombre)
        annee = max(bilan.annees, key=lambda a: (bilan.annees[a], a), default=None)
        _comparer(personnes, appuis, annee, bilan, plafond)
    finally:
        personnes.fermer()
    table = taux.assembler(bilan.comptes, tables)
    _nommer(evenements, bilan)
    lecture = reponses.Lecture(presentes, frozenset(r.controle for r in liste), empeches, appuis, annee, table)
    return Rapport(
        evenements.fichier, evenements.regime, evenements.nombre, annee,
        tuple(reponses.repondre(lecture, bilan.trouves, bilan.constats, bilan.types, bilan.stocks)),
        table, evenements.entete.pseudonymes, tuple(evenements.changements),
    )  # fmt: skip


def _examiner(lot: pl.DataFrame, liste: Sequence[Regle], bilan: _Bilan, plafond: int) -> None:
    """Every rule on every row at once; sentences only for the rows caught."""
    # lazily, so that what rules share is computed once
    masques = lot.lazy().select(r.fautif.fill_null(False).alias(str(i)) for i, r in enumerate(liste)).collect()
    sommes = masques.sum().row(0) if lot.height else ()
    for i, nombre in enumerate(sommes):
        if nombre:
            reste = max(plafond - bilan.gardes[liste[i].controle], 0)
            pris = _constats(lot, masques[str(i)], liste[i], reste)
            bilan.garder(liste[i].controle, int(nombre), pris)


def _constats(lot: pl.DataFrame, masque: pl.Series, regle: Regle, combien: int) -> pl.DataFrame:
    """The first rows caught, with their sentence; only the columns that it needs are gathered."""
    lues = {RANG, *regle.raison.meta.root_names(), regle.variable} & set(lot.columns)
    valeur = pl.col(regle.variable).fill_null("") if regle.variable in lues else pl.lit("")
    return (
        lot.select(sorted(lues)).filter(masque).head(combien)
        .select(
            RANG, pl.lit(regle.variable).alias("variable"), valeur.alias("valeur"),
            regle.raison.cast(pl.String).alias("raison"),
        )
    )  # fmt: skip


def _compter(lot: pl.DataFrame, tables: Regime, bilan: _Bilan) -> None:
    bilan.comptes.append(taux.compter_lot(lot, tables))
    if "DATDECPE" in lot.columns:
        annees = lot.select(pl.col("d:DATDECPE").dt.year().alias("a")).drop_nulls()["a"].value_counts()
        bilan.annees.update(dict(annees.rows()))
    if "TYPEV" in lot.columns:
        bilan.types.update({code or "": n for code, n in lot["TYPEV"].value_counts().rows()})


def _comparer(personnes: Personnes, appuis: Appuis, annee: int | None, bilan: _Bilan, plafond: int) -> None:
    contexte = Contexte(annee, _haches(appuis.anterieurs), _termes(appuis.termes))
    for part in personnes.parts():
        for trouvaille in comparer(part, contexte):
            reste = max(plafond - bilan.gardes[trouvaille.controle], 0)
            bilan.garder(trouvaille.controle, trouvaille.lignes.height, _ranges(trouvaille, reste))
        if appuis.ase is not None and annee is not None:
            bilan.stocks.update(episodes.stock(part, date(annee, 12, 31)))


def _ranges(trouvaille: Trouvaille, combien: int) -> pl.DataFrame:
    variable = pl.lit(trouvaille.variable).alias("variable")
    return trouvaille.lignes.sort(RANG).head(combien).select(RANG, variable, "valeur", "raison")


def _haches(identifiants: pl.Series | None) -> pl.Series | None:
    return None if identifiants is None else identifiants.cast(pl.String).hash()


def _termes(termes: pl.DataFrame | None) -> pl.DataFrame | None:
    if termes is None:
        return None
    return termes.select(
        pl.col("NUMANONYM").hash().alias("h"), pl.col("DATDEB").alias("deb"), pl.col("DATDECPE").alias("decpe"),
        "effet", "terme",
    ).drop_nulls()  # fmt: skip


def _nommer(evenements: Evenements, bilan: _Bilan) -> None:
    """Give each faulty row kept its identifier, its line and its team."""
    if not bilan.constats:
        return
    rangs = pl.concat([t.select(RANG) for lot in bilan.constats.values() for t in lot]).unique()
    colonnes = ["NUMANONYM", *([EQUIPE] if evenements.par_equipe else [])]
    trouves, rang = [], 0
    for lot in evenements.lots(colonnes):
        numerotes = lot.with_columns(pl.int_range(rang, rang + lot.height, dtype=pl.UInt32).alias(RANG))
        trouves.append(numerotes.join(rangs, on=RANG, how="semi"))
        rang += lot.height
    noms = pl.concat(trouves)
    equipe = pl.col(EQUIPE) if evenements.par_equipe else pl.lit(None, pl.String)
    for controle, lots in bilan.constats.items():
        table = pl.concat(lots).join(noms, on=RANG, how="left", maintain_order="left")
        bilan.constats[controle] = [
            table.select(
                pl.lit(controle).alias("controle"), pl.lit(controles()[controle].severite.value).alias("severite"),
                pl.col("NUMANONYM").alias("identifiant"), pl.col(LIGNE).alias("ligne"), "variable", "valeur", "raison",
                equipe.alias("equipe"),
            )
        ]  # fmt: skip
