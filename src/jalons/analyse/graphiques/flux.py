"""Flows between states at chosen months (Sankey): ribbons as thick as the number of children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.parcours import EtatDessine, fond, legende_des_etats
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin

HAUT, ECART, NOEUD = 300, 4, 18
"""Height of all children, gap between states, width of a state."""


@dataclass(frozen=True, slots=True)
class Ruban:
    """``nombre`` children in the state ``de`` at the step ``etape`` and in ``vers`` at the next one."""

    etape: int
    de: int
    vers: int
    nombre: float


def sankey(
    identifiant: str, *, titre: str, etats: Sequence[EtatDessine], etapes: Sequence[str], rubans: Sequence[Ruban],
    largeur: int = 720,
) -> Figure:  # fmt: skip
    """States in columns, one per step; a ribbon joins those that children pass between.

    Raises:
        ValueError: a ribbon leaves the last step or has no child.
    """
    if any(not 0 <= r.etape < len(etapes) - 1 or r.nombre <= 0 for r in rubans):
        raise ValueError(f"{identifiant}: a ribbon has no step to reach, or no child.")
    presents = sorted({e for r in rubans for e in (r.de, r.vers)})
    total = max((sum(r.nombre for r in rubans if r.etape == e) for e in range(len(etapes) - 1)), default=0) or 1
    dessin = Dessin(identifiant, largeur, 0)
    haut = legende_des_etats(dessin, etats, presents, 2) + 24
    dessin.hauteur = haut + HAUT + ECART * len(presents) + 12
    pas = (largeur - NOEUD) / max(len(etapes) - 1, 1)
    noeuds = [_noeuds(rubans, etape, presents, HAUT / total, haut) for etape in range(len(etapes))]
    for ruban in sorted(rubans, key=lambda r: (r.etape, r.de, r.vers)):
        depart, arrivee = noeuds[ruban.etape][ruban.de], noeuds[ruban.etape + 1][ruban.vers]
        epais = ruban.nombre * HAUT / total
        trace = _courbe(ruban.etape * pas + NOEUD, depart.prendre_sortie(epais), (ruban.etape + 1) * pas,
                        arrivee.prendre_entree(epais), epais)  # fmt: skip
        dessin.element(
            "path",
            d=trace,
            fill=etats[ruban.de].couleur,
            fill_opacity=0.55,
            stroke=GRIS,
            stroke_width=0.3,
            stroke_opacity=0.4,
        )
    _colonnes(dessin, etats, etapes, noeuds, pas, haut)
    lignes = tuple(
        (etapes[r.etape], etats[r.de].nom, etapes[r.etape + 1], etats[r.vers].nom, f"{r.nombre:.0f}") for r in rubans
    )
    phrase = _phrase(rubans, etats, etapes)
    colonnes = ("De", "État", "À", "État suivant", "Enfants")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


class _Noeud:
    """A state at a step: its place, and how much of each side is already taken by ribbons."""

    def __init__(self, y: float, hauteur: float) -> None:
        self.y, self.hauteur = y, hauteur
        self._entree = self._sortie = y

    def prendre_entree(self, epais: float) -> float:
        self._entree += epais
        return self._entree - epais

    def prendre_sortie(self, epais: float) -> float:
        self._sortie += epais
        return self._sortie - epais


def _colonnes(
    dessin: Dessin, etats: Sequence[EtatDessine], etapes: Sequence[str], noeuds: Sequence[dict[int, _Noeud]],
    pas: float, haut: float,
) -> None:  # fmt: skip
    """The states of each step, over the ribbons, and the name of the step."""
    for etape, nom in enumerate(etapes):
        place = "start" if etape == 0 else "end" if etape == len(etapes) - 1 else "middle"
        x = etape * pas + {"start": 0, "end": NOEUD, "middle": NOEUD / 2}[place]
        dessin.texte(x, haut - 8, nom, text_anchor=place, font_weight="600")
        for etat, noeud in noeuds[etape].items():
            dessin.boite(
                etape * pas,
                noeud.y,
                NOEUD,
                noeud.hauteur,
                fill=fond(dessin, etat, etats[etat]),
                stroke=GRIS,
                stroke_width=0.8,
            )


def _noeuds(
    rubans: Sequence[Ruban], etape: int, presents: Sequence[int], echelle: float, haut: float
) -> dict[int, _Noeud]:
    noeuds, y = {}, haut
    for etat in presents:
        sortants = sum(r.nombre for r in rubans if r.etape == etape and r.de == etat)
        entrants = sum(r.nombre for r in rubans if r.etape == etape - 1 and r.vers == etat)
        hauteur = max(sortants, entrants) * echelle
        if hauteur:
            noeuds[etat] = _Noeud(y, hauteur)
            y += hauteur + ECART
    return noeuds


def _courbe(x1: float, y1: float, x2: float, y2: float, epais: float) -> str:
    milieu = (x1 + x2) / 2
    return (
        f"M{x1:.1f} {y1:.1f}C{milieu:.1f} {y1:.1f} {milieu:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        f"V{y2 + epais:.1f}C{milieu:.1f} {y2 + epais:.1f} {milieu:.1f} {y1 + epais:.1f} {x1:.1f} {y1 + epais:.1f}Z"
    )


def _phrase(rubans: Sequence[Ruban], etats: Sequence[EtatDessine], etapes: Sequence[str]) -> str:
    passages = [r for r in rubans if r.de != r.vers]
    if not passages:
        return "Aucun passage d'un état à un autre."
    r = max(passages, key=lambda p: p.nombre)
    return (
        f"Passage le plus fréquent : de « {etats[r.de].nom.lower()} » ({etapes[r.etape]}) à "
        f"« {etats[r.vers].nom.lower()} » ({etapes[r.etape + 1]}), {r.nombre:.0f} enfants."
    )
