"""Does a publication resist? Which hidden cells a patient reader finds out, and between which bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jalons.analyse.attaque.encadrement import Encadrement, encadrer
from jalons.analyse.attaque.entier import resserrer
from jalons.analyse.attaque.relations import Cellule, Publie, Savoir, croisement, en_clair, savoir
from jalons.noyau.saisie import EntreeRefusee, Faute

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Exigence:
    """What the reader must not manage.

    Attributes:
        seuil: a count of at least this gives nobody away: bounds may then be narrow. ``None`` for amounts.
        largeur: smallest width of the bounds of a hidden count.
        marge: for amounts, smallest width as a share of the upper bound.
        plancher: what everybody knows of a hidden cell: 1 when zeros are always shown, else 0.
        entier: bound in whole numbers exactly (slower), not by linear programs and rounding alone.
        arrondi: base of controlled rounding: every printed number is then within ``arrondi - 1`` of the truth.
    """

    seuil: int | None = 11
    largeur: int = 5
    marge: float = 0.1
    plancher: int = 1
    arrondi: int | None = None
    entier: bool = False

    def tient(self, bas: float, haut: float) -> bool:
        """Whether bounds leave enough doubt, both included.

        >>> e = Exigence()
        >>> e.tient(1, 6), e.tient(2, 6), e.tient(11, 11), e.tient(7, math.inf)
        (True, False, True, True)
        """
        if math.isinf(haut):
            return True
        bas, haut = math.ceil(bas - _EPSILON), math.floor(haut + _EPSILON)
        if self.seuil is None:
            return haut - bas >= self.marge * haut - _EPSILON and haut > bas
        return bas >= self.seuil or haut - bas >= self.largeur


@dataclass(frozen=True, slots=True)
class Cassee:
    """A hidden cell that is found out: between ``bas`` and ``haut``, included; ``haut`` ``None``: unbounded."""

    cellule: Cellule
    bas: int
    haut: int | None

    @property
    def exacte(self) -> bool:
        """Whether its very value is known."""
        return self.bas == self.haut

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "cellule": dict(sorted(self.cellule)), "libelle": en_clair(self.cellule), "bas": self.bas,
            "haut": self.haut, "exacte": self.exacte,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: ``cassees`` is empty when the publication resists."""

    masquees: int
    publiees: int
    additions: int
    cassees: tuple[Cassee, ...]

    @property
    def resiste(self) -> bool:
        """Whether nothing was found out."""
        return not self.cassees

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "resiste": self.resiste, "masquees": self.masquees, "publiees": self.publiees, "additions": self.additions,
            "cassees": [c.en_json() for c in self.cassees],
        }  # fmt: skip


def attaquer(
    tables: Sequence[Publie], parents: Mapping[str, Mapping[str, str]] | None = None, exigence: Exigence | None = None,
    *, total: str = "Total", connues: Mapping[Cellule, int] | None = None, croiser: bool = True,
) -> Verdict:  # fmt: skip
    """Attack everything published together, past editions included.

    Args:
        parents: for each dimension that nests, the parent of each code.
        connues: what the reader knows besides (an establishment knows its own amount): these cells are not judged.
        croiser: also use that linked tables are margins of one table, when it is small enough (``croisement``).

    Raises:
        EntreeRefusee: the tables contradict each other or themselves.

    >>> t = Publie("t", ("sexe",), {("F",): None, ("G",): 20, ("Total",): 24})
    >>> attaquer([t]).en_json()["cassees"][0]["bas"]
    4
    """
    exigence = exigence or Exigence()
    de_trop = croisement(tables, parents, total) if croiser else None
    tout = savoir([*tables, de_trop] if de_trop else tables, parents, total)
    for cellule, nombre in (connues or {}).items():
        tout.valeurs[cellule] = nombre
    tout.masquees = [c for c in tout.masquees if c not in tout.valeurs]
    publiees = len(tout.valeurs)
    if exigence.arrondi:
        return _arrondi(tout, exigence)
    return juger(tout, exigence, publiees=publiees)


def juger(tout: Savoir, exigence: Exigence, *, publiees: int | None = None) -> Verdict:
    """The same on what a reader has gathered himself, other relations than those of tables included.

    Args:
        publiees: how many numbers were printed, when it is not how many he knows.

    Raises:
        EntreeRefusee: what he has contradicts itself.
    """
    planchers: dict[Cellule, float] = dict.fromkeys(tout.inconnues, 0.0)
    planchers |= dict.fromkeys(tout.masquees, float(exigence.plancher))
    cadre = _encadrer(tout, planchers, {}, exigence)
    vues = len(tout.valeurs) if publiees is None else publiees
    return Verdict(len(tout.masquees), vues, len(tout.additions), _cassees(tout.masquees, cadre, exigence))


def _arrondi(tout: Savoir, exigence: Exigence) -> Verdict:
    """Rounded tables: every number hides the truth, less than one base away."""
    base = exigence.arrondi or 1
    exigence = replace(exigence, largeur=min(exigence.largeur, base - 1))  # a zero hides base values, no more
    imprimees, tout.masquees, tout.valeurs = tout.valeurs, list(tout.valeurs), {}
    planchers: dict[Cellule, float] = dict.fromkeys(tout.inconnues, 0.0)
    planchers |= {c: max(0.0, v - base + 1.0) for c, v in imprimees.items()}
    plafonds = {c: v + base - 1.0 for c, v in imprimees.items()}
    cadre = _encadrer(tout, planchers, plafonds, exigence)
    return Verdict(len(imprimees), len(imprimees), len(tout.additions), _cassees(tout.masquees, cadre, exigence))


def _encadrer(
    tout: Savoir, planchers: dict[Cellule, float], plafonds: dict[Cellule, float], exigence: Exigence
) -> Encadrement:
    try:
        cadre = encadrer(tout, planchers, plafonds, exigence.tient)
        if exigence.entier:
            resserrer(tout, cadre, tout.masquees, exigence.tient)
        return cadre
    except ValueError as erreur:
        message = (
            "Aucun tableau n'est compatible avec ce qui est publié : vérifiez les fichiers, la hiérarchie et la règle "
            "sur les zéros (si des zéros ont pu être masqués, dites-le)."
        )
        raise EntreeRefusee([Faute("", message, "", "des tableaux possibles")], quoi="attaquer") from erreur


def _cassees(masquees: Iterable[Cellule], cadre: Encadrement, exigence: Exigence) -> tuple[Cassee, ...]:
    trouvees = []
    for cellule in masquees:
        if cellule in cadre.vu and exigence.tient(*cadre.vu[cellule]):
            continue
        bas, haut = cadre.sur[cellule]
        if not exigence.tient(bas, haut):
            trouvees.append(Cassee(cellule, math.ceil(bas - _EPSILON), None if math.isinf(haut) else int(haut)))
    return tuple(trouvees)
