"""Everything that published tables say together: cells, and every addition that their categories imply."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jalons.noyau.saisie import EntreeRefusee, Faute

Cellule = frozenset[tuple[str, str]]
"""A cell: its (dimension, code) pairs, totals left out; so one cell has one name in every table."""


@dataclass(frozen=True)
class Publie:
    """One published table.

    Attributes:
        cellules: codes of the row → a number, ``None`` where the mark says hidden or unknown.
        inconnues: rows whose mark says that the publisher himself does not know.
    """

    nom: str
    dimensions: tuple[str, ...]
    cellules: Mapping[tuple[str, ...], int | None]
    inconnues: frozenset[tuple[str, ...]] = frozenset()


@dataclass
class Savoir:
    """What a reader of all the tables has.

    Attributes:
        valeurs: cells whose number is printed somewhere.
        masquees: cells that a mark hides everywhere.
        inconnues: cells unknown to the publisher, or that no table shows.
        additions: a total, then its detail.
    """

    valeurs: dict[Cellule, int] = field(default_factory=dict)
    masquees: list[Cellule] = field(default_factory=list)
    inconnues: list[Cellule] = field(default_factory=list)
    additions: list[tuple[Cellule, tuple[Cellule, ...]]] = field(default_factory=list)


def savoir(
    tables: Sequence[Publie], parents: Mapping[str, Mapping[str, str]] | None = None, total: str = "Total"
) -> Savoir:
    """All of it.

    Args:
        parents: for each dimension that nests, the parent of each code; others hang on the total.

    Raises:
        EntreeRefusee: two tables print different numbers for one cell, or a printed total from its detail.

    >>> t = Publie("t", ("sexe",), {("F",): None, ("G",): 20, ("Total",): 24})
    >>> s = savoir([t])
    >>> [sorted(c) for c in s.masquees], len(s.additions)
    ([[('sexe', 'F')]], 1)
    """
    tout, fautes = Savoir(), []
    marquees: dict[Cellule, None] = {}
    ignorees: dict[Cellule, None] = {}
    for table in tables:
        for codes, nombre in table.cellules.items():
            cellule = _cellule(table.dimensions, codes, total)
            if nombre is None:
                (ignorees if codes in table.inconnues else marquees)[cellule] = None
            elif tout.valeurs.setdefault(cellule, nombre) != nombre:
                message = (
                    f"La cellule vaut {nombre} ici et {tout.valeurs[cellule]} dans un autre fichier : attaquez "
                    "ensemble des tableaux qui portent sur la même population au même jour."
                )
                fautes.append(Faute(f"{table.nom}, {' × '.join(codes)}", message, str(nombre)))
    tout.masquees = [c for c in marquees if c not in tout.valeurs]
    vues = set(tout.valeurs) | set(marquees) | set(ignorees)
    tout.additions = list(dict.fromkeys(_additions(tables, parents or {}, total, vues)))
    fautes += [f for somme in tout.additions if (f := _fausse(tout.valeurs, *somme))]
    if fautes:
        raise EntreeRefusee(fautes, quoi="attaquer")
    dites = {c for somme, detail in tout.additions for c in (somme, *detail)}
    masquees = set(tout.masquees)
    tout.inconnues = sorted((dites | set(ignorees)) - set(tout.valeurs) - masquees, key=sorted)
    return tout


CROISEMENT = 5_000
"""Cells beyond which the table that crosses everything is not considered."""


def croisement(
    tables: Sequence[Publie], parents: Mapping[str, Mapping[str, str]] | None = None, total: str = "Total"
) -> Publie | None:
    """The table that nobody published, of which several linked tables are margins: its cells are at least zero.

    A zero of one table then empties cells of another, which their shared totals alone do not say. ``None``: one table
    has every dimension, or the crossing has more than ``CROISEMENT`` cells.

    >>> ages = Publie("ages", ("age",), {("0-5",): 30, ("6-17",): 40})
    >>> lieux = Publie("lieux", ("lieu",), {("Nord",): 30, ("Sud",): 40})
    >>> croisement([ages, lieux]).dimensions, croisement([ages])
    (('age', 'lieu'), None)
    """
    codes: dict[str, set[str]] = {}
    for table in tables:
        for j, d in enumerate(table.dimensions):
            codes.setdefault(d, set()).update(c[j] for c in table.cellules)
    dimensions = tuple(sorted(codes))
    if any(len(t.dimensions) == len(dimensions) for t in tables):
        return None
    feuilles = [sorted(codes[d] - {total} - set((parents or {}).get(d, {}).values())) for d in dimensions]
    nombre = 1
    for siennes in feuilles:
        nombre *= len(siennes)
    if nombre > CROISEMENT:
        return None
    cellules = list(itertools.product(*feuilles))
    return Publie("croisement", dimensions, dict.fromkeys(cellules), frozenset(cellules))


def _cellule(dimensions: Iterable[str], codes: Iterable[str], total: str) -> Cellule:
    return frozenset((d, c) for d, c in zip(dimensions, codes, strict=True) if c != total)


def _additions(
    tables: Sequence[Publie], parents: Mapping[str, Mapping[str, str]], total: str, vues: set[Cellule]
) -> Iterable[tuple[Cellule, tuple[Cellule, ...]]]:
    """Each table's own, then those that codes of several tables make together.

    Across tables an addition is kept when at least its total or two of its terms are printed or marked somewhere.
    """
    ensemble: dict[str, set[str]] = {}
    for table in tables:
        for j, d in enumerate(table.dimensions):
            ensemble.setdefault(d, set()).update(c[j] for c in table.cellules)
    for table in tables:
        siens = {d: {c[j] for c in table.cellules} for j, d in enumerate(table.dimensions)}
        codes = {d: s | _non_dits(s, ensemble[d], parents.get(d, {}), total) for d, s in siens.items()}
        yield from _croisements(table.dimensions, codes, parents, total)
    for dimensions in dict.fromkeys(t.dimensions for t in tables):
        for somme, detail in _croisements(dimensions, {d: ensemble[d] for d in dimensions}, parents, total):
            if somme in vues and all(c in vues for c in detail):
                yield somme, detail


def _croisements(
    dimensions: tuple[str, ...], codes: Mapping[str, set[str]], parents: Mapping[str, Mapping[str, str]], total: str
) -> Iterable[tuple[Cellule, tuple[Cellule, ...]]]:
    for d in dimensions:
        details = _details(codes[d] | {total}, parents.get(d, {}), total)
        autres = [sorted(codes[e] | {total}) for e in dimensions if e != d]
        noms = [e for e in dimensions if e != d]
        for reste in itertools.product(*autres):
            ailleurs = _cellule(noms, reste, total)
            for haut, bas in details.items():
                detail = tuple(sorted((ailleurs | {(d, c)} for c in bas), key=sorted))
                yield (ailleurs if haut == total else ailleurs | {(d, haut)}), detail


def _details(codes: set[str], parents: Mapping[str, str], total: str) -> dict[str, list[str]]:
    """Each code and those whose nearest ancestor it is, among the codes that are there."""
    dessous: dict[str, list[str]] = {}
    for code in sorted(codes - {total}):
        haut = parents.get(code, total)
        while haut not in codes:
            haut = parents.get(haut, total)
        dessous.setdefault(haut, []).append(code)
    return dessous


def _non_dits(codes: set[str], ensemble: set[str], parents: Mapping[str, str], total: str) -> set[str]:
    """Codes seen elsewhere that are neither above nor below those of a table: it is not complete without them."""

    def lignee(code: str) -> set[str]:
        dessus = set()
        while code in parents:
            code = parents[code]
            dessus.add(code)
        return dessus

    dits = codes - {total}
    au_dessus = {a for c in dits for a in lignee(c)} | dits | {total}
    non_dits = {c for c in ensemble - au_dessus if not dits & lignee(c)}
    return {c for c in non_dits if not non_dits & lignee(c)}


def _fausse(valeurs: Mapping[Cellule, int], somme: Cellule, detail: tuple[Cellule, ...]) -> Faute | None:
    if somme not in valeurs or any(c not in valeurs for c in detail):
        return None
    trouve = sum(valeurs[c] for c in detail)
    if trouve == valeurs[somme]:
        return None
    lieu = en_clair(somme)
    message = f"Le total publié vaut {valeurs[somme]}, son détail {trouve} : vérifiez le fichier ou la hiérarchie."
    return Faute(lieu, message, str(valeurs[somme]), str(trouve))


def en_clair(cellule: Cellule) -> str:
    """A cell for a reader.

    >>> en_clair(frozenset({("sexe", "F"), ("age", "0-2")}))
    'age = 0-2, sexe = F'
    """
    return ", ".join(f"{d} = {c}" for d, c in sorted(cellule)) or "total général"
