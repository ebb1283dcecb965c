"""What was decided of a fault: repaired, refused or accepted, with a written reason. Pure: rows in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from jalons.analyse.qualite.modele import Severite, controles
from jalons.analyse.sources.evenements import LIGNE
from jalons.noyau.saisie import EntreeRefusee, Faute

MOTIF_MINIMUM = 10
"""Characters of a reason that says something."""


class Suite(StrEnum):
    """What becomes of a faulty cell."""

    REPAREE = "réparée"
    """The cell takes another value."""
    REFUSEE = "refusée"
    """The event is left out of what is computed."""
    ACCEPTEE = "acceptée"
    """The value stands: it is true, or cannot be known better."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on one fault, named by what stays the same from one reading to the next.

    Attributes:
        valeur: the faulty value, as found.
        apres: the new value, when repaired.
        par: who decided: an identifier, never a name.
    """

    controle: str
    ligne: int
    variable: str
    valeur: str
    suite: Suite
    motif: str
    par: str
    le: date
    apres: str | None = None


@dataclass(frozen=True, slots=True)
class Suites:
    """The events once decisions are applied.

    Attributes:
        caduques: decisions that no longer meet their cell: the file has changed since.
    """

    evenements: pl.DataFrame
    reparees: int
    refusees: int
    acceptees: int
    caduques: tuple[Decision, ...]


def verifier(decisions: Sequence[Decision]) -> list[Faute]:
    """What is wrong in the decisions themselves; empty when they hold."""
    fautes = []
    for rang, d in enumerate(decisions, 1):
        lieu = f"décision {rang}"
        controle = controles().get(d.controle)
        if controle is None:
            fautes.append(Faute(lieu, f"« {d.controle} » n'est pas un contrôle.", d.controle, "un code de contrôle"))
        elif d.suite is Suite.ACCEPTEE and controle.severite is Severite.ROUGE:
            message = f"Le contrôle {d.controle} est rouge : réparez ou refusez l'événement, il ne peut être accepté."
            fautes.append(Faute(lieu, message, d.suite.value, "réparée ou refusée"))
        if len(d.motif.strip()) < MOTIF_MINIMUM:
            message = f"Écrivez pourquoi, en {MOTIF_MINIMUM} caractères au moins."
            fautes.append(Faute(lieu, message, d.motif, "un motif écrit"))
        if (d.suite is Suite.REPAREE) != (d.apres is not None):
            message = "Une réparation donne la nouvelle valeur, et elle seule : complétez ou changez la suite."
            fautes.append(Faute(lieu, message, d.apres or "", "une nouvelle valeur"))
    return fautes


def appliquer(evenements: pl.DataFrame, decisions: Sequence[Decision]) -> Suites:
    """``evenements`` (with ``_ligne``) once every decision is applied; a decision on another value is not.

    Raises:
        EntreeRefusee: a decision does not hold; none is applied.
    """
    fautes = verifier(decisions)
    if fautes:
        raise EntreeRefusee(fautes)
    valables: list[Decision] = []
    caduques: list[Decision] = []
    for d in decisions:
        (valables if _tient(evenements, d) else caduques).append(d)
    for d in valables:
        if d.suite is Suite.REPAREE:
            la = pl.col(LIGNE) == d.ligne
            evenements = evenements.with_columns(
                pl.when(la).then(pl.lit(d.apres)).otherwise(d.variable).alias(d.variable)
            )
    sorties = [d.ligne for d in valables if d.suite is Suite.REFUSEE]
    reparees, refusees, acceptees = (sum(d.suite is s for d in valables) for s in Suite)
    return Suites(evenements.filter(~pl.col(LIGNE).is_in(sorties)), reparees, refusees, acceptees, tuple(caduques))


def _tient(evenements: pl.DataFrame, d: Decision) -> bool:
    """Whether the cell still holds what was decided upon."""
    if d.variable not in evenements.columns:
        return False
    cellules = evenements.filter(pl.col(LIGNE) == d.ligne)[d.variable].fill_null("").to_list()
    return d.valeur in cellules
