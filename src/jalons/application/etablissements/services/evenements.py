"""Adverse events, declared and followed until they are closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.constats import reference
from jalons.application.etablissements.models import EvenementIndesirable
from jalons.application.etablissements.services.ecriture import (
    enregistrer,
    inconnus,
    pas_dans_l_avenir,
    refuser,
    tenir_lieux,
)
from jalons.application.etablissements.services.termes import Voulu, accorder
from jalons.application.faits import services as faits
from jalons.noyau.saisie import Faute

LIEUX = {"evenement_declare_apres": "declare_le", "evenement_ecrit_apres": "ecrit_le"}
EVENEMENTS = ("evenement_indesirable", "evenement_indesirable_signale", "evenement_indesirable_ecrit")


@transaction.atomic
@faits.ensemble()
def enregistrer_evenement(
    *, evenement: EvenementIndesirable, version: int | None, au: date, par: Agent | None, **champs: Any
) -> EvenementIndesirable:
    """Declare an adverse event, or complete what is known of it; the deadlines of its declaration follow.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: an unknown category or consequence, a day to come, days in the wrong order.
    """
    [lieu] = tenir_lieux([evenement.etablissement_id])
    fautes = pas_dans_l_avenir({c: champs.get(c) for c in ("survenu_le", "declare_le", "ecrit_le", "clos_le")}, au)
    fautes += inconnus(
        {"consequences": champs.get("consequences", [])}, {"consequences": nomenclatures.liste("consequences")}
    )
    if champs.get("ecrit_le") and not champs.get("declare_le"):
        fautes.append(Faute("declare_le", "Indiquez le jour de la déclaration que cet écrit confirme.", "", "un jour"))
    if champs.get("clos_le") and not champs.get("declare_le"):
        fautes.append(Faute("clos_le", "Un événement non déclaré ne se clôt pas : déclarez-le d'abord."))
    refuser(fautes, "l'événement")
    a_jour = enregistrer(evenement, version, par, champs, quoi="l'événement", lieux=LIEUX, fiche="Cette déclaration")
    accorder(
        [lieu], _voulus(a_jour), collectivite=a_jour.collectivite_id, lien="ei", reference=reference(a_jour.pk),
        evenements=EVENEMENTS, par=par,
    )  # fmt: skip
    return a_jour


def _voulus(evenement: EvenementIndesirable) -> list[Voulu]:
    dits = [Voulu(EVENEMENTS[0], evenement.survenu_le)]
    if evenement.declare_le is not None:
        attributs = {} if evenement.oral is None else {"oral": evenement.oral}
        dits.append(Voulu(EVENEMENTS[1], evenement.declare_le, attributs))
    if evenement.ecrit_le is not None:
        dits.append(Voulu(EVENEMENTS[2], evenement.ecrit_le))
    return dits
