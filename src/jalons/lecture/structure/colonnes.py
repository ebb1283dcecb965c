"""Tables of two columns flattened into lines: which words of each line stand on the left, which on the right.

The document itself tells: the words that it writes one after the other elsewhere belong together, so a line is cut
where going on with each column is more usual than going on along the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.lignes import Ligne

FAISCEAU = 60
_MOT = re.compile(r"[^\W_]+")
_PUCE_DEDANS = re.compile(r"(?:(?<=\s)|(?<=^))(?:[eo•●▪■○►➢][ \t]+)(?=[^\W_])|\|")


@dataclass(frozen=True, slots=True)
class Usage:
    """How often pairs and triples of words follow each other in the document."""

    paires: Counter[tuple[str, ...]]
    triples: Counter[tuple[str, ...]]

    @classmethod
    def de(cls, texte: str) -> Usage:
        """The usage of a text."""
        mots = _MOT.findall(plat(texte))
        return cls(Counter(zip(mots, mots[1:], strict=False)), Counter(zip(mots, mots[1:], mots[2:], strict=False)))

    def lien(self, avant: Sequence[str], apres: Sequence[str], *, deja: int = 0) -> float:
        """How well ``apres`` goes on with ``avant``; ``deja`` times it is known to follow, which prove nothing."""
        if not avant or not apres:
            return 0.0
        paire = self.paires[(avant[-1], apres[0])] - deja
        triples = [(*avant[-2:], apres[0])] if len(avant) > 1 else []
        triples += [(avant[-1], *apres[:2])] if len(apres) > 1 else []
        forts = sum(self.triples[t] > deja for t in triples)
        return 2.0 * forts + (1.0 if paire > 0 else -1.0)


@dataclass(frozen=True, slots=True)
class Cellule:
    """Words of one column on one line: where they stand, and whether a bullet begins them."""

    debut: int
    fin: int
    texte: str
    puce: bool
    blanc: bool


@dataclass(frozen=True, slots=True)
class _Etat:
    note: float
    gauche: tuple[Cellule, ...]
    droite: tuple[Cellule, ...]


def partager(lignes: Sequence[Ligne], usage: Usage, grammaire: Grammaire) -> tuple[list[Cellule], list[Cellule]]:
    """The cells of the left column and of the right one, in order."""
    etats = [_Etat(0.0, (), ())]
    for ligne in lignes:
        suivants = [
            _poser(etat, ligne, coupe, usage, grammaire, certain)
            for etat in etats for coupe, certain in _coupes(ligne)
        ]  # fmt: skip
        etats = sorted(suivants, key=lambda e: -e.note)[:FAISCEAU]
    meilleur = etats[0]
    return list(meilleur.gauche), list(meilleur.droite)


def _coupes(ligne: Ligne) -> list[tuple[int, bool]]:
    """Where the line may be cut, as offsets in it, and whether its marks say so."""
    if ligne.puce:
        return [(0, True)]
    marque = _PUCE_DEDANS.search(ligne.texte)
    if marque:
        return [(marque.start(), True)]
    debuts = [m.start() for m in re.finditer(r"(?<=\s)\S", ligne.texte)]
    return [(0, False), *((d, False) for d in debuts), (len(ligne.texte), False)]


def _poser(etat: _Etat, ligne: Ligne, coupe: int, usage: Usage, grammaire: Grammaire, certain: bool) -> _Etat:
    gauche, droite = ligne.texte[:coupe], ligne.texte[coupe:]
    note = etat.note
    if not certain and gauche and droite:
        note -= usage.lien(_mots(gauche), _mots(droite), deja=1) + 0.5
        note += 0.5 if droite.lstrip()[:1].isupper() else -0.5
    note += _suite(etat.gauche, gauche, usage, grammaire) + _suite(etat.droite, droite, usage, grammaire)
    puce = bool(ligne.puce) or bool(_PUCE_DEDANS.match(droite))
    return _Etat(
        note,
        (*etat.gauche, *_cellule(ligne, 0, gauche, puce=False)),
        (*etat.droite, *_cellule(ligne, coupe, droite, puce=puce)),
    )


def _cellule(ligne: Ligne, decalage: int, texte: str, *, puce: bool) -> tuple[Cellule, ...]:
    sans = _PUCE_DEDANS.sub("", texte, count=1) if texte and _PUCE_DEDANS.match(texte) else texte
    avance = decalage + len(texte) - len(sans)
    propre = sans.strip()
    if not propre:
        return ()
    debut = ligne.debut + avance + len(sans) - len(sans.lstrip())
    return (Cellule(debut, debut + len(propre), propre, puce, ligne.blanc),)


def _suite(colonne: Sequence[Cellule], texte: str, usage: Usage, grammaire: Grammaire) -> float:
    """How well ``texte`` comes next in the column: it goes on with a sentence, or begins a new cell."""
    if not texte.strip():
        return 0.0
    if _PUCE_DEDANS.match(texte):
        return 1.0
    tete = bool(grammaire.organisations.match(plat(texte.strip())))
    if not colonne:
        return 1.5 if tete or texte.strip()[:1].isupper() else -2.0
    nouvelle = 1.0 if tete and texte.strip()[:1].isupper() else -1.5
    return max(usage.lien(_mots(colonne[-1].texte), _mots(texte), deja=0), nouvelle)


def _mots(texte: str) -> list[str]:
    return _MOT.findall(plat(texte))
