"""What the study of a frame says, whatever its nature: its dossier, its écarts on a day, the comments that answer them.

A module that extends ``Cadre`` gives its own ``Etude`` (how its rows make a dossier, what checks it) and its own
``Vue`` (its object beside the study).
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from jalons.application.fiches.models import Justification
from jalons.application.fiches.services.importation import Dossier
from jalons.application.socle.memoire import Reponses
from jalons.noyau.ecarts import Ecart

D = TypeVar("D", bound=Dossier)


class EtudeDeCadre(Reponses, Generic[D]):
    """The dossier of a frame and what is computed from it; shared between requests, never changed."""

    dossier: D

    @abstractmethod
    def controler(self, au: date) -> list[Ecart]:
        """Écarts on the day ``au``, computed, the most serious first."""

    def ecarts(self, au: date) -> list[Ecart]:
        """The same, computed once for each day."""
        return self.garder(("ecarts", au), lambda: self.controler(au))


@dataclass(frozen=True)
class VueDeCadre(Generic[D]):
    """The study of a frame on a day."""

    etude: EtudeDeCadre[D]
    au: date

    @property
    def dossier(self) -> D:
        """What the frame says."""
        return self.etude.dossier

    @property
    def ecarts(self) -> list[Ecart]:
        """Écarts on that day, the most serious first."""
        return self.etude.ecarts(self.au)

    def justifies(self, notes: dict[str, Justification]) -> list[EcartJustifie]:
        """Each écart with its comment, among ``notes`` by key (``fiches.selectors.justifications``)."""
        return [EcartJustifie(e, notes.get(e.cle)) for e in self.ecarts]


@dataclass(frozen=True, slots=True)
class EcartJustifie:
    """An écart and the comment that answers it, if there is one."""

    ecart: Ecart
    justification: Justification | None

    @property
    def commentaire(self) -> str:
        """The comment, or nothing."""
        return self.justification.commentaire if self.justification else ""
