"""Answers to informants, answers of the prosecutor, transfers."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django.db import transaction

from jalons.application.crip.models import Information, Suite, Transfert
from jalons.application.crip.origines import Origine, origine_du_catalogue
from jalons.application.crip.rules import Acte
from jalons.application.crip.services import controle
from jalons.application.crip.services.passage import (
    Quand,
    constater,
    constater_par_information,
    passer,
)
from jalons.application.faits import services as faits
from jalons.application.territoires.models import Collectivite


@transaction.atomic
@faits.ensemble()
def demander_reponse(*, information: Information, **quand: Unpack[Quand]) -> Information:
    """Note that the informant asked, on ``le``, what followed.

    Raises:
        EntreeRefusee: he had asked already.
    """
    situation, _ = passer(Acte.DEMANDER_REPONSE, quand, information=information)
    information.reponse_demandee_le = quand["le"]
    information.save(update_fields=["reponse_demandee_le"])
    if evenement_de_reponse(information) == "informateur_informe":
        evenement = "suite_demandee_par_informateur"
        constater_par_information(situation, evenement, [information], le=quand["le"], par=quand["par"])
    return information


def evenement_de_reponse(information: Information) -> str:
    """The fact that an answer states: to the 119, to a professional or an elected person, or to anybody else."""
    origine = origine_du_catalogue(Origine(information.origine), professionnel=information.professionnel)
    if origine == "snated":
        return "retour_119_fait"
    return "professionnel_informe" if origine in ("professionnel", "elu") else "informateur_informe"


@transaction.atomic
@faits.ensemble()
def repondre_informateur(*, information: Information, reponse: str = "", **quand: Unpack[Quand]) -> Information:
    """Note that the informant was told what followed, in neutral words.

    Raises:
        EntreeRefusee: he was answered already, or the day precedes his information.
    """
    situation, _ = passer(Acte.REPONDRE, quand, information=information)
    information.repondue_le, information.reponse = quand["le"], reponse.strip()
    information.save(update_fields=["repondue_le", "reponse"])
    constater_par_information(
        situation, evenement_de_reponse(information), [information], le=quand["le"], par=quand["par"]
    )
    return information


@transaction.atomic
@faits.ensemble()
def enregistrer_retour_procureur(*, retour: str, precision: str = "", **quand: Unpack[Quand]) -> Suite:
    """Record what the prosecutor answers to the oldest referral that waits.

    Raises:
        EntreeRefusee: no referral waits for an answer, or the answer precedes it.
    """
    suite = controle.attendue(quand["situation"])
    situation, _ = passer(Acte.RETOUR_PROCUREUR, quand, motif=precision)
    assert suite is not None  # noqa: S101 - refused just above
    suite.retour_le, suite.retour, suite.retour_precision = quand["le"], retour, precision.strip()
    suite.save(update_fields=["retour_le", "retour", "retour_precision"])
    constater(situation, "reponse_procureur_recue", le=quand["le"], par=quand["par"])
    return suite


@transaction.atomic
@faits.ensemble()
def transferer(
    *,
    autre: Collectivite,
    connu_le: date,
    danger: bool = False,
    procureur_le: date | None = None,
    motif: str = "",
    **quand: Unpack[Quand],
) -> Transfert:
    """Hand the situation over to the département where the family now lives; ``le`` is the day the file is sent.

    Args:
        connu_le: the day the departure was known.
        danger: whether the interruption endangers a child: the prosecutor is then told, on ``procureur_le``.

    Raises:
        EntreeRefusee: every fault at once.
    """
    situation, _ = passer(
        Acte.TRANSFERER, quand, motif=motif, autre=autre, connu_le=connu_le, danger=danger, procureur_le=procureur_le
    )
    transfert = Transfert.objects.create(
        collectivite_id=situation.collectivite_id, situation=situation, sens=Transfert.Sens.SORTANT, autre=autre,
        connu_le=connu_le, transmis_le=quand["le"], danger=danger,
    )  # fmt: skip
    constater(situation, "changement_departement_connu", le=connu_le, par=quand["par"], lie=False)
    if danger and procureur_le is not None:
        constater(situation, "interruption_dangereuse", le=connu_le, par=quand["par"], lie=False)
        constater(situation, "procureur_saisi", le=procureur_le, par=quand["par"])
        Suite.objects.create(
            collectivite_id=situation.collectivite_id, situation=situation, nature=Suite.Nature.SIGNALEMENT,
            danger=Suite.Danger.GRAVE, decidee_le=procureur_le,
        )  # fmt: skip
    informations = Information.objects.filter(situation=situation)
    constater_par_information(situation, "ip_transferee", informations, le=quand["le"], par=quand["par"])
    constater(situation, "dossier_transmis_departement", le=quand["le"], par=quand["par"], lie=False)
    return transfert
