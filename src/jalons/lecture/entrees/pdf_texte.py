"""The characters of a PDF page as segments: runs of one line, cut where a column or a cell ends."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from jalons.lecture.entrees.segments import Segment

_ECART = 1.3
"""White width, in heights of the line, beyond which what follows belongs to another column or cell."""
_CESURES = {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}
Caractere = tuple[str, float, float, float, float]


def segments(page: Any) -> list[Segment]:
    """The segments of a page of pypdfium2, in the order in which the file draws them."""
    import pypdfium2.raw as pdfium

    rendus: list[Segment] = []
    textes = page.get_textpage()
    try:
        courant: list[Caractere] = []
        for signe in _caracteres(textes.raw, pdfium, *_origine(page)):
            if signe is None or (courant and _ailleurs(courant, signe)):
                rendus += _segment(courant)
                courant = []
            if signe is not None:
                courant.append(signe)
        rendus += _segment(courant)
    finally:
        textes.close()
    return rendus


def illisible(morceaux: list[Segment]) -> bool:
    """Whether the letters of a page are not letters: its font says nothing of what it draws."""
    signes = [c for s in morceaux for c in s.texte if not c.isspace()]
    return bool(signes) and sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in signes) > 0.3 * len(
        signes
    )


class Lettres:
    """The characters of a page with their place, to read a part of a segment."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._signes: list[Caractere] | None = None

    def entre(self, morceau: Segment, gauche: float, droite: float) -> str:
        """What the segment holds from ``gauche`` to ``droite``, by the middle of its characters."""
        if self._signes is None:
            import pypdfium2.raw as pdfium

            textes = self._page.get_textpage()
            try:
                origine = _origine(self._page)
                self._signes = [s for s in _caracteres(textes.raw, pdfium, *origine) if s is not None]
            finally:
                textes.close()
        dedans = (
            s[0] for s in self._signes
            if gauche <= (s[1] + s[3]) / 2 <= droite and abs(s[2] + s[4] - morceau.haut - morceau.bas) < morceau.hauteur
        )  # fmt: skip
        return " ".join("".join(dedans).split())

    def couper(self, morceau: Segment, x: float) -> tuple[Segment, Segment] | None:
        """The two parts of a segment on both sides of ``x``, where a word of it begins; ``None`` when none does."""
        avant = self.entre(morceau, morceau.gauche - 1, x - 1)
        apres = self.entre(morceau, x - 1, morceau.droite + 1)
        if not avant or not apres or f"{avant} {apres}" != morceau.texte:
            return None
        return (
            Segment(avant, morceau.gauche, morceau.haut, x - 2, morceau.bas),
            Segment(apres, x, morceau.haut, morceau.droite, morceau.bas),
        )


def _origine(page: Any) -> tuple[float, float]:
    gauche, _, _, haut = page.get_cropbox()
    return gauche, haut


def _caracteres(brut: Any, pdfium: Any, gauche0: float, haut0: float) -> Iterator[Caractere | None]:
    """Each character and its box from the upper left corner; ``None`` at the end of a line."""
    gauche, droite, bas, haut = (ctypes.c_double() for _ in range(4))
    adresses = [ctypes.byref(x) for x in (gauche, droite, bas, haut)]
    rectangle = pdfium.FS_RECTF()
    cadre = ctypes.byref(rectangle)
    lire, boite, boite_large = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetLooseCharBox
    for rang in range(max(0, pdfium.FPDFText_CountChars(brut))):
        code = lire(brut, rang)
        if code in (10, 13):
            yield None
        if code in (0, 10, 13) or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            continue
        signe = _CESURES.get(chr(code), chr(code))
        if boite_large(brut, rang, cadre) and rectangle.top > rectangle.bottom:
            yield (
                signe,
                rectangle.left - gauche0,
                haut0 - rectangle.top,
                rectangle.right - gauche0,
                haut0 - rectangle.bottom,
            )
        elif boite(brut, rang, *adresses):
            yield signe, gauche.value - gauche0, haut0 - haut.value, droite.value - gauche0, haut0 - bas.value


def _ailleurs(courant: list[Caractere], signe: Caractere) -> bool:
    """Whether ``signe`` stands too far right, or back left, to belong to the same run."""
    if signe[0].isspace():
        return False
    dernier = next((c for c in reversed(courant) if not c[0].isspace()), courant[-1])
    hauteur = max(4.0, min(dernier[4] - dernier[2], signe[4] - signe[2]))
    return signe[1] - dernier[3] > _ECART * hauteur or signe[1] < dernier[1] - 3 * hauteur


def _segment(signes: list[Caractere]) -> Iterator[Segment]:
    texte = "".join(c[0] for c in signes)
    pleins = [c for c in signes if not c[0].isspace()]
    if pleins:
        yield Segment(
            " ".join(texte.split()), min(c[1] for c in pleins), min(c[2] for c in pleins),
            max(c[3] for c in pleins), max(c[4] for c in pleins),
        )  # fmt: skip
