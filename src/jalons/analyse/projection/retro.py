"""Back-test: what would have been forecast then, and what came. Printed with every forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jalons.analyse.projection.estimation import estimer
from jalons.analyse.projection.grille import Grille, fin_de_mois
from jalons.analyse.projection.resultats import ENSEMBLE, intervalle, projeter

ORIGINES_MOIS = (12, 18, 24, 36)
"""Past month-ends from which a forecast is made, counted back from the last one known."""

ECHEANCES_MOIS = (6, 12, 24)
PASSE_MOIS = 36
"""Months of history without which no forecast is made from an origin."""


@dataclass(frozen=True, slots=True)
class Verification:
    """One past forecast and what came; ``inchange``: what « nothing moves » would have said."""

    type: str
    origine: date
    mois: int
    median: float
    bas: float
    haut: float
    observe: int
    inchange: int

    @property
    def dedans(self) -> bool:
        """Whether the interval held what came, bounds included."""
        return self.bas <= self.observe <= self.haut

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "type": self.type, "origine": self.origine.isoformat(), "mois": self.mois, "median": self.median,
            "bas": self.bas, "haut": self.haut, "observe": self.observe, "dedans": self.dedans,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retrospective:
    """Every past forecast that could be made."""

    verifications: tuple[Verification, ...]

    @property
    def couverture(self) -> float | None:
        """Share of what came that the intervals of 90 % held; ``None`` when no past forecast could be made."""
        lues = self.verifications
        return sum(v.dedans for v in lues) / len(lues) if lues else None

    @property
    def ecart_moyen(self) -> float | None:
        """Mean distance of the median to what came, in share of it; where something came."""
        return self._ecart("median")

    @property
    def ecart_inchange(self) -> float | None:
        """The same for « nothing moves »: a forecast that does worse is worth nothing."""
        return self._ecart("inchange")

    def _ecart(self, champ: str) -> float | None:
        lues = [abs(getattr(v, champ) - v.observe) / v.observe for v in self.verifications if v.observe]
        return sum(lues) / len(lues) if lues else None

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "previsions": len(self.verifications), "couverture": _arrondi(self.couverture),
            "ecart_moyen": _arrondi(self.ecart_moyen), "ecart_inchange": _arrondi(self.ecart_inchange),
            "detail": [v.en_json() for v in self.verifications],
        }  # fmt: skip


def _arrondi(valeur: float | None) -> float | None:
    return None if valeur is None else round(valeur, 4)


def retroprojeter(
    grille: Grille, *, origines: Sequence[int] = ORIGINES_MOIS, echeances: Sequence[int] = ECHEANCES_MOIS,
    futurs: int = 200, graine: int = 1, au_moins: int = 10,
) -> Retrospective:  # fmt: skip
    """Forecast from past origins with what was known then, and compare.

    Args:
        origines: months before the last month-end; one without ``PASSE_MOIS`` of past is left out.
        au_moins: children that a type must have had at the origin: below, an interval of whole numbers says little.
    """
    trouvees: list[Verification] = []
    effectifs = grille.effectifs()
    for recul in origines:
        mois = [e for e in echeances if e <= recul]
        rang = grille.etats.shape[1] - 1 - recul
        if rang < PASSE_MOIS or not mois:
            continue
        alors = projeter(estimer(grille.jusqu_a(grille.premier + rang)), max(mois), futurs=futurs, graine=graine)
        for k, type_ in enumerate((*grille.types, ENSEMBLE)):
            colonne = effectifs.sum(axis=1) if type_ == ENSEMBLE else effectifs[:, k]
            if colonne[rang] < au_moins:
                continue
            bas, median, haut = intervalle(alors.serie(type_))
            trouvees += [
                Verification(
                    type_, fin_de_mois(grille.premier + rang), e, float(median[e - 1]), float(bas[e - 1]),
                    float(haut[e - 1]), int(colonne[rang + e]), int(colonne[rang]),
                )
                for e in mois
            ]  # fmt: skip
    return Retrospective(tuple(trouvees))
