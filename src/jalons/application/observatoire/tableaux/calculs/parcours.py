"""Paths: states month by month, types, how long and how it ends, returns, siblings. Aggregates only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import polars as pl

from jalons.analyse.graphiques import PointDeCourbe, courbe_d_attente
from jalons.analyse.parcours import etude
from jalons.analyse.parcours.delais.registres import lire, premier_jour_connu
from jalons.analyse.parcours.demande import Demande as DemandeDEtude
from jalons.analyse.parcours.etude import AVERTISSEMENT, Etude
from jalons.analyse.parcours.figures import figures
from jalons.analyse.parcours.periodes import FACULTATIVES, TABLES
from jalons.analyse.parcours.survie.kaplan_meier import Survie
from jalons.analyse.parcours.typage import Typologie
from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit, figure_en_json
from jalons.noyau.saisie import EntreeRefusee, Faute

_FACULTATIVES = {**FACULTATIVES, "informations_preoccupantes": {"recue_le": pl.Date}}
"""An import may say itself since when it follows children."""
POINTS = 200
"""Steps of a curve that the eye can tell apart."""


def calculer(demande: Demande) -> Produit:
    """The study, its pictures and what is said of each type.

    Raises:
        EntreeRefusee: the tables cannot be read, or no day of beginning is known.
    """
    tables = lire(demande.dossier, TABLES, quoi="le calcul des parcours", facultatives=_FACULTATIVES, vides={})
    depuis = demande.depuis or premier_jour_connu(tables)
    if depuis is None or depuis > demande.au:
        message = (
            "Les registres ne disent pas depuis quand ils sont tenus : aucune information préoccupante n'y est datée. "
            "Enregistrez-en, puis redemandez le calcul."
        )
        raise EntreeRefusee([Faute("registres", message, "", "un premier jour")], quoi="le calcul des parcours")
    p = demande.parametres
    choix = {nom: p[nom] for nom in ("origine", "mois", "age", "types", "distance", "methode") if nom in p}
    lue = etude.etudier(tables, DemandeDEtude(demande.au, depuis, **choix))
    images = figures(lue)
    if lue.duree is not None:
        images.append(_survie(lue.duree[0]))
    resultats = {
        "depuis": depuis.isoformat(), "origine": lue.demande.origine, "mois": lue.demande.mois, "enfants": lue.enfants,
        "differents": lue.differents, "ecartes": dict(lue.ecartes), "codes_inconnus": list(lue.inconnus),
        "mesures": dict(lue.mesures), "typologie": _typologie(lue.typologie), "mediane": _mediane(lue),
        "fratries": {nom: asdict(e) | {"part": e.part} for nom, e in lue.fratries.items()},
        "avertissement": AVERTISSEMENT, "images": [f.identifiant for f in images],
    }  # fmt: skip
    vues = {"figures": {f.identifiant: figure_en_json(f) for f in images}}
    return Produit(resultats, vues, tables["mesures"].height)


def _mediane(lue: Etude) -> dict[str, int | None] | None:
    if lue.duree is None:
        return None
    mediane = lue.duree[0].percentile(0.5)
    return {"jours": mediane.jours, "bas": mediane.bas, "haut": mediane.haut}


def _survie(survie: Survie) -> Any:
    """The curve of those who are still in care, thinned when it has many steps."""
    tous = [
        PointDeCourbe(int(j), float(r), *(None if b != b else float(b) for b in (bas, haut)))
        for j, r, bas, haut in zip(survie.jours, survie.reste, survie.bas, survie.haut, strict=True)
    ]
    pas = 1 + len(tous) // POINTS
    points = tous if pas == 1 else [*tous[:-1:pas], tous[-1]]
    titre = "Part des mineurs encore accueillis, selon les jours écoulés depuis l'entrée"
    mediane = survie.percentile(0.5).jours
    dite = "non atteinte : trop d'accueils durent encore" if mediane is None else f"{mediane} jours"
    return courbe_d_attente(
        "duree-d-accueil",
        titre=titre,
        points=points,
        axe="jours depuis l'entrée",
        reste="Encore accueillis",
        description=f"Durée médiane : {dite}. Ceux qui sont encore accueillis comptent.",
    )


def _typologie(lue: Typologie | None) -> dict[str, Any] | None:
    if lue is None:
        return None
    jaccard = dict(enumerate(lue.stabilite.jaccard, start=1)) if lue.stabilite else {}
    return {
        "observes": lue.observes, "compares": lue.compares, "ecartes": dict(lue.ecartes), "couts": lue.couts,
        "silhouette": lue.qualite.silhouette,
        "types": [
            {"numero": t.numero, "phrase": t.phrase, "nombre": t.nombre, "part": t.part,
             "stable": None if t.numero not in jaccard else bool(jaccard[t.numero] >= 0.6)}
            for t in lue.types
        ],
    }  # fmt: skip
