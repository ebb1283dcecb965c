"""Keeping a place for a child until a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.services.numeros import tirer
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.services.ecriture import ecrire
from jalons.application.places import listes
from jalons.application.places.models import Demande, Occupation
from jalons.application.places.services.demandes import ouverte
from jalons.application.places.services.ecriture import LIEUX, choisir, refuser, verrouiller_enfant, verrouiller_unite
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute


@transaction.atomic
def reserver(
    *,
    demande: Demande,
    unite: UniteAccueil,
    jusqu_au: date,
    par: Agent | None,
    jour: date,
    du: date | None = None,
    part: str = "entiere",
    au_dela: bool = False,
) -> Occupation:
    """Keep the first free place of a unit for the child of a request.

    Args:
        jusqu_au: last day of the reservation, included: the child has come before its end, or the place is free.
        du: first day, today when it is not given; a day to come when the place is not free yet.
        part: ``"moitie"`` for a place shared by two children.
        au_dela: beyond the opened places, within the excess that was accepted.

    Raises:
        EntreeRefusee: the request is closed, the days are not possible, no place is free, or the child has already a
            reservation then.
    """
    enfant = verrouiller_enfant(demande.enfant_id)
    unite = verrouiller_unite(unite)
    demande = ouverte(demande)
    du = du or jour
    fautes = []
    if du < jour:
        phrase = f"Une réservation ne commence pas avant aujourd'hui ({texte_du_jour(jour)})."
        fautes.append(Faute("du", phrase, texte_du_jour(du)))
    if jusqu_au < du:
        phrase = f"Le dernier jour ({texte_du_jour(jusqu_au)}) précède le premier ({texte_du_jour(du)}) : corrigez-le."
        fautes.append(Faute("jusqu_au", phrase, texte_du_jour(jusqu_au), f"à partir du {texte_du_jour(du)}"))
    refuser(fautes, "la réservation")
    au = jusqu_au + timedelta(days=1)
    rang, debut, fin = choisir(unite, du=du, au=au, part=part, au_dela=au_dela)
    reservation = Occupation(
        collectivite_id=unite.collectivite_id, unite=unite, rang=rang, nature=listes.RESERVATION, enfant=enfant,
        demande=demande, numero=tirer(), du=du, au=au, part_debut=debut, part_fin=fin,
    )  # fmt: skip
    ecrire(reservation, quoi="la réservation", lieux=LIEUX)
    journaliser("places:reserver", objet=enfant, par=par, unite=unite.pk, occupation=reservation.pk)
    return reservation
