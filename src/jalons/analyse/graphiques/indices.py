"""Several series brought to 100 in one year, to compare how they move and not how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU, court
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, ecarter, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, marquer

HAUTEUR, HAUT, BAS, GAUCHE = 320, 16, 284, 46


@dataclass(frozen=True, slots=True)
class Courbe:
    """Indices of one territory, one per year of the figure; ``None``: not known, the line is cut."""

    nom: str
    indices: tuple[float | None, ...]


def base_100(
    identifiant: str, *, titre: str, base: int, annees: Sequence[int], courbes: Sequence[Courbe], largeur: int = 680
) -> Figure:
    """One line per territory, its own dash and marker, its name at the end.

    Raises:
        ValueError: a line has not one index per year, or there is no year.
    """
    if not annees or any(len(c.indices) != len(annees) for c in courbes):
        raise ValueError("Each line must have one index for each year.")
    connus = [v for c in courbes for v in c.indices if v is not None]
    marques = graduations(min([*connus, 100.0]), max([*connus, 100.0]))
    droite = largeur - max((largeur_du_texte(c.nom) for c in courbes), default=0) - 20
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    x = Echelle(min(annees), max(annees), GAUCHE + 10, droite - 8)
    y = Echelle(marques[0], marques[-1], BAS, HAUT)
    _axes(dessin, marques, annees, x, y, droite)
    for rang, courbe in enumerate(courbes):
        _tracer(dessin, rang, courbe, annees, x, y)
    _noms(dessin, courbes, annees, x, y, droite)
    phrase = f"Base 100 en {base}. {_derniers(courbes, annees)}"
    lignes = tuple(
        (str(annee), *(INCONNU if c.indices[rang] is None else court(c.indices[rang] or 0.0) for c in courbes))
        for rang, annee in enumerate(annees)
    )
    return Figure(
        identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Année", *(c.nom for c in courbes)), lignes
    )


def _axes(
    dessin: Dessin, marques: Sequence[float], annees: Sequence[int], x: Echelle, y: Echelle, droite: float
) -> None:
    for marque in marques:
        dessin.ligne(GAUCHE, y(marque), droite, y(marque), stroke="#9aa5b1" if marque == 100 else "#e1e6eb")
        dessin.texte(GAUCHE - 8, y(marque) + 4, court(marque), text_anchor="end", fill=GRIS)
    pas = max(1, -(-len(annees) // 10))
    for annee in annees[::-pas][::-1]:
        dessin.texte(x(annee), HAUTEUR - 14, str(annee), text_anchor="middle", fill=GRIS)


def _tracer(dessin: Dessin, rang: int, courbe: Courbe, annees: Sequence[int], x: Echelle, y: Echelle) -> None:
    vue = apparence(rang)
    troncon: list[str] = []
    for annee, indice in [*zip(annees, courbe.indices, strict=True), (annees[-1], None)]:
        if indice is not None:
            troncon.append(f"{x(annee):.1f},{y(indice):.1f}")
            continue
        if len(troncon) > 1:
            dessin.element(
                "polyline", points=" ".join(troncon), fill="none", stroke=vue.encre, stroke_width=2,
                stroke_dasharray=vue.tirets or None,
            )  # fmt: skip
        troncon = []
    for annee, indice in zip(annees, courbe.indices, strict=True):
        if indice is not None:
            marquer(dessin, x(annee), y(indice), vue.marque, vue.encre)


def _noms(
    dessin: Dessin, courbes: Sequence[Courbe], annees: Sequence[int], x: Echelle, y: Echelle, droite: float
) -> None:
    """The name of each line level with its last known point, pushed apart when they meet."""
    fins = [(rang, c, fin) for rang, c in enumerate(courbes) if (fin := _fin(c)) is not None]
    places = ecarter([y(c.indices[fin] or 0.0) + 4 for _, c, fin in fins], 15, HAUT, BAS)
    for (rang, courbe, fin), place in zip(fins, places, strict=True):
        couleur = apparence(rang).encre
        depart = x(annees[fin]) + 8
        if droite - depart > 12:
            dessin.ligne(
                depart, y(courbe.indices[fin] or 0.0), droite, place - 4, stroke=couleur, stroke_width=0.8,
                stroke_dasharray="1 3",
            )  # fmt: skip
        dessin.texte(droite + 4, place, courbe.nom, fill=couleur, font_weight="600")


def _fin(courbe: Courbe) -> int | None:
    return next((r for r in range(len(courbe.indices) - 1, -1, -1) if courbe.indices[r] is not None), None)


def _derniers(courbes: Sequence[Courbe], annees: Sequence[int]) -> str:
    dits = []
    for courbe in courbes:
        fin = _fin(courbe)
        dits.append(
            f"{courbe.nom} : {INCONNU if fin is None else f'{court(courbe.indices[fin] or 0.0)} ({annees[fin]})'}"
        )
    return f"Derniers indices. {', '.join(dits)}."
