"""The amounts in a table: one line per source, fiche or payee, one column per year or period. Pure.

A yearly amount stays in its own column, "par an": it is never multiplied by a number of years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.noyau.montants import Montant, total


class Rythme(StrEnum):
    """When an amount holds: amounts of different rhythms are not added."""

    DATE = "date"
    PAR_AN = "par_an"
    INCONNU = "inconnu"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A year, a period, "par an", or what the document does not date."""

    cle: str
    libelle: str
    rythme: Rythme


@dataclass(frozen=True, slots=True)
class Cellule:
    """The amounts of one line in one column, version by version."""

    montants: tuple[tuple[Version, Montant], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.montants)

    def de(self, version: Version) -> Montant | None:
        """The amount of that version; ``None``: not stated, never zero."""
        return dict(self.montants).get(version)


@dataclass(frozen=True, slots=True)
class LignePivot:
    """One line; ``total`` is ``None`` when the columns do not have the same rhythm."""

    cle: str
    libelle: str
    cellules: tuple[Cellule, ...]
    total: Cellule | None


@dataclass(frozen=True, slots=True)
class Pivot:
    """The whole table; ``pied`` adds up each column, ``total`` everything when it means something."""

    colonnes: tuple[Colonne, ...]
    lignes: tuple[LignePivot, ...]
    pied: tuple[Cellule, ...]
    total: Cellule | None

    @property
    def rythmes_melanges(self) -> bool:
        """Whether yearly amounts stand beside amounts of a given period: no total is then shown."""
        return len({c.rythme for c in self.colonnes}) > 1


def colonne(ligne: LigneFinanciere) -> Colonne:
    """When the amount holds.

    >>> from decimal import Decimal
    >>> colonne(LigneFinanciere("a", "a", Decimal(1), Version.PREVU, par_an=True)).libelle
    'par an'
    """
    if ligne.par_an:
        quand = str(ligne.annee) if ligne.annee else str(ligne.periode) if ligne.periode else ""
        libelle = f"par an ({quand})" if quand else "par an"
        return Colonne(f"1-{quand}", libelle, Rythme.PAR_AN)
    if ligne.annee is not None:
        return Colonne(f"0-{ligne.annee}", str(ligne.annee), Rythme.DATE)
    if ligne.periode is not None:
        cle = f"0-{ligne.periode.debut.iso()}-{ligne.periode.fin.iso()}"
        return Colonne(cle, str(ligne.periode), Rythme.DATE)
    return Colonne("2", "période inconnue", Rythme.INCONNU)


Datee = tuple[LigneFinanciere, Colonne]
"""An amount and the column in which it stands."""


def pivoter(
    lignes: Iterable[LigneFinanciere],
    axe: Callable[[LigneFinanciere], str],
    *,
    libelles: Callable[[str], str] = str,
    ordre: Sequence[str] = (),
) -> Pivot:
    """The table of ``lignes``; announced totals and parts of other lines are left out.

    Args:
        axe: key of the line of the table in which an amount stands.
        libelles: what a reader sees for a key.
        ordre: keys to put first, in this order; the others follow as they come.
    """
    comptees = [(x, colonne(x)) for x in lignes if x.s_ajoute]
    colonnes = tuple(sorted({quand for _, quand in comptees}, key=lambda c: c.cle))
    rangees: dict[str, list[Datee]] = {cle: [] for cle in ordre}
    for datee in comptees:
        rangees.setdefault(axe(datee[0]), []).append(datee)
    return Pivot(
        colonnes,
        tuple(_rangee(cle, libelles(cle), groupe, colonnes) for cle, groupe in rangees.items() if groupe),
        _cellules(comptees, colonnes),
        _total(comptees),
    )


def _rangee(cle: str, libelle: str, lignes: list[Datee], colonnes: Sequence[Colonne]) -> LignePivot:
    return LignePivot(cle, libelle, _cellules(lignes, colonnes), _total(lignes))


def _cellules(lignes: Sequence[Datee], colonnes: Sequence[Colonne]) -> tuple[Cellule, ...]:
    par_colonne: dict[str, list[LigneFinanciere]] = defaultdict(list)
    for ligne, quand in lignes:
        par_colonne[quand.cle].append(ligne)
    return tuple(_cellule(par_colonne[c.cle]) for c in colonnes)


def _cellule(lignes: Sequence[LigneFinanciere]) -> Cellule:
    par_version: dict[Version, list[Montant]] = defaultdict(list)
    for ligne in lignes:
        par_version[ligne.version].append(ligne.montant)
    return Cellule(tuple((v, total(par_version[v])) for v in Version if par_version[v]))


def _total(lignes: Sequence[Datee]) -> Cellule | None:
    rythmes = {quand if x.par_an or not x.est_datee else Rythme.DATE for x, quand in lignes}
    return _cellule([x for x, _ in lignes]) if len(rythmes) == 1 else None
