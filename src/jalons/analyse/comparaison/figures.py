"""The pictures of a comparison: funnel, lines at base 100."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from jalons.analyse.comparaison.comparer import Comparaison
from jalons.analyse.comparaison.entonnoir import NIVEAUX, Entonnoir, Position
from jalons.analyse.graphiques.entonnoir import Limite, Territoire, entonnoir
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.indices import Courbe, base_100

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
