"""Reads of ``crip``, once the gate has let the agent in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery

from jalons.application.acces.models import Agent
from jalons.application.acces.selectors import noms_des_agents
from jalons.application.crip import grille
from jalons.application.crip.exigences import MATIERES
from jalons.application.crip.grille import Rubrique
from jalons.application.crip.models import (
    EnfantConcerne,
    Evaluateur,
    Evaluation,
    Information,
    Passage,
    RapportDu,
    Rencontre,
    ReponseGrille,
    RubriqueGrille,
    Situation,
    Suite,
    Transfert,
)
from jalons.application.crip.rules import FINIES, Etat
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.selectors import referents_de
from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import LigneEcheance, presenter_sans_sujet
from jalons.application.socle.lignes import lire_lignes, objets
from jalons.application.socle.models import Entree
from jalons.application.socle.preparees import Parametre
from jalons.application.ui.composants.metier import Changement

OUVERTES = [e for e in Etat if e not in FINIES]
TOUTES = "toutes"
A_EVALUER = (Etat.RECUE, Etat.QUALIFIEE, Etat.SIGNALEE, Etat.EN_EVALUATION)
"""States in which the report of evaluation is still awaited."""


def avec_echeance(situations: QuerySet[Situation]) -> QuerySet[Situation]:
    """Adds ``due_le``, the first day on which the report of evaluation is due, while it is awaited; and ``a_calculer``,
    the key of a child of the situation for whom that day is not computed yet, as after a take-over.

    A key and not whether there is one: PostgreSQL would answer that for all situations at once, to show twenty-five.
    """
    sans = EnfantConcerne.objects.filter(situation=OuterRef("pk")).exclude(
        Exists(RapportDu.objects.filter(concerne=OuterRef("pk")))
    )
    dues = RapportDu.objects.filter(situation=OuterRef("pk"), due_le__isnull=False).order_by("due_le")
    return situations.annotate(
        due_le=Subquery(dues.values("due_le")[:1], output_field=DateField()), a_calculer=Subquery(sans.values("pk")[:1])
    )


def en_retard(situations: QuerySet[Situation], au: date) -> QuerySet[Situation]:
    """Those whose report of evaluation was due before ``au``: as by ``due_le``, without looking for the first day."""
    dues = RapportDu.objects.filter(due_le__lt=au).order_by()
    return situations.filter(etat__in=A_EVALUER, pk__in=dues.values("situation_id"))


@dataclass(frozen=True, slots=True)
class Criteres:
    """What the list is narrowed to.

    Attributes:
        etat: a state, ``toutes``, or nothing for those under way.
        retard: the report is late, whatever ``etat``.
        reponse: an informant still waits for the answer asked for, whatever ``etat``.
    """

    etat: str = ""
    unite: int | None = None
    retard: bool = False
    reponse: bool = False


def liste(situations: QuerySet[Situation], criteres: Criteres, au: date) -> QuerySet[Situation]:
    """Situations of the list; while the report is awaited, those whose report is due first come first."""
    enfants = EnfantConcerne.objects.filter(situation=OuterRef("pk")).order_by().values("situation")
    lues = avec_echeance(situations).select_related("unite")
    lues = lues.annotate(nombre_enfants=Subquery(enfants.annotate(n=Count("pk")).values("n")))
    if criteres.unite is not None:
        lues = lues.filter(Q(unite_id=criteres.unite) | Q(unite__parent_id=criteres.unite))
    if criteres.reponse:
        lues = lues.filter(pk__in=_reponses_dues().values("situation_id"))
        criteres = replace(criteres, etat=criteres.etat or TOUTES)
    if criteres.retard:
        return lues.filter(etat__in=A_EVALUER, due_le__lt=au).order_by("due_le", "id")  # type: ignore[misc]  # annotated
    if criteres.etat == TOUTES:
        return lues.order_by("-ouverte_le", "-id")
    if criteres.etat:
        return lues.filter(etat=criteres.etat).order_by("ouverte_le", "id")
    return lues.filter(etat__in=OUVERTES).order_by("due_le", "-ouverte_le", "-id")  # type: ignore[misc]  # annotated


@dataclass(frozen=True, slots=True)
class Compte:
    """Figures of the home page."""

    a_qualifier: int
    en_evaluation: int
    en_retard: int
    a_decider: int
    reponses_dues: int


def compter(situations: QuerySet[Situation], au: date) -> Compte:
    """How many situations wait for each act on ``au``. One query."""
    return compte_de(lire_lignes(a_compter(situations, au)))


def a_compter(situations: QuerySet[Situation], au: date) -> dict[str, QuerySet[Any, Any]]:
    """The queries of ``compter``, for ``compte_de``."""
    attend = _reponses_dues().filter(situation__in=situations)
    return {
        "etats": _par_etat(situations.filter(etat__in=[Etat.RECUE, Etat.EN_EVALUATION, Etat.RAPPORT_REMIS])),
        "dues": _par_etat(en_retard(situations, au)),
        "attend": attend.order_by().values("situation_id").distinct(),
    }


def _reponses_dues() -> QuerySet[Information]:
    """Informations whose informant waits for the answer asked for: an index holds them."""
    return Information.objects.filter(reponse_demandee_le__isnull=False, repondue_le=None)


def compte_de(lues: Mapping[str, Sequence[Mapping[str, Any]]]) -> Compte:
    """The figures from the rows of ``a_compter``."""
    etats = {x["etat"]: int(x["n"]) for x in lues["etats"]}
    return Compte(
        a_qualifier=etats.get(Etat.RECUE, 0), en_evaluation=etats.get(Etat.EN_EVALUATION, 0),
        en_retard=sum(int(x["n"]) for x in lues["dues"]), a_decider=etats.get(Etat.RAPPORT_REMIS, 0),
        reponses_dues=len(lues["attend"]),
    )  # fmt: skip


def _par_etat(situations: QuerySet[Situation]) -> QuerySet[Any, Any]:
    return situations.order_by().values("etat").annotate(n=Count("pk"))


def concernes_de(situation: Situation) -> list[EnfantConcerne]:
    """Children of the situation, the eldest told of first."""
    lus = EnfantConcerne.objects.filter(situation=situation).select_related("enfant", "enfant__unite")
    return list(lus.order_by("-signale", "enfant__naissance", "pk"))


def echeances_de(situation: Situation, enfants: Sequence[int], au: date) -> list[tuple[LigneEcheance, list[int]]]:
    """Deadlines that the situation opened, each once, with the children for whom it stands so. One query."""
    lues = Echeance.objects.filter(
        sujet_type="enfant", sujet_id__in=enfants, matiere__in=MATIERES,
    ).filter(
        Q(fait__attributs__ip__startswith=situation.numero) | Q(fait__attributs__ip__isnull=True)
    ).select_related("fait").order_by("due_le", "id")  # fmt: skip
    par_cle: dict[tuple[Any, ...], tuple[LigneEcheance, list[int]]] = {}
    for ligne in presenter_sans_sujet(lues, au=au):
        e = ligne.echeance
        cle = (e.regle, e.fait.attributs.get("ip") if e.fait else "", e.due_le, ligne.situation.statut, e.explication)
        par_cle.setdefault(cle, (ligne, []))[1].append(e.sujet_id)
    return list(par_cle.values())


def informations_de(situation: Situation) -> list[Information]:
    """Informations, in their order."""
    return list(Information.objects.filter(situation=situation))


def passages_de(situation: Situation) -> list[Passage]:
    """Steps, the latest first."""
    return list(Passage.objects.filter(situation=situation).select_related("par").order_by("-le", "-pk"))


def derniers_passages(situation: Situation, nombre: int) -> list[Passage]:
    """The last steps recorded, whatever the day they tell."""
    return list(Passage.objects.filter(situation=situation).select_related("par").order_by("-pk")[:nombre])


def suites_de(situation: Situation) -> list[Suite]:
    """Decisions and referrals."""
    return list(Suite.objects.filter(situation=situation))


def retour_attendu(suites: Iterable[Suite]) -> bool:
    """Whether one of these referrals still waits for the prosecutor's answer."""
    return any(s.nature in Suite.JUDICIAIRES and s.retour_le is None for s in suites)


def transferts_de(situation: Situation) -> list[Transfert]:
    """Transfers."""
    return list(Transfert.objects.filter(situation=situation).select_related("autre"))


def evaluation_de(situation: Situation) -> Evaluation | None:
    """Its evaluation, if it was entrusted."""
    return Evaluation.objects.filter(situation=situation).select_related("unite").first()


def equipe_de(evaluation: Evaluation) -> list[Evaluateur]:
    """Its team."""
    return list(Evaluateur.objects.filter(evaluation=evaluation).select_related("agent"))


def rencontres_et_reponses(evaluation: Evaluation) -> tuple[list[Rencontre], list[ReponseGrille]]:
    """Its meetings by day, and its answers to the grid, to be read. One query."""
    lues = lire_lignes({
        "rencontres": Rencontre.objects.filter(evaluation=evaluation),
        "reponses": ReponseGrille.objects.filter(evaluation=evaluation),
    })  # fmt: skip
    return (
        sorted(objets(Rencontre, lues["rencontres"]), key=lambda r: (r.le, r.pk)),
        sorted(objets(ReponseGrille, lues["reponses"]), key=lambda r: r.pk),
    )


def rubriques_de(collectivite: str) -> list[Rubrique]:
    """The grid of the collectivité; the national headings when it has loaded none."""
    chargees = RubriqueGrille.objects.filter(collectivite_id=collectivite)
    return [Rubrique(r.code, r.libelle, r.sous) for r in chargees] or list(grille.rubriques_nationales())


def derniers_chargements(collectivite: str) -> list[Changement]:
    """Who last loaded the grid of the collectivité, and when."""
    entree = Entree.objects.filter(collectivite_id=collectivite, acte="crip:charger_grille").first()
    if entree is None:
        return []
    noms = noms_des_agents([entree.agent_id])
    return [Changement(entree.quand, noms.get(entree.agent_id or 0, "une commande de Jalons"), "Grille chargée")]


def reponses_de(evaluation: Evaluation) -> dict[str, ReponseGrille]:
    """Answers to the grid, by code."""
    return {r.code: r for r in ReponseGrille.objects.filter(evaluation=evaluation)}


def situations_ouvertes(enfants: Sequence[Enfant]) -> list[Situation]:
    """Situations under way that concern one of these children: a new information may be joined to them."""
    cles = EnfantConcerne.objects.filter(enfant__in=[e.pk for e in enfants]).values("situation_id")
    return list(
        Situation.objects.filter(pk__in=cles, etat__in=[*A_EVALUER, Etat.NON_QUALIFIEE]).order_by("-ouverte_le")
    )


def situations_de(enfant: Enfant | Parametre) -> QuerySet[Situation]:
    """Every situation that concerns a child."""
    return avec_echeance(
        Situation.objects.filter(pk__in=EnfantConcerne.objects.filter(enfant=enfant).values("situation_id"))
    ).order_by("-ouverte_le", "-pk")


def suit_deja(agent: Agent, situation: Situation, au: date) -> bool:
    """Whether an agent is the référent of a child of the situation on ``au``."""
    enfants = [c.enfant for c in EnfantConcerne.objects.filter(situation=situation).select_related("enfant")]
    return any(r.agent_id == agent.pk for liste in referents_de(enfants, au).values() for r in liste)
