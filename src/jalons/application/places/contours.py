"""Shapes under the map of the offer: an upper module that keeps some gives them; without one, no ground.

``places`` imports no upper module: the provider inscribes itself at start-up, as panels do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from jalons.analyse.graphiques.lieux import FondSitue
from jalons.noyau.saisie import EntreeRefusee


@dataclass(frozen=True, slots=True)
class Contours:
    """A GeoJSON file that a collectivité has published.

    Attributes:
        empreinte: of its bytes; two files of one fingerprint are one file.
        lire: gives its bytes; called only for a fingerprint not seen yet.
        credit: whom the shapes are owed to.
    """

    empreinte: str
    credit: str
    lire: Callable[[], bytes] = field(compare=False)


Fournisseur = Callable[[str], Contours | None]
"""From the code of a collectivité in the perimeter, its shapes."""
_fournisseurs: list[Fournisseur] = []


def inscrire(fournisseur: Fournisseur) -> None:
    """Add a provider; the first that answers is listened to."""
    _fournisseurs.append(fournisseur)


def fond(code: str) -> FondSitue | None:
    """The ground of the map of a collectivité; ``None`` without shapes, or when they cannot be read."""
    for fournisseur in _fournisseurs:
        if (contours := fournisseur(code)) is not None:
            return _lu(contours)
    return None


@lru_cache(maxsize=8)
def _lu(contours: Contours) -> FondSitue | None:
    from jalons.analyse.publications.fonds import geojson_situe  # reads shapes: loaded by those who draw

    try:
        return geojson_situe(contours.lire(), "contours", credit=contours.credit)
    except EntreeRefusee:
        return None  # it was checked when it came in; a picture is not worth an error page


def convient(fond_lu: FondSitue, points: list[tuple[float, float]]) -> bool:
    """Whether these points (longitude, latitude) all fall on the ground: shapes of another place would lie."""
    projetes = [fond_lu.projeter(x, y) for x, y in points]
    return all(-1 <= x <= fond_lu.fond.largeur + 1 and -1 <= y <= fond_lu.fond.hauteur + 1 for x, y in projetes)
