"""What each act on a situation refuses, all at once: asked by its service, and by a form that cannot be read.

What could not be read is ``None`` and refuses nothing. The state of the situation is asked elsewhere (``rules.refus``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jalons.application.crip import rules
from jalons.application.crip.models import Evaluateur, Evaluation, Situation, Suite
from jalons.application.crip.rules import Acte
from jalons.application.crip.selectors import suit_deja
from jalons.noyau.saisie import Faute

Lus = Mapping[str, Any]
RECEPTION, MANDAT, RAPPORT = "la réception de l'information", "le mandat", "le rapport d'évaluation"
D_EVALUATION = frozenset({
    Acte.COMPOSER, Acte.INFORMER_PARENTS, Acte.CONSIGNER_VISITE, Acte.VOIR_SEUL, Acte.IMPOSSIBILITE,
    Acte.RENDRE_RAPPORT,
})  # fmt: skip
DECISIONS = frozenset({Acte.CLASSER, Acte.PROPOSER_AIDE, Acte.SAISIR})


def acte(code: Acte, situation: Situation, lus: Lus, au: date) -> list[Faute]:
    """Every fault of an act: its day, then what it says."""
    return [*jour(code, situation, lus, au), *propres(code, situation, lus, au)]


def jour(code: Acte, situation: Situation, lus: Lus, au: date) -> list[Faute]:
    """The day of the act: not to come, nor before what it follows."""
    le = lus.get("le")
    if le is None:
        return []
    limite, quoi = _limite(code, situation, lus)
    return rules.faute_du_jour(le, au=au, pas_avant=limite, quoi=quoi)


def _limite(code: Acte, situation: Situation, lus: Lus) -> tuple[date, str]:
    if code in D_EVALUATION | DECISIONS:
        evaluation = Evaluation.objects.filter(situation=situation).first()
        if evaluation is not None and code in D_EVALUATION:
            return evaluation.confiee_le, MANDAT
        if evaluation is not None and evaluation.rapport_le is not None:
            return evaluation.rapport_le, RAPPORT
    if code is Acte.RETOUR_PROCUREUR and (suite := attendue(situation)) is not None:
        return suite.decidee_le, "le signalement"
    if code in (Acte.REPONDRE, Acte.DEMANDER_REPONSE) and (information := lus.get("information")) is not None:
        return information.recue_le, RECEPTION
    return situation.ouverte_le, RECEPTION


def attendue(situation: Situation) -> Suite | None:
    """The oldest referral that waits for the prosecutor's answer."""
    attend = Suite.objects.filter(situation=situation, nature__in=Suite.JUDICIAIRES, retour_le=None)
    return attend.order_by("decidee_le", "pk").first()


def propres(code: Acte, situation: Situation, lus: Lus, au: date) -> list[Faute]:
    """What the act says, its day aside."""
    return _ACTES[code](situation, lus, au) if code in _ACTES else []


def _dit(lus: Lus, champ: str) -> bool:
    """Whether something is written there; what could not be read counts as written."""
    return champ in lus and (lus[champ] is None or bool(str(lus[champ]).strip()))


def _motif(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    return [] if _dit(lus, "motif") else [Faute("motif", "Le motif manque. Dites pourquoi en une phrase.")]


def _signaler(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    fautes, constate, le = _motif(situation, lus, au), lus.get("constate_le"), lus.get("le")
    if constate is not None and le is not None and constate > le:
        fautes.append(Faute("constate_le", "Le constat suit le signalement. Corrigez l'un des deux jours."))
    return fautes


def _confier(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    if lus.get("unite") is not None or _dit(lus, "service"):
        return []
    return [Faute("unite", "Indiquez l'unité qui évalue, ou le service conventionné.")]


def _composer(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    agent, fautes = lus.get("agent"), []
    if agent is None and not _dit(lus, "nom"):
        fautes.append(Faute("agent", "Choisissez un agent, ou écrivez le nom d'un professionnel sans compte."))
    if agent is not None and Evaluateur.objects.filter(evaluation__situation=situation, agent=agent).exists():
        fautes.append(Faute("agent", "Cet agent fait déjà partie de l'équipe : rien à faire."))
    suit = lus.get("suit") or (agent is not None and suit_deja(agent, situation, lus.get("le") or au))
    if suit and not _dit(lus, "motif"):
        fautes.append(
            Faute("motif", "Ce professionnel suit déjà un des enfants. Dites pourquoi, ou désignez quelqu'un d'autre.")
        )
    return fautes


def _informer(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    if lus.get("informes") is not False or _dit(lus, "motif"):
        return []
    return [Faute("motif", "Les parents ne sont pas informés : dites pourquoi (intérêt de l'enfant).")]


def _voir(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    if lus.get("vu") is not False or _dit(lus, "motif"):
        return []
    return [Faute("motif", "L'enfant n'est pas reçu seul : dites pourquoi (âge, refus de l'enfant…).")]


def _impossibilite(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    return [] if _dit(lus, "motif") else [Faute("motif", "Dites ce qui empêche l'évaluation.")]


def _rapport(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    conclusion = lus.get("conclusion")
    if conclusion is None or conclusion in Evaluation.Conclusion.values:
        return []
    return [Faute("conclusion", "Choisissez une conclusion, une seule.", conclusion)]


def _parents(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    le = lus.get("parents_informes_le")
    limite = situation.ouverte_le
    return [] if le is None else rules.faute_du_jour(le, au=au, pas_avant=limite, lieu="parents_informes_le")


def _classer(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    return _motif(situation, lus, au) + _parents(situation, lus, au)


def _aide(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    fautes = _classer(situation, lus, au)
    return fautes if _dit(lus, "aide") else [*fautes, Faute("aide", "Dites quelle aide est proposée.")]


def _saisir(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    fautes, danger = _motif(situation, lus, au), lus.get("danger")
    if danger is not None and danger not in Suite.Danger.values:
        fautes.append(Faute("danger", "Dites le motif de la saisine.", danger))
    return fautes


def _demander(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    information = lus.get("information")
    if information is None or information.reponse_demandee_le is None:
        return []
    return [Faute("information", "La demande de cet informateur est déjà notée : rien à faire.")]


def _repondre(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    information = lus.get("information")
    if information is None or information.repondue_le is None:
        return []
    return [Faute("information", "Cet informateur a déjà reçu sa réponse : rien à faire.")]


def _retour(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    return [] if attendue(situation) is not None else [Faute("retour", rules.SANS_RETOUR)]


def _transferer(situation: Situation, lus: Lus, au: date) -> list[Faute]:
    autre, connu, procureur = lus.get("autre"), lus.get("connu_le"), lus.get("procureur_le")
    fautes = [] if connu is None else rules.faute_du_jour(connu, au=lus.get("le") or au, lieu="connu_le")
    if autre is not None and autre.pk == situation.collectivite_id:
        fautes.append(Faute("autre", "C'est votre propre département. Choisissez celui où vit la famille."))
    if lus.get("danger") and procureur is None:
        fautes.append(
            Faute("procureur_le", "L'interruption met en danger : indiquez le jour où le procureur est avisé.")
        )
    elif procureur is not None:
        fautes += rules.faute_du_jour(procureur, au=au, lieu="procureur_le")
    return fautes


_ACTES: dict[Acte, Callable[[Situation, Lus, date], list[Faute]]] = {
    Acte.NE_PAS_QUALIFIER: _motif, Acte.SIGNALER: _signaler, Acte.CONFIER: _confier, Acte.COMPOSER: _composer,
    Acte.INFORMER_PARENTS: _informer, Acte.VOIR_SEUL: _voir, Acte.IMPOSSIBILITE: _impossibilite,
    Acte.RENDRE_RAPPORT: _rapport, Acte.CLASSER: _classer, Acte.PROPOSER_AIDE: _aide, Acte.SAISIR: _saisir,
    Acte.DEMANDER_REPONSE: _demander, Acte.REPONDRE: _repondre, Acte.RETOUR_PROCUREUR: _retour,
    Acte.TRANSFERER: _transferer,
}  # fmt: skip
