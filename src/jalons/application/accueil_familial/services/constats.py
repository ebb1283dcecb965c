"""Facts of the catalogue on a carer that no other act states: a request, a session, a move, a first child."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.accueil_familial.constats import a_constater
from jalons.application.accueil_familial.models import AssistantFamilial
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def constater(
    *, assistant: AssistantFamilial, evenement: str, survenu_le: DateCivile | date, par: Agent | None, **attributs: Any
) -> Fait:
    """State that an event of the catalogue happened to a carer; his deadlines follow.

    Args:
        attributs: those that the event declares; the others, and the empty ones, are left out.

    Raises:
        EntreeRefusee: the event is not one of a carer, or an act of the module states it.
    """
    connu = a_constater().get(evenement)
    if connu is None:
        phrase = f"« {evenement} » ne s'enregistre pas ici : choisissez dans la liste."
        raise EntreeRefusee([Faute("evenement", phrase, evenement, "un événement de la liste")], quoi="le fait")
    declares = {a.nom for a in connu.attributs}
    lus = {nom: v for nom, v in attributs.items() if nom in declares and v not in (None, "")}
    journaliser("accueil_familial:constater", objet=assistant, par=par, evenement=evenement)
    return faits.enregistrer(sujet=assistant, evenement=evenement, survenu_le=survenu_le, attributs=lus, par=par)


@transaction.atomic
def retirer_constat(*, assistant: AssistantFamilial, fait: Fait, par: Agent | None) -> None:
    """Take back a fact recorded by mistake; it stays in the history.

    Raises:
        EntreeRefusee: it was taken back already, or an act of the module states it: that act is to be taken back.
    """
    if fait.evenement not in a_constater():
        phrase = "Ce fait vient d'une décision, d'un justificatif ou de la fiche : corrigez plutôt celle-ci."
        raise EntreeRefusee([Faute("fait", phrase, fait.evenement)], quoi="le retrait")
    journaliser("accueil_familial:retirer_constat", objet=assistant, par=par, fait=fait.pk)
    faits.annuler(fait=fait, par=par)
