"""The plan of openings, line by line."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.services.ecriture import ecrire, propres
from jalons.application.places.models import OuverturePrevue
from jalons.application.places.services.ecriture import LIEUX, refuser
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute


@transaction.atomic
def enregistrer_ouverture(
    *, ouverture: OuverturePrevue, version: int | None, par: Agent | None, **champs: Any
) -> OuverturePrevue:
    """Create a line of the plan (``ouverture`` is then new, with its collectivité), or change it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a type or public that is not in the lists, more places open than planned, no place.
    """
    nouvelle = ouverture.pk is None
    a_jour = ouverture if nouvelle else verrouiller(ouverture, version, quoi="Cette ligne")
    for nom, valeur in propres(champs).items():
        setattr(a_jour, nom, valeur)
    fautes = [
        Faute(champ, "Choisissez dans la liste.", getattr(a_jour, champ), "une valeur de la liste")
        for champ, connus in (("type", nomenclatures.types()), ("public", nomenclatures.publics()))
        if getattr(a_jour, champ) not in connus
    ]
    if not a_jour.places:
        fautes.append(Faute("places", "Indiquez combien de places : un nombre d'au moins 1.", "0", "1 au moins"))
    refuser(fautes, "l'ouverture prévue")
    if not nouvelle:
        a_jour.version += 1
    ecrire(a_jour, quoi="l'ouverture prévue", lieux=LIEUX)
    journaliser(f"places:{'prevoir' if nouvelle else 'modifier'}_ouverture", objet=a_jour, par=par)
    return a_jour
