"""Tables of two columns flattened into lines: which words of each line stand on the left, which on the right.

The document itself tells: the words that it writes one after the other elsewhere belong together, so a line is cut
where going on with each column is more usual than going on along the line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.lignes import Ligne, finit_en_suspens

FAISCEAU = 60
SEULS = re.compile(r"(?:service|direction|cellule|pole|maison|mission|unite|agence|delegation|conseil|chef|centre)s?")
"""Words that begin the name of a service and are none by themselves."""
_REGISSENT = frozenset(["de", "des", "du", "la", "le", "les", "un", "une", "d", "l", "au", "aux"])
_REGIS = frozenset(["de", "des", "du", "et", "ou", "au", "aux", "dans", "sur"])
_MOT = re.compile(r"[^\W_]+")
_PUCE_DEDANS = re.compile(
    r"(?:(?<=\s)|(?<=^))(?:[eovn•●▪■○►➢][ \t]+)(?=[^\W_])|(?:(?<=\s\s)|(?<=^))[-–−][ \t]+(?=[^\W_])"
)
_VIDE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_SIGLE = re.compile(r"[A-ZÀ-Ý]{2,8}")
_RETRAIT = 14
"""Blanks before a line that stands in the right column alone."""
_BARRE = re.compile(r"\|\s*(?=\S)|[{\[](?=[A-ZÀ-Ý][^\])}]*$)")


@dataclass(slots=True)
class Usage:
    """Which pairs and triples of words follow each other in the document.

    Attributes:
        suites: each pair or triple, with the line of a table that holds it; "" when running text does.
    """

    suites: dict[tuple[str, ...], set[str]]

    @classmethod
    def de(cls, textes: Iterable[str], tables: Iterable[str] = ()) -> Usage:
        """The usage of running texts, and of lines of tables, which prove nothing about a line that reads the same."""
        usage = cls({})
        for texte in textes:
            usage._compter(texte, "")
        for ligne in tables:
            usage._compter(ligne, plat(ligne))
        return usage

    def _compter(self, texte: str, lieu: str) -> None:
        mots = _mots(texte)
        for suite in (*itertools.pairwise(mots), *zip(mots, mots[1:], mots[2:], strict=False)):
            lieux = self.suites.setdefault(suite, set())
            if len(lieux) < 3:
                lieux.add(lieu)

    def _connait(self, suite: tuple[str, ...], lieu: str) -> bool:
        return bool(self.suites.get(suite, set()) - {lieu or "-"})

    def lien(self, avant: Sequence[str], apres: Sequence[str], lieu: str = "") -> float:
        """How well ``apres`` goes on with ``avant``: -1 when the document says so nowhere but at ``lieu``, up to 5."""
        if not avant or not apres:
            return 0.0
        if avant[-1] in _REGISSENT and apres[0] in _REGIS:
            return -3.0
        triples = [(*avant[-2:], apres[0])] if len(avant) > 1 else []
        triples += [(avant[-1], *apres[:2])] if len(apres) > 1 else []
        forts = sum(self._connait(t, lieu) for t in triples)
        return 2.0 * forts + (1.0 if self._connait((avant[-1], apres[0]), lieu) else -1.0)


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


def partager(
    lignes: Sequence[Ligne], usage: Usage, grammaire: Grammaire, *, entieres: bool = False
) -> tuple[list[Cellule], list[Cellule]]:
    """The cells of the left column and of the right one, in order.

    Args:
        entieres: each line is of one column only, as when the heads of columns stand on lines of their own.
    """
    etats = [_Etat(0.0, (), ())]
    largeur = max((ligne.longueur for ligne in lignes), default=0)
    barres = len(lignes) > 1 and all("|" in ligne.texte for ligne in lignes)  # every row is ruled: a row is a cell
    for ligne in lignes:
        coupes = _coupes(ligne, entieres=entieres)
        suivants = [
            _poser(etat, ligne, coupe, usage, grammaire, largeur, barres=barres) for etat in etats for coupe in coupes
        ]
        etats = sorted(suivants, key=lambda e: -e.note)[:FAISCEAU]
    meilleur = max(etats, key=lambda e: e.note - 2.5 * (_en_suspens(e.gauche) + _en_suspens(e.droite)))
    return list(meilleur.gauche), list(meilleur.droite)


def _coupes(ligne: Ligne, *, entieres: bool) -> list[int]:
    """Where the line may be cut, as offsets in it; a mark leaves no choice."""
    if ligne.puce or ligne.retrait >= _RETRAIT:
        return [0]
    vide = _VIDE.search(ligne.texte)
    marque = _BARRE.search(ligne.texte) or _PUCE_DEDANS.search(ligne.texte)
    if marque or vide:
        return [marque.start() if marque else vide.end() if vide else 0]
    if entieres:
        return [0, len(ligne.texte)]
    debuts = [m.start() for m in re.finditer(r"(?<=\s)\S", ligne.texte)]
    return [0, *debuts, len(ligne.texte)]


def _poser(
    etat: _Etat, ligne: Ligne, coupe: int, usage: Usage, grammaire: Grammaire, largeur: int, *, barres: bool = False
) -> _Etat:
    gauche, droite = ligne.texte[:coupe], ligne.texte[coupe:]
    lieu = plat(ligne.texte)
    suite_droite = _suite(etat.droite, droite, usage, grammaire, lieu)
    note = etat.note + _suite(etat.gauche, gauche, usage, grammaire, lieu) + suite_droite
    if gauche and droite:
        # a line as wide as the table holds both columns; what a bar or a comma joins is one cell
        lie = _attache(gauche, droite, usage, lieu)
        note += (0.8 if ligne.longueur > 0.55 * largeur else -0.5) - lie
    if "," in re.sub(r"\([^)]*\)?", "", gauche):
        note -= 1.5  # those who lead are few, those who take part are listed
    if not etat.gauche and not gauche and not ligne.puce:
        note -= 1.0  # a table is read from its left
    note -= 0.8 * _mal_place(etat, gauche, droite, grammaire)
    attend = (_en_suspens(etat.gauche) and not gauche) + (_en_suspens(etat.droite) and not droite)
    puce = bool(ligne.puce) or bool(_PUCE_DEDANS.match(droite)) or (barres and droite[2:3].isupper())
    return _Etat(
        note - 1.5 * attend,
        (*etat.gauche, *_cellule(ligne, 0, gauche, puce=False)),
        (*etat.droite, *_cellule(ligne, coupe, droite, puce=puce)),
    )


def _mal_place(etat: _Etat, gauche: str, droite: str, grammaire: Grammaire) -> int:
    """How many new cells stand on the side where they are less at home: services lead, acronyms of others take part."""
    a_droite = (
        bool(droite)
        and not _PUCE_DEDANS.match(droite)
        and not _en_suspens(etat.droite)
        and bool(grammaire.internes.match(plat(droite.strip())))
    )
    a_gauche = bool(gauche) and not _en_suspens(etat.gauche) and bool(_SIGLE.fullmatch(gauche.strip()))
    return a_droite + a_gauche


def _attache(gauche: str, droite: str, usage: Usage, lieu: str) -> float:
    """How well the two parts of a line make one: what a comma or a bar joins is one cell, as a noun and its article."""
    if gauche.rstrip().endswith(("/", ",", ";")):
        return 2.0
    lie = usage.lien(_mots(gauche), _mots(droite), lieu)
    return (
        max(lie, 0.5)
        if _mots(gauche)[-1:] and (_mots(gauche)[-1] in _REGISSENT or SEULS.fullmatch(_dernier(gauche)))
        else lie
    )


def _en_suspens(colonne: Sequence[Cellule]) -> bool:
    """Whether the column ends on words that call for others."""
    return bool(colonne) and (finit_en_suspens(colonne[-1].texte) or bool(SEULS.fullmatch(_dernier(colonne[-1].texte))))


def _dernier(texte: str) -> str:
    return plat(re.split(r"[/;,]", texte)[-1]).strip()


def _cellule(ligne: Ligne, decalage: int, texte: str, *, puce: bool) -> tuple[Cellule, ...]:
    marque = _BARRE.match(texte) or _PUCE_DEDANS.match(texte)
    sans = texte[marque.end() :] if marque else texte
    avance = decalage + len(texte) - len(sans)
    propre = sans.strip()
    if not propre:
        return ()
    debut = ligne.debut + avance + len(sans) - len(sans.lstrip())
    return (Cellule(debut, debut + len(propre), propre, puce, ligne.blanc),)


def _suite(colonne: Sequence[Cellule], texte: str, usage: Usage, grammaire: Grammaire, lieu: str) -> float:
    """How well ``texte`` comes next in the column: it goes on with a sentence, or begins a new cell."""
    if not texte.strip():
        return 0.0
    if _PUCE_DEDANS.match(texte):
        return 1.0
    texte = _BARRE.sub("", texte).strip()
    tete = texte[:1].isupper() and bool(grammaire.organisations.match(plat(texte)))
    if not colonne:
        return 1.5 if tete or texte[:1].isupper() else -2.0
    suspens = _en_suspens(colonne)
    suite = usage.lien(_mots(colonne[-1].texte), _mots(texte), lieu) + (1.0 if suspens else 0.0)
    if "," in texte:  # a list keeps its separator
        suite += 0.7 if "," in colonne[-1].texte else -0.7
    if colonne[-1].texte.endswith(".") or (suspens and tete):
        suite -= 2.0
    if tete and colonne[-1].texte.endswith(("/", ",", ";")):
        return max(suite, 2.0)
    return max(suite, -2.0 if suspens else 1.0 if tete else -1.5)


def _mots(texte: str) -> list[str]:
    return _MOT.findall(plat(texte))
