"""Outlines: SVG paths of straight strokes read and written again with fewer decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Anneau = list[Point]
_JETONS = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def lire_trace(trace: str) -> list[Anneau]:
    """Rings of a path made of ``m`` and ``z`` only (absolute or relative), as absolute points.

    Raises:
        ValueError: another command, or an odd number of coordinates.

    >>> lire_trace("m 1,1 2,0 0,2 z m 5,5 1,0 0,1 z")
    [[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0)], [(6.0, 6.0), (7.0, 6.0), (7.0, 7.0)]]
    """
    anneaux: list[Anneau] = []
    jetons = _JETONS.findall(trace)
    place, commande, x, y = 0, "", 0.0, 0.0
    while place < len(jetons):
        if jetons[place].isalpha():
            commande = jetons[place]
            if commande not in "mMzZ":
                raise ValueError(f"Command {commande!r}: only straight outlines are read.")
            place += 1
            if commande in "mM":
                anneaux.append([])
            elif anneaux and anneaux[-1]:
                x, y = anneaux[-1][0]
            continue
        if place + 1 >= len(jetons) or jetons[place + 1].isalpha() or commande not in "mM" or not commande:
            raise ValueError("A coordinate without its pair, or outside an outline.")
        dx, dy = float(jetons[place]), float(jetons[place + 1])
        x, y = (x + dx, y + dy) if commande == "m" else (dx, dy)
        anneaux[-1].append((x, y))
        place += 2
    return [a for a in anneaux if len(a) > 2]


def ecrire_trace(anneaux: Iterable[Sequence[Point]], decimales: int = 1) -> str:
    """A path of whole rings; points that fall on the one before are left out, and so are rings that vanish.

    >>> ecrire_trace([[(0, 0), (0.01, 0), (4, 0), (4, 4.06)]])
    'M0 0L4 0 4 4.1z'
    """
    morceaux = []
    for anneau in anneaux:
        ecrits: list[str] = []
        for x, y in anneau:
            ecrit = f"{_court(x, decimales)} {_court(y, decimales)}"
            if not ecrits or ecrits[-1] != ecrit:
                ecrits.append(ecrit)
        if len(ecrits) > 1 and ecrits[0] == ecrits[-1]:
            ecrits.pop()
        if len(ecrits) > 2:
            morceaux.append(f"M{ecrits[0]}L{' '.join(ecrits[1:])}z")
    return "".join(morceaux)


def _court(valeur: float, decimales: int) -> str:
    texte = f"{valeur:.{decimales}f}"
    texte = texte.rstrip("0").rstrip(".") if "." in texte else texte
    return "0" if texte == "-0" else texte
