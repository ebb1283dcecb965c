"""What a check is, what it answers, and the report of a whole file. Plain data: pages, workbook and PDF share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jalons.noyau.yaml_simple import charger

DONNEES = Path(__file__).with_name("controles.yaml")

CONSTATS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "controle": pl.String, "severite": pl.String, "identifiant": pl.String, "ligne": pl.Int64, "variable": pl.String,
    "valeur": pl.String, "raison": pl.String, "equipe": pl.String,
}  # fmt: skip
"""Columns of the faulty rows."""


class Severite(StrEnum):
    """How much a check weighs, the heaviest first."""

    ROUGE = "rouge"
    ORANGE = "orange"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


class Etat(StrEnum):
    """What became of a check: the third answer is never taken for "no fault"."""

    CONFORME = "conforme"
    FAUTES = "fautes"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Controle:
    """One check.

    Attributes:
        forme: ``ligne`` and ``attendue`` look at one event, ``personne`` at all those of a person, ``fichier`` at all.
        certain: false for our own proposals, which block nothing.
        reserve: when its answer may be a false alarm.
        quand, variable, dans: of the form ``attendue``: filters, and the codes then expected of the variable.
        meme_absente: whether it runs although the variable is absent from the file.
        population: ``mineurs`` or ``majeurs``: the others are not concerned.
    """

    code: str
    libelle: str
    severite: Severite
    famille: str
    forme: str
    source: str
    certain: bool = True
    reserve: str = ""
    quand: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variable: str = ""
    dans: tuple[str, ...] = ()
    meme_absente: bool = False
    population: str = ""

    @property
    def bloque(self) -> bool:
        """Whether a fault stops a transmission."""
        return self.certain and self.severite is Severite.ROUGE


@dataclass(frozen=True, slots=True)
class Resultat:
    """The answer of one check.

    Attributes:
        fautes: how many, all of them; ``constats`` shows the first ones.
        pourquoi: why it could not run; or, when it ran, on what it could not.
        note: what it counted, for an information.
    """

    controle: Controle
    etat: Etat
    fautes: int
    constats: pl.DataFrame
    pourquoi: tuple[str, ...] = ()
    note: str = ""

    def en_json(self) -> dict[str, Any]:
        """The public form, without its rows."""
        c = self.controle
        return {
            "controle": c.code, "libelle": c.libelle, "severite": c.severite.value, "certain": c.certain,
            "etat": self.etat.value, "fautes": self.fautes, "pourquoi": list(self.pourquoi), "note": self.note,
            "reserve": c.reserve, "source": c.source,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rapport:
    """Everything that was found in a file.

    Attributes:
        annee: year of reference: the most frequent one of the decisions; ``None`` when no decision is dated.
        taux: one row by variable (and team): see ``taux.TAUX``.
        pseudonymes: how identifiers were made, when not the national way.
    """

    fichier: str
    regime: int
    evenements: int
    annee: int | None
    resultats: tuple[Resultat, ...]
    taux: pl.DataFrame
    pseudonymes: str = ""
    changements: Sequence[Any] = ()

    @property
    def constats(self) -> pl.DataFrame:
        """The faulty rows of every check, the heaviest first."""
        vides = pl.DataFrame(schema=dict(CONSTATS))
        ordre = sorted(self.resultats, key=lambda r: (list(Severite).index(r.controle.severite), r.controle.code))
        return pl.concat([vides, *(r.constats for r in ordre)])

    @property
    def fautes(self) -> int:
        """How many faults, informations left out."""
        return sum(r.fautes for r in self.resultats if r.controle.severite is not Severite.INFORMATION)

    @property
    def bloquants(self) -> tuple[Resultat, ...]:
        """What stops a transmission."""
        return tuple(r for r in self.resultats if r.etat is Etat.FAUTES and r.controle.bloque)

    def resultat(self, code: str) -> Resultat:
        """The answer of the check ``code``.

        Raises:
            KeyError: there is none.
        """
        for r in self.resultats:
            if r.controle.code == code:
                return r
        raise KeyError(code)

    def en_json(self) -> dict[str, Any]:
        """The public form, without rows."""
        return {
            "fichier": self.fichier, "regime": self.regime, "evenements": self.evenements, "annee": self.annee,
            "pseudonymes": self.pseudonymes, "fautes": self.fautes,
            "controles": [r.en_json() for r in self.resultats],
        }  # fmt: skip


@cache
def reglages() -> Mapping[str, Any]:
    """The whole data file of the checks."""
    return dict(charger(DONNEES.read_bytes()))


def parametres() -> Mapping[str, float]:
    """The thresholds of the checks."""
    return dict(reglages()["parametres"])


@cache
def controles() -> Mapping[str, Controle]:
    """Every check by code, in the order of the report.

    >>> len([c for c in controles().values() if not c.code.startswith("E")]), controles()["0028"].bloque
    (44, True)
    """
    donnees = reglages()
    return {c["code"]: _controle(c, donnees["sources"]) for c in donnees["controles"]}


def _controle(lu: dict[str, Any], sources: Mapping[str, str]) -> Controle:
    source = sources["onpe" if lu.get("certain", True) else "jalons"]
    quand = {f: tuple(codes) for f, codes in lu.get("quand", {}).items()}
    reste = {cle: v for cle, v in lu.items() if cle not in ("quand", "dans", "severite")}
    severite = Severite(lu["severite"])
    return Controle(severite=severite, source=source, quand=quand, dans=tuple(lu.get("dans", ())), **reste)
