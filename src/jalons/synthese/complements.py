"""Acts beside the main ones, drawn last and from streams of their own: whatever came before stays as it was.

Parents told of the evaluation, answers to informants, documents of a stay, health check-ups, examination of the status.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from jalons.synthese.calendrier import LOIN, colonne, ouvrable
from jalons.synthese.hasard import Booleens, Entiers, Hasard, delais
from jalons.synthese.parametres import Parametres

Tables = dict[str, pl.DataFrame]

SANS_REPONSE = ("parquet", "anonyme")
"""Origins to whom nobody answers: the prosecutor knows, an unnamed person cannot be found."""
PARTICULIERS = ("famille", "autre")


def ajouter(tables: Tables, parametres: Parametres, hasard: Hasard, au: int) -> Tables:
    """The tables that these acts complete, and three new ones: ``bilans_sante``,
    ``examens_enfance`` and ``examens_statut``."""
    tirage = _Tirage(parametres["suites"], hasard, au)
    accueils = tables["mesures"].filter((pl.col("cadre") == "accueil") & pl.col("debut_le").is_not_null())
    premiers = accueils.sort("enfant", "debut_le", "mesure").unique("enfant", keep="first", maintain_order=True)
    placements = accueils.filter(pl.col("type") == "placement")
    return {
        "evaluations": _parents(tables["evaluations"], tirage),
        "informations_preoccupantes": _reponses(tables["informations_preoccupantes"], tirage),
        "sejours": tables["sejours"].with_columns(
            tirage.serie("dipc", "dipc_remis_le", tables["sejours"]),
            tirage.serie("contrat_sejour", "contrat_signe_le", tables["sejours"]),
        ),
        "ppe": tables["ppe"].with_columns(
            tirage.serie("sante_jointe", "bilan_sante_joint_le", tables["ppe"], depart="etabli_le", plafond="")
        ),
        "bilans_sante": _lignes(premiers, tirage.serie("bilan_sante", "realise_le", premiers)),
        "examens_enfance": _examens(tables["enfants"], parametres["examens_enfance"], hasard, au),
        "examens_statut": _lignes(placements, tirage.serie("cessec", "examine_le", placements)),
    }


class _Tirage:
    """Draws the day of an act that follows another one, or that it is not done."""

    def __init__(self, reglages: dict[str, Any], hasard: Hasard, au: int) -> None:
        self.reglages, self.hasard, self.au = reglages, hasard, au

    def serie(
        self, acte: str, nom: str, table: pl.DataFrame, *, depart: str = "debut_le", plafond: str = "fin_le"
    ) -> pl.Series:
        """The column ``nom``: days after ``depart``, none after ``plafond`` (no bound when empty)."""
        fin = rangs(table[plafond]) if plafond else np.full(table.height, LOIN)
        return colonne(nom, self.jours(acte, rangs(table[depart]), fin), self.au)

    def jours(self, acte: str, depart: Entiers, plafond: Entiers, *, ou: Booleens | None = None) -> Entiers:
        """Numbers of days; ``LOIN`` when the act is not done, or where ``ou`` is false."""
        reglage = self.reglages[acte]
        flux = self.hasard.flux(f"suites {acte}")
        mediane, etendue = reglage["delai"]
        le = ouvrable(depart + delais(flux, mediane, etendue, depart.size).astype(np.int64))
        fait = (flux.random(depart.size) < reglage["part"]) & (depart < LOIN) & (le <= plafond)
        return np.where(fait if ou is None else fait & ou, le, LOIN)


def rangs(serie: pl.Series) -> Entiers:
    """The number of each day, ``LOIN`` for none."""
    return serie.cast(pl.Int32).fill_null(LOIN).to_numpy().astype(np.int64)


def _parents(evaluations: pl.DataFrame, tirage: _Tirage) -> pl.DataFrame:
    """Told once for all the children of a situation; at the latest on the day of the report."""
    _, premiers, inverse = np.unique(evaluations["ip"].to_numpy(), return_index=True, return_inverse=True)
    ouverte = rangs(evaluations["ouverte_le"])[premiers]
    rapport = rangs(evaluations["rapport_le"])[premiers]
    le = tirage.jours("parents_informes", ouverte, np.full(premiers.size, LOIN))
    le = np.where(le < LOIN, np.minimum(le, rapport), LOIN)[inverse]
    return evaluations.with_columns(colonne("parents_informes_le", le, tirage.au))


def _reponses(infos: pl.DataFrame, tirage: _Tirage) -> pl.DataFrame:
    """Asked for by relatives; given to the 119, to professionals, to relatives who asked."""
    recue, sans_fin = rangs(infos["recue_le"]), np.full(infos.height, LOIN)
    origine = infos["origine"].to_numpy()
    particulier, snated = np.isin(origine, PARTICULIERS), origine == "snated_119"
    demande = tirage.jours("demande_informateur", recue, sans_fin, ou=particulier)
    autre = ~particulier & ~snated & ~np.isin(origine, SANS_REPONSE)
    reponse = np.minimum.reduce(
        [
            tirage.jours("retour_119", recue, sans_fin, ou=snated),
            tirage.jours("professionnel_informe", recue, sans_fin, ou=autre),
            tirage.jours("informateur_informe", demande, sans_fin, ou=particulier),
        ]
    )
    return infos.with_columns(
        colonne("reponse_demandee_le", demande, tirage.au), colonne("repondue_le", reponse, tirage.au)
    )


def _examens(enfants: pl.DataFrame, reglages: list[dict[str, Any]], hasard: Hasard, au: int) -> pl.DataFrame:
    """Examinations of early childhood, but for those who came alone: nothing is known of their first years."""
    connus = enfants.filter(~pl.col("non_accompagne"))
    naissance, flux = rangs(connus["naissance"]), hasard.flux("examens d'enfance")
    lots = []
    for reglage in reglages:
        ecart = np.clip(flux.standard_normal(naissance.size) / 2, -1, 1) * reglage["ecart"]
        fait = flux.random(naissance.size) < reglage["part"]
        le = np.where(fait, naissance + reglage["jour"] + ecart.astype(np.int64), LOIN)
        lot = connus.select("enfant", pl.lit(reglage["code"]).alias("genre"), colonne("realise_le", le, au))
        lots.append(lot.filter(pl.col("realise_le").is_not_null()))
    return pl.concat(lots)


def _lignes(table: pl.DataFrame, jour: pl.Series) -> pl.DataFrame:
    """One row for each act done."""
    return table.select("enfant", "mesure", jour).filter(pl.col(jour.name).is_not_null())
