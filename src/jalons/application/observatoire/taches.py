"""Jobs of ``observatoire``: the run of each night, and its two steps, a transaction each so that progress is seen."""

from __future__ import annotations

from django.utils import timezone

from jalons.application.observatoire import services
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.publications.taches import apercevoir
from jalons.application.observatoire.selectors import a_des_registres
from jalons.application.socle.taches import differer, tache
from jalons.application.territoires.models import Collectivite
from jalons.noyau.saisie import EntreeRefusee

__all__ = ["apercevoir", "calculer_la_nuit", "chaque_nuit", "conclure", "extraire"]


@tache("observatoire:chaque_nuit", cron="10 3 * * *")
def chaque_nuit() -> None:
    """Each night, ask for a run in each collectivité."""
    for code in Collectivite.objects.order_by("code").values_list("code", flat=True):
        differer(calculer_la_nuit, collectivites=[code], par=None, collectivite=code)


@tache("observatoire:calculer_la_nuit")
def calculer_la_nuit(*, collectivite: str) -> None:
    """A run of one collectivité; nothing where the registers are empty, or when an agent has just asked for one."""
    if not a_des_registres(collectivite):
        return
    try:
        calcul = services.demander(
            collectivite=collectivite, au=timezone.localdate(), maintenant=timezone.now(), par=None
        )
    except EntreeRefusee:
        return
    differer(extraire, collectivites=[collectivite], par=None, calcul=calcul.pk)


@tache("observatoire:extraire")
def extraire(*, calcul: int) -> None:
    """Read the registers, then ask for the figures."""
    lu = Calcul.objects.select_for_update(of=("self",)).filter(pk=calcul, etat=Calcul.Etat.DEMANDE).first()
    if lu is not None:
        services.extraire(calcul=lu)
        differer(conclure, collectivites=[lu.collectivite_id], par=lu.par, calcul=lu.pk)


@tache("observatoire:conclure")
def conclure(*, calcul: int) -> None:
    """Compute the figures."""
    lu = Calcul.objects.select_for_update(of=("self",)).filter(pk=calcul, etat=Calcul.Etat.EN_COURS).first()
    if lu is not None:
        services.conclure(calcul=lu, maintenant=timezone.now())


from jalons.application.observatoire.imports import taches as _imports  # noqa: E402, F401 - the library looks here for jobs
