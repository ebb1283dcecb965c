"""What casts a doubt on a part of a document: numbers that do not follow, fiches that hold too little or too much.

A wrong heading makes everything under it wrong: what hangs under a doubtful element is doubtful too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut
from jalons.noyau.textes import cle_tri

NUMEROTES = ("engagement", "sous_theme", "objectif", "fiche", "action")
DE_FICHE = frozenset({
    "pilote", "partenaire", "constat", "resultat_attendu", "action", "point", "indicateur", "calendrier", "financement",
    "public", "territoire", "objet", "lien",
})  # fmt: skip
"""Kinds that a fiche, or an action told by itself, holds."""
LONG_NOM, LONG_TITRE = 90, 260
"""Characters over which a name, a title are suspect."""
PLEINE, POINTS = 60.0, 15
"""Most elements of a fiche, and most points of an action, that are not suspect."""
PART = 0.7
"""Least share of sound fiches under which none is sure."""


def marquer(elements: Sequence[Brut], debuts: Sequence[str] = ()) -> None:
    """Add to each element the words of what casts a doubt on it (``indices``).

    Args:
        debuts: first letters of labels, with which no name of a service begins.
    """
    for serie in _series(elements).values():
        _suivre(serie)
    _fiches(elements)
    _redites(elements)
    _etiquettes_prises_pour_des_noms(elements, debuts)
    _actions_trop_pleines(elements)
    for e in elements:
        if e.genre in ("pilote", "partenaire") and (len(e.texte) > LONG_NOM or ". " in e.texte or ":" in e.texte):
            e.indices.append("nom long")
        if e.genre in NUMEROTES and (not e.texte or len(e.texte) > LONG_TITRE or not e.texte[:1].isalnum()):
            e.indices.append("titre suspect")
    _orphelins(elements)
    douteux = {_nom(e) for e in elements if {"serie rompue", "titre suspect"} & set(e.indices)}
    douteux |= {_nom(e) for e in elements if e.genre != "fiche" and "parent douteux" in e.indices}
    connus = {_nom(e) for e in elements if e.genre in NUMEROTES} | _actions_par_rang(elements)
    rangs = Counter(e.genre for e in elements)
    for e in elements:
        if e.genre not in DE_FICHE and e.genre not in ("sous_theme", "objectif"):
            continue
        parent = e.parent or ""
        ailleurs = e.genre in DE_FICHE - {"action"} and not parent.startswith(("fiche", "action"))
        faux = any(parent == nom or parent.startswith(f"{nom} ") for nom in douteux)
        if ailleurs or (parent and (faux or not _connu(parent, connus, rangs))):
            e.indices.append("parent douteux")


def _orphelins(elements: Sequence[Brut]) -> None:
    """Mark what bears a number that names something above it (1.2 for 1.2.3) of which no heading was read."""
    lus = {_points(e.numero) for e in elements if e.genre in NUMEROTES and e.numero is not None}
    for e in elements:
        au_dessus = _points(e.numero).rpartition(".")[0]
        if e.genre in NUMEROTES and au_dessus and au_dessus not in lus:
            e.indices.append("parent douteux")


def _points(numero: int | str | None) -> str:
    """A number with points between its parts.

    >>> _points("1-2"), _points(3)
    ('1.2', '3')
    """
    return str(numero or "").lower().replace("-", ".")


def _actions_par_rang(elements: Sequence[Brut]) -> set[str]:
    """The names of actions without a number: their rank under what holds them."""
    rangs: Counter[str] = Counter()
    noms = set()
    for e in elements:
        if e.genre == "action":
            rangs[e.parent or ""] += 1
            sous = f"{e.parent} " if e.parent and e.parent.startswith("fiche") else ""
            noms.add(f"{sous}action {rangs[e.parent or '']}")
    return noms


def _connu(parent: str, connus: set[str], rangs: Counter[str]) -> bool:
    """Whether a parent is an element that was read; lists of contracts have names of their own."""
    genre, _, numero = parent.partition(" ")
    return genre not in NUMEROTES or parent in connus or (numero.isdigit() and int(numero) <= rangs[genre])


def _nom(e: Brut) -> str:
    court = f"{e.genre} {e.numero}"
    return f"{e.parent} {court}" if e.genre == "action" and str(e.parent).startswith("fiche") else court


def _series(elements: Sequence[Brut]) -> dict[tuple[str, str | None], list[Brut]]:
    series: dict[tuple[str, str | None], list[Brut]] = defaultdict(list)
    for e in elements:
        if e.genre in NUMEROTES and e.numero is not None:
            series[e.genre, e.parent if e.genre == "action" else None].append(e)
    return series


def _suivre(serie: Sequence[Brut]) -> None:
    """Mark the numbers that come twice, and those that do not follow the one before, in a series of whole numbers."""
    comptes = Counter(str(e.numero) for e in serie)
    for e in serie:
        if comptes[str(e.numero)] > 1:
            e.indices.append("serie rompue")
    entiers = [e for e in serie if isinstance(e.numero, int)]
    if len(entiers) == len(serie):
        attendu = 1
        for e in entiers:
            if e.numero != attendu and comptes[str(e.numero)] == 1:
                e.indices.append("serie rompue")
            attendu = int(e.numero or 0) + 1


def _fiches(elements: Sequence[Brut]) -> None:
    """Mark what hangs under fiches that hold too little or too much, and under all when many do."""
    fiches = [e for e in elements if e.genre == "fiche"]
    if not fiches:
        return
    contenus: dict[str, list[Brut]] = defaultdict(list)
    for e in elements:
        if e.genre in DE_FICHE and e.parent and e.parent.startswith("fiche"):
            contenus[e.parent.partition(" action")[0]].append(e)
    noms = [f"fiche {f.numero if f.numero is not None else rang}" for rang, f in enumerate(fiches, 1)]
    tailles = [len(contenus[nom]) for nom in noms]
    milieu = median(tailles)
    saines = {nom for nom, taille in zip(noms, tailles, strict=True) if _saine(contenus[nom], taille, milieu)}
    toutes = len(saines) < PART * len(noms)
    for nom in contenus:
        if toutes or nom not in saines:
            for e in contenus[nom]:
                e.indices.append("fiche suspecte")


def _saine(contenu: Iterable[Brut], taille: int, milieu: float) -> bool:
    """Whether a fiche says two kinds of things at least, and is not twice as full as the others."""
    return len({e.genre for e in contenu}) >= 2 and taille <= min(PLEINE, max(12.0, 2.2 * milieu))


def _actions_trop_pleines(elements: Sequence[Brut]) -> None:
    """Mark the points of an action that has too many, or numbered ones among others: actions hide there."""
    comptes = Counter(e.parent for e in elements if e.genre == "point")
    numerotes = Counter(e.parent for e in elements if e.genre == "point" and "numerote" in e.indices)
    for e in elements:
        meles = 0 < numerotes[e.parent] < comptes[e.parent]
        if e.genre == "point" and (comptes[e.parent] > POINTS or meles):
            e.indices.append("fiche suspecte")


def _etiquettes_prises_pour_des_noms(elements: Sequence[Brut], debuts: Sequence[str]) -> None:
    """Mark the names of a fiche among which one reads as a label: what follows it is of another kind."""
    if not debuts:
        return
    motif = re.compile(rf"(?:{'|'.join(re.escape(d) for d in debuts)})")
    suspects = {
        (e.genre, e.parent) for e in elements
        if e.genre in ("pilote", "partenaire") and len(e.texte) <= 40 and motif.match(plat(e.texte))
    }  # fmt: skip
    for e in elements:
        if (e.genre, e.parent) in suspects:
            e.indices.append("nom long")


def _redites(elements: Sequence[Brut]) -> None:
    """Mark what is told in the same few words under several fiches where no name may be: a label that was not known."""
    fiches = sum(e.genre == "fiche" for e in elements)
    comptes: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for e in elements:
        if e.genre in ("constat", "resultat_attendu", "action", "point", "objet") and len(e.texte) <= 45:
            comptes[e.genre, cle_tri(e.texte)].add(e.parent)
    for e in elements:
        if len(comptes.get((e.genre, cle_tri(e.texte)), ())) >= max(3, PART * fiches):
            e.indices.append("redite")
