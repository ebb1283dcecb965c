"""Headings without a word: the numbers of an outline (1, 1.1, 1.1.1; I, I.A; A.1) tell where they stand.

Numbers make an outline when they follow one another under the same beginning and what they begin is named: by a heading
with a word ("Partie 1" for 1.1), or by a heading of the outline itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.lecture.grammaire import Grammaire, Titre
from jalons.lecture.structure.lignes import Ligne

PROFONDEURS = ("plan 1", "plan 2", "plan 3")
"""Words of the headings of an outline, from the widest."""
_UN = r"(?:\d{1,2}|[IVX]{1,5}|[A-H]\d{0,2})"
_NUMERO = re.compile(
    rf"[#\s]*(?P<n>{_UN}(?:\s?[.]\s?(?:\d{{1,2}}|[A-Ha-h])|-(?:\d{{1,2}}|[A-H]))*)[.)/]?\s*[:–—|-]?\s+(?=[A-ZÀ-Ý«].{{3}})"
)
_SUIVI = 0.75
"""Least share of the numbers that follow the one before."""


@dataclass(frozen=True, slots=True)
class _Entree:
    """A line that begins with a number: its parts ("1", "2"), where its own text begins in the line."""

    rang: int
    parts: tuple[str, ...]
    imprime: str
    reste: int


def numerotation(toutes: Sequence[Ligne], grammaire: Grammaire, *, schema: bool) -> dict[int, Titre]:
    """The headings of the outline, by the offset of their line; empty when the document has none.

    Args:
        schema: whether the document is a plan: the articles of a contract and the parts of a circular are no axes.
    """
    if not schema:
        return {}
    entrees = [e for rang, ligne in enumerate(toutes) if (e := _entree(rang, ligne, grammaire))]
    composees = [e for e in entrees if len(e.parts) > 1]
    if len(composees) < 2 or not _se_suivent(composees):
        return _tetes_seules(toutes, entrees, grammaire)
    mots = [(r, t) for r, li in enumerate(toutes) if not li.sommaire and (t := grammaire.titre(li.plat)) is not None]
    tetes = [] if any(t.mot not in ("fiche", "action") for _, t in mots) else _tetes(entrees, composees)
    retenues = [*tetes, *(e for e in composees if _rattachee(e, mots, tetes))]
    profond = max((len(e.parts) for e in retenues), default=0)
    feuilles = not any(t.mot in ("fiche", "action") for _, t in mots)
    rendu = {}
    for e in retenues:
        sous_fiche = _ouvert(e, mots) == "fiche"
        feuille = sous_fiche or (feuilles and len(e.parts) == profond and profond > (1 if tetes else 2))
        mot = "action" if feuille else PROFONDEURS[min(len(e.parts), 3) - 1]
        numero = _plat(e.imprime) if len(e.parts) == 1 else e.imprime
        rendu[toutes[e.rang].debut] = Titre(mot, numero, e.reste)
    return rendu


def _entree(rang: int, ligne: Ligne, grammaire: Grammaire) -> _Entree | None:
    if ligne.sommaire or ligne.nue:
        return None
    if ligne.puce.isdigit():
        return _Entree(rang, (ligne.puce,), ligne.puce, 0) if ligne.texte[:1].isupper() else None
    trouve = None if ligne.puce else _NUMERO.match(ligne.texte)
    if trouve is None or any(
        re.match(rf"(?:les? |la |l')?{mot}", ligne.plat[trouve.end() :]) for mot in _vides(grammaire)
    ):
        return None
    imprime = re.sub(r"\s", "", trouve.group("n"))
    return _Entree(rang, tuple(re.split(r"[.-]|(?<=[A-H])(?=\d)", imprime.upper())), imprime, trouve.end())


def _vides(grammaire: Grammaire) -> Sequence[str]:
    vides: Sequence[str] = grammaire.donnees.get("hors_plan", ())
    return vides


def _se_suivent(composees: Sequence[_Entree]) -> bool:
    """Whether, under each beginning, numbers go up one by one from the first."""
    series: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for e in composees:
        series[e.parts[:-1]].append(_valeur(e.parts[-1]))
    suivis = sum(b == a + 1 for lus in series.values() for a, b in zip([0, *lus], lus, strict=False))
    return suivis >= _SUIVI * len(composees)


def _valeur(part: str) -> int:
    """
    >>> _valeur("3"), _valeur("B")
    (3, 2)
    """
    return int(part) if part.isdigit() else ord(part[0]) - ord("A") + 1


def _tetes(entrees: Sequence[_Entree], composees: Sequence[_Entree]) -> list[_Entree]:
    """The headings of one number that open the outline: the last one of that number before what it begins."""
    premiers: dict[str, int] = {}
    for e in composees:
        premiers.setdefault(e.parts[0], e.rang)
    rendus = []
    for part, rang in premiers.items():
        avant = [e for e in entrees if e.parts == (part,) and e.rang < rang]
        if avant:
            rendus.append(avant[-1])
    return rendus if len(rendus) >= 2 and len(rendus) >= _SUIVI * len(premiers) else []


def _rattachee(e: _Entree, mots: Sequence[tuple[int, Titre]], tetes: Sequence[_Entree]) -> bool:
    """Whether what the number begins with is named above it."""
    if any(t.parts[0] == e.parts[0] and t.rang < e.rang for t in tetes):
        return True
    debuts = {_plat(e.parts[0]), e.parts[0].lower(), ".".join(e.parts[:-1]).lower()}
    return any(rang < e.rang and (t.numero or "").lower().replace("-", ".") in debuts for rang, t in mots)


def _plat(part: str) -> str:
    """A part as a heading with a word gives its number: "IV" is "4"."""
    romains = {"I": 1, "V": 5, "X": 10}
    if part.isdigit() or any(c not in romains for c in part):
        return part.lower()
    valeurs = [romains[c] for c in part]
    return str(sum(-v if v < max(valeurs[r:]) else v for r, v in enumerate(valeurs)))


def _ouvert(e: _Entree, mots: Sequence[tuple[int, Titre]]) -> str:
    """The word of the last heading above it, actions apart, when its number begins its own."""
    avant = next(((t.mot, t.numero) for rang, t in reversed(mots) if rang < e.rang and t.mot != "action"), ("", None))
    numero = (avant[1] or "").replace("-", ".").upper()
    return (
        avant[0] if numero and numero in ((e.parts[0] if e.parts[0].isdigit() else ""), ".".join(e.parts[:-1])) else ""
    )


def _tetes_seules(toutes: Sequence[Ligne], entrees: Sequence[_Entree], grammaire: Grammaire) -> dict[int, Titre]:
    """The parts that only a Roman number or a letter announces, above fiches: « I. PRÉVENIR », « II. PROTÉGER »."""
    titres = [(r, t) for r, li in enumerate(toutes) if not li.sommaire and (t := grammaire.titre(li.plat)) is not None]
    fiches = [rang for rang, t in titres if t.mot in ("fiche", "action")]
    if len(fiches) < 2 or any(t.mot not in ("fiche", "action") for _, t in titres):
        return {}
    romaines = [e for e in entrees if not e.imprime.isdigit() and toutes[e.rang].blanc]
    if len(romaines) < 2 or [_plat(e.imprime) for e in romaines] not in (
        [str(n) for n in range(1, len(romaines) + 1)], [chr(96 + n) for n in range(1, len(romaines) + 1)]
    ):  # fmt: skip
        return {}
    if not all(
        any(e.rang < r < fin for r in fiches) for e, fin in zip(romaines, [e.rang for e in romaines[1:]], strict=False)
    ):
        return {}
    return {toutes[e.rang].debut: Titre(PROFONDEURS[0], _plat(e.imprime), e.reste) for e in romaines}
