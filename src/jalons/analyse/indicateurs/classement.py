"""How kinds of measures, kinds of places and ages are counted, as the file ``classement.yaml`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jalons.droit.mesures import natures as natures_du_droit
from jalons.noyau.yaml_simple import charger


@dataclass(frozen=True, slots=True)
class Classement:
    """Codes to classes.

    Attributes:
        natures: for each property (``groupe``, ``mandat``, ``ase3``, ``ase8``, ``ase9``), code of a measure to value.
        genres: kind of place to column of table 4; ``finess``: category to column of table 6.
        bornes: first age of each band.
    """

    natures: Mapping[str, Mapping[str, str]]
    genres: Mapping[str, str]
    finess: Mapping[str, str]
    bornes: tuple[int, ...]

    def tranches(self) -> tuple[tuple[int, int | None], ...]:
        """First and last age (included) of each band; ``None``: open."""
        fermees = tuple((bas, haut - 1) for bas, haut in pairwise(self.bornes))
        return (*fermees, (self.bornes[-1], None))


AUCUNE = "aucune"
"""Class of a known kind that is in no column of a table: not the same as a kind that nobody has classed."""
PROPRIETES = ("groupe", "mandat", "ase3", "ase8", "ase9")


@cache
def classement(bornes: tuple[int, ...] = ()) -> Classement:
    """The one of Jalons, with a département's own age bands when given."""
    lu: dict[str, Any] = charger(Path(__file__).with_suffix(".yaml").read_bytes())
    natures: dict[str, dict[str, str]] = {p: {} for p in PROPRIETES}
    for n in lu["natures"]:
        codes = [n["code"], *n.get("alias", ())]
        for propriete in PROPRIETES:
            natures[propriete] |= dict.fromkeys(codes, n.get(propriete, AUCUNE))
    return Classement(
        natures, {g["code"]: g["ase4"] for g in lu["genres"]}, {f["code"]: f["ase6"] for f in lu["finess"]},
        bornes or tuple(lu["ages"]["bornes"]),
    )  # fmt: skip


def non_classees() -> list[str]:
    """Kinds of measures of the law that the file forgets: a test refuses any."""
    connues = classement().natures["groupe"]
    return [code for code in natures_du_droit() if code not in connues]
