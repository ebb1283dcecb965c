"""What every act does: lock, ask the table, keep the step, state the facts on each child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict

from jalons.application.acces.models import Agent
from jalons.application.crip import rules
from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, Passage, Situation
from jalons.application.crip.origines import Origine, origine_du_catalogue
from jalons.application.crip.rules import Acte, Etat
from jalons.application.enfants.models import Enfant
from jalons.application.faits import services as faits
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute

AVEC_ORIGINE = frozenset({"ip_recue", "rapport_evaluation_remis"})
"""Events of the catalogue that say who gave the information."""


class Quand(TypedDict):
    """What every act needs.

    Attributes:
        version: the one that the agent had before her eyes; ``None`` when the act does not depend on it.
        le: the day the act was done; ``au``: today.
    """

    situation: Situation
    version: int | None
    le: date
    au: date
    par: Agent | None


def refuser(fautes: list[Faute], quoi: str) -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)


def passer(acte: Acte, quand: Quand, *, motif: str = "", pas_avant: date | None = None) -> tuple[Situation, Etat]:
    """Do the step: the situation after it, locked, and the state before.

    Raises:
        VersionDepassee: somebody acted in between.
        RegleNonRespectee: the table refuses the act in that state.
        EntreeRefusee: the day is to come, or before the reception (or before ``pas_avant``).
    """
    situation = verrouiller(quand["situation"], quand["version"], quoi="La situation")
    avant = Etat(situation.etat)
    if ecarts := rules.refus(avant, acte):
        raise RegleNonRespectee(ecarts)
    quoi = "le mandat" if pas_avant else "la réception de l'information"
    limite = pas_avant or situation.ouverte_le
    refuser(rules.faute_du_jour(quand["le"], au=quand["au"], pas_avant=limite, quoi=quoi), "la situation")
    apres = rules.etat_apres(avant, acte) or avant
    noter(situation, acte, avant=avant, apres=apres, le=quand["le"], par=quand["par"], motif=motif)
    situation.etat = apres
    situation.version += 1
    situation.save(update_fields=["etat", "version"])
    journaliser(f"crip:{acte}", objet=situation, par=quand["par"], version=situation.version, etat=apres.value)
    return situation, avant


def noter(
    situation: Situation, acte: str, *, avant: str, apres: str, le: date, par: Agent | None, motif: str = ""
) -> Passage:
    """Keep the step."""
    return Passage.objects.create(
        collectivite_id=situation.collectivite_id, situation=situation, acte=acte, avant=avant, apres=apres, le=le,
        motif=motif.strip(), par=par,
    )  # fmt: skip


def enfants_de(situation: Situation) -> list[Enfant]:
    """Children concerned, merged files aside, always in the same order so that two acts never wait for each other."""
    cles = EnfantConcerne.objects.filter(situation=situation).values("enfant_id")
    return list(Enfant.objects.filter(pk__in=cles, fusionne_dans=None).order_by("pk"))


def repere(situation: Situation, information: Information) -> str:
    """Under which name the facts of one information are tied together."""
    return f"{situation.numero}/{information.rang}"


def attributs_de(situation: Situation, information: Information, evenement: str) -> dict[str, Any]:
    """Attributes of a fact of one information: codes only."""
    attributs = {"ip": repere(situation, information)}
    if evenement in AVEC_ORIGINE:
        origine = Origine(information.origine)
        attributs["origine"] = origine_du_catalogue(origine, professionnel=information.professionnel)
    return attributs


def constater(
    situation: Situation,
    *evenements: str,
    le: date,
    par: Agent | None,
    lie: bool = True,
    enfants: Iterable[Enfant] | None = None,
    repere_propre: str = "",
) -> None:
    """State these facts on each child, tied to the situation (``lie``) or to nothing.

    Args:
        repere_propre: tells apart two facts of one kind on one day, which the engine would count as one.
    """
    attributs = {"ip": situation.numero} if lie else {}
    if repere_propre:
        attributs["repere"] = repere_propre
    for enfant in enfants if enfants is not None else enfants_de(situation):
        for evenement in evenements:
            faits.enregistrer(sujet=enfant, evenement=evenement, survenu_le=le, attributs=attributs, par=par)


def constater_par_information(
    situation: Situation,
    evenement: str,
    informations: Iterable[Information],
    *,
    le: date,
    par: Agent | None,
    instant: datetime | None = None,
) -> None:
    """State a fact on each child for each of these informations: each keeps its own deadlines."""
    lues = list(informations)
    for enfant in enfants_de(situation):
        for information in lues:
            faits.enregistrer(
                sujet=enfant, evenement=evenement, survenu_le=le, instant=instant, par=par,
                attributs=attributs_de(situation, information, evenement),
            )  # fmt: skip


def evaluation_de(situation: Situation) -> Evaluation:
    """The evaluation of a situation, locked.

    Raises:
        EntreeRefusee: there is none.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).filter(situation=situation).first()
    if evaluation is None:
        raise EntreeRefusee([Faute("", "Aucune évaluation n'est confiée : confiez-la d'abord.")], quoi="l'évaluation")
    return evaluation
