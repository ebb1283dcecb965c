"""Jobs: a plan of the day or a simulation, in two steps so that progress is seen."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from jalons.application.places import services
from jalons.application.places.models import CalculPlaces
from jalons.application.socle.taches import differer, tache
from jalons.noyau.saisie import EntreeRefusee

journal = logging.getLogger(__name__)


@tache("places:commencer_calcul")
def commencer(*, calcul: int) -> None:
    """Say that it has begun, then ask for its answer."""
    lu = _prendre(calcul, CalculPlaces.Etat.DEMANDE)
    if lu is not None:
        services.commencer_calcul(calcul=lu)
        differer(executer, collectivites=[lu.collectivite_id], par=lu.par, calcul=lu.pk)


@tache("places:executer_calcul")
def executer(*, calcul: int) -> None:
    """Compute; what stops it is kept in words."""
    lu = _prendre(calcul, CalculPlaces.Etat.EN_COURS)
    if lu is None:
        return
    try:
        with transaction.atomic():
            services.executer_calcul(calcul=lu, maintenant=timezone.now())
    except EntreeRefusee as refus:
        raison = " ".join(f.message for f in refus.fautes)
    except (ArithmeticError, LookupError, MemoryError, OSError, TypeError, ValueError):
        journal.exception("plan of places %s failed", calcul)
        raison = (
            "Une faute imprévue a arrêté ce calcul ; rien n'a été changé. Redemandez-le ; si elle revient, signalez-la "
            f"à l'administration de Jalons avec le numéro {calcul}."
        )
    else:
        return
    lu.refresh_from_db()
    services.echouer_calcul(calcul=lu, raison=raison, maintenant=timezone.now())


def _prendre(calcul: int, etat: str) -> CalculPlaces | None:
    return CalculPlaces.objects.select_for_update(of=("self",)).filter(pk=calcul, etat=etat).first()
