"""The course of a measure: notified, started, entrusted, ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.enfants import services as enfants
from jalons.application.enfants.models import Referent
from jalons.application.faits import services as faits
from jalons.application.mesures import prise_en_charge
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.services import controle
from jalons.application.mesures.services.ecriture import (
    constater,
    ecrire,
    prendre,
    refuser,
    refuser_un_dossier_ferme,
)
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import UniteLocale
from jalons.droit.mesures import fins


@transaction.atomic
@faits.ensemble()
def notifier(*, mesure: Mesure, version: int | None, notifiee_le: date, par: Agent | None, au: date) -> Mesure:
    """Say on what day the last decision was notified: the time to appeal runs from it.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the day is to come, or precedes the decision, or it is notified already.
    """
    a_jour, genre = prendre(mesure, version, "notifier", au=au)
    refuser(controle.notification(a_jour, {"notifiee_le": notifiee_le}, au=au), "la notification")
    dernier = a_jour.renouvellements.last()
    a_jour.notifiee_le = notifiee_le
    if dernier is None:
        a_jour.premiere_notification_le = notifiee_le
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:notifier", objet=a_jour.enfant, par=par, mesure=a_jour.pk)
    numero = f"{a_jour.numero}-{dernier.rang if dernier else 0}"
    constater(a_jour, "notification", genre.vie.de("notification"), le=notifiee_le, par=par, decision=numero)
    return a_jour


@transaction.atomic
@faits.ensemble()
def demarrer(
    *,
    mesure: Mesure,
    version: int | None,
    debut_le: date,
    par: Agent | None,
    au: date,
    debut_instant: datetime | None = None,
    service: str | None = None,
) -> Mesure:
    """Say on what day the measure really began: it leaves the waiting list.

    Args:
        debut_instant: for kinds whose deadlines are in hours.
        service: who carries it out, when that changes; ``None`` leaves it.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the dates, the age, a death, or another measure of the same exclusive family forbid it.
    """
    a_jour, genre = prendre(mesure, version, "demarrer", au=au)
    refuser_un_dossier_ferme(a_jour.enfant)
    refuser(controle.debut(a_jour, {"debut_le": debut_le}, au=au), "le début de la mesure")
    a_jour.debut_le, a_jour.debut_instant = debut_le, debut_instant
    if service is not None:
        a_jour.service = " ".join(service.split())
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:demarrer", objet=a_jour.enfant, par=par, mesure=a_jour.pk)
    constater(a_jour, "debut", genre.vie.de("debut"), le=debut_le, instant=debut_instant, par=par)
    prise_en_charge.tenir(a_jour.enfant, par=par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def affecter(
    *,
    mesure: Mesure,
    version: int | None,
    service: str,
    unite: UniteLocale | None,
    referent: Agent | None,
    depuis: date,
    par: Agent | None,
    au: date,
) -> Mesure:
    """Say who carries a measure out, where, and its référent, who then follows the child.

    Args:
        depuis: first day on which the child is in the référent's own caseload.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the measure is over, or the child was not born on that day.
    """
    a_jour, _ = prendre(mesure, version, "affecter", au=au)
    refuser(controle.affectation(a_jour, {"depuis": depuis}, au=au))
    a_jour.service, a_jour.unite, a_jour.referent = " ".join(service.split()), unite, referent
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:affecter", objet=a_jour.enfant, par=par, mesure=a_jour.pk)
    suit = Q(fin=None) | Q(fin__gte=depuis)
    if referent is not None and not Referent.objects.filter(suit, enfant=a_jour.enfant, agent=referent).exists():
        enfants.nommer_referent(enfant=a_jour.enfant, agent=referent, debut=depuis, par=par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def terminer(
    *, mesure: Mesure, version: int | None, fin_le: date, motif_fin: str, par: Agent | None, au: date,
    instant: datetime | None = None,
) -> Mesure:  # fmt: skip
    """Say on what day a measure ended and why; one that waited ends without having begun.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the day is to come or precedes the start, or the reason is not one of the kind.
    """
    a_jour, genre = prendre(mesure, version, "terminer", au=au)
    refuser(controle.fin(a_jour, {"fin_le": fin_le, "motif_fin": motif_fin}, au=au), "la fin de la mesure")
    a_jour.fin_le, a_jour.motif_fin = fin_le, motif_fin
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:terminer", objet=a_jour.enfant, par=par, mesure=a_jour.pk, motif=motif_fin)
    codes = genre.vie.de("fin") if a_jour.debut_le is not None else fins_sans_debut(genre.vie.de("fin"))
    constater(a_jour, "fin", [*fins()[motif_fin].evenements, *codes], le=fin_le, instant=instant, par=par)
    prise_en_charge.tenir(a_jour.enfant, par=par)
    return a_jour


def fins_sans_debut(codes: tuple[str, ...]) -> list[str]:
    """A measure that never began closes its decision; it has neither begun nor ended."""
    return [c for c in codes if c not in ("mesure_fin", "placement_fin")]
