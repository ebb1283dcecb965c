"""What may be done, and when, on a promise with a term, a control, its follow-up, a call for projects. Pure.

Each cycle is a decision table: every act for every state, a state to go to or the reason why the act is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jalons.noyau.saisie import Faute


@dataclass(frozen=True, slots=True)
class Cycle:
    """States, acts, and what each act gives in each state.

    Attributes:
        etats: label of each state by code, in order; the first one is that of a new row.
        actes: label of each act by code, as a button says it.
        table: act × state: the state after it, or a sentence that refuses.
        finis: states after which nothing is expected any more.
    """

    etats: Mapping[str, str]
    actes: Mapping[str, str]
    table: Mapping[tuple[str, str], str]
    finis: frozenset[str]

    @property
    def choix(self) -> list[tuple[str, str]]:
        """States, for a field."""
        return list(self.etats.items())

    def apres(self, etat: str, acte: str) -> str | None:
        """The state to which ``acte`` leads from ``etat``; ``None`` when it is refused."""
        case = self.table[acte, etat]
        return case if case in self.etats else None

    def fautes(self, etat: str, acte: str) -> list[Faute]:
        """Why ``acte`` is impossible in ``etat``; empty when it is possible."""
        if self.apres(etat, acte) is not None:
            return []
        phrase = f"« {self.actes[acte]} » est impossible ({self.etats[etat].lower()}). {self.table[acte, etat]}"
        return [Faute("", phrase, self.etats[etat])]

    def possibles(self, etat: str) -> list[tuple[str, str]]:
        """Acts allowed in ``etat``: code and label, in order."""
        return [(acte, libelle) for acte, libelle in self.actes.items() if self.apres(etat, acte) is not None]


def _lire(texte: str, colonnes: Mapping[str, str], refus: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The table as a mapping; capitals are states, small letters a refusal.

    Raises:
        KeyError, ValueError: a cell says neither a state nor a known refusal; a line lacks a cell.
    """
    lignes = [ligne.split() for ligne in texte.strip().splitlines()]
    return {
        (acte, colonnes[tete]): colonnes[case] if case.isupper() else refus[case]
        for acte, *cases in lignes[1:]
        for tete, case in zip(lignes[0], cases, strict=True)
    }


REFUS = {
    "aba": "C'est abandonné : rouvrez-le d'abord.",
    "ann": "Le contrôle est annulé : inscrivez-en un autre.",
    "clo": "Le contrôle est clos. Un fait nouveau demande un nouveau contrôle.",
    "cou": "C'est déjà en cours. Rien à faire.",
    "dec": "L'appel est décidé : les places retenues ont leur acte d'ouverture.",
    "dej": "C'est déjà fait. Rien à faire.",
    "fai": "Le contrôle a eu lieu : il ne s'annule plus. Notifiez ce qu'il a constaté, puis clôturez-le.",
    "lev": "La suite est levée. Si l'écart revient, un nouveau contrôle le constate.",
    "ltd": "La suite est abandonnée. Rien à faire.",
    "nno": "Les suites ne sont pas notifiées. Notifiez-les d'abord, même quand il n'y en a aucune.",
    "not": "Les suites sont déjà notifiées à l'établissement.",
    "npu": "L'appel n'est pas publié : publiez-le d'abord.",
    "npr": "Le contrôle n'a pas eu lieu : enregistrez d'abord sa réalisation.",
    "sar": "Aucune réponse n'est à examiner.",
    "ssu": "L'appel est sans suite : préparez-en un autre.",
    "ten": "C'est tenu : rouvrez-le d'abord.",
}
"""Why an act is refused, and what to do instead."""

EN_COURS, TENU, ABANDONNE = "en_cours", "tenu", "abandonne"
TERME = Cycle(
    {EN_COURS: "En cours", TENU: "Tenu", ABANDONNE: "Abandonné"},
    {"tenir": "Constater que c'est tenu", "abandonner": "Abandonner", "rouvrir": "Rouvrir"},
    _lire(
        """
                    COU TEN ABA
        tenir       TEN dej aba
        abandonner  ABA ten dej
        rouvrir     cou COU COU
        """,
        {"COU": EN_COURS, "TEN": TENU, "ABA": ABANDONNE}, REFUS,
    ),
    frozenset({TENU, ABANDONNE}),
)  # fmt: skip
"""A commitment of a contract, an action of an improvement plan."""

PREVU, REALISE, CONTRADICTOIRE, NOTIFIE, CLOS, ANNULE = (
    "prevu", "realise", "contradictoire", "notifie", "clos", "annule",
)  # fmt: skip
CONTROLE = Cycle(
    {
        PREVU: "Prévu", REALISE: "Réalisé", CONTRADICTOIRE: "Rapport provisoire transmis", NOTIFIE: "Suites notifiées",
        CLOS: "Clos", ANNULE: "Annulé",
    },
    {
        "realiser": "Enregistrer la réalisation", "transmettre": "Transmettre le rapport provisoire",
        "notifier": "Notifier les suites", "clore": "Clore", "annuler": "Annuler",
    },
    _lire(
        """
                     PRE REA CON NOT CLO ANN
        realiser     REA dej dej dej clo ann
        transmettre  npr CON dej not clo ann
        notifier     npr NOT NOT dej clo ann
        clore        nno nno nno CLO dej ann
        annuler      ANN fai fai fai clo dej
        """,
        {"PRE": PREVU, "REA": REALISE, "CON": CONTRADICTOIRE, "NOT": NOTIFIE, "CLO": CLOS, "ANN": ANNULE}, REFUS,
    ),
    frozenset({CLOS, ANNULE}),
)  # fmt: skip
COMMUNIQUES = frozenset({CONTRADICTOIRE, NOTIFIE, CLOS})
"""States in which the managing body knows of the control: before, it could be warned of an unannounced one."""

A_SUIVRE, REPONDUE, LEVEE, ABANDONNEE = "a_suivre", "repondue", "levee", "abandonnee"
SUITE = Cycle(
    {A_SUIVRE: "À lever", REPONDUE: "Réponse reçue", LEVEE: "Levée", ABANDONNEE: "Abandonnée"},
    {"repondre": "Répondre", "lever": "Lever", "refuser": "Juger la réponse insuffisante", "abandonner": "Abandonner"},
    _lire(
        """
                    SUI REP LEV ABA
        repondre    REP REP lev ltd
        lever       LEV LEV dej ltd
        refuser     sar SUI lev ltd
        abandonner  ABA ABA lev dej
        """,
        {"SUI": A_SUIVRE, "REP": REPONDUE, "LEV": LEVEE, "ABA": ABANDONNEE}, REFUS,
    ),
    frozenset({LEVEE, ABANDONNEE}),
)  # fmt: skip
"""An injunction, a prescription or a recommendation, until it is lifted."""

PREPARE, PUBLIE, DECIDE, SANS_SUITE = "prepare", "publie", "decide", "sans_suite"
APPEL = Cycle(
    {PREPARE: "En préparation", PUBLIE: "Publié", DECIDE: "Décidé", SANS_SUITE: "Sans suite"},
    {"publier": "Publier", "decider": "Retenir un candidat", "abandonner": "Déclarer sans suite"},
    _lire(
        """
                    PRE PUB DEC SSU
        publier     PUB dej dec ssu
        decider     npu DEC dec ssu
        abandonner  SSU SSU dec dej
        """,
        {"PRE": PREPARE, "PUB": PUBLIE, "DEC": DECIDE, "SSU": SANS_SUITE}, REFUS,
    ),
    frozenset({DECIDE, SANS_SUITE}),
)  # fmt: skip
