"""Qualifying, signalling, entrusting the evaluation, concluding, closing."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django.db import transaction

from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, Situation, Suite
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.services.passage import (
    Quand,
    constater,
    constater_par_information,
    enfants_de,
    passer,
    repere,
)
from jalons.application.crip.services.reception import autres_mineurs, concerner_avec_ses_faits
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.territoires.models import UniteLocale


@transaction.atomic
@faits.ensemble()
def qualifier(*, motif: str = "", **quand: Unpack[Quand]) -> Situation:
    """Qualify as préoccupante; a first answer to the contrary is taken back."""
    situation, avant = passer(Acte.QUALIFIER, quand, motif=motif)
    informations = list(Information.objects.filter(situation=situation))
    if avant is Etat.NON_QUALIFIEE:
        contraires = Fait.objects.filter(
            sujet_type="enfant", sujet_id__in=[e.pk for e in enfants_de(situation)], evenement="ip_non_qualifiee",
            annule_le=None, attributs__ip__in=[repere(situation, i) for i in informations],
        )  # fmt: skip
        for fait in contraires.order_by("sujet_id", "pk"):
            faits.annuler(fait=fait, par=quand["par"])
    constater_par_information(situation, "ip_qualifiee", informations, le=quand["le"], par=quand["par"])
    return situation


@transaction.atomic
@faits.ensemble()
def ne_pas_qualifier(*, motif: str, **quand: Unpack[Quand]) -> Situation:
    """Say that the information is not préoccupante, and why."""
    situation, _ = passer(Acte.NE_PAS_QUALIFIER, quand, motif=motif)
    informations = Information.objects.filter(situation=situation)
    constater_par_information(situation, "ip_non_qualifiee", informations, le=quand["le"], par=quand["par"])
    return situation


@transaction.atomic
@faits.ensemble()
def signaler(*, danger: str, motif: str, constate_le: date | None = None, **quand: Unpack[Quand]) -> Situation:
    """Refer to the prosecutor before, or instead of, the end of an evaluation.

    Args:
        danger: one of ``Suite.Danger``.
        constate_le: the day the danger was seen, when it is not that of the referral.
    """
    constate = constate_le or quand["le"]
    situation, _ = passer(Acte.SIGNALER, quand, motif=motif, constate_le=constate_le)
    _saisir(situation, Suite.Nature.SIGNALEMENT, danger, constate, quand)
    return situation


def _saisir(situation: Situation, nature: str, danger: str, constate: date, quand: Quand) -> None:
    Suite.objects.create(
        collectivite_id=situation.collectivite_id, situation=situation, nature=nature, danger=danger,
        decidee_le=quand["le"],
    )  # fmt: skip
    constater(situation, "danger_l226_4_constate", le=constate, par=quand["par"])
    constater(situation, "procureur_saisi", le=quand["le"], par=quand["par"])


@transaction.atomic
@faits.ensemble()
def confier_evaluation(
    *, unite: UniteLocale | None, service: str = "", mandat: str = "", **quand: Unpack[Quand]
) -> Evaluation:
    """Entrust the evaluation to a unit or a service, for every minor of the home.

    Raises:
        EntreeRefusee: neither a unit nor a service.
    """
    autres = autres_mineurs(enfants_de(quand["situation"]), quand["le"])
    situation, _ = passer(Acte.CONFIER, quand, motif=mandat, avec=autres, unite=unite, service=service)
    for mineur in autres:
        if not EnfantConcerne.objects.filter(situation=situation, enfant=mineur).exists():
            concerner_avec_ses_faits(situation, mineur, signale=False, par=quand["par"])
    evaluation, nouvelle = Evaluation.objects.get_or_create(
        collectivite_id=situation.collectivite_id, situation=situation,
        defaults={"unite": unite, "service": service.strip(), "mandat": mandat.strip(), "confiee_le": quand["le"]},
    )  # fmt: skip
    if nouvelle:
        constater(situation, "evaluation_engagee", "evaluation_fratrie_ouverte", le=quand["le"], par=quand["par"])
    else:
        evaluation.unite, evaluation.service = unite, service.strip()
        evaluation.version += 1
        evaluation.save(update_fields=["unite", "service", "version"])
    if unite is not None:
        situation.unite = unite
        situation.save(update_fields=["unite"])
    return evaluation


DECISIONS = {
    Acte.CLASSER: Suite.Nature.CLASSEMENT,
    Acte.PROPOSER_AIDE: Suite.Nature.AIDE,
    Acte.SAISIR: Suite.Nature.SAISINE,
}
"""The acts that conclude, and what each writes."""


@transaction.atomic
@faits.ensemble()
def conclure(
    *,
    acte: Acte,
    motif: str,
    aide: str = "",
    danger: str = "",
    parents_informes_le: date | None = None,
    **quand: Unpack[Quand],
) -> Situation:
    """Decide after the evaluation: classer, proposer une aide, or saisir l'autorité judiciaire.

    Args:
        aide: what is proposed, for an aide.
        danger: one of ``Suite.Danger``, for a referral.

    Raises:
        EntreeRefusee: no reason, no aide named, no ground of referral.
    """
    situation, _ = passer(acte, quand, motif=motif, aide=aide, danger=danger, parents_informes_le=parents_informes_le)
    if acte is Acte.SAISIR:
        _saisir(situation, Suite.Nature.SAISINE, danger, quand["le"], quand)
        return situation
    Suite.objects.create(
        collectivite_id=situation.collectivite_id, situation=situation, nature=DECISIONS[acte], aide=aide.strip(),
        decidee_le=quand["le"], parents_informes_le=parents_informes_le,
    )  # fmt: skip
    return situation


@transaction.atomic
@faits.ensemble()
def engager_suites(*, motif: str = "", **quand: Unpack[Quand]) -> Situation:
    """State that what was decided is under way: parents told, aid accepted, judge in charge."""
    return passer(Acte.ENGAGER_SUITES, quand, motif=motif)[0]


@transaction.atomic
@faits.ensemble()
def cloturer(*, motif: str = "", **quand: Unpack[Quand]) -> Situation:
    """Close the situation."""
    situation, _ = passer(Acte.CLOTURER, quand, motif=motif)
    situation.cloturee_le = quand["le"]
    situation.save(update_fields=["cloturee_le"])
    return situation
