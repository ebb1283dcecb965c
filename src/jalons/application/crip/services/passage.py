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
from jalons.application.crip.services import controle
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import DEPLACE, verrouiller_dossiers
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


def passer(
    acte: Acte, quand: Quand, *, motif: str = "", avec: Iterable[Enfant] = (), **dits: Any
) -> tuple[Situation, Etat]:
    """Do the step: the situation after it, locked with the files of its children, and the state before.

    Args:
        avec: other children whom the act is about to concern: their files are locked in the same pass.
        dits: what else the act says, by the names of its form, for ``controle``.

    Raises:
        VersionDepassee: somebody acted in between.
        RegleNonRespectee: the table refuses the act in that state.
        EntreeRefusee: every fault of the day and of what is said, at once.
    """
    situation = verrouiller(quand["situation"], quand["version"], quoi="La situation")
    tenir_les_enfants(situation, avec)
    avant = Etat(situation.etat)
    if ecarts := rules.refus(avant, acte):
        raise RegleNonRespectee(ecarts)
    lus = {"le": quand["le"], "motif": motif, **dits}
    refuser(controle.acte(acte, situation, lus, quand["au"]), "la situation")
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


def tenir_les_enfants(situation: Situation, avec: Iterable[Enfant] = ()) -> None:
    """Lock the files of the children concerned, and of ``avec``, in one pass; the situation is locked already.

    Raises:
        EntreeRefusee: two files were merged or separated while the act waited for them.
    """
    concernes = EnfantConcerne.objects.filter(situation=situation)
    avant = dict(concernes.values_list("enfant_id", "enfant__version"))
    ajoutes = {e.pk for e in avec}
    tenus = verrouiller_dossiers([*avant, *ajoutes])
    reuni = any(tenus[cle].fusionne_dans_id is not None for cle in ajoutes)
    touches = any(tenus[cle].version != version for cle, version in avant.items())
    if reuni or (touches and set(concernes.values_list("enfant_id", flat=True)) != set(avant)):
        refuser([Faute("", DEPLACE)], "la situation")
    situation.tenus = [tenus[cle] for cle in sorted(avant)]


def enfants_de(situation: Situation) -> list[Enfant]:
    """Children concerned, merged files aside, in the order of their keys; from what the act holds when it does."""
    if situation.tenus is None:
        cles = EnfantConcerne.objects.filter(situation=situation).values("enfant_id")
        return list(Enfant.objects.filter(pk__in=cles, fusionne_dans=None).order_by("pk"))
    return [e for e in situation.tenus if e.fusionne_dans_id is None]


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
    faits.enregistrer_plusieurs(
        [
            faits.Constat(enfant, evenement, le, attributs)
            for enfant in (enfants if enfants is not None else enfants_de(situation))
            for evenement in evenements
        ],
        par=par,
    )


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
    faits.enregistrer_plusieurs(
        [
            faits.Constat(enfant, evenement, le, attributs_de(situation, information, evenement), instant)
            for enfant in enfants_de(situation)
            for information in lues
        ],
        par=par,
    )


def evaluation_de(situation: Situation) -> Evaluation:
    """The evaluation of a situation, locked after the situation and the files of its children.

    Raises:
        EntreeRefusee: there is none.
    """
    tenir_les_enfants(verrouiller(situation, None))
    verrou = Evaluation.objects.select_for_update(of=("self",), no_key=True)
    evaluation = verrou.filter(situation=situation).first()
    if evaluation is None:
        raise EntreeRefusee([Faute("", "Aucune évaluation n'est confiée : confiez-la d'abord.")], quoi="l'évaluation")
    return evaluation
