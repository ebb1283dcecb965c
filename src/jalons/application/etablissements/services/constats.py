"""Facts of the catalogue of the law on an establishment: authorisation, evaluation, contract, adverse event…"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.constats import evenements
from jalons.application.etablissements.models import Etablissement
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def constater(
    *, etablissement: Etablissement, evenement: str, survenu_le: DateCivile | date, par: Agent | None, **attributs: Any
) -> Fait:
    """State that an event of the catalogue happened to an establishment; its deadlines follow.

    Args:
        attributs: those that the event declares; the others, and the empty ones, are left out.

    Raises:
        EntreeRefusee: the event is not one of an establishment.
    """
    connu = evenements().get(evenement)
    if connu is None:
        phrase = f"« {evenement} » n'est pas un événement d'établissement : choisissez dans la liste."
        raise EntreeRefusee([Faute("evenement", phrase, evenement, "un événement de la liste")], quoi="le fait")
    declares = {a.nom for a in connu.attributs}
    lus = {nom: v for nom, v in attributs.items() if nom in declares and v not in (None, "")}
    journaliser("etablissements:constater", objet=etablissement, par=par, evenement=evenement)
    return faits.enregistrer(sujet=etablissement, evenement=evenement, survenu_le=survenu_le, attributs=lus, par=par)


@transaction.atomic
def retirer_constat(*, etablissement: Etablissement, fait: Fait, par: Agent | None) -> None:
    """Take back a fact recorded by mistake; it stays in the history.

    Raises:
        EntreeRefusee: it was taken back already.
    """
    journaliser("etablissements:retirer_constat", objet=etablissement, par=par, fait=fait.pk)
    faits.annuler(fait=fait, par=par)
