"""Under which parts a document places the fiches that stand apart: "voir fiche n° 6" in the text of a part. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jalons.application.relecture.genres import STRUCTURE
from jalons.lecture.modele import Element, Passage
from jalons.noyau.textes import cle_tri

RESSEMBLANCE = 88
"""Least likeness, out of 100, of a line and of the title of a part that it repeats."""
_COURT = 12
"""Letters under which a title is too common to be recognised in a line."""
_DEBUT = 70
"""Letters of a title that are compared: the rest may stand on other lines."""
_ETIQUETTE = re.compile(r"^\W*(?:[^\W\d]+\s*(?:n\s*[°o]?\s*)?)?(?:\d[\d.]*|[IVX]+)\W+")
"""What may stand before a title: "ENGAGEMENT 2 :", "II." """
_RENVOI = re.compile(
    r"(?:voir|cf\.?|se reporter à)\s+(?:aussi\s+)?(?:la\s+|les\s+)?fiches?(?:[\s-]*actions?)?\s*n?\s*[°ºo]?[^\w\n]{0,4}"
    r"(?P<numero>\d{1,3}(?:\.\d{1,2})?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A part that sends to a fiche: its rank among the elements, and where the document says it."""

    partie: int
    passage: Passage


def renvois(texte: str, elements: Sequence[Element]) -> dict[int, list[Renvoi]]:
    """For each fiche without a part, by rank in ``elements``: the parts whose text sends to it, each once, in order.

    A part is recognised again where the document repeats its title; of an engagement and of a sub-theme open at once,
    the sub-theme is given.
    """
    par_numero = {str(e.numero): r for r, e in enumerate(elements) if e.genre == "fiche" and not e.parent}
    appels = [(m, par_numero[m["numero"]]) for m in _RENVOI.finditer(texte) if m["numero"] in par_numero]
    if not appels:
        return {}
    titres = list(_titres(texte, elements))
    trouves: dict[int, dict[int, Renvoi]] = {}
    for appel, fiche in appels:
        partie = next((rang for debut, rang in reversed(titres) if debut <= appel.start()), None)
        if partie is not None:
            trouves.setdefault(fiche, {}).setdefault(partie, Renvoi(partie, Passage(appel.start(), appel.end())))
    return {fiche: list(parties.values()) for fiche, parties in trouves.items()}


def _titres(texte: str, elements: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Where each part is announced or repeated, in order: a place in the text, the rank of the part."""
    from rapidfuzz.fuzz import ratio

    cles = [(r, _cle(e.texte)[:_DEBUT]) for r, e in enumerate(elements) if e.genre in STRUCTURE]
    cles = [(r, cle) for r, cle in cles if len(cle) >= _COURT]
    lignes = [(m.start(), m[0]) for m in re.finditer(r"[^\n\f]*\S[^\n\f]*", texte)]
    for rang, (debut, ligne) in enumerate(lignes):
        suite = " ".join(x for _, x in lignes[rang + 1 : rang + 3])
        dits = {_cle(f"{ligne} {suite}"), _cle(f"{_ETIQUETTE.sub('', ligne)} {suite}")}
        notes = [(ratio(dit[: len(cle)], cle, score_cutoff=RESSEMBLANCE), r) for r, cle in cles for dit in dits]
        meilleur = max(notes, default=(0, 0))
        if meilleur[0]:
            yield debut, meilleur[1]


def _cle(texte: str) -> str:
    return " ".join(cle_tri(texte).split())
