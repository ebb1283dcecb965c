"""What the pages of imports show, ready to read: checks with what was decided, rows with their place. No query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from jalons.analyse.qualite.classeur import part
from jalons.application.observatoire.imports.lecture import A_TRAITER
from jalons.application.observatoire.imports.models import DecisionFaute
from jalons.application.observatoire.imports.verification import lieu

TONS = {"rouge": "danger", "orange": "attention", "avertissement": "info", "information": "neutre"}
SUITES = {A_TRAITER: "À traiter", **dict(DecisionFaute.Suite.choices)}


@dataclass(frozen=True, slots=True)
class LigneControle:
    """One check that found faults: how many, how many are dealt with, what changed since the import before."""

    code: str
    libelle: str
    severite: str
    ton: str
    certain: bool
    bloque: bool
    reserve: str
    source: str
    fautes: int
    montrees: int
    a_traiter: int
    nouvelles: int | None
    disparues: int | None


def controles(resume: Mapping[str, Any], suites: Mapping[str, Mapping[str, int]]) -> list[LigneControle]:
    """The checks that found faults, the heaviest first."""
    compares = {c: (d, n) for c, d, n, _ in resume.get("comparaison", {}).get("par_controle", [])}
    compare = "comparaison" in resume
    lignes = []
    for c in resume["controles"]:
        if c["etat"] != "fautes":
            continue
        disparues, nouvelles = compares.get(c["controle"], (0, 0)) if compare else (None, None)
        lignes.append(
            LigneControle(
                c["controle"], c["libelle"], c["severite"], TONS[c["severite"]], c["certain"], c["bloque"],
                c["reserve"], c["source"], c["fautes"], c["montrees"], suites.get(c["controle"], {}).get(A_TRAITER, 0),
                nouvelles, disparues,
            )
        )  # fmt: skip
    return sorted(lignes, key=lambda x: (list(TONS).index(x.severite), -x.fautes))


def impossibles(resume: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The checks that could not run: code, label, why."""
    return [
        (c["controle"], c["libelle"], " ".join(c["pourquoi"])) for c in resume["controles"] if c["etat"] == "impossible"
    ]


def conformes(resume: Mapping[str, Any]) -> int:
    """How many checks found no fault."""
    return sum(c["etat"] == "conforme" for c in resume["controles"])


@dataclass(frozen=True, slots=True)
class LigneFaute:
    """One faulty row."""

    rang: int
    controle: str
    severite: str
    ton: str
    identifiant: str
    lieu: str
    ligne: int
    variable: str
    valeur: str
    raison: str
    equipe: str
    suite: str
    decision: int | None

    @property
    def court(self) -> str:
        """The beginning of the identifier: enough to tell rows apart on a page."""
        return f"{self.identifiant[:8]}…" if len(self.identifiant) > 9 else self.identifiant

    @property
    def suite_dite(self) -> str:
        """What was decided, in words."""
        return SUITES[self.suite]


def fautes(lignes: pl.DataFrame, fichiers: Sequence[Mapping[str, Any]]) -> list[LigneFaute]:
    """Rows as the page shows them."""
    return [
        LigneFaute(
            x["rang"], x["controle"], x["severite"], TONS[x["severite"]], x["identifiant"], lieu(x["ligne"], fichiers),
            x["ligne"], x["variable"], x["valeur"], x["raison"], x["equipe"] or "", x["suite"], x["decision"],
        )
        for x in lignes.iter_rows(named=True)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneTaux:
    """What a variable says: four rates in percent, empty when there is nothing to take a share of."""

    variable: str
    libelle: str
    evenements: int
    presente: str
    remplie: str
    renseignee: str
    pertinente: str


def taux(table: pl.DataFrame, equipe: str) -> list[LigneTaux]:
    """The rates of each variable, for one team or for the whole file."""
    voulues = table.filter(pl.col("equipe") == equipe if equipe else pl.col("equipe").is_null())
    return [
        LigneTaux(
            x["variable"], x["libelle"], x["evenements"], _dit(x["presentes"], x["evenements"]),
            _dit(x["remplies"], x["evenements"]), _dit(x["renseignees"], x["evenements"]),
            _dit(x["pertinentes"], x["attendues"]),
        )
        for x in voulues.iter_rows(named=True)
    ]  # fmt: skip


def _dit(nombre: int, total: int) -> str:
    """
    >>> _dit(1, 3), _dit(0, 0)
    ('33,3\\u202f%', '')
    """
    valeur = part(nombre, total)
    return f"{valeur}\u202f%".replace(".", ",") if isinstance(valeur, float) else ""
