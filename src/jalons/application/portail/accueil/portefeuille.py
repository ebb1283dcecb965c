"""Contracts of a home page and what is computed from all of them together, kept as long as none has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jalons.application.contrats import selectors
from jalons.application.contrats.models import Contrat
from jalons.application.socle.memoire import Reponses

PLACES = 64
"""Portfolios kept by a process, the oldest forgotten first."""


class Portefeuille(Reponses):
    """The studies of some contracts, and the answers computed from them."""

    def __init__(self, etudes: Sequence[selectors.Etude]) -> None:
        super().__init__()
        self.etudes = tuple(etudes)


_GARDES: dict[tuple[int, ...], Portefeuille] = {}


def lire(contrats: Sequence[Contrat], au: date) -> tuple[tuple[selectors.Vue, ...], Portefeuille]:
    """These contracts on the day ``au``, and the portfolio of their studies: the same one while they are the same.

    A study is another object as soon as a row behind it has changed (``socle.memoire``).
    """
    vues = tuple(selectors.vues(contrats, au))
    cle = tuple(v.contrat.pk for v in vues)
    garde = _GARDES.get(cle)
    if garde is None or any(connue is not vue.etude for connue, vue in zip(garde.etudes, vues, strict=True)):
        _GARDES.pop(cle, None)
        garde = _GARDES[cle] = Portefeuille([v.etude for v in vues])
        for ancienne in list(_GARDES)[:-PLACES]:
            _GARDES.pop(ancienne, None)
    return vues, garde
