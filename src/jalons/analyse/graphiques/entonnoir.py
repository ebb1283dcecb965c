"""A funnel plot: territories by size and value, between the limits that chance allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import court
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, marquer

HAUTEUR, TETE, PIED, GAUCHE, DROITE = 420, 62, 46, 62, 20


@dataclass(frozen=True, slots=True)
class Territoire:
    """One territory. ``hors``: beyond the outer limits; ``ici``: the one that is looked at."""

    nom: str
    effectif: float
    valeur: float
    position: str
    hors: bool = False
    ici: bool = False


@dataclass(frozen=True, slots=True)
class Limite:
    """Limits for one size, inner (``bas``, ``haut``) then outer."""

    effectif: float
    bas: float
    haut: float
    tres_bas: float
    tres_haut: float


def entonnoir(
    identifiant: str, *, titre: str, unite: str, effectifs: str, territoires: Sequence[Territoire],
    limites: Sequence[Limite], reference: float, methode: str, largeur: int = 680,
) -> Figure:  # fmt: skip
    """Every territory as a ring, those beyond the outer limits as triangles, the one looked at as a named disc.

    Args:
        effectifs: what the horizontal axis counts, in French; its scale is logarithmic.

    Raises:
        ValueError: no limit is given, or a size is not positive.
    """
    if not limites or any(t.effectif <= 0 for t in territoires):
        raise ValueError("A funnel needs limits, and territories of a positive size.")
    valeurs = [t.valeur for t in territoires]
    # the outer limits of a very small territory would crush everything else: they leave the picture at the top
    marques = graduations(min([*valeurs, reference]), max([*valeurs, reference]))
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    y = Echelle(marques[0], marques[-1], HAUTEUR - PIED, TETE)
    x = _Log([lim.effectif for lim in limites], largeur)
    _axes(dessin, marques, unite, effectifs, x, y, largeur)
    _limites(dessin, limites, reference, x, y)
    _points(dessin, territoires, x, y)
    _legende(dessin)
    phrase = _phrase(territoires, reference, unite, methode)
    lignes = tuple(
        (t.nom, court(t.effectif), f"{court(t.valeur)}\xa0{unite}", t.position)
        for t in sorted(territoires, key=lambda t: -t.valeur)
    )
    colonnes = ("Territoire", effectifs, "Valeur", "Position")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


class _Log:
    """A logarithmic scale: a territory ten times larger is as far from another as that one from a tenth of it."""

    def __init__(self, effectifs: Sequence[float], largeur: float) -> None:
        self.bas, self.haut = min(effectifs), max(effectifs)
        self._droite = Echelle(math.log10(self.bas), math.log10(self.haut), GAUCHE + 8, largeur - DROITE)

    def __call__(self, effectif: float) -> float:
        return self._droite(math.log10(effectif))

    def marques(self) -> list[float]:
        """1, 2 and 5 times the powers of ten that hold in the scale."""
        puissances = range(math.floor(math.log10(self.bas)), math.ceil(math.log10(self.haut)) + 1)
        return [m * 10.0**p for p in puissances for m in (1, 2, 5) if self.bas <= m * 10.0**p <= self.haut]


def _axes(
    dessin: Dessin, marques: Sequence[float], unite: str, effectifs: str, x: _Log, y: Echelle, largeur: float
) -> None:
    for marque in marques:
        dessin.ligne(GAUCHE, y(marque), largeur - DROITE, y(marque), stroke="#e1e6eb")
        dessin.texte(GAUCHE - 8, y(marque) + 4, court(marque, unite), text_anchor="end", fill=GRIS)
    for marque in x.marques():
        dessin.ligne(x(marque), HAUTEUR - PIED, x(marque), HAUTEUR - PIED + 4, stroke="#9aa5b1")
        dessin.texte(x(marque), HAUTEUR - PIED + 18, court(marque), text_anchor="middle", fill=GRIS)
    dessin.texte(largeur - DROITE, HAUTEUR - 8, f"{effectifs} (échelle logarithmique)", text_anchor="end", fill=GRIS)


def _limites(dessin: Dessin, limites: Sequence[Limite], reference: float, x: _Log, y: Echelle) -> None:
    for cote, tirets in (("bas", "5 4"), ("haut", "5 4"), ("tres_bas", None), ("tres_haut", None)):
        trace: list[str] = []
        traces = [trace]
        for limite in limites:
            valeur = getattr(limite, cote)
            if y.bas <= valeur <= y.haut:
                trace.append(f"{x(limite.effectif):.1f},{y(valeur):.1f}")
            elif trace:
                trace = []
                traces.append(trace)
        for points in traces:
            if len(points) > 1:
                dessin.element(
                    "polyline",
                    points=" ".join(points),
                    fill="none",
                    stroke=GRIS,
                    stroke_width=1.4,
                    stroke_dasharray=tirets,
                )
    dessin.ligne(x(x.bas), y(reference), x(x.haut), y(reference), stroke=apparence(3).encre, stroke_width=1.6)


def _points(dessin: Dessin, territoires: Sequence[Territoire], x: _Log, y: Echelle) -> None:
    for t in sorted(territoires, key=lambda t: t.ici):
        if t.ici:
            marquer(dessin, x(t.effectif), y(t.valeur), "losange", apparence(0).encre)
            a_gauche = x(t.effectif) + largeur_du_texte(t.nom) + 12 > dessin.largeur
            decalage, ancre = (-9, "end") if a_gauche else (9, "start")
            dessin.texte(
                x(t.effectif) + decalage, y(t.valeur) - 7, t.nom, text_anchor=ancre, font_weight="600",
                fill=apparence(0).encre, stroke="#ffffff", stroke_width=3, paint_order="stroke",
            )  # fmt: skip
        elif t.hors:
            marquer(dessin, x(t.effectif), y(t.valeur), "triangle", apparence(1).encre)
        else:
            marquer(dessin, x(t.effectif), y(t.valeur), "rond", GRIS, creuse=True)


def _legende(dessin: Dessin) -> None:
    marquer(dessin, 8, 14, "losange", apparence(0).encre)
    dessin.texte(20, 18, "Le territoire")
    marquer(dessin, 128, 14, "triangle", apparence(1).encre)
    dessin.texte(140, 18, "Au-delà de la limite à 99,8 %")
    marquer(dessin, 352, 14, "rond", GRIS, creuse=True)
    dessin.texte(364, 18, "Les autres")
    dessin.ligne(2, 38, 26, 38, stroke=apparence(3).encre, stroke_width=1.6)
    dessin.texte(32, 42, "L'ensemble")
    dessin.ligne(128, 38, 152, 38, stroke=GRIS, stroke_width=1.4, stroke_dasharray="5 4")
    dessin.texte(158, 42, "Limites à 95 %")
    dessin.ligne(272, 38, 296, 38, stroke=GRIS, stroke_width=1.4)
    dessin.texte(302, 42, "Limites à 99,8 %")


def _phrase(territoires: Sequence[Territoire], reference: float, unite: str, methode: str) -> str:
    hors = sum(t.hors for t in territoires)
    dehors = f"{hors} au-delà de la limite à 99,8 %"
    debut = f"{len(territoires)} territoires, ensemble {court(reference)}\xa0{unite} ; {dehors}."
    ici = [f" {t.nom} : {court(t.valeur)}\xa0{unite}, {t.position}." for t in territoires if t.ici]
    return f"{debut}{''.join(ici)} Méthode : {methode}."
