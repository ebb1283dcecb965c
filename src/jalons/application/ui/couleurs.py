"""Colours of a département: read, measured against WCAG, refused when a reader could not read them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jalons.noyau.saisie import Faute

CONTRASTE_MINIMAL = 4.5
"""WCAG 2.1, success criterion 1.4.3 (level AA), normal text."""

_FORME = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Couleur:
    """A colour of the screen, three channels from 0 to 255."""

    rouge: int
    vert: int
    bleu: int

    @classmethod
    def lire(cls, texte: str) -> Couleur:
        """The colour written ``#rrggbb`` (the # may be left out).

        Raises:
            ValueError: with a sentence in French that says what was expected.

        >>> Couleur.lire("#0b5cad")
        Couleur(rouge=11, vert=92, bleu=173)
        """
        trouve = _FORME.fullmatch(texte.strip())
        if trouve is None:
            raise ValueError(
                f"« {texte} » n'est pas une couleur : écrivez # suivi de six chiffres ou lettres de a à f, "
                "par exemple #0b5cad."
            )
        return cls(*bytes.fromhex(trouve[1]))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 (black) to 1 (white), as WCAG defines it."""
        lineaires = [_lineaire(canal / 255) for canal in (self.rouge, self.vert, self.bleu)]
        return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]

    def foncee(self, part: float) -> Couleur:
        """The same hue with each channel multiplied by ``part`` (0 gives black, 1 the colour itself)."""
        return Couleur(*(round(canal * part) for canal in (self.rouge, self.vert, self.bleu)))

    def melee(self, autre: Couleur, part: float) -> Couleur:
        """``part`` of this colour and the rest of ``autre``."""
        paires = zip((self.rouge, self.vert, self.bleu), (autre.rouge, autre.vert, autre.bleu), strict=True)
        return Couleur(*(round(a * part + b * (1 - part)) for a, b in paires))

    def __str__(self) -> str:
        return f"#{self.rouge:02x}{self.vert:02x}{self.bleu:02x}"


BLANC = Couleur(255, 255, 255)


def _lineaire(canal: float) -> float:
    return canal / 12.92 if canal <= 0.04045 else float(((canal + 0.055) / 1.055) ** 2.4)


def contraste(une: Couleur, autre: Couleur) -> float:
    """Contrast ratio of WCAG, 1 (same colour) to 21 (black on white).

    >>> contraste(Couleur(0, 0, 0), BLANC)
    21.0
    """
    claire, sombre = sorted((une.luminance, autre.luminance), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def plus_proche_lisible(couleur: Couleur, fond: Couleur = BLANC) -> Couleur:
    """The least darkened version of ``couleur`` that can be read on ``fond`` (itself when it already can)."""
    for centieme in range(100, -1, -1):
        candidate = couleur.foncee(centieme / 100)
        if contraste(candidate, fond) >= CONTRASTE_MINIMAL:
            return candidate
    return Couleur(0, 0, 0)


def fautes_de_contraste(primaire: str, texte: str = "#ffffff") -> list[Faute]:
    """What is wrong with a département's colours; empty when they can be used.

    Args:
        primaire: colour of links and buttons, ``#rrggbb``; it stands on white, and bears ``texte``.
        texte: colour of the words on a button of that colour.
    """
    lues: dict[str, Couleur] = {}
    fautes = []
    for lieu, valeur in (("primaire", primaire), ("texte", texte)):
        try:
            lues[lieu] = Couleur.lire(valeur)
        except ValueError as erreur:
            fautes.append(Faute(lieu, str(erreur), valeur, "#rrggbb"))
    if fautes:
        return fautes
    for lieu, dessus, fond, ou in (
        ("primaire", lues["primaire"], BLANC, "sur fond blanc (liens)"),
        ("texte", lues["texte"], lues["primaire"], "sur la couleur primaire (boutons)"),
    ):
        rapport = contraste(dessus, fond)
        if rapport < CONTRASTE_MINIMAL:
            fautes.append(_faute(lieu, dessus, ou, rapport, lues["primaire"]))
    return fautes


def _faute(lieu: str, dessus: Couleur, ou: str, rapport: float, primaire: Couleur) -> Faute:
    propose = plus_proche_lisible(primaire)
    # Truncated, never rounded: 4.499 must not read "4,5, attendu 4,5".
    obtenu = f"{int(rapport * 100) / 100:.2f}".replace(".", ",")
    return Faute(
        lieu,
        f"Le contraste de {dessus} {ou} est de {obtenu} pour 1 ; il faut au moins 4,5 pour 1 "
        f"pour que chacun puisse lire. "
        f"La plus proche couleur primaire qui convient, avec un texte blanc, est {propose}.",
        f"{obtenu}:1",
        "au moins 4,5:1",
    )


def feuille_de_style(primaire: Couleur) -> str:
    """The style sheet that gives the pages this primary colour.

    Raises:
        ValueError: the colour fails the contrast check.
    """
    if fautes_de_contraste(str(primaire)):
        raise ValueError(f"{primaire} is not dark enough on white: see fautes_de_contraste.")
    sombre, pale = primaire.foncee(0.8), primaire.melee(BLANC, 0.08)
    canaux = f"{primaire.rouge}, {primaire.vert}, {primaire.bleu}"
    return (
        ':root, [data-bs-theme="light"] {\n'
        f"  --tblr-primary: {primaire}; --tblr-primary-rgb: {canaux};\n"
        f"  --tblr-link-color: {primaire}; --tblr-link-color-rgb: {canaux}; --tblr-link-hover-color: {sombre};\n"
        f"  --jalons-primaire: {primaire}; --jalons-primaire-sombre: {sombre}; --jalons-primaire-pale: {pale};\n"
        "}\n"
    )
