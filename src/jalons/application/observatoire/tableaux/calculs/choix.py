"""What paths and forecasts are narrowed to: a local unit, a year, a type of care, an age. Pure: tables in, tables out.

The tables themselves are narrowed before anything is computed, so that every picture of the run says the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.effectifs.filtres import GROUPES
from jalons.analyse.effectifs.public import tranches
from jalons.analyse.indicateurs.classement import classement

CHAMPS = ("territoire", "annee", "groupe", "age")


@dataclass(frozen=True, slots=True)
class Choix:
    """Empty: nothing narrowed.

    Attributes:
        territoire: code of a local unit; ``groupe``: a key of ``GROUPES``; ``age``: a name of ``tranches``.
        annee: of the first day in a path; of the day from which one forecasts.
    """

    territoire: str = ""
    annee: str = ""
    groupe: str = ""
    age: str = ""

    @property
    def cle(self) -> str:
        """One name for one choice; empty when nothing is narrowed.

        >>> Choix().cle, Choix(groupe="confie", age="3 à 5 ans").cle
        ('', '||confie|3 à 5 ans')
        """
        dit = "|".join(getattr(self, c) for c in CHAMPS)
        return dit if dit.strip("|") else ""

    @classmethod
    def lire(cls, parametres: Mapping[str, Any]) -> Choix:
        """From the parameters of a run."""
        return cls(**{c: str(v) for c, v in (parametres.get("choix") or {}).items() if c in CHAMPS})

    def en_json(self) -> dict[str, str]:
        """What was chosen, only."""
        return {c: v for c, v in asdict(self).items() if v}


def au(choix: Choix, genre: str, jour: date) -> date:
    """The day of the run: a forecast of a year is made from what its last day knew."""
    return min(jour, date(int(choix.annee), 12, 31)) if genre == "projection" and choix.annee else jour


def restreindre(dossier: Path, sortie: Path, choix: Choix, genre: str) -> Path:
    """The folder narrowed, in ``sortie``; the same folder when nothing is chosen."""
    if not choix.cle:
        return dossier
    enfants = pl.read_parquet(dossier / "enfants.parquet")
    mesures = pl.read_parquet(dossier / "mesures.parquet")
    gardees = _mesures(mesures, choix)
    if choix.age or (genre == "parcours" and choix.annee):
        gardees = _au_bon_moment(gardees, enfants, choix, genre)
    gardees.write_parquet(sortie / "mesures.parquet")
    connus = gardees.select("enfant").unique()
    enfants.join(connus, on="enfant", how="semi").write_parquet(sortie / "enfants.parquet")
    sejours = dossier / "sejours.parquet"
    if sejours.exists():
        _sejours(pl.read_parquet(sejours), gardees).write_parquet(sortie / "sejours.parquet")
    for chemin in dossier.glob("*.parquet"):
        if not (sortie / chemin.name).exists():
            shutil.copyfile(chemin, sortie / chemin.name)
    return sortie


def _mesures(mesures: pl.DataFrame, choix: Choix) -> pl.DataFrame:
    if choix.territoire:
        dite = pl.col("mds").cast(pl.String).fill_null("inconnu") if "mds" in mesures.columns else pl.lit("inconnu")
        mesures = mesures.filter(dite == choix.territoire)
    if choix.groupe in GROUPES:
        groupes = pl.col("type").replace_strict(
            dict(classement().natures["groupe"]), default="non_classe", return_dtype=pl.String
        )
        mesures = mesures.filter(groupes.fill_null("non_classe") == choix.groupe)
    return mesures


def _au_bon_moment(mesures: pl.DataFrame, enfants: pl.DataFrame, choix: Choix, genre: str) -> pl.DataFrame:
    """Paths: children whose first measure began in that year, at that age. Forecasts: as long as they have that age."""
    naissances = enfants.select("enfant", "naissance").unique("enfant", keep="first")
    jointes = mesures.join(naissances, on="enfant", how="left")
    bas, haut = tranches().get(choix.age, (0, None))
    if genre == "parcours":
        premiere = pl.col("debut_le").min().over("enfant")
        conditions = [premiere.dt.year() == int(choix.annee)] if choix.annee else []
        if choix.age:
            age = _age(premiere)
            conditions.append((age >= bas) & (pl.lit(True) if haut is None else age <= haut))
        return jointes.filter(*conditions).drop("naissance")
    depuis = pl.max_horizontal("debut_le", pl.col("naissance").dt.offset_by(f"{bas}y"))
    jusqua = pl.col("fin_le")
    if haut is not None:
        jusqua = pl.min_horizontal("fin_le", pl.col("naissance").dt.offset_by(f"{haut + 1}y"))
    bornees = jointes.filter(pl.col("naissance").is_not_null()).with_columns(debut_le=depuis, fin_le=jusqua)
    return bornees.filter(pl.col("fin_le").is_null() | (pl.col("fin_le") > pl.col("debut_le"))).drop("naissance")


def _age(jour: pl.Expr) -> pl.Expr:
    """Whole years on that day."""
    ne = pl.col("naissance")
    pas_encore = (jour.dt.month() * 100 + jour.dt.day()) < (ne.dt.month() * 100 + ne.dt.day())
    return jour.dt.year() - ne.dt.year() - pas_encore.cast(pl.Int32)


def _sejours(sejours: pl.DataFrame, mesures: pl.DataFrame) -> pl.DataFrame:
    """Stays of the measures kept, inside their bounds."""
    bornes = mesures.select("mesure", _du="debut_le", _au="fin_le").unique("mesure", keep="first")
    joints = sejours.join(bornes, on="mesure")
    bornes_ = joints.with_columns(
        debut_le=pl.max_horizontal("debut_le", "_du"), fin_le=pl.min_horizontal("fin_le", "_au")
    )
    dans = pl.col("fin_le").is_null() | (pl.col("fin_le") >= pl.col("debut_le"))
    return bornes_.filter(dans).drop("_du", "_au")
