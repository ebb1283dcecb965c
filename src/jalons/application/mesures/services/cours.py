"""The course of a measure: notified, started, entrusted, ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.enfants import services as enfants
from jalons.application.enfants.models import Referent
from jalons.application.faits import services as faits
from jalons.application.mesures import prise_en_charge, rules
from jalons.application.mesures.etats import jeune
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.services.ecriture import (
    constater,
    ecrire,
    prendre,
    refuser,
    refuser_un_dossier_ferme,
)
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import UniteLocale
from jalons.droit.mesures import fins, natures
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute


@transaction.atomic
@faits.ensemble()
def notifier(*, mesure: Mesure, version: int | None, notifiee_le: date, par: Agent | None, au: date) -> Mesure:
    """Say on what day the last decision was notified: the time to appeal runs from it.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the day is to come, or precedes the decision, or it is notified already.
    """
    a_jour, genre = prendre(mesure, version, "notifier", au=au)
    dernier = a_jour.renouvellements.last()
    decision = dernier.decide_le if dernier else a_jour.decidee_le
    fautes = rules.fautes_dates(rules.Dates(decision=decision, notification=notifiee_le), au=au)
    if a_jour.notifiee_le is not None:
        fautes.append(Faute("notifiee_le", f"Notifiée le {texte_du_jour(a_jour.notifiee_le)} : rien à faire."))
    refuser(fautes, "la notification")
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
    dates = rules.Dates(decision=a_jour.decidee_le, debut=debut_le, terme=a_jour.terme_le)
    fautes = rules.fautes_dates(dates, au=au)
    fautes += rules.fautes_jeune(genre, jeune(a_jour.enfant), debut_le, debut=True)
    fautes += _fautes_chevauchement(a_jour, debut_le)
    refuser(fautes, "le début de la mesure")
    a_jour.debut_le, a_jour.debut_instant = debut_le, debut_instant
    if service is not None:
        a_jour.service = " ".join(service.split())
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:demarrer", objet=a_jour.enfant, par=par, mesure=a_jour.pk)
    constater(a_jour, "debut", genre.vie.de("debut"), le=debut_le, instant=debut_instant, par=par)
    prise_en_charge.tenir(a_jour.enfant, par=par)
    return a_jour


def _fautes_chevauchement(mesure: Mesure, debut: date) -> list[Faute]:
    """The measures of the same exclusive family that run on that day or later, said by name."""
    if not mesure.exclusive:
        return []
    memes = Mesure.objects.filter(
        Q(fin_le=None) | Q(fin_le__gt=debut), enfant_id=mesure.enfant_id, exclusive=mesure.exclusive,
        debut_le__isnull=False, annulee_le=None,
    ).exclude(pk=mesure.pk)  # fmt: skip
    return [
        Faute(
            "debut_le",
            f"« {natures()[m.nature].libelle} » ({m}) court depuis le {texte_du_jour(m.debut_le)}"
            f"{f' jusqu’au {texte_du_jour(m.fin_le)}' if m.fin_le else ''} : terminez-la d'abord, ou corrigez ce jour.",
            texte_du_jour(debut),
        )
        for m in memes
        if m.debut_le is not None
    ]


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
        EntreeRefusee: the measure is over.
    """
    a_jour, _ = prendre(mesure, version, "affecter", au=au)
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
    fautes = rules.fautes_dates(rules.Dates(decision=a_jour.decidee_le, debut=a_jour.debut_le, fin=fin_le), au=au)
    if motif_fin not in {f.code for f in genre.fins}:
        permises = ", ".join(f.libelle.lower() for f in genre.fins)
        fautes.append(Faute("motif_fin", f"Choisissez pourquoi elle finit : {permises}.", motif_fin, permises))
    refuser(fautes, "la fin de la mesure")
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
