"""What follows a measure: the project for the child, situation reports, the interview at 17, young adults."""

from __future__ import annotations

import numpy as np
import polars as pl

from jalons.synthese.calendrier import LOIN, anniversaire, colonne, ouvrable, vider
from jalons.synthese.hasard import Booleens, Entiers, Hasard, delais
from jalons.synthese.mesures import Mesures
from jalons.synthese.parametres import Parametres


def projets(mesures: Mesures, parametres: Parametres, hasard: Hasard, depuis: int, au: int) -> pl.DataFrame:
    """The table ``ppe``: one row per measure begun in the window; days of drafting and signature, or not yet."""
    flux = hasard.flux("ppe")
    ici = np.flatnonzero((mesures.debut >= depuis) & (mesures.debut <= au) & mesures.suivie)
    mediane, etendue = parametres["delais"]["ppe"]
    etabli = ouvrable(mesures.debut[ici] + delais(flux, mediane, etendue, ici.size).astype(np.int64))
    etabli = np.where(etabli < np.minimum(mesures.fin[ici], LOIN), etabli, LOIN)
    signe = ouvrable(etabli + delais(flux, 9.0, 0.8, ici.size).astype(np.int64))
    refus = flux.random(ici.size) > parametres["ppe"]["signe"]
    motifs = np.array(["parents absents", "désaccord d'un parent", "en attente de retour"])
    motif = vider(pl.Series(motifs[flux.integers(0, 3, ici.size)]), ~refus | (etabli > au))
    return pl.DataFrame(
        {
            "ppe": np.arange(ici.size),
            "mesure": ici,
            "enfant": mesures.enfant[ici],
            "etabli_le": colonne("etabli_le", etabli, au),
            "signe_le": colonne("signe_le", np.where(refus, LOIN, np.minimum(signe, LOIN)), au),
            "motif_non_signature": motif,
        }
    )


def rapports(mesures: Mesures, parametres: Parametres, hasard: Hasard, depuis: int, au: int) -> pl.DataFrame:
    """The table ``rapports``: one about every year of a measure, twice as often for the youngest, in the window."""
    flux = hasard.flux("rapports")
    pas, etendue = parametres["delais"]["rapport"]
    fin = np.minimum(mesures.fin, au + 1)
    nombre = np.where(mesures.suivie, np.maximum(0, (fin - mesures.debut) // (pas // 2)), 0)
    mesure = np.repeat(np.arange(nombre.size), nombre)
    rang = 1 + np.arange(mesure.size) - np.repeat(np.cumsum(nombre) - nombre, nombre)
    prevu = mesures.debut[mesure] + rang * (pas // 2)
    jeune = prevu < anniversaire(mesures.naissance[mesure], 3)
    garde = jeune | (rang % 2 == 0)
    mesure, prevu = mesure[garde], prevu[garde]
    remis = ouvrable(prevu + ((delais(flux, 1.0, etendue, prevu.size) - 1) * 160).astype(np.int64))
    bons = (remis >= depuis) & (remis < fin[mesure]) & (remis > mesures.debut[mesure])
    mesure, remis = mesure[bons], remis[bons]
    transmis = np.where(mesures.judiciaire[mesure], remis + flux.integers(0, 20, remis.size), LOIN)
    return pl.DataFrame(
        {
            "rapport": np.arange(mesure.size),
            "mesure": mesure,
            "enfant": mesures.enfant[mesure],
            "remis_le": colonne("remis_le", remis, au),
            "transmis_au_juge_le": colonne("transmis_au_juge_le", transmis, au),
            "ppe_actualise": flux.random(mesure.size) < 0.6,
        }
    )


def entretiens(
    enfant: Entiers, naissance: Entiers, debut: Entiers, fin: Entiers, parametres: Parametres, hasard: Hasard,
    depuis: int, au: int,
) -> pl.DataFrame:  # fmt: skip
    """The table ``entretiens_17``: children in care at 17 or later, with the day of the interview, or none."""
    flux = hasard.flux("entretiens")
    dix_sept, majorite = anniversaire(naissance, 17), anniversaire(naissance, 18)
    ouvert = np.maximum(dix_sept, debut)
    ici = np.flatnonzero((ouvert < np.minimum(fin, majorite)) & (ouvert >= depuis) & (ouvert <= au))
    _, uniques = np.unique(enfant[ici], return_index=True)
    ici = ici[uniques]
    jour = ouvrable(ouvert[ici] + (flux.standard_normal(ici.size) * 55 + 10).astype(np.int64))
    jour = np.maximum(jour, debut[ici])
    fait = flux.random(ici.size) < parametres["entretien_17"]["realise"]
    fait &= jour < np.minimum(fin[ici], majorite[ici])
    return pl.DataFrame(
        {
            "enfant": enfant[ici],
            "dix_sept_ans_le": colonne("dix_sept_ans_le", dix_sept[ici], au),
            "realise_le": colonne("realise_le", np.where(fait, jour, LOIN), au),
        }
    )


def jeunes_majeurs(mesures: Mesures, majeurs: Booleens, hasard: Hasard, au: int) -> pl.DataFrame:
    """The table ``jeunes_majeurs``: one row per contract: asked, signed, ended, interview six months later."""
    flux = hasard.flux("jeunes majeurs")
    ici = np.flatnonzero(majeurs & (mesures.decision <= au))
    demande = np.maximum(mesures.decision[ici] - delais(flux, 35.0, 0.6, ici.size).astype(np.int64),
                         anniversaire(mesures.naissance[ici], 17))  # fmt: skip
    apres = ouvrable(mesures.fin[ici] + (183 + flux.standard_normal(ici.size) * 30).astype(np.int64))
    fait = (flux.random(ici.size) < 0.45) & (mesures.fin[ici] <= au)
    situations = np.array(["emploi", "études", "formation", "sans activité"])
    logements = np.array(["logement autonome", "famille d'accueil", "foyer de jeunes travailleurs", "tiers"])
    return pl.DataFrame(
        {
            "mesure": ici,
            "enfant": mesures.enfant[ici],
            "demande_le": colonne("demande_le", np.minimum(demande, mesures.decision[ici]), au),
            "signe_le": colonne("signe_le", mesures.notification[ici], au),
            "debut_le": colonne("debut_le", mesures.debut[ici], au),
            "fin_le": colonne("fin_le", mesures.fin[ici], au),
            "entretien_six_mois_le": colonne("entretien_six_mois_le", np.where(fait, apres, LOIN), au),
            "activite": situations[flux.choice(4, ici.size, p=[0.28, 0.34, 0.22, 0.16])],
            "logement": logements[flux.choice(4, ici.size, p=[0.48, 0.3, 0.16, 0.06])],
        }
    )
