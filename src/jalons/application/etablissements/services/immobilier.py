"""The real-estate plan: operations and who pays for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.models import Financement, Operation
from jalons.application.etablissements.services.ecriture import enregistrer, refuser, tenir_lieux
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute

LIEUX = {"financement_unique": "financeur", "financement_positif": "valeur"}


@transaction.atomic
def enregistrer_operation(*, operation: Operation, version: int | None, par: Agent | None, **champs: Any) -> Operation:
    """Record an operation on an establishment, or change it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: delivered before it begins.
    """
    tenir_lieux([operation.etablissement_id])
    debut, livraison = champs.get("debut", operation.debut), champs.get("livraison", operation.livraison)
    if debut is not None and livraison is not None and livraison.fin < debut.debut:
        phrase = "La livraison précède le début des travaux : corrigez l'une des deux dates."
        refuser([Faute("livraison", phrase, str(livraison), f"à partir de {debut}")], "l'opération")
    return enregistrer(operation, version, par, champs, quoi="l'opération", fiche="Cette opération")


@transaction.atomic
def enregistrer_financement(
    *, financement: Financement, version: int | None, par: Agent | None, **champs: Any
) -> Financement:
    """Record what a funder pays in a year, or change it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: the same funder and year twice, a negative amount.
    """
    verrouiller(financement.operation, None)
    return enregistrer(financement, version, par, champs, quoi="le financement", lieux=LIEUX, fiche="Ce financement")


@transaction.atomic
def retirer_financement(*, financement: Financement, version: int | None, par: Agent | None) -> None:
    """Take an amount away; it stays in the history.

    Raises:
        VersionDepassee: somebody saved in between.
    """
    a_jour = verrouiller(financement, version, quoi="Ce financement")
    journaliser("etablissements:retirer_financement", objet=a_jour, par=par, operation=a_jour.operation_id)
    a_jour.delete()
