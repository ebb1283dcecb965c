"""Jobs: a run in two steps, so that progress is seen; those of each night."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.selectors import a_des_registres
from jalons.application.observatoire.tableaux import services
from jalons.application.observatoire.tableaux.provenance import REGISTRE, Source
from jalons.application.socle.taches import differer, tache
from jalons.application.territoires.models import Collectivite
from jalons.noyau.saisie import EntreeRefusee

journal = logging.getLogger(__name__)
DE_LA_NUIT = ("chiffres", "parcours", "projection")
"""Kinds of runs asked for each night; the files of DREES change once a year, and somebody loads them."""


@tache("observatoire:tableaux_chaque_nuit", cron="40 3 * * *")
def chaque_nuit() -> None:
    """Each night, ask for the runs of each collectivité."""
    for code in Collectivite.objects.order_by("code").values_list("code", flat=True):
        differer(calculer_la_nuit, collectivites=[code], par=None, collectivite=code)


@tache("observatoire:tableaux_la_nuit")
def calculer_la_nuit(*, collectivite: str) -> None:
    """The runs of one collectivité; nothing where the registers are empty."""
    if a_des_registres(collectivite):
        demander(collectivite, REGISTRE, au=timezone.localdate(), maintenant=timezone.now(), par=None)


def demander(collectivite: str, source: Source, *, au: date, maintenant: datetime, par: Agent | None) -> None:
    """Ask for the runs of a source; a kind that is already under way is left to it."""
    for genre in DE_LA_NUIT:
        try:
            calcul = services.demander(
                collectivite=collectivite, genre=genre, au=au, maintenant=maintenant, par=par, source=source
            )
        except EntreeRefusee:
            continue
        differer(commencer, collectivites=[collectivite], par=par, calcul=calcul.pk)


@tache("observatoire:tableaux_commencer")
def commencer(*, calcul: int) -> None:
    """Say that the run has begun, then ask for its figures."""
    lu = Calcul.objects.select_for_update(of=("self",)).filter(pk=calcul, etat=Calcul.Etat.DEMANDE).first()
    if lu is not None:
        services.commencer(calcul=lu)
        differer(executer, collectivites=[lu.collectivite_id], par=lu.par, calcul=lu.pk)


@tache("observatoire:tableaux_executer")
def executer(*, calcul: int) -> None:
    """Compute; what stops it is kept in words."""
    lu = Calcul.objects.select_for_update(of=("self",)).filter(pk=calcul, etat=Calcul.Etat.EN_COURS).first()
    if lu is None:
        return
    try:
        with transaction.atomic():
            services.executer(calcul=lu, maintenant=timezone.now())
    except EntreeRefusee as refus:
        raison = " ".join(f.message for f in refus.fautes)
    except (ArithmeticError, LookupError, MemoryError, OSError, TypeError, ValueError):
        journal.exception("run %s failed", calcul)
        raison = (
            "Une faute imprévue a arrêté ce calcul ; rien n'a été changé. Redemandez-le ; si elle revient, signalez-la "
            f"à l'administration de Jalons avec le numéro {calcul}."
        )
    else:
        return
    lu.refresh_from_db()
    services.echouer(calcul=lu, raison=raison, maintenant=timezone.now())
