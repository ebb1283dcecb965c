"""What a run gives against its targets, counted on the tables alone, as a checker would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from jalons.synthese.calendrier import jour, plus_mois, rang
from jalons.synthese.cibles import Cibles

CONFIES = "accueil"
DIRECTS = "direct"


@dataclass(frozen=True, slots=True)
class Ligne:
    """One target: what was asked, what was got; the gap is a share of what was asked."""

    code: str
    libelle: str
    vise: float
    obtenu: float
    source: str

    @property
    def ecart(self) -> float:
        """Relative gap: 0.01 is one percent too many."""
        return self.obtenu / self.vise - 1 if self.vise else 0.0


def mesurer(tables: dict[str, pl.DataFrame], cibles: Cibles, enfants: int, au: date) -> list[Ligne]:
    """One line per target, then one per class of age, for the children followed and for those in care."""
    comptes = compter(tables, au)
    lignes = [Ligne("enfants_suivis", "Enfants suivis au dernier jour", enfants, comptes["enfants_suivis"], "demande")]
    lignes += [
        Ligne(c.code, c.libelle, cibles.compte(c.code, enfants), comptes[c.code], f"{c.source} ({c.annee})")
        for c in cibles.cibles.values()
    ]
    dits = dict(zip(cibles.classes, _ages(cibles), strict=True))
    for champ, nom in (("suivis", "suivis"), ("accueillis", "accueillis")):
        parts = parts_des_ages(tables, cibles, au, champ)
        lignes += [
            Ligne(f"age_{champ}_{code}", f"Part des {nom}, {dits[code]}", float(vise), obtenu, cibles.source_ages)
            for code, vise, obtenu in zip(cibles.classes, cibles.parts, parts, strict=True)
        ]
    return lignes


def _ages(cibles: Cibles) -> list[str]:
    """The classes of age in words."""
    bornes = [0, *(int(b) for b in cibles.bornes)]
    return [f"de {bas} à {haut - 1} ans" for bas, haut in pairwise(bornes)]


def en_cours(mesures: pl.DataFrame) -> pl.DataFrame:
    """The measures effective on the last day: begun, and not left."""
    return mesures.filter(pl.col("debut_le").is_not_null() & pl.col("fin_le").is_null())


def compter(tables: dict[str, pl.DataFrame], au: date) -> dict[str, float]:
    """Each target, counted on the tables."""
    mesures = en_cours(tables["mesures"])
    confies = mesures.filter(pl.col("cadre") == CONFIES)
    accueillis = mesures.filter(pl.col("cadre").is_in([CONFIES, DIRECTS]))
    depuis = jour(int(plus_mois(np.array([rang(au)]), -12)[0]))
    ip = tables["informations_preoccupantes"].filter((pl.col("recue_le") > depuis) & (pl.col("recue_le") <= au))
    nommes = tables["ip_enfants"].join(ip.select("ip"), on="ip")
    sejours = tables["sejours"].filter(pl.col("fin_le").is_null() & pl.col("debut_le").is_not_null())
    logis = confies.select("mesure").join(sejours, on="mesure")
    return {
        "enfants_suivis": mesures["enfant"].n_unique(),
        "informations_preoccupantes": len(ip),
        "enfants_en_ip": nommes["enfant"].n_unique(),
        "familles_en_ip": ip["famille"].n_unique(),
        "accueillis": accueillis["enfant"].n_unique(),
        "confies": confies["enfant"].n_unique(),
        "part_judiciaire": len(confies.filter(pl.col("mandat") == "judiciaire")) / max(len(confies), 1),
        "familles_accueil": len(logis.filter(pl.col("genre") == "assistant_familial")),
        "etablissements": len(logis.filter(pl.col("genre") == "etablissement")),
        "aed": len(mesures.filter(pl.col("type").is_in(["aed", "aed_renforcee"]))),
        "aemo": len(mesures.filter(pl.col("type").is_in(["aemo", "aemo_renforcee"]))),
    }


def parts_des_ages(tables: dict[str, pl.DataFrame], cibles: Cibles, au: date, champ: str) -> list[float]:
    """Share of each class of age on the last day among the children of ``champ``: ``suivis`` or ``accueillis``.

    A date of birth known to the month or the year counts as its first day.
    """
    mesures = en_cours(tables["mesures"])
    if champ == "accueillis":
        mesures = mesures.filter(pl.col("cadre").is_in([CONFIES, DIRECTS]))
    suivis = tables["enfants"].join(mesures.select("enfant").unique(), on="enfant", how="semi")
    naissance = pl.col("naissance")
    fete_passee = (naissance.dt.month() < au.month) | (
        (naissance.dt.month() == au.month) & (naissance.dt.day() <= au.day)
    )
    age = (au.year - naissance.dt.year() - 1 + fete_passee.cast(pl.Int32)).alias("age")
    ages = suivis.select(age)["age"]
    bornes = [0, *(int(b) for b in cibles.bornes[:-1]), 10**6]
    return [float(((ages >= bas) & (ages < haut)).sum()) / max(len(ages), 1) for bas, haut in pairwise(bornes)]
