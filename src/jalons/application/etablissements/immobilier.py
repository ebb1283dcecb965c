"""Sums of a real-estate plan, which keep the words of their amounts; how late a declaration came. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalons.noyau.accord import compter
from jalons.noyau.montants import Montant, total


@dataclass(frozen=True, slots=True)
class Tranche:
    """What one funder pays in one year; ``montant`` is ``None`` when it is not known yet."""

    annee: int
    financeur: str
    montant: Montant | None


@dataclass(frozen=True, slots=True)
class Case:
    """A sum, and how many of its terms are not known: the sum is then at least so much."""

    somme: Montant | None
    inconnus: int = 0

    @property
    def connu(self) -> str:
        """The sum of what is known, with its word; a dash when there is nothing at all."""
        if self.somme is None:
            return "à préciser" if self.inconnus else "–"
        return str(self.somme)

    @property
    def reste(self) -> str:
        """What the sum lacks; empty when it lacks nothing, or when nothing is known."""
        return f"{compter(self.inconnus, 'montant')} à préciser" if self.inconnus and self.somme is not None else ""

    def __str__(self) -> str:
        return f"{self.connu} et {self.reste}" if self.reste else self.connu


@dataclass(frozen=True, slots=True)
class Plan:
    """Amounts by year and funder, with their sums.

    Attributes:
        lignes: funder, its cell of each year of ``annees``, its sum.
        par_annee: sum of each year.
    """

    annees: tuple[int, ...]
    lignes: tuple[tuple[str, tuple[Case, ...], Case], ...]
    par_annee: tuple[Case, ...]
    ensemble: Case


def croiser(tranches: Iterable[Tranche]) -> Plan:
    """Years in columns, funders in rows.

    >>> from decimal import Decimal
    >>> str(croiser([Tranche(2026, "ARS", Montant(Decimal(2))), Tranche(2026, "ARS", None)]).ensemble)
    '2\\xa0€ et 1 montant à préciser'
    """
    lues = list(tranches)
    annees = tuple(sorted({t.annee for t in lues}))
    financeurs = sorted({t.financeur for t in lues})
    return Plan(
        annees,
        tuple(
            (
                nom,
                tuple(_case(t for t in lues if (t.financeur, t.annee) == (nom, annee)) for annee in annees),
                _case(t for t in lues if t.financeur == nom),
            )
            for nom in financeurs
        ),
        tuple(_case(t for t in lues if t.annee == annee) for annee in annees),
        _case(lues),
    )


def _case(tranches: Iterable[Tranche]) -> Case:
    lues = list(tranches)
    connus = [t.montant for t in lues if t.montant is not None]
    return Case(total(connus) if connus else None, len(lues) - len(connus))


def delai_de_declaration(survenu_le: date, declare_le: date | None, *, au: date) -> str:
    """How long an adverse event waited for its declaration, in words.

    >>> delai_de_declaration(date(2026, 3, 1), date(2026, 3, 4), au=date(2026, 6, 1))
    '3 jours après'
    >>> delai_de_declaration(date(2026, 3, 1), None, au=date(2026, 3, 2))
    'non déclaré, 1 jour passé'
    """
    if declare_le is None:
        passes = (au - survenu_le).days
        return f"non déclaré, {compter(passes, 'jour')} {'passés' if passes > 1 else 'passé'}" if passes else (
            "non déclaré, survenu aujourd'hui"
        )  # fmt: skip
    jours = (declare_le - survenu_le).days
    return f"{compter(jours, 'jour')} après" if jours else "le jour même"
