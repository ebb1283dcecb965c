"""The pictures of a study, each with its table."""

from __future__ import annotations

import numpy as np

from jalons.analyse.graphiques import (
    Bande,
    Cause,
    EtatDessine,
    Figure,
    Ruban,
    chronogramme,
    incidences,
    sankey,
    tapis,
)
from jalons.analyse.parcours.etats import ETATS
from jalons.analyse.parcours.etude import Etude
from jalons.analyse.parcours.flux import NON_OBSERVE
from jalons.analyse.parcours.survie.accueils import JOURS_PAR_MOIS, SORTIES
from jalons.analyse.parcours.survie.incidence import Incidence
from jalons.analyse.parcours.typage import Typologie

DESSINES = [EtatDessine(etat.libelle, etat.couleur, etat.motif) for etat in ETATS]
PLUS_OBSERVES = EtatDessine("N'est plus observé", "#ffffff", "M0 6L6 0")
AXES = {"entree": "mois écoulés depuis l'entrée", "age": "âge en mois", "calendrier": "mois de la période"}


def figures(etude: Etude) -> list[Figure]:
    """Every picture that the study allows, in the order of reading."""
    demande = etude.demande
    axe, depart = AXES[demande.origine], 12 * demande.age if demande.origine == "age" else 0
    vus = etude.effectifs.sum(axis=1)
    dernier = int(np.flatnonzero(vus)[-1]) + 1 if vus.any() else 0
    parts = np.divide(etude.effectifs[:dernier], vus[:dernier, None], out=np.zeros((dernier, len(ETATS))),
                      where=vus[:dernier, None] > 0)  # fmt: skip
    toutes = [
        chronogramme(
            "chronogramme", titre="Part des enfants dans chaque état, mois par mois", etats=DESSINES,
            parts=parts.tolist(), axe=axe, depart=depart, nombres=[round(n) for n in vus[:dernier]],
        )
    ]  # fmt: skip
    if etude.typologie is not None and etude.typologie.representants:
        toutes.append(_tapis(etude.typologie, demande.mois, axe, depart))
    if etude.flux:
        toutes.append(_flux(etude, depart))
    if etude.duree is not None:
        noms = list(SORTIES.values())[1:]
        toutes.append(_incidences("sorties", "Comment finissent les accueils de mineurs", etude.duree[1], noms, 60))
    if etude.retours is not None:
        noms = ["Retour à l'accueil", "Majorité"]
        toutes.append(_incidences("retours", "Retours à l'accueil après une sortie", etude.retours, noms, 24))
    return toutes


def _tapis(typologie: Typologie, mois: int, axe: str, depart: int) -> Figure:
    bandes = [
        Bande(
            f"Type {t.numero}",
            tuple(r.suite for r in typologie.representants if r.type == t.numero - 1),
            f"{t.nombre:.0f} enfants ({100 * t.part:.0f}\xa0%)",
        )
        for t in typologie.types
        if t.numero
    ]
    return tapis(
        "tapis", titre="Parcours de chaque type", etats=DESSINES, bandes=bandes, mois=mois, axe=axe,
        depart=depart,
    )  # fmt: skip


def _flux(etude: Etude, depart: int) -> Figure:
    mois = sorted({m for f in etude.flux for m in (f.depart, f.arrivee)})

    def etat(numero: int) -> int:
        return len(ETATS) if numero == NON_OBSERVE else numero

    rubans = [
        Ruban(mois.index(f.depart), etat(f.de), etat(f.vers), f.nombre) for f in etude.flux if f.de != NON_OBSERVE
    ]
    etapes = [f"Mois {depart + m}" for m in mois]
    return sankey(
        "flux", titre="Passages d'un état à l'autre", etats=[*DESSINES, PLUS_OBSERVES], etapes=etapes, rubans=rubans
    )


def _incidences(identifiant: str, titre: str, courbe: Incidence, noms: list[str], mois: int) -> Figure:
    """One point per month is enough for a picture; the last time followed closes the curve."""
    causes = [Cause(nom, _points(courbe, rang, mois)) for rang, nom in enumerate(noms)]
    reperes = [r for r in (6, 12, 24, 36, 60) if r <= mois]
    return incidences(identifiant, titre=titre, causes=causes, mois=mois, reperes=reperes)


def _points(courbe: Incidence, rang: int, mois: int) -> tuple[tuple[float, float, float, float], ...]:
    points = []
    for m in range(1, mois + 1):
        lu = courbe.a(m * JOURS_PAR_MOIS, rang + 1)
        if lu is None:
            break
        points.append((float(m), *lu))
    return tuple(points)
