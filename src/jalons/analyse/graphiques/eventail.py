"""Fan of a forecast: what was seen, then the median and the band that holds most futures, one line per scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import court
from jalons.analyse.graphiques.svg.dessin import ENCRE, GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, annees_decimales, graduations
from jalons.analyse.graphiques.svg.motifs import apparence

HAUTEUR, HAUT, BAS, GAUCHE = 320, 44, 286, 50


@dataclass(frozen=True, slots=True)
class Etape:
    """One day of a forecast; ``places``: those authorised then, when known."""

    le: date
    median: float
    bas: float
    haut: float
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Prevision:
    """One scenario."""

    nom: str
    etapes: tuple[Etape, ...]


def eventail(
    identifiant: str, *, titre: str, passe: Sequence[tuple[date, int]], previsions: Sequence[Prevision],
    largeur: int = 680,
) -> Figure:  # fmt: skip
    """The table holds the first, each twelfth and the last step of each scenario.

    Raises:
        ValueError: no scenario, or one without a step.
    """
    if not previsions or any(not p.etapes for p in previsions):
        raise ValueError("Each forecast must have at least one step.")
    toutes = [e for p in previsions for e in p.etapes]
    sommets = [*(e.haut for e in toutes), *(e.places or 0 for e in toutes), *(n for _, n in passe)]
    marques = graduations(0, max([*sommets, 1]))
    jours = [*(j for j, _ in passe), *(e.le for e in toutes)]
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    x = Echelle(annees_decimales(min(jours)), annees_decimales(max(jours)), GAUCHE, largeur - 12)
    y = Echelle(0, marques[-1], BAS, HAUT)
    _axes(dessin, marques, jours, x, y, largeur)
    _tracer(dessin, [(x(annees_decimales(j)), y(n)) for j, n in passe], ENCRE, "")
    for rang, prevision in enumerate(previsions):
        _prevision(dessin, rang, prevision, x, y)
    _legende(dessin, previsions, bool(passe), any(e.places is not None for e in toutes))
    lignes = tuple(_ligne(p, e) for p in previsions for e in _montrees(p.etapes))
    phrase = " ".join(_phrase(p) for p in previsions)
    colonnes = ("Jour", "Scénario", "Médiane", "Intervalle à 90 %", "Places autorisées")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _axes(
    dessin: Dessin, marques: Sequence[float], jours: Sequence[date], x: Echelle, y: Echelle, largeur: float
) -> None:
    for marque in marques:
        dessin.ligne(GAUCHE, y(marque), largeur - 12, y(marque), stroke="#9aa5b1" if marque == 0 else "#e1e6eb")
        dessin.texte(GAUCHE - 8, y(marque) + 4, court(marque), text_anchor="end", fill=GRIS)
    annees = range(min(jours).year + 1, max(jours).year + 1)
    for annee in annees[:: max(1, -(-len(annees) // 12))]:
        dessin.texte(x(annee), HAUTEUR - 12, str(annee), text_anchor="middle", fill=GRIS)
        dessin.ligne(x(annee), BAS, x(annee), BAS + 4, stroke="#9aa5b1")


def _prevision(dessin: Dessin, rang: int, prevision: Prevision, x: Echelle, y: Echelle) -> None:
    vue = apparence(rang)
    abscisses = [x(annees_decimales(e.le)) for e in prevision.etapes]
    haut = [(a, y(e.haut)) for a, e in zip(abscisses, prevision.etapes, strict=True)]
    bas = [(a, y(e.bas)) for a, e in zip(abscisses, prevision.etapes, strict=True)]
    contour = "L".join(f"{a:.1f} {b:.1f}" for a, b in [*haut, *reversed(bas)])
    dessin.element("path", d=f"M{contour}Z", fill=vue.couleur, fill_opacity=0.2, stroke="none")
    _tracer(dessin, haut, vue.encre, "1 3", 0.9)
    _tracer(dessin, bas, vue.encre, "1 3", 0.9)
    _tracer(dessin, [(a, y(e.median)) for a, e in zip(abscisses, prevision.etapes, strict=True)], vue.encre, vue.tirets)
    places = [(a, y(e.places)) for a, e in zip(abscisses, prevision.etapes, strict=True) if e.places is not None]
    _tracer(dessin, places, "#b00020", "10 4", 1.4)


def _tracer(
    dessin: Dessin, points: Sequence[tuple[float, float]], couleur: str, tirets: str, epais: float = 2.2
) -> None:
    if len(points) > 1:
        suite = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        dessin.element(
            "polyline", points=suite, fill="none", stroke=couleur, stroke_width=epais, stroke_dasharray=tirets or None
        )


def _legende(dessin: Dessin, previsions: Sequence[Prevision], passe: bool, places: bool) -> None:
    signes = [("Observé", ENCRE, "")] if passe else []
    signes += [(p.nom, apparence(rang).encre, apparence(rang).tirets) for rang, p in enumerate(previsions)]
    signes += [("Places autorisées", "#b00020", "10 4")] if places else []
    decale, ligne = 0.0, 0
    for nom, couleur, tirets in signes:
        large = 46 + largeur_du_texte(nom)
        if decale and decale + large > dessin.largeur:
            decale, ligne = 0.0, ligne + 1
        dessin.ligne(
            decale, 10 + 16 * ligne, decale + 24, 10 + 16 * ligne, stroke=couleur, stroke_width=2.2,
            stroke_dasharray=tirets or None,
        )  # fmt: skip
        dessin.texte(decale + 30, 14 + 16 * ligne, nom)
        decale += large


def _montrees(etapes: Sequence[Etape]) -> list[Etape]:
    rangs = sorted({0, *range(11, len(etapes), 12), len(etapes) - 1})
    return [etapes[rang] for rang in rangs]


def _ligne(prevision: Prevision, e: Etape) -> tuple[str, ...]:
    places = "non renseignées" if e.places is None else court(e.places)
    return (f"{e.le:%d/%m/%Y}", prevision.nom, court(e.median), f"{court(e.bas)} à {court(e.haut)}", places)


def _phrase(prevision: Prevision) -> str:
    fin = prevision.etapes[-1]
    return (
        f"{prevision.nom} : {court(fin.median)} au {fin.le:%d/%m/%Y}, entre {court(fin.bas)} et {court(fin.haut)} "
        "dans neuf futurs simulés sur dix."
    )
