"""The nightly recomputation: every subject that has facts, lot by lot, inside the perimeter of its collectivité."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.application.faits import services, sujets
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Collectivite

LOT = 200
"""Subjects of one transaction."""


@dataclass(frozen=True, slots=True)
class Avancement:
    """Where a recomputation stands: last subject done, subjects and deadlines so far; ``None``: over."""

    apres: int | None
    sujets: int
    echeances: int


def types() -> list[str]:
    """Kinds of subjects whose deadlines come from the rules of the catalogue and of the collectivité."""
    return [g.type for g in sujets.genres() if g.evaluer is None]


def recalculer_lot(*, collectivite: str, type_: str, depart: Avancement) -> Avancement:
    """Recompute the next ``LOT`` subjects; the last lot writes the counts in the journal.

    The session must be in the perimeter of ``collectivite``; one transaction a lot, so that no page waits for all.
    """
    cles = list(
        Fait.objects.filter(
            collectivite_id=collectivite, sujet_type=type_, annule_le=None, sujet_id__gt=depart.apres or 0
        )
        .order_by("sujet_id")
        .values_list("sujet_id", flat=True)
        .distinct()[:LOT]
    )
    changees = services.recalculer_lot(type_, cles, collectivite=collectivite)
    fini = len(cles) < LOT
    fait = Avancement(None if fini else cles[-1], depart.sujets + len(cles), depart.echeances + changees)
    if fini and fait.sujets:
        journaliser(
            "echeancier:recalculer", objet=Collectivite(code=collectivite), par=None, collectivite=collectivite,
            type=type_, sujets=fait.sujets, echeances=fait.echeances,
        )  # fmt: skip
    return fait


DEBUT = Avancement(0, 0, 0)
