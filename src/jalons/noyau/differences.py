"""What changed between two states of an object of a format, and how to bring a change into a third state. Pure.

Works on plain data (``gabarit.ecrire_valeur``): dictionaries, lists, texts and numbers. The items of a list are told
apart by their short name, number or title when each has one; else the list counts as one value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

IDENTITES = ("cle", "numero", "etape", "titre", "nom", "type", "objet", "libelle")
"""Keys that may tell the items of a list apart, by preference."""

ABSENT: Any = object()
"""Stands for a key or an item that a state does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs.

    Attributes:
        chemin: keys from the root ("objectifs", "facultatifs", "annonces").
        avant, apres: plain data; ``None`` when the value is absent on that side.
    """

    chemin: tuple[str, ...]
    avant: Any
    apres: Any

    @property
    def lieu(self) -> str:
        """The path, for a reader of the file."""
        return " › ".join(self.chemin)

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {"chemin": list(self.chemin), "avant": self.avant, "apres": self.apres}


def differences(avant: Any, apres: Any, chemin: tuple[str, ...] = ()) -> list[Difference]:
    """Every value that differs, the deepest that can be named.

    >>> differences({"a": 1, "l": [{"cle": "x", "n": 1}]}, {"a": 1, "l": [{"cle": "x", "n": 2}]})
    [Difference(chemin=('l', 'x', 'n'), avant=1, apres=2)]
    """
    if avant == apres:
        return []
    if isinstance(avant, Mapping) and isinstance(apres, Mapping):
        paires = [(c, avant.get(c, ABSENT), apres.get(c, ABSENT)) for c in _union(avant, apres)]
    elif (cle := _identite(avant, apres)) is not None:
        gauche, droite = _par_cle(avant, cle), _par_cle(apres, cle)
        paires = [(c, gauche.get(c, ABSENT), droite.get(c, ABSENT)) for c in _union(gauche, droite)]
        if not [p for p in paires if p[1] != p[2]]:
            return [Difference((*chemin, "ordre"), list(gauche), list(droite))]
    else:
        return [Difference(chemin, _ou_rien(avant), _ou_rien(apres))]
    return [d for c, a, b in paires for d in differences(a, b, (*chemin, str(c)))]


def fusionner(base: Any, nouveau: Any, actuel: Any) -> Any:
    """``actuel`` with what changed from ``base`` to ``nouveau``.

    What the two first agree on keeps its value in ``actuel``, whatever it became meanwhile; what changed between them
    takes its value in ``nouveau``. Items found only in ``actuel`` stay, after the others.

    >>> fusionner({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 5})
    {'a': 2, 'b': 5}
    """
    if base == nouveau:
        return actuel
    if actuel == base:
        return nouveau
    if all(isinstance(x, Mapping) for x in (base, nouveau, actuel)):
        return _fusionner_cles(base, nouveau, actuel)
    cle = _identite(base, nouveau, actuel)
    if cle is None:
        return nouveau
    tables = [_par_cle(x, cle) for x in (base, nouveau, actuel)]
    return list(_fusionner_cles(*tables).values())


def _fusionner_cles(base: Mapping[Any, Any], nouveau: Mapping[Any, Any], actuel: Mapping[Any, Any]) -> dict[Any, Any]:
    communs = [c for c in base if c in nouveau]
    reordonne = communs != [c for c in nouveau if c in base]
    ordre = _union(nouveau, actuel) if reordonne or list(actuel) == list(base) else _union(actuel, nouveau)
    fusion = {c: fusionner(base.get(c, ABSENT), nouveau.get(c, ABSENT), actuel.get(c, ABSENT)) for c in ordre}
    return {c: v for c, v in fusion.items() if v is not ABSENT}


def _union(*tables: Mapping[Any, Any]) -> list[Any]:
    return list(dict.fromkeys(c for table in tables for c in table))


def _identite(*listes: Any) -> str | None:
    """The key that tells the items of all these lists apart; ``None`` when there is none."""
    if not all(isinstance(x, list) for x in listes) or not all(isinstance(e, Mapping) for x in listes for e in x):
        return None
    for cle in IDENTITES:
        nommes = all(isinstance(e.get(cle), str | int) for x in listes for e in x)
        if nommes and all(len({e[cle] for e in x}) == len(x) for x in listes):
            return cle
    return None


def _par_cle(liste: Sequence[Mapping[str, Any]], cle: str) -> dict[Any, Any]:
    return {e[cle]: e for e in liste}


def _ou_rien(valeur: Any) -> Any:
    return None if valeur is ABSENT else valeur
