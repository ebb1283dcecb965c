"""Ends that compete, day by day: one staircase per cause, its interval, its dash and its name at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, ecarter
from jalons.analyse.graphiques.svg.motifs import apparence, marquer

BAS, HAUT, GAUCHE = 286, 24, 52


@dataclass(frozen=True, slots=True)
class Cause:
    """One end: at each time (months), the share (0 to 1) ended by it, with its interval; in order of time."""

    nom: str
    points: tuple[tuple[float, float, float, float], ...]


def incidences(
    identifiant: str, *, titre: str, causes: Sequence[Cause], mois: int, reperes: Sequence[int] = (6, 12, 24, 36, 60),
    axe: str = "mois écoulés", largeur: int = 760,
) -> Figure:  # fmt: skip
    """Curves that only rise. The table reads them at ``reperes``, and says "non observé" where nobody was followed."""
    dessin = Dessin(identifiant, largeur, 330)
    droite = largeur - max((largeur_du_texte(c.nom) for c in causes), default=0) - 22
    plafond = max((p[3] for c in causes for p in c.points if p[0] <= mois), default=0)
    sommet = next(s for s in (0.1, 0.2, 0.5, 1.0) if s >= min(plafond, 1.0) - 1e-9)
    x, y = Echelle(0, mois, GAUCHE, droite), Echelle(0, sommet, BAS, HAUT)
    for quart in range(5):
        part = sommet * quart / 4
        dessin.ligne(GAUCHE, y(part), droite, y(part), stroke="#9aa5b1" if quart == 0 else "#e1e6eb")
        dessin.texte(GAUCHE - 8, y(part) + 4, f"{100 * part:g}\xa0%".replace(".", ","), text_anchor="end", fill=GRIS)
    for marque in range(0, mois + 1, 12 if mois > 24 else 6):
        dessin.texte(x(marque), BAS + 18, str(marque), text_anchor="middle", fill=GRIS)
    dessin.texte((GAUCHE + droite) / 2, BAS + 38, axe, text_anchor="middle", fill=GRIS)
    fins = []
    for rang, cause in enumerate(causes):
        vus = [p for p in cause.points if p[0] <= mois]
        _tracer(dessin, rang, vus, x, y)
        fins.append((x(vus[-1][0]), y(vus[-1][1])) if vus else (x(0), y(0)))
    hauteurs = ecarter([f[1] for f in fins], 16, HAUT, BAS)
    for rang, (cause, hauteur) in enumerate(zip(causes, hauteurs, strict=True)):
        marquer(dessin, fins[rang][0], fins[rang][1], apparence(rang).marque, apparence(rang).encre)
        dessin.texte(droite + 14, hauteur + 4, cause.nom, fill=apparence(rang).encre)
    phrase = _phrase(causes, mois)
    colonnes = ("Fin", *(f"À {r} mois" for r in reperes if r <= mois))
    lignes = tuple((c.nom, *(_lire(c, r) for r in reperes if r <= mois)) for c in causes)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _tracer(
    dessin: Dessin, rang: int, points: Sequence[tuple[float, float, float, float]], x: Echelle, y: Echelle
) -> None:
    if not points:
        return
    vue = apparence(rang)
    haut = "".join(f"H{x(t):.1f}V{y(h):.1f}" for t, _, _, h in points)
    bas = "".join(f"V{y(b):.1f}H{x(t):.1f}" for t, _, b, _ in reversed(points))
    dessin.element("path", d=f"M{x(0):.1f} {y(0):.1f}{haut}{bas}Z", fill=vue.couleur, fill_opacity=0.18)
    trace = f"M{x(0):.1f} {y(0):.1f}" + "".join(f"H{x(t):.1f}V{y(p):.1f}" for t, p, _, _ in points)
    dessin.element("path", d=trace, fill="none", stroke=vue.encre, stroke_width=2, stroke_dasharray=vue.tirets or None)


def _lire(cause: Cause, mois: int) -> str:
    if not cause.points or cause.points[-1][0] < mois:
        return "non observé"
    avant = [p for p in cause.points if p[0] <= mois]
    part, bas, haut = avant[-1][1:] if avant else (0.0, 0.0, 0.0)
    return f"{_pourcent(part)}\xa0% [{_pourcent(bas)} ; {_pourcent(haut)}]"


def _pourcent(part: float) -> str:
    return f"{100 * part:.1f}".replace(".", ",")


def _phrase(causes: Sequence[Cause], mois: int) -> str:
    dits = [(c.nom, [p for p in c.points if p[0] <= mois][-1]) for c in causes if any(p[0] <= mois for p in c.points)]
    if not dits:
        return "Personne n'a été suivi."
    return "Dernières parts connues : " + " ; ".join(f"{n.lower()} {_pourcent(p[1])}\xa0%" for n, p in dits) + "."
