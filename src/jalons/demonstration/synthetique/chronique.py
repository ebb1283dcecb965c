"""What happened to each situation, act by act, as the synthetic tables tell it. Pure.

A further information joins the situation when the table of ``crip.rules`` allows it that day; else it opens another
one, which is not qualified: what it says is already evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from jalons.application.crip.rules import Acte, Etat, etat_apres
from jalons.demonstration.synthetique.fonds import Fonds, Ligne

Champs = dict[str, Any]

CONCLUSIONS = {
    "classement": ("sans_suite", Acte.CLASSER), "prevention_droit_commun": ("aide", Acte.PROPOSER_AIDE),
    "poursuite_mesure": ("aide", Acte.PROPOSER_AIDE), "aide_administrative": ("aide", Acte.PROPOSER_AIDE),
    "saisine_judiciaire": ("justice", Acte.SAISIR),
}  # fmt: skip
"""Conclusion of the synthetic evaluation → that of the report, and the act that decides."""
AIDES = {
    "prevention_droit_commun": "Accompagnement par le service social de secteur",
    "poursuite_mesure": "Poursuite de la mesure en cours", "aide_administrative": "Aide éducative à domicile",
}  # fmt: skip
DEJA_EVALUEE = "Les faits rapportés sont ceux que l'évaluation précédente a examinés."


@dataclass(slots=True)
class Recit:
    """One situation of the register: its informations, and its acts with their days, in order."""

    informations: list[Ligne]
    actes: list[tuple[date, Acte, Champs]] = field(default_factory=list)
    evaluation: list[Ligne] = field(default_factory=list)

    def faire(self, le: date | None, acte: Acte, **champs: Any) -> None:
        """Add an act; nothing without a day."""
        if le is not None:
            self.actes.append((le, acte, champs))

    def etat_au(self, jour: date) -> Etat:
        """The state at the end of that day."""
        etat = Etat.RECUE
        for le, acte, _ in sorted(self.actes, key=itemgetter(0)):
            if le <= jour:
                etat = etat_apres(etat, acte) or etat
        return etat


def raconter(fonds: Fonds) -> Iterator[Recit]:
    """Every situation, family after family."""
    evaluations = fonds.par("evaluations", "situation")
    for numero, informations in sorted(fonds.par("informations_preoccupantes", "situation").items()):
        rangees = sorted(informations, key=itemgetter("recue_le", "ip"))
        yield from _situation(fonds, rangees, evaluations.get(numero, []))


def _situation(fonds: Fonds, informations: list[Ligne], evaluation: list[Ligne]) -> Iterator[Recit]:
    premiere, *suivantes = informations
    recits = [Recit([premiere], evaluation=evaluation)]
    _ouvrir(fonds, recits[0], premiere)
    for information in suivantes:
        courant = recits[-1]
        etat = courant.etat_au(information["recue_le"])
        # one that joins what was set aside would open the question again
        if etat is not Etat.NON_QUALIFIEE and etat_apres(etat, Acte.JOINDRE) is not None:
            courant.faire(information["recue_le"], Acte.JOINDRE, information=information)
        else:
            recits.append(Recit([information]))
            _ecarter(fonds, recits[-1], information, DEJA_EVALUEE)
    for recit in recits:
        _repondre(recit)
        recit.actes.sort(key=itemgetter(0))
        yield recit


def _ouvrir(fonds: Fonds, recit: Recit, information: Ligne) -> None:
    suite, le = information["qualification"], information["qualifiee_le"]
    if suite is None:
        return
    if suite == "sans_suite":
        _ecarter(fonds, recit, information, "Rien n'indique un danger ni un risque de danger.")
    elif suite == "signalement":
        recit.faire(le, Acte.QUALIFIER)
        recit.faire(le, Acte.SIGNALER, danger="grave", motif="Danger grave et immédiat.")
        _suivre_la_justice(fonds, recit, le, information["ip"])
    elif recit.evaluation:
        recit.faire(min(le, recit.evaluation[0]["ouverte_le"]), Acte.QUALIFIER)
        _evaluer(fonds, recit)
    else:
        recit.faire(le, Acte.QUALIFIER)


def _ecarter(fonds: Fonds, recit: Recit, information: Ligne, motif: str) -> None:
    le = information["qualifiee_le"]
    recit.faire(le, Acte.NE_PAS_QUALIFIER, motif=motif)
    recit.faire(_passe(fonds, le, 2), Acte.CLOTURER)


def _evaluer(fonds: Fonds, recit: Recit) -> None:
    ligne = recit.evaluation[0]
    ouverte, rapport = ligne["ouverte_le"], ligne["rapport_le"]
    recit.faire(ouverte, Acte.CONFIER)
    for rang in range(ligne["evaluateurs"]):
        recit.faire(ouverte, Acte.COMPOSER, rang=rang)
    recit.faire(ligne["parents_informes_le"], Acte.INFORMER_PARENTS)
    visite = ligne["visite_domicile_le"]
    recit.faire(visite, Acte.CONSIGNER_VISITE)
    for enfant in recit.evaluation:
        recit.faire(visite or rapport, Acte.VOIR_SEUL, enfant=enfant["enfant"], vu=enfant["enfant_vu_seul"])
    if rapport is None:
        return
    conclusion, acte = CONCLUSIONS[ligne["conclusion"]]
    recit.faire(rapport, Acte.RENDRE_RAPPORT, conclusion=conclusion)
    _conclure(fonds, recit, acte, ligne)


def _conclure(fonds: Fonds, recit: Recit, acte: Acte, ligne: Ligne) -> None:
    rapport, cle = ligne["rapport_le"], ligne["ip"]
    if acte is Acte.SAISIR:
        danger = fonds.choix(("insuffisant", "refus", "grave"), "danger", cle)
        recit.faire(rapport, acte, danger=danger, motif="Le danger ne peut être traité avec l'accord de la famille.")
        _suivre_la_justice(fonds, recit, rapport, cle)
        return
    decidee = _passe(fonds, rapport, fonds.sort("décision", cle) % 12)
    if acte is Acte.CLASSER:
        recit.faire(decidee, acte, motif="Ni danger ni risque de danger au terme de l'évaluation.")
        recit.faire(_passe(fonds, decidee, 7), Acte.CLOTURER)
        return
    recit.faire(decidee, acte, aide=AIDES[ligne["conclusion"]], motif="Aide acceptée sur le principe.")
    engagees = _passe(fonds, decidee, 10 + fonds.sort("suites", cle) % 40)
    recit.faire(engagees, Acte.ENGAGER_SUITES)
    recit.faire(_passe(fonds, engagees, 30), Acte.CLOTURER)


def _suivre_la_justice(fonds: Fonds, recit: Recit, saisie: date, cle: int) -> None:
    """The prosecutor answers, the judge is in charge, the situation is closed."""
    retour = _passe(fonds, saisie, 8 + fonds.sort("retour", cle) % 60)
    recit.faire(retour, Acte.RETOUR_PROCUREUR, retour="juge")
    if recit.actes[-1][1] is Acte.RETOUR_PROCUREUR and retour is not None:
        if recit.etat_au(retour) is not Etat.SUITES:
            recit.faire(retour, Acte.ENGAGER_SUITES)
        recit.faire(_passe(fonds, retour, 30), Acte.CLOTURER)


def _repondre(recit: Recit) -> None:
    """Answers asked for and given; they change no state."""
    joints = [c["information"] for _, acte, c in recit.actes if acte is Acte.JOINDRE]
    for information in (*recit.informations, *joints):
        demande, reponse = information["reponse_demandee_le"], information["repondue_le"]
        if demande is not None and demande > information["recue_le"]:
            recit.faire(demande, Acte.DEMANDER_REPONSE, information=information)
        recit.faire(reponse, Acte.REPONDRE, information=information)


def _passe(fonds: Fonds, jour: date | None, jours: int) -> date | None:
    """``jours`` days later, unless it is still to come."""
    if jour is None:
        return None
    plus_tard = jour + timedelta(days=jours)
    return plus_tard if plus_tard <= fonds.au else None
