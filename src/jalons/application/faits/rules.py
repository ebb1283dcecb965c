"""Where a deadline stands on a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from jalons.droit.echeances import Echeance as EcheanceDroit
from jalons.droit.echeances import Statut, situer
from jalons.droit.echeances.echeance import dire
from jalons.noyau.dates import DateCivile

ATTENTE = ("a_venir", "bientot")
CLOS = ("tenue", "tenue_en_retard", "sans_objet")
"""Statuses of what asks nothing any more."""
FUTUR = date(9999, 1, 1)
"""A day after every deadline: evaluated then, a deadline shows what it becomes when nothing more is recorded."""


class Stockee(Protocol):
    """What is kept of a deadline (``models.Echeance``)."""

    due_le: date | None
    due_entre_debut: date | None
    due_entre_fin: date | None
    tenue_le: date | None
    alerte_le: date | None
    explication: str
    etat: str
    attendue: bool
    jours: int | None


class Connu(Protocol):
    """What the computation reads of a fact, whatever holds it."""

    @property
    def evenement(self) -> str:
        """Its code."""

    @property
    def survenu_le(self) -> DateCivile:
        """Its date, as precise as it is known."""

    @property
    def attributs(self) -> Mapping[str, Any]:
        """What it carries."""

    @property
    def instant(self) -> datetime | None:
        """Its hour, when it counts."""

    @property
    def cle(self) -> int | None:
        """The key of its row."""


@dataclass(frozen=True, slots=True)
class FaitConnu:
    """A recorded fact, as evaluators read it; ``cle`` is that of its row."""

    evenement: str
    survenu_le: DateCivile
    attributs: Mapping[str, Any]
    instant: datetime | None = None
    cle: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Status on a day.

    Attributes:
        jours: days after the due date, negative when time is left; ``None`` when there is no answer.
        phrase: the whole explanation, with the count of days.
    """

    statut: str
    jours: int | None
    phrase: str


def situation(echeance: Stockee, au: date) -> Situation:
    """Where ``echeance`` stands on ``au``."""
    if echeance.attendue and echeance.due_entre_debut is not None and echeance.due_entre_fin is not None:
        return _situation_vague(echeance, echeance.due_entre_debut, echeance.due_entre_fin, au)
    if not echeance.attendue or echeance.due_le is None:
        return Situation(echeance.etat, echeance.jours, echeance.explication)
    due = DateCivile.lire(echeance.due_le)
    preavis = (echeance.due_le - echeance.alerte_le).days if echeance.alerte_le else 0
    statut, jours = situer(due, None, au=au, preavis_jours=preavis)
    if statut == "en_retard" and echeance.etat != "en_retard":
        return Situation(echeance.etat, None, echeance.explication)
    return Situation(statut, jours, f"{echeance.explication} {dire(statut, jours, None)}")


def _situation_vague(echeance: Stockee, debut: date, fin: date, au: date) -> Situation:
    """The last day falls somewhere between two days: nobody is said late while it may still be to come."""
    if au > fin:
        return Situation(echeance.etat, None, echeance.explication)
    if au > debut:
        return Situation("non_verifiable", None, echeance.explication)
    bientot = echeance.alerte_le is not None and echeance.alerte_le <= au
    return Situation("bientot" if bientot else "a_venir", None, echeance.explication)


def sans_decompte(echeance: EcheanceDroit) -> str:
    """The explanation of a deadline without its last sentence when it counts days from the day of reference."""
    if echeance.statut != "en_retard":
        return echeance.explication
    return echeance.explication.removesuffix(dire(echeance.statut, echeance.jours, None)).rstrip()


def contrat_depuis(faits: list[FaitConnu]) -> dict[str, Any]:
    """What the facts of a contract say, as keyword arguments of ``droit.echeances.FaitsContrat``.

    Events: ``signature``, ``avenant_signe`` and ``rapport_arrete`` (attribute ``exercice``); any other event is an act
    whose deadline has its code (``etat_execution_2022``). Of two facts of one kind, the first recorded date holds.
    """
    lus: dict[str, Any] = {"avenants": {}, "rapports": {}, "actes": {}}
    for fait in faits:
        exercice = fait.attributs.get("exercice")
        if fait.evenement == "signature":
            lus.setdefault("signature", fait.survenu_le)
        elif fait.evenement == "avenant_signe" and exercice is not None:
            lus["avenants"].setdefault(int(exercice), fait.survenu_le)
        elif fait.evenement == "rapport_arrete" and exercice is not None:
            lus["rapports"].setdefault(int(exercice), fait.survenu_le)
        else:
            lus["actes"].setdefault(fait.evenement, fait.survenu_le)
    return lus


def schema_depuis(faits: list[FaitConnu]) -> dict[str, Any]:
    """What the facts of a schéma say: ``successeur_adopte`` gives ``successeur_adopte_le``."""
    adoptions = [f.survenu_le for f in faits if f.evenement == "successeur_adopte"]
    return {"successeur_adopte_le": adoptions[0]} if adoptions else {}


STATUTS: tuple[Statut, ...] = (
    "en_retard", "bientot", "a_venir", "non_verifiable", "tenue_en_retard", "tenue", "sans_objet",
)  # fmt: skip
"""Every status, the most pressing first."""
