"""A sheet to draw on: escaped text, rounded coordinates, accessible title and description."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from jalons.analyse.graphiques.figure import verifier_identifiant

_A_ECHAPPER = re.compile('[&<>"\\n\\r\\t]').search
POLICE = "Inter, Segoe UI, Roboto, Helvetica, Arial, DejaVu Sans, Libertinus Serif, sans-serif"
ENCRE, GRIS, TRAIT, FOND = "#1d2733", "#55606d", "#d5dbe2", "#ffffff"
CORPS = 12
"""Size of text, in points of the picture."""


def nombre_svg(valeur: float) -> str:
    """A coordinate with at most two decimals, without useless zeros.

    >>> nombre_svg(12.0), nombre_svg(3.14159)
    ('12', '3.14')
    """
    if type(valeur) is int:
        return str(valeur)
    texte = f"{valeur:.2f}".rstrip("0").rstrip(".")
    return "0" if texte in ("-0", "") else texte


@lru_cache(maxsize=256)
def _attribut(cle: str) -> str:
    return f" {cle.rstrip('_').replace('_', '-')}="


def largeur_du_texte(texte: str, corps: float = CORPS) -> float:
    """Width of a text, estimated a little wide: the picture has no font to measure with."""
    return sum(0.74 if c.isupper() or c == "_" else 0.56 for c in texte) * corps


def abreger(texte: str, largeur: float, corps: float = CORPS) -> str:
    """The text cut with an ellipsis to hold in ``largeur``; the table beside the picture has it whole."""
    place = int(largeur / (corps * 0.56))
    return texte if len(texte) <= place else texte[: max(place - 1, 1)].rstrip() + "…"


class Dessin:
    """Gathers the elements of one picture of fixed size."""

    def __init__(self, identifiant: str, largeur: float, hauteur: float) -> None:
        self.identifiant = verifier_identifiant(identifiant)
        self.largeur, self.hauteur = largeur, hauteur
        self._elements: list[str] = []
        self._definitions: dict[str, str] = {}

    def element(self, nom: str, contenu: str = "", /, **attributs: str | float | None) -> None:
        """One element; ``stroke_width=2`` writes ``stroke-width="2"``; ``None`` leaves the attribute out."""
        balise = f"<{nom}"
        for cle, v in attributs.items():
            if v is not None:
                valeur = v if isinstance(v, str) else nombre_svg(v)
                balise += _attribut(cle) + (quoteattr(valeur) if _A_ECHAPPER(valeur) else f'"{valeur}"')
        self._elements.append(f"{balise}>{contenu}</{nom}>" if contenu else f"{balise}/>")

    def ligne(self, x1: float, y1: float, x2: float, y2: float, **attributs: str | float | None) -> None:
        """A straight stroke, light grey unless told."""
        self.element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": TRAIT, **attributs})

    def texte(self, x: float, y: float, mots: str, **attributs: str | float | None) -> None:
        """Words whose baseline starts at (x, y)."""
        self.element("text", escape(mots), x=x, y=y, **{"fill": ENCRE, **attributs})

    def boite(self, x: float, y: float, largeur: float, hauteur: float, **attributs: str | float | None) -> None:
        """A rectangle; nothing when it has no area."""
        if largeur > 0 and hauteur > 0:
            self.element("rect", x=x, y=y, width=largeur, height=hauteur, **attributs)

    def definir(self, cle: str, contenu: str) -> str:
        """Puts a definition (a pattern) in the picture once, and gives the ``url(#…)`` that uses it."""
        identifiant = f"{self.identifiant}-{cle}"
        self._definitions[cle] = contenu.replace("{id}", identifiant)
        return f"url(#{identifiant})"

    def rendre(self, titre: str, description: str) -> str:
        """The whole picture as text."""
        nom = self.identifiant
        definitions = f"<defs>{''.join(self._definitions.values())}</defs>" if self._definitions else ""
        largeur, hauteur = nombre_svg(self.largeur), nombre_svg(self.hauteur)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {largeur} {hauteur}" '
            f'width="{largeur}" height="{hauteur}" role="img" aria-labelledby="{nom}-t {nom}-d" '
            f'font-family="{POLICE}" font-size="{CORPS}">'
            f'<title id="{nom}-t">{escape(titre)}</title><desc id="{nom}-d">{escape(description)}</desc>'
            f"{definitions}{''.join(self._elements)}</svg>"
        )
