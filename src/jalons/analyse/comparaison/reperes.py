"""Beside an indicator of registers, what DREES published of the same thing: département, région, nation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from jalons.analyse.comparaison.series import NATION, Lieu, Lue, Series, millesimes
from jalons.analyse.graphiques.nombres import court
from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.analyse.sources.insee import Population

ANNEES = 10
"""How far back a published year may be and still be shown."""


@dataclass(frozen=True, slots=True)
class Repere:
    """Published figures of one indicator, in the year and the vintage that are said."""

    indicateur: str
    annee: int
    edition: str
    statut: str
    unite: str
    lieux: tuple[Lieu, ...]
    valeurs: tuple[Lue, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "indicateur": self.indicateur, "annee": self.annee, "edition": self.edition, "statut": self.statut,
            "territoires": [
                {"niveau": lieu.niveau, "code": lieu.code, "nom": lieu.nom, "valeur": lue.valeur, "raison": lue.raison}
                for lieu, lue in zip(self.lieux, self.valeurs, strict=True)
            ],
        }  # fmt: skip

    def phrase(self) -> str:
        """In French, on one line."""
        dits = [
            f"{lieu.nom} {'inconnu' if lue.valeur is None else f'{court(lue.valeur)} {self.unite}'}"
            for lieu, lue in zip(self.lieux, self.valeurs, strict=True)
        ]
        return f"DREES {self.annee} : {' ; '.join(dits)}"


def reperes(
    series: pl.DataFrame, code: str, annee: int, codes: Collection[str], population: Population | None = None
) -> Mapping[str, Repere]:
    """For each indicator of registers among ``codes`` that DREES also publishes, its last year until ``annee``.

    Definitive figures rather than provisional ones, the last edition rather than an older one.
    """
    trouvees = [(a, m) for a in range(annee, annee - ANNEES, -1) for m in millesimes(series, code, a)]
    if not trouvees:
        return {}
    derniere = trouvees[0][0]
    edition, statut = max((m for a, m in trouvees if a == derniere), key=lambda m: (m[1] != "provisoire", m[0]))
    lues = Series(series, (edition, statut), population)
    ici, region = lues.departement(code), lues.region_de(code)
    lieux = tuple(lieu for lieu in (ici, region, NATION) if lieu is not None)
    return {
        i.code: Repere(
            i.serie, derniere, edition, statut, i.unite, lieux,
            tuple(lues.lire(indicateurs()[i.serie], lieu, derniere) for lieu in lieux),
        )
        for i in indicateurs().values() if i.serie and i.code in codes
    }  # fmt: skip
