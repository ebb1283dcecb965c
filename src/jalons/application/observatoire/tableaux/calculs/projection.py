"""Forecast of those in care or helped at home: the course of things, one scenario beside it, past forecasts told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.graphiques import Etape, Figure, Prevision, eventail
from jalons.analyse.projection import (
    Grille,
    Modele,
    Projection,
    Scenario,
    estimer,
    grille,
    lire_scenario,
    projeter,
    retroprojeter,
)
from jalons.analyse.projection.grille import fin_de_mois
from jalons.analyse.projection.registres import lire
from jalons.analyse.projection.resultats import ENSEMBLE
from jalons.analyse.tables.registres import libelle_du_type
from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit, figure_en_json
from jalons.noyau.dates import ajouter_mois
from jalons.noyau.saisie import EntreeRefusee, Faute

HORIZON, PASSE = 60, 36
"""Months forecast, and months of the past drawn before them."""
COUVERTURE, RECUL = 0.8, 24
"""Share of children in care whose place must be known, now and that many months before, to forecast by place."""


def calculer(demande: Demande) -> Produit:
    """Both forecasts, the back-test, and when each type is full.

    Raises:
        EntreeRefusee: the tables cannot be read, the past is too short, or the scenario names what is not there.
    """
    p = demande.parametres
    champ = _champ(demande)
    episodes, _ = lire(demande.dossier, champ)
    try:
        passe = grille(episodes, demande.au, depuis=demande.depuis)
        modele = estimer(passe)
    except ValueError as erreur:
        raise EntreeRefusee([Faute("registres", str(erreur))], quoi="la projection") from erreur
    places = {t: n for t, n in demande.places.items() if t in modele.types and champ == "accueil"}
    voulus = _scenarios(p, modele, places)
    horizon = int(p.get("horizon", HORIZON))
    prevues = [projeter(modele, horizon, scenario=s, futurs=int(p.get("futurs", 400))) for s in voulus]
    verifiee = retroprojeter(passe, futurs=int(p.get("verifies", 200)))
    resultats = {
        "types": list(modele.types), "horizon": horizon, "champ": champ, "places": dict(voulus[0].places),
        "scenarios": [_scenario(x) for x in prevues], "retrospective": verifiee.en_json(),
    }  # fmt: skip
    images = [_figure(type_, passe, prevues) for type_ in (ENSEMBLE, *modele.types)]
    resultats["images"] = [f.identifiant for f in images]
    return Produit(resultats, {"figures": {f.identifiant: figure_en_json(f) for f in images}}, episodes.height)


def _champ(demande: Demande) -> str:
    """What is forecast: children in care by the measure, where the registers do not say in which place they live."""
    voulu = str(demande.parametres.get("champ", "accueil"))
    return "placement" if voulu == "accueil" and not lieux_connus(demande.dossier, demande.au) else voulu


def lieux_connus(dossier: Path, au: date) -> bool:
    """Whether stays tell where children in care live, on ``au`` and ``RECUL`` months before: most of them, both times.

    Registers of places that have just begun would show everybody arriving at once.
    """
    if not (dossier / "sejours.parquet").exists():
        return False
    mesures, sejours = (pl.read_parquet(dossier / f"{nom}.parquet") for nom in ("mesures", "sejours"))
    if "cadre" in mesures.columns:
        mesures = mesures.filter(pl.col("cadre") == "accueil")
    return all(_couverture(mesures, sejours, jour) >= COUVERTURE for jour in (au, ajouter_mois(au, -RECUL)))


def _couverture(mesures: pl.DataFrame, sejours: pl.DataFrame, jour: date) -> float:
    """Share of those in care on ``jour`` who have a stay; 1 when nobody is."""
    la = [
        t.filter(pl.col("debut_le") <= jour, pl.col("fin_le").is_null() | (pl.col("fin_le") > jour)).select("enfant")
        for t in (mesures, sejours)
    ]
    confies, loges = (t.unique() for t in la)
    return confies.join(loges, on="enfant", how="semi").height / confies.height if confies.height else 1.0


def nommer(type_: str) -> str:
    """A type of care in words."""
    return "ensemble" if type_ == ENSEMBLE else libelle_du_type(type_)


def _scenarios(p: Mapping[str, Any], modele: Modele, connues: Mapping[str, int]) -> list[Scenario]:
    """The course of things with today's places, those of the registers unless told; then what was asked for, if any."""
    demande = dict(p.get("scenario") or {})
    demande["places"] = places = {
        **connues, **{t: n for t, n in (demande.get("places") or {}).items() if t in modele.types}
    }  # fmt: skip
    base = Scenario(places=places, couts={t: c for t, c in demande.get("couts", {}).items() if t in modele.types})
    if not any(demande.get(cle) for cle in ("entrees", "sorties", "ouvertures")):
        return [base]
    return [base, lire_scenario(json.dumps(demande).encode(), modele.types, nom="le scénario")]


def _scenario(prevue: Projection) -> dict[str, Any]:
    fins = [t for t in range(prevue.horizon) if (t + 1) % 12 == 0 or t == prevue.horizon - 1]
    points = list(prevue.points())
    return {
        "titre": prevue.scenario.titre,
        "points": [points[rang + t].en_json() for rang in range(0, len(points), prevue.horizon) for t in fins],
        "saturations": [s.en_json() for s in prevue.saturations()],
        "couts": {t: [round(v) for v in trois] for t, trois in prevue.couts().items()},
    }


def _figure(type_: str, passe: Grille, prevues: Sequence[Projection]) -> Figure:
    effectifs = passe.effectifs()
    colonne = effectifs.sum(axis=1) if type_ == ENSEMBLE else effectifs[:, passe.types.index(type_)]
    debut = max(0, len(colonne) - PASSE)
    observe = [(fin_de_mois(passe.premier + rang), int(colonne[rang])) for rang in range(debut, len(colonne))]
    previsions = [
        Prevision(x.scenario.titre, tuple(
            Etape(p.le, p.median, p.bas, p.haut, p.places) for p in x.points() if p.type == type_
        ))
        for x in prevues
    ]  # fmt: skip
    nom = f"prevision-{type_.replace('_', '-')}"
    return eventail(
        nom, titre=f"Enfants à la fin de chaque mois : {nommer(type_)}", passe=observe, previsions=previsions
    )
