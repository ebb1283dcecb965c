"""Writes: facts as they happen, and the deadlines that follow from them.

Both run in the caller's transaction: a fact and its deadlines are recorded together with the act, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.faits import recalcul
from jalons.application.faits.models import Fait
from jalons.application.faits.recalcul import ensemble, recalculer_lot
from jalons.application.socle.journal import journaliser, journaliser_plusieurs
from jalons.application.territoires.models import Territorial
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

__all__ = [
    "Constat", "annuler", "enregistrer", "enregistrer_plusieurs", "ensemble", "recalculer", "recalculer_lot", "type_de",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constat:
    """A fact to state.

    Attributes:
        survenu_le: the day it was true, as precise as it is known.
        attributs: codes and figures that tell it apart (``{"exercice": 2022}``); never a name nor free text.
        instant: for deadlines in hours.
    """

    sujet: Territorial
    evenement: str
    survenu_le: DateCivile | date
    attributs: Mapping[str, Any] = field(default_factory=dict)
    instant: datetime | None = None

    def fait(self) -> Fait:
        """The row that keeps it, not yet written."""
        jour = self.survenu_le
        return Fait(
            collectivite_id=self.sujet.collectivite_id, sujet_type=type_de(self.sujet), sujet_id=self.sujet.pk,
            evenement=self.evenement, survenu_le=DateCivile.lire(jour) if isinstance(jour, date) else jour,
            attributs=dict(self.attributs), instant=self.instant,
        )  # fmt: skip


def enregistrer(
    *,
    sujet: Territorial,
    evenement: str,
    survenu_le: DateCivile | date,
    par: Agent | None,
    attributs: dict[str, Any] | None = None,
    instant: datetime | None = None,
) -> Fait:
    """State that ``evenement`` happened to ``sujet``, and recompute its deadlines; arguments as for ``Constat``."""
    [fait] = enregistrer_plusieurs([Constat(sujet, evenement, survenu_le, attributs or {}, instant)], par=par)
    return fait


@transaction.atomic
def enregistrer_plusieurs(constats: Iterable[Constat], *, par: Agent | None) -> list[Fait]:
    """State several facts, of one subject or of many, then recompute the deadlines of each subject once.

    One statement for the facts, one for the journal, and four at most for the deadlines, however many facts.
    """
    faits = Fait.objects.bulk_create([c.fait() for c in constats])
    lignes = ((f, {"sujet": f.sujet_id, "evenement": f.evenement}) for f in faits)
    journaliser_plusieurs("faits:enregistrer", lignes, par=par)
    recalcul.demander((f.sujet_type, f.collectivite_id, f.sujet_id) for f in faits)
    return faits


@transaction.atomic
def annuler(*, fait: Fait, par: Agent | None) -> None:
    """Take back a fact recorded by mistake: it stays in the history, its deadlines are computed without it.

    Raises:
        EntreeRefusee: it was already taken back.
    """
    if fait.annule_le is not None:
        raise EntreeRefusee([Faute("fait", f"« {fait} » est déjà annulé : rien à faire.")], quoi="l'annulation")
    fait.annule_le = timezone.now()
    fait.save(update_fields=["annule_le"])
    journaliser("faits:annuler", objet=fait, par=par, sujet=fait.sujet_id, evenement=fait.evenement)
    recalcul.demander([(fait.sujet_type, fait.collectivite_id, fait.sujet_id)])


def recalculer(*, sujet: Territorial) -> None:
    """Recompute the deadlines of ``sujet``: after a change that is not a fact (its period, its regime). Idempotent."""
    recalcul.demander([(type_de(sujet), sujet.collectivite_id, sujet.pk)])


def type_de(sujet: Territorial) -> str:
    """The type under which a subject is known: the word of the catalogue that its model says, else its model's name."""
    return getattr(sujet, "sujet_type", None) or sujet._meta.model_name or ""
