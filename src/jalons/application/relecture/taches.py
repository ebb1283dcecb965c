"""Jobs of reviews: begin, read the text, understand it; take up what was stopped."""

from __future__ import annotations

from django.utils import timezone

from jalons.application.relecture import services, travail
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.services.depot import EN_ATTENTE
from jalons.application.socle.taches import differer, tache


def demander(relecture: Relecture) -> None:
    """Ask for the reading of a document."""
    differer(commencer, collectivites=[relecture.collectivite_id], par=relecture.par, relecture=relecture.pk)


def _attend(relecture: int) -> Relecture | None:
    return Relecture.objects.filter(pk=relecture, etat__in=EN_ATTENTE).select_related("par").first()


@tache("relecture:commencer")
def commencer(*, relecture: int) -> None:
    """Say that the reading begins, so that the page says it too, then ask for it."""
    lue = _attend(relecture)
    if lue is not None:
        services.commencer(relecture=lue, maintenant=timezone.now())
        differer(extraire, collectivites=[lue.collectivite_id], par=lue.par, relecture=lue.pk)


@tache("relecture:extraire")
def extraire(*, relecture: int) -> None:
    """The text of the file, then ask for what it says."""
    lue = _attend(relecture)
    if lue is not None and travail.prendre(lue) and travail.extraire(lue, maintenant=timezone.now()):
        differer(comprendre, collectivites=[lue.collectivite_id], par=lue.par, relecture=lue.pk)


@tache("relecture:comprendre")
def comprendre(*, relecture: int) -> None:
    """What the text says."""
    lue = _attend(relecture)
    if lue is not None and lue.nombre_pages is not None and travail.prendre(lue):
        travail.comprendre(lue, maintenant=timezone.now())


@tache("relecture:reprendre", cron="*/10 * * * *")
def reprendre() -> None:
    """Every ten minutes, ask again for the readings that were stopped."""
    for lue in travail.arretees(avant=timezone.now() - travail.SILENCE):
        demander(lue)
