"""Decisions on an approval, proofs, relays, availabilities: recorded, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.accueil_familial import constats, listes, rules, selectors
from jalons.application.accueil_familial.models import (
    AssistantFamilial,
    Decision,
    Disponibilite,
    Justificatif,
    Relais,
)
from jalons.application.etablissements.services.ecriture import ecrire, propres
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute

Ligne = Decision | Justificatif | Relais | Disponibilite
L = TypeVar("L", Decision, Justificatif, Relais, Disponibilite)
LIEUX = {
    "decision_agrement_finit_apres": "fin_le", "decision_agrement_ages_ordonnes": "age_max",
    "justificatif_finit_apres": "obtenu_le", "relais_familial_finit_apres": "au",
    "relais_familial_par_un_autre": "relayeur", "disponibilite_finit_apres": "jusqu_au",
    "disponibilite_d_un_enfant": "enfants", "disponibilite_ages_ordonnes": "age_max",
}  # fmt: skip
"""Field beside which the sentence of a constraint of the base is shown."""


@transaction.atomic
@faits.ensemble()
def decider(
    *, assistant: AssistantFamilial, nature: str, effet_le: date, par: Agent | None, fin_le: date | None = None,
    enfants: int | None = None, age_min: int | None = None, age_max: int | None = None, motif: str = "", **champs: Any,
) -> Decision:  # fmt: skip
    """Record a decision on the approval of a carer; the deadlines of the catalogue follow.

    Args:
        fin_le: last day, included; ``None``: the decision says none.
        enfants: how many in all for an approval, how many more for a derogation or an overrun.

    Raises:
        EntreeRefusee: every fault at once: kind, number, ages, days, what is in force that day.
    """
    assistant = verrouiller(assistant, None)
    if nature not in listes.DECISIONS:
        raise EntreeRefusee([Faute("nature", "Choisissez la nature dans la liste.", nature)], quoi="la décision")
    connues = selectors.decisions_de(assistant)
    neuve = rules.DecisionConnue(nature, effet_le, fin_le, enfants, age_min, age_max)
    if fautes := rules.fautes_decision(neuve, connues, naissance=assistant.naissance, motif=motif):
        raise EntreeRefusee(fautes, quoi="la décision")
    ligne = Decision(
        collectivite_id=assistant.collectivite_id, assistant=assistant, nature=nature, effet_le=effet_le, fin_le=fin_le,
        enfants=enfants, age_min=age_min, age_max=age_max, motif=motif, **propres(champs),
    )  # fmt: skip
    ecrire(ligne, quoi="la décision", lieux=LIEUX)
    journaliser("accueil_familial:decider", objet=ligne, par=par, assistant=assistant.pk, nature=nature)
    if (evenement := constats.DECISIONS.get(nature)) is not None:
        _constater(ligne, evenement, effet_le, _lien(ligne), par)
    return ligne


def _lien(ligne: Decision) -> dict[str, str]:
    """What ties the facts of one suspension, or of one derogation, together."""
    if ligne.nature == listes.DEROGATION:
        return {"derogation": f"D-{ligne.pk}"}
    if ligne.nature == listes.SUSPENSION:
        return {"suspension": f"S-{ligne.pk}"}
    if ligne.nature in (listes.LEVEE, listes.RETRAIT):
        suspendues = Decision.objects.filter(
            assistant=ligne.assistant, nature=listes.SUSPENSION, annule_le=None, effet_le__lte=ligne.effet_le
        )
        derniere = suspendues.order_by("-effet_le", "-id").values_list("pk", flat=True).first()
        return {"suspension": f"S-{derniere}"} if derniere is not None else {}
    return {}


def _constater(
    ligne: Decision | Justificatif, evenement: str, le: date, attributs: dict[str, str], par: Agent | None
) -> None:
    ligne.fait = faits.enregistrer(
        sujet=ligne.assistant, evenement=evenement, survenu_le=le, attributs=attributs, par=par
    )
    ligne.save(update_fields=["fait"])


@transaction.atomic
@faits.ensemble()
def justifier(*, assistant: AssistantFamilial, nature: str, au: date, par: Agent | None, **champs: Any) -> Justificatif:
    """Record a stage, a training, a diploma or an attestation; the deadline it keeps follows.

    Args:
        au: the day of the act: nothing is obtained after it.

    Raises:
        EntreeRefusee: every fault at once.
    """
    assistant = verrouiller(assistant, None)
    ligne = Justificatif(
        collectivite_id=assistant.collectivite_id, assistant=assistant, nature=nature, **propres(champs)
    )
    fautes = []
    if ligne.obtenu_le is not None and ligne.obtenu_le > au:
        dit = texte_du_jour(ligne.obtenu_le)
        phrase = f"Le {dit} n'est pas encore venu : laissez vide tant que ce n'est pas fini."
        fautes.append(Faute("obtenu_le", phrase, dit, f"le {texte_du_jour(au)} au plus"))
    if ligne.obtenu_le is None and nature not in listes.EN_HEURES:
        fautes.append(Faute("obtenu_le", "Donnez le jour de délivrance.", "", "un jour"))
    if ligne.heures is not None and nature not in listes.EN_HEURES:
        quoi = listes.JUSTIFICATIFS.get(nature, nature)
        fautes.append(
            Faute("heures", f"« {quoi} » ne se compte pas en heures : laissez vide.", str(ligne.heures), "vide")
        )
    if fautes:
        raise EntreeRefusee(fautes, quoi="le justificatif")
    ecrire(ligne, quoi="le justificatif", lieux=LIEUX)
    journaliser("accueil_familial:justifier", objet=ligne, par=par, assistant=assistant.pk, nature=nature)
    evenement = constats.JUSTIFICATIFS.get(nature)
    if evenement is not None and ligne.obtenu_le is not None:
        _constater(ligne, evenement, ligne.obtenu_le, {}, par)
    return ligne


@transaction.atomic
def relayer(*, assistant: AssistantFamilial, par: Agent | None, **champs: Any) -> Relais:
    """Record that another carer relays this one.

    Raises:
        EntreeRefusee: days in the wrong order, or the carer himself.
    """
    ligne = Relais(collectivite_id=assistant.collectivite_id, assistant=assistant, **propres(champs))
    return _noter(ligne, "relayer", "le relais", par)


@transaction.atomic
def declarer(*, assistant: AssistantFamilial, par: Agent | None, **champs: Any) -> Disponibilite:
    """Record what a carer is available for.

    Raises:
        EntreeRefusee: no child, days or ages in the wrong order, or the approval does not stand on the first day.
    """
    assistant = verrouiller(assistant, None)
    ligne = Disponibilite(collectivite_id=assistant.collectivite_id, assistant=assistant, **propres(champs))
    ce_jour = rules.agrement(selectors.decisions_de(assistant), ligne.du)
    if ce_jour.autorises == 0:
        jour = texte_du_jour(ligne.du)
        phrase = f"Le {jour}, {ce_jour.raison} : enregistrez d'abord la décision, ou corrigez la date."
        raise EntreeRefusee([Faute("du", phrase, jour, "un jour où l'agrément court")], quoi="la disponibilité")
    return _noter(ligne, "declarer", "la disponibilité", par)


def _noter(ligne: L, verbe: str, quoi: str, par: Agent | None) -> L:
    ecrire(ligne, quoi=quoi, lieux=LIEUX)
    journaliser(f"accueil_familial:{verbe}", objet=ligne, par=par, assistant=ligne.assistant_id)
    return ligne


@transaction.atomic
@faits.ensemble()
def annuler(*, ligne: Ligne, motif: str, par: Agent | None) -> Ligne:
    """Take back a row recorded by mistake, and the fact it stated; both stay in the history.

    Raises:
        EntreeRefusee: no reason is given, or it is taken back already.
    """
    verrouiller(ligne.assistant, None)
    a_jour: Any = type(ligne)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=ligne.pk)
    if a_jour.annule_le is not None:
        raise EntreeRefusee([Faute("motif", "Cette ligne est déjà annulée : rien à faire.")], quoi="l'annulation")
    if not motif.strip():
        phrase = "Dites en quelques mots pourquoi cette ligne est annulée."
        raise EntreeRefusee([Faute("motif", phrase, "", "quelques mots")], quoi="l'annulation")
    a_jour.annule_le, a_jour.motif_annulation = timezone.now(), " ".join(motif.split())[:200]
    a_jour.save(update_fields=["annule_le", "motif_annulation"])
    journaliser("accueil_familial:annuler", objet=a_jour, par=par, assistant=a_jour.assistant_id)
    if (cle := getattr(a_jour, "fait_id", None)) is not None:
        fait = Fait.objects.get(pk=cle)
        if fait.annule_le is None:
            faits.annuler(fait=fait, par=par)
    return a_jour  # type: ignore[no-any-return]
