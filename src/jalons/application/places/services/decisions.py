"""What a person decides in front of the proposals: the place kept, or the proposal refused, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import listes
from jalons.application.places.models import Decision, Demande, Occupation
from jalons.application.places.recherche.choix import Choix
from jalons.application.places.services.demandes import ouverte
from jalons.application.places.services.ecriture import refuser, verrouiller_enfant
from jalons.application.places.services.reserver import reserver
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import Faute


@transaction.atomic
def retenir(
    *, demande: Demande, unite: UniteAccueil, choix: Choix, par: Agent | None, jour: date, motif: str = "",
    **reservation: Any,
) -> Decision:  # fmt: skip
    """Keep a place of ``unite`` and the decision with it.

    Args:
        motif: why not the first proposal; asked for whenever another place is chosen.
        reservation: the other arguments of ``reserver``.

    Raises:
        EntreeRefusee: as ``reserver``; or another place than the first one, without a reason.
    """
    suivie = choix.proposee is not None and choix.proposee == unite.pk
    if not suivie and not motif.strip():
        phrase = "Ce n'est pas la première proposition : dites en quelques mots pourquoi ce lieu."
        refuser([Faute("motif", phrase)], "la décision")
    occupation = reserver(demande=demande, unite=unite, par=par, jour=jour, **reservation)
    return _garder(
        demande, choix, listes.SUIVIE if suivie else listes.AUTRE_CHOIX, motif, par, jour, unite, occupation
    )  # fmt: skip


@transaction.atomic
def ecarter(*, demande: Demande, choix: Choix, motif: str, par: Agent | None, jour: date) -> Decision:
    """Refuse what is proposed for a child, with a reason; the request stays open.

    Raises:
        EntreeRefusee: no reason, or the request is closed.
    """
    verrouiller_enfant(demande.enfant_id)
    if not motif.strip():
        refuser([Faute("motif", "Dites en quelques mots pourquoi cette proposition est refusée.")], "la décision")
    return _garder(ouverte(demande), choix, listes.REFUSEE, motif, par, jour, None, None)


def _garder(
    demande: Demande, choix: Choix, nature: str, motif: str, par: Agent | None, jour: date,
    unite: UniteAccueil | None, occupation: Occupation | None,
) -> Decision:  # fmt: skip
    decision = Decision.objects.create(
        collectivite_id=demande.collectivite_id, demande=demande, unite=unite, proposee_id=choix.proposee,
        occupation=occupation, nature=nature, rang=choix.rang, possibles=choix.possibles,
        points=None if choix.points is None else Decimal(str(choix.points)).quantize(Decimal("0.01")),
        poids=choix.poids, motif=motif.strip()[:200], le=jour, par=par,
    )  # fmt: skip
    journaliser("places:decider", objet=demande.enfant, par=par, decision=decision.pk, nature=nature)
    return decision
