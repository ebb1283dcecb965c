"""Colours (Okabe and Ito's, made for colour-blind readers) with a pattern, a dash and a marker each."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.analyse.graphiques.svg.dessin import ENCRE, FOND, Dessin, largeur_du_texte


@dataclass(frozen=True, slots=True)
class Apparence:
    """How one series looks; the four signs change together.

    Attributes:
        encre: darker version of the colour, readable on white (4.5:1 at least), for words and lines.
        motif: strokes laid over the colour; empty for a plain fill.
    """

    couleur: str
    encre: str
    motif: str
    tirets: str
    marque: str


APPARENCES = (
    Apparence("#0072b2", "#005f96", "", "", "rond"),
    Apparence("#e69f00", "#8a5f00", "M0 6L6 0M-1 1L1 -1M5 7L7 5", "6 3", "carre"),
    Apparence("#56b4e9", "#1a6a99", "M3 0V6", "2 3", "triangle"),
    Apparence("#009e73", "#00704f", "M0 3H6", "8 3 2 3", "losange"),
    Apparence("#cc79a7", "#994a75", "M0 0L6 6M-1 5L1 7M5 -1L7 1", "1 2", "croix"),
    Apparence("#bdc5ce", "#55606d", "M0 3H6M3 0V6", "4 4", "rond"),
)


def apparence(rang: int) -> Apparence:
    """The look of the series of this rank; after the sixth they start again."""
    return APPARENCES[rang % len(APPARENCES)]


def remplissage(dessin: Dessin, rang: int) -> str:
    """The fill of the series of this rank: its colour, or its colour under its pattern."""
    vue = apparence(rang)
    if not vue.motif:
        return vue.couleur
    return dessin.definir(
        f"m{rang % len(APPARENCES)}",
        f'<pattern id="{{id}}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
        f'fill="{vue.couleur}"/><path d="{vue.motif}" stroke="{vue.encre}" stroke-width="1" fill="none"/></pattern>',
    )


def hachures_inconnu(dessin: Dessin) -> str:
    """The fill of what is not known: hatching on white, always the same."""
    return dessin.definir(
        "inconnu",
        '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" fill="#ffffff"/>'
        '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke="#8a96a3" stroke-width="1.2" fill="none"/></pattern>',
    )


def marquer(dessin: Dessin, x: float, y: float, marque: str, couleur: str, *, creuse: bool = False) -> None:
    """A marker centred on (x, y); hollow when ``creuse``."""
    signes: dict[str, str | float | None] = {
        "fill": FOND if creuse else couleur,
        "stroke": couleur if creuse else FOND,
        "stroke_width": 1.8 if creuse else 1,
    }
    match marque:
        case "rond":
            dessin.element("circle", cx=x, cy=y, r=4.5, **signes)
        case "carre":
            dessin.boite(x - 4, y - 4, 8, 8, **signes)
        case "triangle":
            dessin.element("path", d=f"M{x:.1f} {y - 5:.1f}l5 9h-10z", **signes)
        case "losange":
            dessin.element("path", d=f"M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", **signes)
        case "croix":
            dessin.element(
                "path",
                d=f"M{x - 4:.1f} {y - 4:.1f}l8 8M{x + 4:.1f} {y - 4:.1f}l-8 8",
                stroke=couleur,
                stroke_width=2.4,
                fill="none",
            )
        case _:
            raise ValueError(f"Unknown marker {marque!r}.")


def legende(dessin: Dessin, noms: list[tuple[str, str]], y: float) -> float:
    """Swatches and names on as many lines as needed, from ``y``; gives the height they take.

    Args:
        noms: name and fill of each series.
    """
    x, ligne = 0.0, 0
    for nom, fond in noms:
        largeur = 34 + largeur_du_texte(nom)
        if x and x + largeur > dessin.largeur:
            x, ligne = 0.0, ligne + 1
        haut = y + ligne * 18
        dessin.boite(x + 0.5, haut, 14, 11, fill=fond, stroke=ENCRE, stroke_width=0.7)
        dessin.texte(x + 20, haut + 10, nom)
        x += largeur
    return (ligne + 1) * 18.0
