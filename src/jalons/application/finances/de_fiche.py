"""The amounts of one fiche, one row per frame, source and period, one column per version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jalons.application.fiches.models import Cadre
from jalons.application.finances import selectors
from jalons.application.finances.lignes import Version
from jalons.application.finances.models import Montant
from jalons.application.finances.tableaux import colonne
from jalons.noyau.montants import Montant as Somme


@dataclass(frozen=True, slots=True)
class Rangee:
    """Where the money of a fiche stands, for one source and one period of a frame.

    Attributes:
        source: code of the catalogue; empty for an announced total.
        quand: the period as people read it ("2025", "par an").
        sommes: by version, the amounts that the frame gives: none when it gives none, several when it gives several.
    """

    cadre: Cadre
    source: str
    quand: str
    sommes: dict[Version, list[Somme]] = field(default_factory=lambda: {v: [] for v in Version})

    @property
    def cellules(self) -> list[list[Somme]]:
        """Amounts in the order of the versions."""
        return list(self.sommes.values())


def rangees(montants: Iterable[Montant]) -> list[Rangee]:
    """Rows in the order in which frames give their amounts."""
    par_cle: dict[tuple[int, str, str], Rangee] = {}
    for montant in montants:
        lue = selectors.ligne(montant, {})
        quand = colonne(lue).libelle
        cle = (montant.cadre_id, montant.source, quand)
        rangee = par_cle.setdefault(cle, Rangee(montant.cadre, montant.source, quand))
        rangee.sommes[lue.version].append(lue.montant)
    return list(par_cle.values())
