"""The pictures of a comparison: funnel, lines at base 100."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from jalons.analyse.comparaison.comparer import Comparaison
from jalons.analyse.comparaison.entonnoir import NIVEAUX, Entonnoir, Position
from jalons.analyse.graphiques.entonnoir import Limite, Territoire, entonnoir
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.indices import Courbe, base_100
from jalons.noyau.tableur import sans_formule

TAILLES = 80
"""Sizes at which the limits are drawn."""
HORS = (Position.HORS_HAUT, Position.HORS_BAS)


def figures(c: Comparaison) -> Iterator[Figure]:
    """The funnel when there is one, then the lines when a base year is known."""
    nom = c.indicateur.code.replace("_", "-")
    if c.entonnoir is not None:
        yield _entonnoir(f"{nom}-entonnoir", c, c.entonnoir)
    if c.base is not None and any(i is not None for h in c.historique for i in h.indices):
        annees = [h.annee for h in c.historique]
        courbes = [Courbe(lieu.nom, tuple(h.indices[rang] for h in c.historique)) for rang, lieu in enumerate(c.lieux)]
        titre = f"{c.indicateur.libelle}, base 100 en {c.base}"
        yield base_100(f"{nom}-base-100", titre=titre, base=c.base, annees=annees, courbes=courbes)


def _entonnoir(identifiant: str, c: Comparaison, e: Entonnoir) -> Figure:
    positions = {p.code: e.position(p) for p in e.points}
    ici = c.lieux[0].code
    territoires = [
        Territoire(p.nom, p.effectif, e.valeur(p), positions[p.code].value, positions[p.code] in HORS, p.code == ici)
        for p in e.points
    ]
    tailles = [p.effectif for p in e.points]
    limites = [
        Limite(float(n), *e.limites(float(n), NIVEAUX[0]), *e.limites(float(n), NIVEAUX[1]))
        for n in np.geomspace(min(tailles), max(tailles) * 1.05, TAILLES)
    ]
    return entonnoir(
        identifiant, titre=f"{c.indicateur.libelle}, {c.annee}", unite=c.indicateur.unite,
        effectifs=c.indicateur.denominateur, territoires=territoires, limites=limites, reference=e.reference,
        methode=e.methode,
    )  # fmt: skip


def ecrire(dossier: Path, comparaisons: Iterable[Comparaison]) -> list[Path]:
    """Write each picture as SVG beside its table as CSV; gives the files written.

    Raises:
        OSError: the folder cannot be written.
    """
    dossier.mkdir(parents=True, exist_ok=True)
    ecrits = []
    for figure in (f for c in comparaisons for f in figures(c)):
        image, table = dossier / f"{figure.identifiant}.svg", dossier / f"{figure.identifiant}.csv"
        image.write_text(figure.svg, encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as sortie:
            plume = csv.writer(sortie, lineterminator="\n")
            plume.writerows([map(sans_formule, ligne) for ligne in (figure.colonnes, *figure.lignes)])
        ecrits += [image, table]
    return ecrits
