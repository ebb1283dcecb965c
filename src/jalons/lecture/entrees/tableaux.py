"""Tables as lines of text: their cells are read in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalons.lecture.entrees.formulaires import ETIQUETTE, Cellule, en_formulaire
from jalons.lecture.entrees.segments import BARRE, VIDE, Rang, Segment, une_ligne
from jalons.lecture.plat import plat


def en_rangs(lignes: Sequence[Sequence[Cellule]]) -> list[Rang]:
    """The lines of a table.

    A form (see ``formulaires``) gives each label then what it announces. Labels above their values (two rows) give each
    label then the lines under it. Two columns with long cells give each label then the lines beside it. Anything else
    gives one line per row, with a bar between cells. An empty line ends it.

    >>> un = lambda *textes: [Segment(t) for t in textes]
    >>> [r.texte for r in en_rangs([[un("Pilote"), un("Partenaires")], [un("PMI"), un("CAF", "ARS")]])]
    ['Pilote', 'PMI', 'Partenaires', 'CAF', 'ARS', '']
    >>> [r.texte for r in en_rangs([[un("Source"), un("Euros")], [un("FIR"), un("10")], [un("État"), un("20")]])]
    ['Source | Euros', 'FIR | 10', 'État | 20', '']
    """
    rendus = _en_rangs(lignes)
    return [*rendus, VIDE] if len(rendus) > 1 else rendus


def _en_rangs(lignes: Sequence[Sequence[Cellule]]) -> list[Rang]:
    pleines = [list(ligne) for ligne in lignes if any(ligne)]
    largeur = max((len(ligne) for ligne in pleines), default=0)
    longues = any(len(c) > 1 for ligne in pleines for c in ligne)
    if largeur <= 1:
        return [Rang((s,)) for ligne in pleines for cellule in ligne for s in cellule]
    if _plan(pleines):
        return [Rang(tuple(une_ligne(c) for c in ligne), BARRE) for ligne in pleines]
    formulaire = en_formulaire(pleines)
    if formulaire is not None:
        return formulaire
    if len(pleines) == 2 and len(pleines[0]) == len(pleines[1]) and _sont_des_etiquettes(*pleines):
        return [r for label, valeurs in zip(*pleines, strict=True) for r in _sous_etiquette(label, valeurs)]
    if largeur == 2 and longues:
        return [r for ligne in pleines for r in _sous_etiquette(ligne[0], ligne[1] if len(ligne) > 1 else ())]
    return [r for ligne in pleines for r in _rangee(ligne)]


def etendre(lignes: Sequence[Sequence[tuple[list[Segment], int, int]]]) -> list[list[list[Segment]]]:
    """The rows with an empty cell where one from above comes down, so that columns keep their rank.

    Args:
        lignes: the cells, each with how many rows and how many columns it covers.

    >>> etendre([[(["Axe"], 2, 1), (["un"], 1, 1)], [(["deux"], 1, 1)]])
    [[['Axe'], ['un']], [[], ['deux']]]
    """
    rendues: list[list[list[Segment]]] = []
    restent: dict[int, int] = {}
    for ligne in lignes:
        rendue: list[list[Segment]] = []
        couvertes, restent = restent, {c: n - 1 for c, n in restent.items() if n > 1}
        place = 0
        for cellule, rangees, colonnes in ligne:
            while place in couvertes:
                rendue.append([])
                place += 1
            rendue.append(cellule)
            if rangees > 1:
                restent[place] = rangees - 1
            place += max(1, colonnes)
        rendues.append(rendue + [[] for c in couvertes if c >= place])
    return rendues


def _rangee(ligne: Sequence[Cellule]) -> list[Rang]:
    """A row on one line; a cell as wide as the table keeps its paragraphs."""
    if len(ligne) == 1:
        return [Rang((s,)) for s in ligne[0]]
    return [Rang(tuple(une_ligne(c) for c in ligne), BARRE)]


_PERIODE = re.compile(
    r"(?:(?:19|20)\d\d|[st][1-4]|[1-4]\s?(?:er|e|eme) (?:semestre|trimestre))(?:[ /-]+(?:19|20)?\d\d)?"
)


def _plan(lignes: Sequence[Sequence[Cellule]]) -> bool:
    """Whether the first row is of heads: of actions, then of periods, a row being a thing to do."""
    tetes = [plat(" ".join(s.texte for s in c)).strip() for c in lignes[0]]
    return (
        len(lignes) > 1 and len(tetes) > 2 and _COLONNE.match(tetes[0]) is not None
        and all(_PERIODE.fullmatch(t) for t in tetes[1:])
    )  # fmt: skip


def _sous_etiquette(label: Cellule, valeurs: Cellule) -> list[Rang]:
    """A label, on one line when it is short, then the lines of what it names."""
    court = sum(len(s.texte) for s in label) <= ETIQUETTE
    tete = [Rang((une_ligne(label),))] if label and court else [Rang((s,)) for s in label]
    return [*tete, *(Rang((s,)) for s in valeurs)]


def _etiquettes(ligne: Sequence[Cellule]) -> bool:
    """Whether the cells of a row look like labels: short, one line, no figure."""
    textes = [" ".join(s.texte for s in c) for c in ligne]
    return all(
        len(c) <= 2 and len(t) <= ETIQUETTE and not any(x.isdigit() for x in t)
        for c, t in zip(ligne, textes, strict=True)
    )


_COLONNE = re.compile(r"(?:n\s?°|intitulé|actions?\b|mesures?\b)", re.IGNORECASE)


def _sont_des_etiquettes(tetes: Sequence[Cellule], valeurs: Sequence[Cellule]) -> bool:
    """Whether the first of two rows names what stands under it, rather than columns of which one row only is here.

    Columns hold figures after a name, or begin with the number or the title of an action.
    """
    chiffres = sum(bool(c) and not any(x.isalpha() and x not in "kKMmEe" for x in c[0].texte) for c in valeurs)
    sommes = len(valeurs) > 2 and chiffres * 2 > len(valeurs)
    rangees = len(tetes) > 3 and bool(tetes[0]) and _COLONNE.match(tetes[0][0].texte)
    return _etiquettes(tetes) and not sommes and not rangees
