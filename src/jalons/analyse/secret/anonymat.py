"""k-anonymity of an extract: how many people share what a stranger may know of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True)
class Classe:
    """People alike: the values that they share, how many they are, how many sensitive values they have."""

    valeurs: dict[str, Any]
    effectif: int
    diversite: int | None


@dataclass(frozen=True)
class Anonymat:
    """The answer.

    Attributes:
        k: size of the smallest class; ``None`` for an extract without a row.
        l: smallest number of distinct sensitive values in a class; ``None`` when no sensitive column was named.
        petites: classes below the size that was asked for, the smallest first.
        personnes: how many rows are in these classes.
    """

    k: int | None
    l: int | None  # noqa: E741 - the usual name
    classes: int
    petites: tuple[Classe, ...]
    personnes: int

    def suffit(self, k: int, l: int = 1) -> bool:  # noqa: E741
        """Whether every class has ``k`` rows and ``l`` sensitive values; an extract without a row gives nobody away."""
        return (self.k is None or self.k >= k) and (self.l is None or self.l >= l)


def examiner(
    extrait: pl.DataFrame, quasi_identifiants: Sequence[str], *, k: int, sensible: str | None = None
) -> Anonymat:
    """Group ``extrait`` by what a stranger may know (``quasi_identifiants``); an empty value is a value like another.

    Raises:
        EntreeRefusee: columns that the extract does not have, or no quasi-identifier.

    >>> e = pl.DataFrame({"age": [3, 3, 3, 17], "lieu": ["A", "A", "A", "B"], "motif": ["x", "y", "x", "x"]})
    >>> a = examiner(e, ["age", "lieu"], k=3, sensible="motif")
    >>> a.k, a.l, a.personnes, a.petites[0].valeurs
    (1, 1, 1, {'age': 17, 'lieu': 'B'})
    """
    demandees = [*quasi_identifiants, *([sensible] if sensible else [])]
    fautes = [
        Faute(c, f"L'extrait n'a pas de colonne « {c} » ; il a : {', '.join(extrait.columns)}.", c, "une colonne lue")
        for c in demandees
        if c not in extrait.columns
    ]
    if not quasi_identifiants:
        fautes.append(Faute("", "Nommez au moins une colonne qu'un tiers peut connaître.", "", "un quasi-identifiant"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="k-anonymat")
    mesures = [pl.len().alias("_effectif")]
    if sensible:
        mesures.append(pl.col(sensible).n_unique().alias("_diversite"))
    groupes = extrait.group_by(list(quasi_identifiants)).agg(mesures).sort("_effectif", *quasi_identifiants)
    petites = groupes.filter(pl.col("_effectif") < k)
    return Anonymat(
        None if groupes.is_empty() else int(groupes["_effectif"][0]),
        int(groupes["_diversite"].min()) if sensible and not groupes.is_empty() else None,  # type: ignore[arg-type]
        groupes.height,
        tuple(_classe(ligne, quasi_identifiants) for ligne in petites.iter_rows(named=True)),
        int(petites["_effectif"].sum()),
    )


def _classe(ligne: dict[str, Any], quasi: Sequence[str]) -> Classe:
    return Classe({c: ligne[c] for c in quasi}, ligne["_effectif"], ligne.get("_diversite"))
