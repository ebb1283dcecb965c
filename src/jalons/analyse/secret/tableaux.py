"""A table to protect: dimensions, cells, and the three states of a value (known, zero, unknown)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jalons.analyse.secret.hierarchies import Hierarchie
from jalons.noyau.saisie import Faute

Cle = tuple[tuple[str, str], ...]
"""A cell whatever the table that shows it: its dimensions and codes, totals left out, in order of dimension."""

Codes = tuple[str, ...]


class Contributions(NamedTuple):
    """What is known of those behind an amount; ``None``: not known."""

    nombre: int | None = None
    premier: int | None = None
    second: int | None = None


@dataclass(frozen=True)
class Tableau:
    """One table as read: only the rows that the file has.

    Attributes:
        nom: what messages call it, often the name of the file.
        dimensions: names of the crossed columns.
        valeurs: value of each cell in whole units (persons, or smallest unit of money); ``None``: unknown.
        contributions: for amounts, who is behind a cell.
        caches: cells that an earlier edition hid; empty for a table to protect.
    """

    nom: str
    dimensions: tuple[str, ...]
    valeurs: Mapping[Codes, int | None]
    contributions: Mapping[Codes, Contributions] = field(default_factory=dict)
    caches: frozenset[Codes] = frozenset()


@dataclass(frozen=True)
class Plan:
    """Which cells a table has once its totals are there.

    Attributes:
        noeuds: codes of each dimension, the total first.
        enfants: for each dimension, children of each code that has some.
    """

    dimensions: tuple[str, ...]
    hierarchies: tuple[Hierarchie, ...]
    noeuds: tuple[Codes, ...]
    enfants: tuple[Mapping[str, Codes], ...]

    def cellules(self) -> Iterator[Codes]:
        """Every cell, totals first."""
        return itertools.product(*self.noeuds)

    def nombre(self) -> int:
        """How many cells."""
        nombre = 1
        for codes in self.noeuds:
            nombre *= len(codes)
        return nombre

    def cle(self, codes: Codes) -> Cle:
        """The same cell in any table."""
        paires = zip(self.dimensions, codes, self.hierarchies, strict=True)
        return tuple(sorted((d, c) for d, c, h in paires if c != h.total))

    def sommes(self) -> Iterator[tuple[Codes, tuple[Codes, ...]]]:
        """Every addition that the table shows: a cell and those whose sum it is."""
        for rang, dessous in enumerate(self.enfants):
            autres = [self.noeuds[j] if j != rang else ("",) for j in range(len(self.noeuds))]
            for parent, enfants in dessous.items():
                for base in itertools.product(*autres):
                    yield _avec(base, rang, parent), tuple(_avec(base, rang, e) for e in enfants)

    def detail(self, codes: Codes) -> tuple[Codes, ...] | None:
        """Cells whose sum is this one, along its first dimension that has a detail; ``None``: there is none."""
        for rang, code in enumerate(codes):
            if code in self.enfants[rang]:
                return tuple(_avec(codes, rang, e) for e in self.enfants[rang][code])
        return None


def _avec(codes: Codes, rang: int, code: str) -> Codes:
    return (*codes[:rang], code, *codes[rang + 1 :])


def plan(
    tableau: Tableau, hierarchies: Mapping[str, Hierarchie], ailleurs: Mapping[str, set[str]] | None = None
) -> Plan:
    """Codes of the file and everything above them, dimension by dimension.

    Args:
        ailleurs: codes that other tables have. Those that this one neither shows nor details exist all the same: an
            earlier edition that showed one place did not say that there is no other.
    """
    arbres = tuple(hierarchies.get(d) or Hierarchie(d) for d in tableau.dimensions)
    noeuds = []
    for j, arbre in enumerate(arbres):
        siens = {codes[j] for codes in tableau.valeurs}
        manquent = {} if ailleurs is None else ailleurs.get(arbre.dimension, set())
        noeuds.append(arbre.noeuds(siens | _hors(arbre, siens, set(manquent))))
    enfants = tuple(h.enfants(n) for h, n in zip(arbres, noeuds, strict=True))
    return Plan(tableau.dimensions, arbres, tuple(noeuds), enfants)


def _hors(arbre: Hierarchie, codes: set[str], autres: set[str]) -> set[str]:
    """Those of ``autres`` that are neither above nor below a code of ``codes``, the highest only."""
    dessus = {a for c in codes for a in arbre.ancetres(c)} | codes | {arbre.total}
    bas = codes - {arbre.total}
    hors = {c for c in autres if c not in dessus and not bas.intersection(arbre.ancetres(c))}
    return {c for c in hors if not hors.intersection(arbre.ancetres(c))}


def completer(tableau: Tableau, ou: Plan, *, absentes: int | None = 0) -> tuple[dict[Codes, int | None], int]:
    """The value of every cell, totals computed where the file has none, and how many details were absent.

    Args:
        absentes: what an absent detail is worth: 0 (nobody was counted there), or ``None`` (unknown).
    """
    valeurs: dict[Codes, int | None] = {}
    vides = 0
    for codes in reversed(list(ou.cellules())):
        if codes in tableau.valeurs:
            valeurs[codes] = tableau.valeurs[codes]
            continue
        detail = ou.detail(codes)
        if detail is None:
            vides += 1
            valeurs[codes] = absentes
            continue
        termes = [valeurs[c] for c in detail]
        connus = [t for t in termes if t is not None]
        valeurs[codes] = sum(connus) if len(connus) == len(termes) else None
    return {codes: valeurs[codes] for codes in ou.cellules()}, vides


def fautes_de_somme(nom: str, ou: Plan, valeurs: Mapping[Codes, int | None], echelle: int = 1) -> list[Faute]:
    """Additions that do not hold among known values, each a fault."""
    fautes = []
    for total, termes in ou.sommes():
        somme = [valeurs[t] for t in termes]
        attendu = valeurs[total]
        connues = [s for s in somme if s is not None]
        if attendu is None or len(connues) < len(somme) or sum(connues) == attendu:
            continue
        message = (
            f"Le total vaut {_montrer(attendu, echelle)}, mais la somme de son détail "
            f"({', '.join(' × '.join(t) for t in termes[:4])}{'…' if len(termes) > 4 else ''}) vaut "
            f"{_montrer(sum(connues), echelle)} : corrigez l'un des deux, ou ajoutez la catégorie qui manque."
        )
        fautes.append(Faute(f"{nom}, {' × '.join(total)}", message, str(attendu), str(sum(connues))))
    return fautes


def _montrer(valeur: int, echelle: int) -> str:
    return str(valeur) if echelle == 1 else f"{valeur / echelle:g}".replace(".", ",")
