"""What may be done to a measure, when, and why not. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from jalons.application.enfants import ages
from jalons.application.enfants.rules import a_atteint
from jalons.droit.mesures import ACCORDS, Nature
from jalons.noyau.dates import DateCivile, ajouter_mois, texte_du_jour
from jalons.noyau.saisie import Faute

PETITE_ENFANCE = 2
"""Years: the attribute "admis avant 2 ans" of the catalogue of events bears this age in its own name."""
EN_ATTENTE, EN_COURS, ECHUE, TERMINEE, ANNULEE = "en_attente", "en_cours", "echue", "terminee", "annulee"
ETATS = (EN_ATTENTE, EN_COURS, ECHUE, TERMINEE, ANNULEE)
ACTES = ("notifier", "demarrer", "renouveler", "affecter", "terminer", "annuler")

_ANNULEE = "Cette mesure est annulée : elle ne reçoit plus d'acte. Décidez-en une autre s'il le faut."
_TERMINEE = "Cette mesure est terminée : décidez-en une autre, ou annulez-la si elle a été saisie par erreur."
TABLE: dict[tuple[str, str], str] = {
    (EN_ATTENTE, "notifier"): "",
    (EN_ATTENTE, "demarrer"): "",
    (EN_ATTENTE, "renouveler"): "Cette mesure n'a pas commencé : il n'y a rien à renouveler.",
    (EN_ATTENTE, "affecter"): "",
    (EN_ATTENTE, "terminer"): "",
    (EN_ATTENTE, "annuler"): "",
    (EN_COURS, "notifier"): "",
    (EN_COURS, "demarrer"): "Cette mesure a déjà commencé : rien à faire.",
    (EN_COURS, "renouveler"): "",
    (EN_COURS, "affecter"): "",
    (EN_COURS, "terminer"): "",
    (EN_COURS, "annuler"): "",
    (ECHUE, "notifier"): "",
    (ECHUE, "demarrer"): "Cette mesure a déjà commencé : rien à faire.",
    (ECHUE, "renouveler"): "",
    (ECHUE, "affecter"): "",
    (ECHUE, "terminer"): "",
    (ECHUE, "annuler"): "",
    (TERMINEE, "notifier"): "",
    (TERMINEE, "demarrer"): _TERMINEE,
    (TERMINEE, "renouveler"): _TERMINEE,
    (TERMINEE, "affecter"): _TERMINEE,
    (TERMINEE, "terminer"): "Cette mesure est déjà terminée : rien à faire.",
    (TERMINEE, "annuler"): "",
    (ANNULEE, "notifier"): _ANNULEE,
    (ANNULEE, "demarrer"): _ANNULEE,
    (ANNULEE, "renouveler"): _ANNULEE,
    (ANNULEE, "affecter"): _ANNULEE,
    (ANNULEE, "terminer"): _ANNULEE,
    (ANNULEE, "annuler"): "Cette mesure est déjà annulée : rien à faire.",
}
"""Every state and act: empty when it is possible, else the reason why not."""


@dataclass(frozen=True, slots=True)
class Jeune:
    """What the rules must know of a child."""

    naissance: DateCivile | None
    deces: DateCivile | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a measure; ``None`` when not known or not yet."""

    accord: date | None = None
    decision: date | None = None
    notification: date | None = None
    debut: date | None = None
    terme: date | None = None
    fin: date | None = None


def etat(*, debut: date | None, fin: date | None, terme: date | None, annulee: bool, au: date) -> str:
    """The state of a measure on ``au``; one whose decided term has passed without renewal nor end is ``echue``.

    >>> etat(debut=date(2025, 1, 1), fin=None, terme=date(2025, 12, 31), annulee=False, au=date(2026, 1, 1))
    'echue'
    """
    if annulee:
        return ANNULEE
    if fin is not None:
        return TERMINEE
    if debut is None:
        return EN_ATTENTE
    return ECHUE if terme is not None and terme < au else EN_COURS


def possibles(etat_actuel: str, nature: Nature | None, *, notifiee: bool) -> list[str]:
    """Acts that a page offers."""
    ecartes = {"renouveler"} if nature is not None and nature.renouvelable is False else set()
    ecartes |= {"notifier"} if notifiee else set()
    return [a for a in ACTES if not TABLE[etat_actuel, a] and a not in ecartes]


def fautes_d_acte(etat_actuel: str, acte: str) -> list[Faute]:
    """The reason why an act is impossible in that state."""
    raison = TABLE[etat_actuel, acte]
    return [Faute("acte", raison)] if raison else []


def fautes_dates(dates: Dates, *, au: date) -> list[Faute]:
    """Days to come, and days in a wrong order, all at once."""
    fautes = []
    for lieu, libelle, jour in (
        ("accord_le", "L'accord", dates.accord), ("decidee_le", "La décision", dates.decision),
        ("notifiee_le", "La notification", dates.notification), ("debut_le", "Le début", dates.debut),
        ("fin_le", "La fin", dates.fin),
    ):  # fmt: skip
        if jour is not None and jour > au:
            message = f"{libelle} porte la date du {texte_du_jour(jour)}, encore à venir : saisissez un jour passé."
            fautes.append(Faute(lieu, message, texte_du_jour(jour), f"au plus tard le {texte_du_jour(au)}"))
    for lieu, libelle, avant, autre, apres in (
        ("accord_le", "La décision", dates.accord, "l'accord", dates.decision),
        ("notifiee_le", "La notification", dates.decision, "la décision", dates.notification),
        ("debut_le", "Le début", dates.decision, "la décision", dates.debut),
        ("terme_le", "Le terme", dates.debut or dates.decision, "le début ou la décision", dates.terme),
        ("fin_le", "La fin", dates.debut or dates.decision, "le début ou la décision", dates.fin),
    ):
        if avant is not None and apres is not None and apres < avant:
            constat = f"{libelle} ({texte_du_jour(apres)}) précède {autre} ({texte_du_jour(avant)})"
            message = f"{constat} : corrigez l'une des dates."
            fautes.append(Faute(lieu, message, texte_du_jour(apres), f"à partir du {texte_du_jour(avant)}"))
    return fautes


def fautes_accord(nature: Nature, accord: date | None, quoi: str = "Cette mesure") -> list[Faute]:
    """The agreement that the kind needs is missing."""
    if not nature.demande_accord or accord is not None:
        return []
    attendu = ACCORDS[nature.accord]
    message = (
        f"{quoi} demande : {attendu[0].lower()}{attendu[1:]}. Indiquez le jour où il a été recueilli, ou attendez-le."
    )
    return [Faute("accord_le", message, "non recueilli", "un jour")]


def fautes_jeune(nature: Nature, jeune: Jeune, jour: date, *, debut: bool) -> list[Faute]:
    """The child has died, or is out of the ages of the kind. What is not known refuses nothing.

    Args:
        debut: the measure starts that day: the age from which it holds is checked too.
    """
    fautes = []
    if jeune.deces is not None and jeune.deces.fin < jour:
        message = f"L'enfant est décédé ({jeune.deces}) avant le {texte_du_jour(jour)} : aucune mesure ne s'ouvre."
        fautes.append(Faute("enfant", message, texte_du_jour(jour)))
    if nature.age_avant and (ans := ages.age_de(nature.age_avant, jour)) and a_atteint(jeune.naissance, ans, jour):
        message = f"{ans} ans sont atteints au {texte_du_jour(jour)} : cette mesure n'est plus possible."
        fautes.append(Faute("nature", message, f"né le {jeune.naissance}", f"moins de {ans} ans"))
    ans = ages.age_de(nature.age_des, jour) if debut and nature.age_des else None
    if ans is not None and a_atteint(jeune.naissance, ans, jour) is False:
        message = f"{ans} ans ne sont pas atteints au {texte_du_jour(jour)} : la mesure commence à cet âge."
        fautes.append(Faute("debut_le", message, texte_du_jour(jour), f"à partir de {ans} ans"))
    return fautes


def fautes_naissance(naissance: DateCivile | None, dates: Dates) -> list[Faute]:
    """Days more than a year before the birth: no pregnancy lasts so long, one of the two dates is wrong."""
    if naissance is None:
        return []
    possible = ajouter_mois(naissance.debut, -12)
    return [
        Faute(
            lieu,
            f"{libelle} ({texte_du_jour(jour)}) précède de plus d'un an la naissance ({naissance}) : corrigez l'une "
            "des deux dates.",
            texte_du_jour(jour), f"à partir du {texte_du_jour(possible)}",
        )
        for lieu, libelle, jour in (
            ("decidee_le", "La décision", dates.decision), ("debut_le", "Le début", dates.debut),
        )
        if jour is not None and jour < possible
    ]  # fmt: skip


def a_dire(nature: Nature, jeune: Jeune, jour: date) -> list[str]:
    """What the act does not refuse and the agent must know."""
    dites = []
    bornes = [ages.age_de(cle, jour) for cle in (nature.age_des, nature.age_avant) if cle]
    if any(ans is not None and a_atteint(jeune.naissance, ans, jour) is None for ans in bornes):
        connue = "La date de naissance est inconnue" if jeune.naissance is None else "La date de naissance est vague"
        dites.append(f"{connue} : l'âge qu'exige la mesure n'a pu être vérifié. Complétez l'identité.")
    if not nature.provenance.confirmee:
        dites.append("Les règles de cette mesure ne sont pas confirmées par un texte lu : vérifiez-les.")
    return dites


def periodes(intervalles: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Intervals joined when they touch, or when one begins the day after another ends; ``None`` is without end.

    >>> periodes([(date(2025, 1, 1), date(2025, 2, 1)), (date(2025, 2, 2), None)])
    [(datetime.date(2025, 1, 1), None)]
    """
    jointes: list[tuple[date, date | None]] = []
    for debut, fin in sorted(intervalles, key=lambda i: (i[0], i[1] or date.max)):
        if jointes and (jointes[-1][1] is None or debut <= jointes[-1][1] + timedelta(days=1)):
            derniere = jointes[-1][1]
            jointes[-1] = (jointes[-1][0], None if derniere is None or fin is None else max(derniere, fin))
        else:
            jointes.append((debut, fin))
    return jointes


def mediane(valeurs: Iterable[int]) -> int | None:
    """Median in whole days, halves rounded down; ``None`` of nothing.

    >>> mediane([10, 31, 20]), mediane([])
    (20, None)
    """
    lues = list(valeurs)
    return int(median(lues)) if lues else None


def moins_de_deux_ans(naissance: DateCivile | None, le: date) -> bool | None:
    """Whether the child is under two on that day, an age that rules of placement ask; ``None`` when not known."""
    atteint = a_atteint(naissance, PETITE_ENFANCE, le)
    return None if atteint is None else not atteint


def fautes_renouvellement(
    nature: Nature,
    *,
    decide_le: date | None,
    debut: date | None,
    terme_avant: date | None,
    terme: date | None,
    au: date,
) -> list[Faute]:
    """The kind is not renewed, or the days do not follow each other."""
    fautes = []
    if nature.renouvelable is False:
        fautes.append(Faute("acte", f"« {nature.libelle} » ne se renouvelle pas : décidez une autre mesure."))
    if decide_le is not None and decide_le > au:
        message = f"Le renouvellement est daté du {texte_du_jour(decide_le)}, qui n'est pas encore venu."
        fautes.append(Faute("decide_le", message, texte_du_jour(decide_le), f"au plus tard le {texte_du_jour(au)}"))
    if debut is not None and decide_le is not None and decide_le < debut:
        message = (
            f"Le renouvellement ({texte_du_jour(decide_le)}) précède le début ({texte_du_jour(debut)}) : corrigez."
        )
        fautes.append(Faute("decide_le", message, texte_du_jour(decide_le), f"à partir du {texte_du_jour(debut)}"))
    plancher = terme_avant or decide_le
    if terme is not None and plancher is not None and terme <= plancher:
        message = (
            f"Le nouveau terme ({texte_du_jour(terme)}) ne vient pas après le {texte_du_jour(plancher)} : corrigez-le."
        )
        fautes.append(Faute("terme_le", message, texte_du_jour(terme), f"après le {texte_du_jour(plancher)}"))
    return fautes
