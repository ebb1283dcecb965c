"""Stays: a child arrives, is away, comes back, leaves; what was recorded by mistake is taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.services.numeros import tirer
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.services.ecriture import ecrire
from jalons.application.faits import services as faits
from jalons.application.places import listes, rules
from jalons.application.places.models import Absence, Demande, Occupation
from jalons.application.places.services import constats
from jalons.application.places.services.demandes import clore
from jalons.application.places.services.ecriture import (
    LIEUX,
    choisir,
    prendre,
    refuser,
    verrouiller_enfant,
    verrouiller_unite,
)
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import Faute


@transaction.atomic
@faits.ensemble()
def accueillir(
    *,
    enfant: Enfant,
    unite: UniteAccueil,
    le: date,
    par: Agent | None,
    jour: date,
    part: str = "entiere",
    relais: bool = False,
    au_dela: bool = False,
) -> Occupation:
    """A child arrives in a unit without a reservation (an emergency, an older file).

    Args:
        relais: the child keeps another place meanwhile.

    Raises:
        EntreeRefusee: the day is to come, no place is free, or the child is somewhere else already.
    """
    enfant, unite = verrouiller_enfant(enfant), verrouiller_unite(unite)
    fautes = rules.fautes_jours(le, None, jour=jour, champ_debut="le", champ_fin="")
    refuser(fautes + rules.fautes_enfant(enfant.naissance, enfant.decede_le, le), "l'arrivée")
    rang, debut, fin = choisir(unite, du=le, au=None, part=part, au_dela=au_dela)
    sejour = Occupation(
        collectivite_id=unite.collectivite_id, unite=unite, rang=rang, nature=listes.SEJOUR, enfant=enfant,
        numero=tirer(), du=le, part_debut=debut, part_fin=fin, relais=relais,
    )  # fmt: skip
    ecrire(sejour, quoi="l'arrivée", lieux=LIEUX)
    journaliser("places:accueillir", objet=enfant, par=par, unite=unite.pk, occupation=sejour.pk)
    if not relais:
        _satisfaire(enfant, le, par)
    constats.arrivee(sejour, par=par)
    return sejour


@transaction.atomic
@faits.ensemble()
def entrer(*, occupation: Occupation, version: int | None, le: date, par: Agent | None, jour: date) -> Occupation:
    """The child of a reservation arrives: the reservation becomes his stay, on the same place.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: the day is to come or out of the reservation, or the place is taken afterwards.
    """
    a_jour = prendre(occupation, version, (listes.RESERVATION,))
    assert a_jour.enfant is not None  # noqa: S101 - a reservation has a child
    fautes = rules.fautes_jours(le, None, jour=jour, champ_debut="le", champ_fin="")
    if le < a_jour.du or (a_jour.au is not None and le >= a_jour.au):
        fautes.append(
            Faute("le", "L'arrivée est hors des jours de la réservation : corrigez-la, ou réservez de nouveau.")
        )
    fautes += rules.fautes_enfant(a_jour.enfant.naissance, a_jour.enfant.decede_le, le)
    refuser(fautes, "l'arrivée")
    a_jour.nature, a_jour.du, a_jour.au = listes.SEJOUR, le, None
    a_jour.version += 1
    ecrire(a_jour, quoi="l'arrivée", lieux=LIEUX)
    journaliser("places:entrer", objet=a_jour.enfant, par=par, occupation=a_jour.pk)
    _satisfaire(a_jour.enfant, le, par)
    constats.arrivee(a_jour, par=par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def partir(
    *, occupation: Occupation, version: int | None, le: date, motif: str, par: Agent | None, jour: date, cause: str = ""
) -> Occupation:
    """A child leaves his place: it is free from that day on.

    Args:
        cause: of a réorientation, why; nothing for another departure.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: he has left already, the day is to come or before his arrival, a reason is not in its list, a
            réorientation does not say why.
    """
    a_jour = prendre(occupation, version, (listes.SEJOUR,))
    assert a_jour.enfant is not None  # noqa: S101 - a stay has a child
    fautes = rules.fautes_jours(le, None, jour=jour, champ_debut="le", champ_fin="")
    if a_jour.au is not None:
        fautes.append(Faute("acte", "Ce départ est déjà noté : rien à faire."))
    if le < a_jour.du:
        fautes.append(Faute("le", "Le départ précède l'arrivée : corrigez le jour."))
    if motif not in listes.DEPARTS:
        fautes.append(Faute("motif", "Choisissez pourquoi l'enfant part.", motif, "une raison de la liste"))
    fautes += rules.fautes_cause(motif, cause)
    refuser(fautes, "le départ")
    a_jour.au, a_jour.motif, a_jour.cause = le, motif, cause
    a_jour.version += 1
    ecrire(a_jour, quoi="le départ", lieux=LIEUX)
    for absence in a_jour.absences.filter(au=None):
        absence.au = max(le, absence.du)
        absence.save(update_fields=["au"])
    journaliser("places:partir", objet=a_jour.enfant, par=par, occupation=a_jour.pk, motif=motif, cause=cause)
    constats.depart(a_jour, par=par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def annuler(*, occupation: Occupation, version: int | None, motif: str, par: Agent | None) -> Occupation:
    """Take back a stay or a reservation recorded by mistake, or lift a reservation: its facts are taken back too.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: no reason is given, or it is taken back already.
    """
    a_jour = prendre(occupation, version, tuple(listes.NATURES))
    if not motif.strip():
        refuser([Faute("motif", "Dites en quelques mots pourquoi.")], "l'annulation")
    a_jour.annulee_le, a_jour.motif_annulation = timezone.now(), " ".join(motif.split())[:200]
    a_jour.version += 1
    a_jour.save()
    journaliser("places:annuler", objet=a_jour.enfant or a_jour.unite, par=par, occupation=a_jour.pk)
    constats.retirer(a_jour, par=par)
    return a_jour


@transaction.atomic
def noter_absence(
    *, occupation: Occupation, version: int | None, motif: str, du: date, par: Agent | None, jour: date
) -> Absence:
    """A child is away from a place that stays his.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: the day is to come or out of the stay, the reason is not in the list, or he is away already.
    """
    a_jour = prendre(occupation, version, (listes.SEJOUR,))
    fautes = rules.fautes_jours(du, None, jour=jour, champ_debut="du", champ_fin="")
    if du < a_jour.du or a_jour.au is not None:
        fautes.append(Faute("du", "L'absence est hors de l'accueil : corrigez le jour."))
    if motif not in listes.ABSENCES:
        fautes.append(Faute("motif", "Choisissez la raison dans la liste.", motif, "une raison de la liste"))
    refuser(fautes, "l'absence")
    absence = Absence(collectivite_id=a_jour.collectivite_id, occupation=a_jour, motif=motif, du=du)
    ecrire(absence, quoi="l'absence", lieux=LIEUX)
    _avancer(a_jour)
    journaliser("places:noter_absence", objet=a_jour.enfant or a_jour, par=par, occupation=a_jour.pk, motif=motif)
    return absence


@transaction.atomic
def noter_retour(*, occupation: Occupation, version: int | None, le: date, par: Agent | None, jour: date) -> Absence:
    """A child is back.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: he was not away, or the day is to come or before his absence.
    """
    a_jour = prendre(occupation, version, (listes.SEJOUR,))
    absence = a_jour.absences.filter(au=None).first()
    fautes = rules.fautes_jours(le, None, jour=jour, champ_debut="le", champ_fin="")
    if absence is None:
        fautes.append(Faute("acte", "Cet enfant n'est pas noté absent : rien à faire."))
    elif le < absence.du:
        fautes.append(Faute("le", "Le retour précède l'absence : corrigez le jour."))
    refuser(fautes, "le retour")
    assert absence is not None  # noqa: S101 - refused just above
    absence.au = le
    absence.save(update_fields=["au"])
    _avancer(a_jour)
    journaliser("places:noter_retour", objet=a_jour.enfant or a_jour, par=par, occupation=a_jour.pk)
    return absence


def _avancer(occupation: Occupation) -> None:
    occupation.version += 1
    occupation.save(update_fields=["version"])


def _satisfaire(enfant: Enfant, le: date, par: Agent | None) -> None:
    """The request of a child who has arrived is closed; what was kept for him elsewhere is lifted."""
    demande = Demande.objects.select_for_update(of=("self",), no_key=True).filter(enfant=enfant, fin_le=None).first()
    if demande is not None:
        clore(demande, listes.SATISFAITE, max(le, demande.demandee_le), par=par)
