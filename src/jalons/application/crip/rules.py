"""The path of a situation: states, acts, and the decision table of every pair. Pure.

The table lists every act for every state: a state to go to, or the reason why the act is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalons.noyau.dates import texte_du_jour
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.saisie import Faute


class Etat(StrEnum):
    """Where a situation stands."""

    RECUE = "recue"
    QUALIFIEE = "qualifiee"
    NON_QUALIFIEE = "non_qualifiee"
    SIGNALEE = "signalee"
    EN_EVALUATION = "en_evaluation"
    RAPPORT_REMIS = "rapport_remis"
    CLASSEE = "classee"
    AIDE_PROPOSEE = "aide_proposee"
    SAISIE = "saisie"
    SUITES = "suites"
    CLOTUREE = "cloturee"
    TRANSFEREE = "transferee"

    @property
    def libelle(self) -> str:
        """In French, as a page shows it."""
        return ETATS[self]


ETATS = {
    Etat.RECUE: "Reçue, à qualifier",
    Etat.QUALIFIEE: "Qualifiée préoccupante",
    Etat.NON_QUALIFIEE: "Non qualifiée",
    Etat.SIGNALEE: "Signalée au procureur",
    Etat.EN_EVALUATION: "En évaluation",
    Etat.RAPPORT_REMIS: "Rapport remis, à décider",
    Etat.CLASSEE: "Classée sans suite",
    Etat.AIDE_PROPOSEE: "Aide proposée",
    Etat.SAISIE: "Justice saisie",
    Etat.SUITES: "Suites engagées",
    Etat.CLOTUREE: "Clôturée",
    Etat.TRANSFEREE: "Transférée à un autre département",
}
FINIES = frozenset({Etat.CLOTUREE, Etat.TRANSFEREE})
"""States in which nobody of the département has anything left to decide."""


class Acte(StrEnum):
    """What may be done on a situation, in the order in which a page offers it."""

    QUALIFIER = "qualifier"
    NE_PAS_QUALIFIER = "ne_pas_qualifier"
    SIGNALER = "signaler"
    CONFIER = "confier_evaluation"
    COMPOSER = "composer_equipe"
    INFORMER_PARENTS = "informer_parents"
    CONSIGNER_VISITE = "consigner_visite"
    VOIR_SEUL = "voir_enfant_seul"
    REMPLIR_GRILLE = "remplir_grille"
    IMPOSSIBILITE = "constater_impossibilite"
    RENDRE_RAPPORT = "rendre_rapport"
    CLASSER = "classer"
    PROPOSER_AIDE = "proposer_aide"
    SAISIR = "saisir_justice"
    RETOUR_PROCUREUR = "enregistrer_retour_procureur"
    ENGAGER_SUITES = "engager_suites"
    DEMANDER_REPONSE = "demander_reponse"
    REPONDRE = "repondre_informateur"
    JOINDRE = "joindre"
    AJOUTER_ENFANT = "ajouter_enfant"
    TRANSFERER = "transferer"
    CLOTURER = "cloturer"

    @property
    def libelle(self) -> str:
        """In French, as a button says it."""
        return ACTES[self]


ACTES = {
    Acte.QUALIFIER: "Qualifier de préoccupante",
    Acte.NE_PAS_QUALIFIER: "Ne pas qualifier",
    Acte.SIGNALER: "Signaler au procureur",
    Acte.CONFIER: "Confier l'évaluation",
    Acte.COMPOSER: "Désigner un évaluateur",
    Acte.INFORMER_PARENTS: "Noter l'information des parents",
    Acte.CONSIGNER_VISITE: "Consigner une rencontre",
    Acte.VOIR_SEUL: "Noter l'entretien seul d'un enfant",
    Acte.REMPLIR_GRILLE: "Remplir la grille",
    Acte.IMPOSSIBILITE: "Constater l'impossibilité d'évaluer",
    Acte.RENDRE_RAPPORT: "Rendre le rapport",
    Acte.CLASSER: "Classer sans suite",
    Acte.PROPOSER_AIDE: "Proposer une aide",
    Acte.SAISIR: "Saisir l'autorité judiciaire",
    Acte.RETOUR_PROCUREUR: "Enregistrer le retour du procureur",
    Acte.ENGAGER_SUITES: "Constater que les suites sont engagées",
    Acte.DEMANDER_REPONSE: "Noter qu'un informateur demande la suite",
    Acte.REPONDRE: "Répondre à un informateur",
    Acte.JOINDRE: "Joindre une information",
    Acte.AJOUTER_ENFANT: "Ajouter un enfant",
    Acte.TRANSFERER: "Transférer à un autre département",
    Acte.CLOTURER: "Clôturer",
}

_SIGLES = ("REC", "QUA", "NQU", "SIG", "EVA", "RAP", "CLA", "AID", "SAI", "SUI", "CLO", "TRA")
COLONNES = dict(zip(_SIGLES, Etat, strict=True))
"""Heading of each column of the table: the state in which the act is done, or to which it leads."""

TABLE = """
                             REC QUA NQU SIG EVA RAP CLA AID SAI SUI CLO TRA
qualifier                    QUA dqu QUA dqu dqu dqu dqu dqu dqu dqu clo tra
ne_pas_qualifier             NQU dnq dnq trd trd trd trd trd trd trd clo tra
signaler                     aqu SIG aqu dsi SIG con con con con con clo tra
confier_evaluation           aqu EVA aqu EVA dev dra con con con con clo tra
composer_equipe              aco aco aco aco EVA dra con con con con clo tra
informer_parents             aco aco aco aco EVA dra con con con con clo tra
consigner_visite             aco aco aco aco EVA dra con con con con clo tra
voir_enfant_seul             aco aco aco aco EVA dra con con con con clo tra
remplir_grille               aco aco aco aco EVA dra con con con con clo tra
constater_impossibilite      aco aco aco aco EVA dra con con con con clo tra
rendre_rapport               aco aco aco aco RAP dra con con con con clo tra
classer                      rap rap sqc rap rap CLA con eng eng eng clo tra
proposer_aide                rap rap rap rap rap AID rou con eng eng clo tra
saisir_justice               sig sig sig sig sig SAI rou SAI con SAI clo tra
enregistrer_retour_procureur psa psa psa SIG EVA RAP CLA AID SUI SUI CLO TRA
engager_suites               rap rap rap SUI rap dec SUI SUI SUI don clo tra
demander_reponse             REC QUA NQU SIG EVA RAP CLA AID SAI SUI CLO TRA
repondre_informateur         REC QUA NQU SIG EVA RAP CLA AID SAI SUI CLO TRA
joindre                      REC QUA REC SIG EVA nou nou nou nou nou nou tra
ajouter_enfant               REC QUA REC SIG EVA nou nou nou nou nou nou tra
transferer                   TRA TRA TRA TRA TRA TRA TRA TRA TRA TRA clt tra
cloturer                     dqa dev CLO dsu dev dec CLO dsu dsu CLO clo tra
"""
"""Capitals: the state after the act. Small letters: a refusal of ``REFUS``."""

REFUS = {
    "aqu": "L'information n'est pas qualifiée de préoccupante. Qualifiez-la d'abord.",
    "aco": "Aucune évaluation n'est en cours. Confiez-la d'abord à une équipe.",
    "clo": "La situation est clôturée. Une information nouvelle ouvre une nouvelle situation.",
    "clt": "La situation est clôturée : il ne reste rien à transférer. Communiquez le dossier des enfants.",
    "con": "La décision est déjà prise après l'évaluation. Enregistrez ses suites.",
    "dec": "Le rapport est remis, la décision manque. Classez, proposez une aide ou saisissez l'autorité judiciaire.",
    "dev": "L'évaluation est en cours ou reste à confier. Rendez d'abord le rapport.",
    "dnq": "La question de la qualification est déjà tranchée. Rien à faire.",
    "don": "Les suites sont déjà engagées. Rien à faire.",
    "dqa": "L'information attend sa qualification. Qualifiez-la ou dites pourquoi elle ne l'est pas.",
    "dqu": "L'information est déjà qualifiée de préoccupante. Rien à faire.",
    "dra": "Le rapport d'évaluation est déjà remis. Prenez la décision qui le suit.",
    "dsi": "Le procureur est déjà saisi. Enregistrez sa réponse quand elle arrive.",
    "dsu": "Les suites ne sont pas constatées. Enregistrez-les avant de clôturer.",
    "eng": "Une décision plus forte est déjà engagée. Enregistrez ses suites, puis clôturez.",
    "nou": "Le rapport est remis. Enregistrez l'information comme une nouvelle situation.",
    "psa": "Le procureur n'a pas été saisi de cette situation. Vérifiez le numéro de la situation.",
    "rap": "Le rapport d'évaluation n'est pas remis. La décision se prend après lui.",
    "rou": "La situation est classée sans suite. Une information nouvelle ouvre une nouvelle situation.",
    "sig": "Le rapport d'évaluation n'est pas remis. En cas de danger, utilisez « Signaler au procureur ».",
    "sqc": "L'information n'est pas qualifiée de préoccupante : clôturez-la, il n'y a rien à classer.",
    "tra": "La situation est transférée à un autre département, qui la poursuit.",
    "trd": "L'information a déjà été qualifiée de préoccupante et traitée comme telle.",
}
"""Why an act is refused in a state, and what to do instead."""


def _lire(texte: str) -> dict[tuple[Etat, Acte], Etat | str]:
    """The table as a mapping: a state, or the sentence of a refusal.

    Raises:
        KeyError, ValueError: a cell says neither a state nor a known refusal; a line lacks a cell.
    """
    lignes = [ligne.split() for ligne in texte.strip().splitlines()]
    table: dict[tuple[Etat, Acte], Etat | str] = {}
    for nom, *cases in lignes[1:]:
        for colonne, case in zip(lignes[0], cases, strict=True):
            table[COLONNES[colonne], Acte(nom)] = COLONNES[case] if case.isupper() else REFUS[case]
    return table


PASSAGES = _lire(TABLE)
"""What each act gives in each state: the state after it, or a sentence that refuses."""


def etat_apres(etat: Etat, acte: Acte) -> Etat | None:
    """The state to which ``acte`` leads from ``etat``; ``None`` when it is refused."""
    case = PASSAGES[etat, acte]
    return case if isinstance(case, Etat) else None


SANS_RETOUR = "Aucun signalement de cette situation n'attend de réponse. Vérifiez le numéro de la situation."


def refus(etat: Etat, acte: Acte, *, retour_attendu: bool = True) -> list[Ecart]:
    """Why ``acte`` is impossible in ``etat``; empty when it is possible.

    Args:
        retour_attendu: whether a referral still waits for the prosecutor's answer, which may come after the closing.

    >>> refus(Etat.RECUE, Acte.CONFIER)[0].message
    "« Confier l'évaluation » est impossible (Reçue, à qualifier). L'information n'est pas qualifiée de préoccupante. \
Qualifiez-la d'abord."
    """
    case = PASSAGES[etat, acte]
    if acte is Acte.RETOUR_PROCUREUR and not retour_attendu and isinstance(case, Etat):
        case = SANS_RETOUR
    if isinstance(case, Etat):
        return []
    message = f"« {acte.libelle} » est impossible ({etat.libelle}). {case}"
    return [Ecart("acte_impossible", Gravite.BLOQUANT, confirme=True, message=message, source="Jalons")]


def actes_possibles(etat: Etat) -> list[Acte]:
    """Acts that the table allows in ``etat``, in the order of ``Acte``."""
    return [acte for acte in Acte if etat_apres(etat, acte) is not None]


def faute_du_jour(
    le: date, *, au: date, pas_avant: date | None = None, lieu: str = "le", quoi: str = "la réception de l'information"
) -> list[Faute]:
    """An act cannot be done tomorrow, nor before ``quoi``, which happened on ``pas_avant``."""
    recu = texte_du_jour(le)
    if le > au:
        return [Faute(lieu, f"Le {recu} est dans l'avenir. Indiquez un jour passé, ou aujourd'hui.", recu)]
    if pas_avant is not None and le < pas_avant:
        return [Faute(lieu, f"Le {recu} précède {quoi} ({texte_du_jour(pas_avant)}). Corrigez le jour.", recu)]
    return []


@dataclass(frozen=True, slots=True)
class EnfantLu:
    """What tells whether a child may be concerned by an information.

    Attributes:
        mineur: on the day of reception; ``None`` when his birth does not tell.
        ne_apres: his birth, in words, when it comes after the reception; empty otherwise.
    """

    numero: str
    mineur: bool | None
    decede: bool = False
    ne_apres: str = ""


def fautes_enfants(enfants: Sequence[EnfantLu]) -> list[Faute]:
    """Children whom an information cannot concern; one whose birth is unknown is accepted."""
    fautes = []
    if not enfants:
        fautes.append(
            Faute("enfants", "Aucun enfant n'est indiqué. Indiquez-en au moins un, même sous un seul prénom.")
        )
    for e in enfants:
        if e.decede:
            phrase = "est celui d'un enfant décédé. Retirez-le ; les autres enfants du foyer restent concernés."
            fautes.append(Faute("enfants", f"Le dossier {e.numero} {phrase}", e.numero))
        elif e.mineur is False:
            phrase = "est celui d'une personne majeure : une information préoccupante concerne un mineur. Retirez-le."
            fautes.append(Faute("enfants", f"Le dossier {e.numero} {phrase}", e.numero))
        elif e.ne_apres:
            phrase = (
                f"dit une naissance ({e.ne_apres}) après le jour de l'information. Corrigez l'une des deux dates ; "
                "pour un enfant à naître, laissez la naissance vide."
            )
            fautes.append(Faute("enfants", f"Le dossier {e.numero} {phrase}", e.numero))
    return fautes


@dataclass(frozen=True, slots=True)
class Exigence:
    """A duty of the catalogue as a rule checks it: its article, whether it is confirmed, its threshold if any."""

    reference: str
    confirme: bool
    seuil: int | None = None


@dataclass(frozen=True, slots=True)
class EvaluationLue:
    """What the evaluators have recorded when they hand over the report.

    Attributes:
        evaluateurs: number of professionals appointed.
        suiveurs_sans_motif: those of them who follow the child already, without a reason.
        parents: informed, or a reason why not.
        visites: meetings at home.
        sans_entretien: files of the children neither seen alone nor with a reason.
    """

    evaluateurs: int
    suiveurs_sans_motif: int
    parents: bool
    visites: int
    sans_entretien: tuple[str, ...] = ()


def ecarts_rapport(lue: EvaluationLue, exigences: dict[str, Exigence]) -> list[Ecart]:
    """What a report of evaluation lacks: a typed reason lets it be handed over all the same.

    Args:
        exigences: ``equipe``, ``parents``, ``visite``, from the catalogue.
    """
    equipe = exigences["equipe"]
    ecarts = []
    if equipe.seuil is not None and lue.evaluateurs < equipe.seuil:
        phrase = f"{lue.evaluateurs} évaluateur désigné, {equipe.seuil} attendus au moins. Désignez l'équipe."
        ecarts.append(_manque("equipe_incomplete", phrase, equipe))
    if lue.suiveurs_sans_motif:
        phrase = "Un évaluateur suit déjà l'enfant, sans motif écrit. Dites pourquoi, ou désignez quelqu'un d'autre."
        ecarts.append(_manque("evaluateur_du_suivi", phrase, equipe))
    if not lue.parents:
        phrase = "Rien ne dit que les parents sont informés. Notez le jour, ou le motif de ne pas les informer."
        ecarts.append(_manque("parents_non_informes", phrase, exigences["parents"]))
    if not lue.visites:
        phrase = "Aucune rencontre au domicile n'est consignée. Consignez-la."
        ecarts.append(_manque("sans_visite", phrase, exigences["visite"]))
    for numero in lue.sans_entretien:
        phrase = f"Rien ne dit si l'enfant du dossier {numero} a été reçu seul. Notez le jour, ou le motif."
        ecarts.append(_manque("sans_entretien_seul", phrase, exigences["visite"], numero))
    return ecarts


def _manque(code: str, message: str, exigence: Exigence, objet: str = "") -> Ecart:
    return Ecart(
        code, Gravite.BLOQUANT, confirme=exigence.confirme, message=message, source=exigence.reference, objet=objet
    )
