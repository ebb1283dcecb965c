"""The lines that rule the tables of a scanned page: found on the picture, taken away before it is read.

A page that was copied is a little turned and grey: lines are put together from pieces that drift, where most points are
darker than the paper, and everything is set straight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SOMBRE = 30
"""How much darker than the paper a point of a line is, out of 255."""
_GRAIN = 3.0
"""How many times the usual distance of its points to the shade of the paper is no ink."""
_PLEIN = 0.68
"""Least share of dark points along a line: letters leave more white."""
_FENETRE = 0.18
"""Length over which this share is taken, in inches."""
_PIECE = (0.45, 0.33)
"""Least length of a piece of line, across and down, in inches: letters are shorter."""
_TRAIT = (0.7, 0.33)
"""Least length of a line, in inches."""
_EPAIS = 0.06
"""Most thickness of a line, in inches."""
_ECART = 0.12
"""White between two pieces of one line, in inches."""
_PIECES = 40_000
"""Pieces over which a page is a picture, not a table."""
_BOUT = 12.0
"""How far the end of a level line may stand from an upright one, in points."""
_PRES = 1.5
"""How far from its line a piece of it may stand, in points."""
_COTE, _BLANC = 0.03, 0.3
"""How far from a line white is looked for, in inches, and the most ink there, as a share."""
_COINCE = 4.0
"""Ends of lines that are this close meet, in points."""

Piece = tuple[int, int, int]
"""A run of ink: its row (or column), where it begins and ends along it."""
Cadre = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Trait:
    """A line of the picture, in points: where it begins and ends along its sense, where it stands across it."""

    sens: str
    debut: float
    fin: float
    au_debut: float
    a_la_fin: float


@dataclass(frozen=True, slots=True)
class Grille:
    """The cells of the tables of a page, in points once the page is straight, and how much it was turned.

    Attributes:
        cellules: for each table, its cells (left, top, right, bottom).
        pente: rise of what should be level, in points by point.
    """

    cellules: tuple[tuple[Cadre, ...], ...]
    pente: float

    def droit(self, x: float, y: float) -> tuple[float, float]:
        """A place of the picture once the page is straight.

        >>> Grille((), 0.01).droit(100.0, 200.0)
        (102.0, 199.0)
        """
        return x + self.pente * y, y - self.pente * x


def chercher(image: Any, dpi: int) -> tuple[Grille | None, Any]:
    """The tables of a picture in grey and the picture without their lines; ``None`` and the picture without tables."""
    import numpy as np

    points = np.asarray(image)
    papier = float(np.median(points[::7, ::7]))
    encre = points < papier - _SOMBRE
    traits: list[Trait] = []
    effaces = np.zeros_like(encre)
    for sens, dessin in (("v", encre.T), ("h", encre)):
        pieces = _pieces(_pleins(dessin, int(_FENETRE * dpi)), int(_PIECE[sens == "v"] * dpi))
        if len(pieces) > _PIECES:
            return None, image
        for groupe in _grouper(pieces, int(_ECART * dpi)):
            trait = _trait(sens, groupe, dpi)
            if trait is not None and (
                sens == "v" or (_va_de_l_un_a_l_autre(trait, traits) and _seul(dessin, groupe, dpi))
            ):
                traits.append(trait)
                _effacer(effaces if sens == "h" else effaces.T, groupe, trait, dpi / 72)
    grille = _grille(traits)
    if grille is None:
        return None, image
    from PIL import Image

    propre = points.copy()
    propre[effaces] = int(papier)
    return grille, Image.fromarray(propre)


def blanchir(image: Any) -> Any:
    """The picture in grey, what is hardly darker than the paper made white.

    Where a page holds a few words only, Tesseract would take the grain of the paper for ink, and read nothing.
    """
    import numpy as np
    from PIL import Image

    points = np.asarray(image)
    papier = float(np.median(points[::7, ::7]))
    grain = 1.48 * float(np.median(np.abs(points[::7, ::7] - papier)))
    blanche = points.copy()
    blanche[points > papier - max(_SOMBRE, _GRAIN * grain)] = 255
    return Image.fromarray(blanche)


def _pleins(encre: NDArray[np.bool_], fenetre: int) -> NDArray[np.bool_]:
    """Where most points around, along the row, are dark, in the row or in the next: a line may stand between two."""
    import numpy as np

    deux = encre.copy()
    deux[:-1] |= encre[1:]
    sommes = np.cumsum(np.pad(deux, ((0, 0), (fenetre // 2 + 1, fenetre - fenetre // 2 - 1))), axis=1, dtype=np.int32)
    parts = sommes[:, fenetre:] - sommes[:, :-fenetre]
    # the pad has shifted the window: its middle stands on the point
    return np.asarray(
        np.pad(parts, ((0, 0), (0, max(0, encre.shape[1] - parts.shape[1]))))[:, : encre.shape[1]] >= _PLEIN * fenetre
    )


def _pieces(encre: NDArray[np.bool_], longueur: int) -> list[Piece]:
    """The runs of ink of that length or more, row after row."""
    import numpy as np

    bords = np.diff(np.pad(encre, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rangs, debuts = np.nonzero(bords == 1)
    _, fins = np.nonzero(bords == -1)
    longs = (fins - debuts) >= longueur
    return list(zip(rangs[longs].tolist(), debuts[longs].tolist(), fins[longs].tolist(), strict=True))


def _grouper(pieces: Sequence[Piece], ecart: int) -> Iterator[list[Piece]]:
    """The pieces of each line: they touch, or follow one another."""
    ouverts: list[list[Piece]] = []
    for piece in pieces:
        rang, debut, fin = piece
        fermes = [g for g in ouverts if rang - g[-1][0] > 3]
        yield from fermes
        ouverts = [g for g in ouverts if rang - g[-1][0] <= 3]
        voisins = [
            g for g in ouverts if any(rang - r <= 3 and d - ecart <= fin and debut <= f + ecart for r, d, f in g[-6:])
        ]
        if not voisins:
            ouverts.append([piece])
            continue
        reuni = sorted((p for g in voisins for p in [*g]), key=lambda p: p[0])
        reuni.append(piece)
        ouverts = [g for g in ouverts if not any(g is v for v in voisins)] + [reuni]
    yield from ouverts


def _trait(sens: str, groupe: Sequence[Piece], dpi: int) -> Trait | None:
    """The line that pieces make; ``None`` when it is too short or too thick to be one."""
    debut, fin = min(p[1] for p in groupe), max(p[2] for p in groupe)
    encre = sum(p[2] - p[1] for p in groupe)
    if fin - debut < _TRAIT[sens == "v"] * dpi or encre / (fin - debut) > _EPAIS * dpi:
        return None
    tete = median(p[0] for p in groupe if p[1] <= debut + dpi // 4)
    queue = median(p[0] for p in groupe if p[2] >= fin - dpi // 4)
    return Trait(sens, *(x * 72 / dpi for x in (debut, fin, tete, queue)))


def _seul(encre: NDArray[np.bool_], groupe: Sequence[Piece], dpi: int) -> bool:
    """Whether there is white on both sides of a line: in the tops of bold letters there is ink below."""
    ecart = max(3, int(_COTE * dpi))
    longueur = sum(fin - debut for _, debut, fin in groupe)
    for sens in (-ecart, ecart):
        autour = sum(
            float(encre[rang + sens, debut:fin].sum()) for rang, debut, fin in groupe if 0 <= rang + sens < len(encre)
        )
        if autour > _BLANC * longueur:
            return False
    return True


def _va_de_l_un_a_l_autre(niveau: Trait, montants: Sequence[Trait]) -> bool:
    """Whether both ends of a level line stand on upright ones: a line of words does not."""
    bouts = ((niveau.debut, niveau.au_debut), (niveau.fin, niveau.a_la_fin))
    return all(
        any(
            t.sens == "v" and abs((t.au_debut + t.a_la_fin) / 2 - x) <= _BOUT and t.debut - _BOUT <= y <= t.fin + _BOUT
            for t in montants
        )
        for x, y in bouts
    )


def _effacer(effaces: NDArray[np.bool_], groupe: Sequence[Piece], trait: Trait, echelle: float) -> None:
    """Mark the points of a line; letters that touch it are left."""
    pente = (trait.a_la_fin - trait.au_debut) / (trait.fin - trait.debut)
    for rang, debut, fin in groupe:
        attendu = (trait.au_debut + pente * ((debut + fin) / 2 / echelle - trait.debut)) * echelle
        if abs(rang - attendu) > _PRES * echelle:
            continue
        effaces[max(0, rang - 2) : rang + 3, max(0, debut - 1) : fin + 1] = True


def _grille(traits: Sequence[Trait]) -> Grille | None:
    """The cells that lines draw once straight; ``None`` when they draw no table."""
    niveaux = [t for t in traits if t.sens == "h"]
    if len(niveaux) < 2 or len(traits) < 5:
        return None
    pente = median((t.a_la_fin - t.au_debut) / (t.fin - t.debut) for t in niveaux)
    if abs(pente) > 0.05:
        return None
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    aretes = [_arete(t, pente) for t in traits]
    jointes = merge_edges(aretes, _COINCE, _COINCE, _COINCE, _COINCE)
    cellules = intersections_to_cells(edges_to_intersections(jointes, _COINCE, _COINCE))
    tables = tuple(tuple(tuple(map(float, c)) for c in t) for t in cells_to_tables(cellules)) if cellules else ()
    grandes = tuple(t for t in tables if len(t) > 1)
    return Grille(grandes, pente) if grandes else None  # type: ignore[arg-type]


def _arete(t: Trait, pente: float) -> dict[str, Any]:
    """A line as pdfplumber describes edges, once straight."""
    droit = Grille((), pente).droit
    if t.sens == "h":
        (x0, y0), (x1, y1) = droit(t.debut, t.au_debut), droit(t.fin, t.a_la_fin)
        haut = bas = (y0 + y1) / 2
    else:
        (x0, haut), (x1, bas) = droit(t.au_debut, t.debut), droit(t.a_la_fin, t.fin)
        x0 = x1 = (x0 + x1) / 2
    return {
        "orientation": t.sens, "x0": x0, "x1": x1, "top": haut, "bottom": bas, "width": x1 - x0, "height": bas - haut,
    }  # fmt: skip
