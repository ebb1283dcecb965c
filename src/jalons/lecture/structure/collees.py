"""Tables of labels that a scanner's program has flattened: each label is stuck before what stands beside it.

« Structure porteuse Pôle enfance » ; a label of two lines has its words before two lines of the other column:
« Éléments de Les délais s'allongent et », « diagnostic les familles renoncent. »
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.lignes import PUCES, Ligne, lire_ligne

_LABELS, _FOIS = 3, 2
"""Least number of different labels stuck to what they announce, and how many times each, in a document read so."""
_VALEUR = re.compile(rf"(?:[A-ZÀ-Ý\d]|[+{PUCES}]\s?[A-ZÀ-Ý])")
_MOTS = re.compile(r"\S+\s*")
_COURT = 30
"""Most characters of each half of a label."""
_TETES, _SUITES = 4, 2
"""Most words of a label on its first line, and on its second one."""


@dataclass(frozen=True, slots=True)
class _Collee:
    """A label stuck to what it announces: its words, where they end on its line, and on the next one (0: not there)."""

    texte: str
    fin: int
    suite: int = 0


def decoller(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines, each label apart from what it announces where the document sticks them together in most places."""
    toutes = list(_reunir(toutes, grammaire))
    titres = [titre for ligne in toutes if not ligne.sommaire and (titre := grammaire.titre(ligne.plat))]
    if sum(titre.mot == "fiche" for titre in titres) < _FOIS:
        return toutes
    collees = {rang: c for rang in range(len(toutes)) if (c := _collee(toutes, rang, grammaire)) is not None}
    comptes = Counter(c.texte for c in collees.values())
    if sum(nombre >= _FOIS for nombre in comptes.values()) < _LABELS:
        return toutes
    return list(_separer(toutes, collees))


def _reunir(toutes: Sequence[Ligne], grammaire: Grammaire) -> Iterator[Ligne]:
    """The lines, two that make one label together, more than once, being one: « Éléments de », « diagnostic »."""
    paires = {rang for rang in range(1, len(toutes)) if _moities(toutes[rang - 1], toutes[rang], grammaire)}
    comptes = Counter((toutes[rang - 1].plat, toutes[rang].plat) for rang in paires)
    for rang, ligne in enumerate(toutes):
        suivante = toutes[rang + 1] if rang + 1 in paires else None
        if suivante is not None and comptes[ligne.plat, suivante.plat] >= _FOIS:
            texte = f"{ligne.texte.rstrip()} {suivante.texte}"
            yield replace(
                ligne, fin=suivante.fin, texte=texte, plat=f"{ligne.plat.rstrip()} {suivante.plat}", longueur=len(texte)
            )
        elif rang not in paires or comptes[toutes[rang - 1].plat, ligne.plat] < _FOIS:
            yield ligne


def _moities(avant: Ligne, ligne: Ligne, grammaire: Grammaire) -> bool:
    courtes = len(avant.texte) <= _COURT and len(ligne.texte) <= _COURT
    if not courtes or avant.puce or ligne.puce or not ligne.texte[:1].islower() or not avant.texte[:1].isupper():
        return False
    ensemble = f"{avant.plat.strip()} {ligne.plat.strip()}"
    return not grammaire.etiquettes(avant.plat) and bool(grammaire.etiquettes(ensemble)) and grammaire.annonce(ensemble)


def _collee(toutes: Sequence[Ligne], rang: int, grammaire: Grammaire) -> _Collee | None:
    """The label that the line begins with, stuck to something that begins."""
    ligne = toutes[rang]
    if (
        ligne.puce
        or ligne.nue
        or ":" in ligne.texte
        or not ligne.texte[:1].isupper()
        or grammaire.etiquettes(ligne.plat)
    ):
        return None
    suivante = toutes[rang + 1] if rang + 1 < len(toutes) else None
    fins = [m.end() for m in _MOTS.finditer(ligne.texte)][: _TETES + 1]
    for fin in reversed(fins[:-1] if fins and fins[-1] == len(ligne.texte) else fins):
        if not _VALEUR.match(ligne.texte[fin:]):
            continue
        tete = ligne.plat[:fin].strip()
        if suivante is not None and not suivante.puce and suivante.texte[:1].islower():
            for suite in [m.end() for m in _MOTS.finditer(suivante.texte)][:_SUITES]:
                ensemble = f"{tete} {suivante.plat[:suite].strip()}"
                if not grammaire.etiquettes(tete) and grammaire.annonce(ensemble):
                    return _Collee(ensemble, fin, suite)
        if grammaire.annonce(tete) and grammaire.etiquettes(tete):
            return _Collee(tete, fin)
    return None


def _separer(toutes: Sequence[Ligne], collees: dict[int, _Collee]) -> Iterator[Ligne]:
    coupe = 0
    for rang, ligne in enumerate(toutes):
        if coupe:
            reste = ligne.texte[coupe:]
            if reste.strip():
                yield replace(_reste(ligne, coupe), blanc=False)
            coupe = 0
            continue
        collee = collees.get(rang)
        if collee is None:
            yield ligne
            continue
        tete = ligne.texte[: collee.fin].rstrip()
        suite = toutes[rang + 1].texte[: collee.suite].strip() if collee.suite else ""
        texte = f"{tete} {suite}".strip()
        yield replace(
            ligne, fin=ligne.debut + len(tete), texte=texte, plat=collee.texte, blanc=True, longueur=len(texte)
        )
        yield _reste(ligne, collee.fin)
        coupe = collee.suite


def _reste(ligne: Ligne, coupe: int) -> Ligne:
    return lire_ligne(ligne.texte[coupe:], ligne.debut + coupe, blanc=False, page=False)
