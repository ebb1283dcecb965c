"""What the CRIP writes: informations, the children they name, evaluations of a situation."""

from __future__ import annotations

import numpy as np
import polars as pl

from jalons.synthese.calendrier import LOIN, colonne, ouvrable, vider
from jalons.synthese.fratries import Enfants
from jalons.synthese.hasard import Entiers, Hasard, Reels, delais, tirer
from jalons.synthese.parametres import Parametres
from jalons.synthese.signalements import Informations, Origines

FUSEAU = "Europe/Paris"


def tables(
    infos: Informations, origines: Origines, enfants: Enfants, effet_famille: Reels, parametres: Parametres,
    hasard: Hasard, au: int,
) -> dict[str, pl.DataFrame]:  # fmt: skip
    """The tables ``informations_preoccupantes``, ``ip_enfants`` and ``evaluations``."""
    flux = hasard.flux("crip")
    nombre = infos.famille.size
    premiere = np.diff(infos.situation, prepend=-1) != 0
    liee = infos.origine >= 0
    qualifiee = liee | (flux.random(nombre) < parametres["ip"]["qualifiees"])
    direct = np.zeros(nombre, dtype=np.bool_)
    direct[liee] = origines.direct[infos.origine[liee]]
    mediane, etendue = parametres["delais"]["qualification"]
    attente = delais(flux, mediane, etendue, nombre).astype(np.int64)
    rapport = np.full(nombre, LOIN)
    rapport[liee] = origines.rapport[infos.origine[liee]]
    qualification = ouvrable(infos.reception + attente)
    qualification = np.where(liee, np.minimum(qualification, np.maximum(rapport, infos.reception)), qualification)
    choix = np.where(direct, 2, np.where(~premiere, 3, np.where(qualifiee, 0, 1)))
    suites = np.array(["information_preoccupante", "sans_suite", "signalement", "jointe"])
    evaluees = np.flatnonzero(premiere & qualifiee & ~direct)
    return {
        "informations_preoccupantes": pl.DataFrame(
            {
                "ip": np.arange(nombre),
                "situation": infos.situation,
                "famille": infos.famille,
                "origine": _origines(nombre, direct, parametres, flux),
                "recue_a": _instants(infos.reception, flux, au),
                "recue_le": colonne("recue_le", infos.reception, au),
                "qualifiee_le": colonne("qualifiee_le", qualification, au),
                "qualification": vider(pl.Series(suites[choix]), qualification > au),
            }
        ),
        "ip_enfants": pl.DataFrame({"ip": infos.nom_ip, "enfant": infos.nom_enfant}).sort("ip", "enfant"),
        "evaluations": _evaluations(
            infos, origines, evaluees, qualification, enfants, effet_famille, parametres, flux, au
        ),
    }


def _origines(
    nombre: int, direct: np.ndarray[tuple[int], np.dtype[np.bool_]], parametres: Parametres, flux: np.random.Generator
) -> pl.Series:
    poids = parametres["ip"]["origines"]
    noms = list(poids)
    tires = tirer(flux, np.array(list(poids.values()), dtype=np.float64), nombre)
    return pl.Series(noms)[np.where(direct & (flux.random(nombre) < 0.6), noms.index("parquet"), tires)]


def _instants(jours: Entiers, flux: np.random.Generator, au: int) -> pl.Series:
    """The moment of reception on its day, in office hours mostly, with the time zone of the territory."""
    minutes = np.clip(flux.normal(13 * 60, 150, jours.size), 6 * 60, 22 * 60).astype(np.int64)
    millisecondes = (jours * 1440 + minutes) * 60_000
    instants = pl.Series("recue_a", millisecondes).cast(pl.Datetime("ms")).dt.replace_time_zone(FUSEAU)
    return vider(instants, jours > au)


def _evaluations(
    infos: Informations, origines: Origines, evaluees: Entiers, qualification: Entiers, enfants: Enfants,
    effet_famille: Reels, parametres: Parametres, flux: np.random.Generator, au: int,
) -> pl.DataFrame:  # fmt: skip
    """One row per situation evaluated and child named by the information that opened it."""
    nombre = evaluees.size
    liee = infos.origine[evaluees] >= 0
    entree = infos.origine[evaluees]
    mediane, etendue = parametres["delais"]["evaluation"]
    duree = delais(flux, mediane, etendue, nombre) * effet_famille[infos.famille[evaluees]]
    rapport = ouvrable(infos.reception[evaluees] + np.maximum(duree, 5).astype(np.int64))
    rapport[liee] = origines.rapport[entree[liee]]
    ouverte = np.minimum(qualification[evaluees], rapport)
    visite = ouverte + ((rapport - ouverte) * (0.2 + 0.6 * flux.random(nombre))).astype(np.int64)
    sans_visite = flux.random(nombre) < 0.07
    conclusions = parametres["ip"]["conclusions"]
    noms = [*conclusions, "aide_administrative", "saisine_judiciaire"]
    tires = tirer(flux, np.array(list(conclusions.values()), dtype=np.float64), nombre)
    tires[liee] = len(conclusions) + origines.judiciaire[entree[liee]]
    ordre = np.argsort(infos.nom_ip, kind="stable")
    tri = infos.nom_ip[ordre]
    debut = np.searchsorted(tri, evaluees, side="left")
    combien = np.searchsorted(tri, evaluees, side="right") - debut
    ligne = np.repeat(np.arange(nombre), combien)
    rang = np.arange(ligne.size) - np.repeat(np.cumsum(combien) - combien, combien)
    seul = flux.random(ligne.size) < 0.7
    return pl.DataFrame(
        {
            "evaluation": np.arange(ligne.size),
            "situation": infos.situation[evaluees][ligne],
            "ip": evaluees[ligne],
            "enfant": infos.nom_enfant[ordre][debut[ligne] + rang],
            "ouverte_le": colonne("ouverte_le", ouverte[ligne], au),
            "visite_domicile_le": colonne("visite_domicile_le", np.where(sans_visite, LOIN, visite)[ligne], au),
            "enfant_vu_seul": seul,
            "evaluateurs": 1 + (flux.random(nombre) < 0.9)[ligne] + (flux.random(nombre) < 0.15)[ligne],
            "rapport_le": colonne("rapport_le", rapport[ligne], au),
            "conclusion": vider(pl.Series(noms)[tires[ligne]], rapport[ligne] > au),
        }
    ).filter(pl.col("ouverte_le").is_not_null())
