"""How the categories of a dimension nest: a tree whose root is the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jalons.noyau.saisie import Faute, abrege

TOTAL = "Total"
"""Code of the total of a dimension, unless said otherwise."""


@dataclass(frozen=True)
class Hierarchie:
    """The tree of one dimension.

    Attributes:
        dimension: name of the column.
        parents: parent of each code that does not hang on the total; the others hang on it.
        total: code of the root.

    >>> age = Hierarchie("age", {"0-2": "0-5", "3-5": "0-5"})
    >>> age.ancetres("3-5"), age.ancetres("18-20"), age.ancetres("Total")
    (('0-5', 'Total'), ('Total',), ())
    """

    dimension: str
    parents: Mapping[str, str] = field(default_factory=dict)
    total: str = TOTAL

    def parent(self, code: str) -> str | None:
        """The code just above; ``None`` for the total."""
        return None if code == self.total else self.parents.get(code, self.total)

    def ancetres(self, code: str) -> tuple[str, ...]:
        """Codes above ``code``, the nearest first, the total last."""
        lignee: list[str] = []
        suivant = self.parent(code)
        while suivant is not None:
            lignee.append(suivant)
            suivant = self.parent(suivant)
        return tuple(lignee)

    def noeuds(self, codes: Iterable[str]) -> tuple[str, ...]:
        """``codes`` and everything above them: the total first, then each parent before its children."""
        tous = {self.total}
        for code in codes:
            tous.update((code, *self.ancetres(code)))
        return tuple(sorted(tous, key=lambda c: (len(self.ancetres(c)), c)))

    def enfants(self, noeuds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Children of each code of ``noeuds`` that has some there, in order."""
        dessous: dict[str, list[str]] = {}
        for code in noeuds:
            parent = self.parent(code)
            if parent is not None:
                dessous.setdefault(parent, []).append(code)
        return {code: tuple(siens) for code, siens in dessous.items()}


def hierarchie(
    dimension: str, couples: Iterable[tuple[str, str]], total: str = TOTAL
) -> tuple[Hierarchie, list[Faute]]:
    """The tree that pairs (child, parent) draw, and every fault found: two parents, a loop, a total under a code.

    >>> arbre, fautes = hierarchie("lieu", [("Arras", "Artois"), ("Artois", "Total"), ("Arras", "Littoral")])
    >>> fautes[0].message
    'Le code « Arras » a deux parents, « Artois » et « Littoral » : gardez-en un seul.'
    """
    parents: dict[str, str] = {}
    fautes: list[Faute] = []
    lieu = f"hiérarchie {dimension}"
    for enfant, parent in couples:
        haut = parent or total
        if enfant == total:
            message = f"Le total « {total} » ne peut être rangé sous « {abrege(haut)} » : retirez cette ligne."
            fautes.append(Faute(lieu, message, enfant, "un code qui n'est pas le total"))
        elif parents.setdefault(enfant, haut) != haut:
            message = f"Le code « {enfant} » a deux parents, « {parents[enfant]} » et « {haut} » : gardez-en un seul."
            fautes.append(Faute(lieu, message, enfant, "un seul parent"))
    fautes += [
        Faute(lieu, f"Le code « {c} » est rangé sous lui-même : corrigez la boucle.", c, "un arbre")
        for c in parents
        if _boucle(c, parents)
    ]
    utiles = {} if fautes else {c: p for c, p in parents.items() if p != total}
    return Hierarchie(dimension, utiles, total), fautes


def _boucle(code: str, parents: Mapping[str, str]) -> bool:
    vus, suivant = set(), parents.get(code)
    while suivant is not None and suivant not in vus:
        if suivant == code:
            return True
        vus.add(suivant)
        suivant = parents.get(suivant)
    return False
