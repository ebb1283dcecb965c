"""Tables that are forms: labels beside or above what they announce, in rows that are not alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalons.lecture.entrees.segments import BARRE, Rang, Segment, une_ligne
from jalons.lecture.grammaire import du_paquet
from jalons.lecture.plat import plat

Cellule = Sequence[Segment]
"""The lines of a cell."""
Ligne = Sequence[Cellule]
ETIQUETTE = 60
"""Most characters of a label."""
_NUMERO = re.compile(r"\s*(?:n\s?[°ºo]|numero)\s*[:.]?\s*$")
_NUMEROTE = re.compile(r"(?:n\s?°\s?)?(?:\d|[ivx]+\b|[a-h]\b)", re.IGNORECASE)


def en_formulaire(lignes: Sequence[Ligne]) -> list[Rang] | None:
    """The lines of a form, each label before what it announces; ``None`` when the table is none.

    Rows hold pairs (label, value, label, value), heads above the contents of the next row, cells that begin by their
    own label, or one wide cell. A label with nothing beside nor under it is left out.

    >>> un = lambda *textes: [Segment(t) for t in textes]
    >>> [r.texte for r in en_formulaire([[un("Pilote"), un("PMI"), un("Partenaires"), un("CAF", "ARS")]])]
    ['Pilote', 'PMI', 'Partenaires', 'CAF', 'ARS']
    >>> en_formulaire([[un("Source"), un("2024"), un("Total"), un("2025")]])
    """
    if not any(_est_de_formulaire(lignes, rang) for rang in range(len(lignes))):
        return None
    rendus: list[Rang] = []
    rang = 0
    while rang < len(lignes):
        ligne = lignes[rang]
        if len(ligne) > 1 and _au_dessus(lignes, rang):
            for tete, contenu in zip(ligne, lignes[rang + 1], strict=True):
                rendus += _paire(tete, contenu)
            rang += 1
        else:
            rendus += _rangee(ligne)
        rang += 1
    return rendus


def _est_de_formulaire(lignes: Sequence[Ligne], rang: int) -> bool:
    ligne = lignes[rang]
    if len(ligne) == 1:
        return _connue(ligne[0]) and max(map(len, lignes)) > 1
    return _paires(ligne) or _avec_leur_etiquette(ligne) or _au_dessus(lignes, rang)


def _rangee(ligne: Ligne) -> list[Rang]:
    if len(ligne) == 1:
        return [Rang((une_ligne(ligne[0]),))] if _connue(ligne[0]) else [Rang((s,)) for s in ligne[0]]
    if _paires(ligne):
        return [r for label, valeur in zip(ligne[::2], ligne[1::2], strict=True) for r in _paire(label, valeur)]
    if _avec_leur_etiquette(ligne):
        return [Rang((s,)) for cellule in ligne for s in cellule]
    if len(ligne) == 2 and not ligne[0]:
        return [Rang((s,)) for s in ligne[1]]
    if len(ligne) == 2 and (_connue(ligne[0]) or _tete(ligne[0]) or (len(ligne[1]) > 1 and _breve(ligne[0]))):
        return _paire(*ligne)
    return [Rang(tuple(une_ligne(c) for c in ligne), BARRE)]


def _paires(ligne: Ligne) -> bool:
    """Whether a row is made of pairs: one label at least is known, no value reads as a label."""
    labels, valeurs = ligne[::2], ligne[1::2]
    return (
        len(ligne) >= 4 and len(ligne) % 2 == 0
        and all(_breve(label) or (not label and not valeur) for label, valeur in zip(labels, valeurs, strict=True))
        and any(map(_connue, labels)) and not any(map(_connue, valeurs))
    )  # fmt: skip


def _au_dessus(lignes: Sequence[Ligne], rang: int) -> bool:
    """Whether a row holds nothing but known labels, above one row of contents and not more."""
    if rang + 1 >= len(lignes) or not _tetes(lignes[rang]):
        return False
    ligne, dessous = lignes[rang], lignes[rang + 1]
    if len(dessous) != len(ligne) or any(map(_connue, dessous)) or _paires(dessous):
        return False
    apres = lignes[rang + 2] if rang + 2 < len(lignes) else ()
    return len(apres) != len(ligne) or _connue(apres[0]) or _tetes(apres) or _avec_leur_etiquette(apres)


def _tetes(ligne: Ligne) -> bool:
    return len(ligne) > 1 and all(map(_connue, ligne))


def _avec_leur_etiquette(ligne: Ligne) -> bool:
    """Whether each cell of a row begins by its own label, one at least having something after it."""
    pleines = [c for c in ligne if c]
    return (
        len(pleines) > 1
        and all(_connue(c[:1]) or _annoncee(c[0]) for c in pleines)
        and any(len(c) > 1 or not _connue(c) for c in pleines)
    )


def _annoncee(segment: Segment) -> bool:
    """Whether the line begins by a known label and a colon."""
    lues = du_paquet().etiquettes(plat(segment.texte))
    return bool(lues) and plat(segment.texte)[: lues[0][1]].rstrip().endswith(":")


def _connue(cellule: Cellule) -> bool:
    """Whether the cell is a label of the grammar, and nothing else."""
    if not cellule or not _breve(cellule):
        return False
    texte = plat(_texte(cellule)).strip()
    lues = du_paquet().etiquettes(texte)
    return len(lues) == 1 and not texte[lues[0][1] :].strip(" .:?")


def _breve(cellule: Cellule) -> bool:
    """Whether the cell has the shape of a label: a few words, no figure."""
    texte = _texte(cellule)
    return (
        0 < len(texte) <= ETIQUETTE and len(cellule) <= 3 and texte[:1].isupper()
        and not any(x.isdigit() for x in texte) and not texte.rstrip().endswith((".", ";", ","))
    )  # fmt: skip


def _tete(cellule: Cellule) -> bool:
    """Whether the cell is the word of a heading whose number or title stands beside: « Axe », « Fiche n° »."""
    texte = _NUMERO.sub("", plat(_texte(cellule)).strip(" :"))
    return bool(texte) and du_paquet().tetes.fullmatch(texte) is not None


def _paire(label: Cellule, valeur: Cellule) -> list[Rang]:
    """A label then what it announces; nothing when it announces nothing."""
    if not valeur:
        return []
    if label and _tete(label) and not _connue(label):
        lien = " " if _NUMEROTE.match(valeur[0].texte) or ":" in _texte(label)[-2:] else " : "
        return [Rang((une_ligne(label), valeur[0]), lien), *(Rang((s,)) for s in valeur[1:])]
    tete = []
    if label:
        inconnue = _breve(label) and not _connue(label) and not _texte(label).endswith((":", "?"))
        tete = [Rang((une_ligne(label), Segment(":")), " ") if inconnue else Rang((une_ligne(label),))]
    return [*tete, *(Rang((s,)) for s in valeur)]


def _texte(cellule: Cellule) -> str:
    return " ".join(s.texte for s in cellule)
