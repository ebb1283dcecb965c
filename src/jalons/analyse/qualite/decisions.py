"""What was decided of a fault: repaired, refused or accepted, with a written reason. Pure: rows in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from jalons.analyse.qualite.modele import Severite, controles
from jalons.analyse.sources.evenements import LIGNE, Evenements
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
        identifiant: that of the event, since a line may hold several events.
        valeur: the faulty value, as found.
        apres: the new value, when repaired.
        par: who decided: an identifier, never a name.
    """

    controle: str
    identifiant: str
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
    cellules = [(d, _cellule(evenements, d)) for d in decisions]
    valables = [(d, la) for d, la in cellules if la.any()]
    suites, sortis = evenements, pl.repeat(False, evenements.height, dtype=pl.Boolean, eager=True)
    for d, la in valables:
        if d.suite is Suite.REPAREE:
            neuve = pl.when(pl.lit(la)).then(pl.lit(d.apres)).otherwise(d.variable)
            suites = suites.with_columns(neuve.alias(d.variable))
        elif d.suite is Suite.REFUSEE:
            sortis = sortis | la
    reparees, refusees, acceptees = (sum(d.suite is s for d, _ in valables) for s in Suite)
    caduques = tuple(d for d, la in cellules if not la.any())
    return Suites(suites.filter(~sortis), reparees, refusees, acceptees, caduques)


def _cellule(evenements: pl.DataFrame, d: Decision) -> pl.Series:
    """Where the cell is that was decided upon, with the value that it had then: nowhere once the file has changed."""
    if d.variable not in evenements.columns:
        return pl.repeat(False, evenements.height, dtype=pl.Boolean, eager=True)
    evenement = (pl.col(LIGNE) == d.ligne) & (pl.col("NUMANONYM").fill_null("") == d.identifiant)
    return evenements.select(la=evenement & (pl.col(d.variable).fill_null("") == d.valeur))["la"]


@dataclass(frozen=True, slots=True)
class Bilan:
    """The whole file once decisions are applied, see ``Suites``; ``evenements`` is to be closed."""

    evenements: Evenements
    reparees: int
    refusees: int
    acceptees: int
    caduques: tuple[Decision, ...]

    def en_json(self) -> dict[str, int]:
        """The counts."""
        comptes = {nom: int(getattr(self, nom)) for nom in ("reparees", "refusees", "acceptees")}
        return comptes | {"caduques": len(self.caduques)}


def appliquer_au_fichier(evenements: Evenements, decisions: Sequence[Decision]) -> Bilan:
    """The same, lot by lot: memory does not grow with the file.

    Raises:
        EntreeRefusee: as ``appliquer``.
    """
    neufs = Evenements(
        evenements.fichier, evenements.regime, evenements.entete, evenements.inconnues, evenements.changements
    )
    reparees, refusees, acceptees, restent = 0, 0, 0, list(decisions)
    for lot in evenements.lots():
        suites = appliquer(lot, decisions)
        neufs.ajouter(suites.evenements)
        reparees, refusees = reparees + suites.reparees, refusees + suites.refusees
        acceptees += suites.acceptees
        restent = [d for d in restent if d in suites.caduques]
    return Bilan(neufs, reparees, refusees, acceptees, tuple(restent))
