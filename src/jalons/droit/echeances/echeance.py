"""A dated deadline and its status on a day. The same shape serves a contract, a schéma and, later, a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jalons.noyau.accord import AN_JOURS, duree
from jalons.noyau.dates import DateCivile, jours_entre

Statut = Literal["a_venir", "bientot", "en_retard", "tenue", "tenue_en_retard", "non_verifiable", "sans_objet"]

LIBELLES_STATUT: dict[Statut, str] = {
    "a_venir": "à venir",
    "bientot": "bientôt",
    "en_retard": "en retard",
    "tenue": "tenue",
    "tenue_en_retard": "tenue en retard",
    "non_verifiable": "non vérifiable",
    "sans_objet": "sans objet",
}


@dataclass(frozen=True, slots=True)
class Echeance:
    """What is due, by when, and where it stands.

    Attributes:
        code: stable within a subject (``signature_2021``, ``rapport_execution_2022``).
        sujet: whose deadline it is, as the caller names it.
        regle: code of the rule of the catalogue that sets it.
        ouverte_par: the fact that opened it, in a few words of French.
        due_le: last day included; ``None`` when it cannot be computed.
        tenue_le: the day it was done, when known to the day; the last possible day otherwise.
        jours: days after ``due_le``, of the act or else of the day of reference: positive when late, negative
            when time is left, 0 on the last day; ``None`` when there is no answer.
        explication: the computation, in a sentence of French with its text.
        confirme: whether the rule is confirmed; an unconfirmed deadline is shown and blocks nobody.
    """

    code: str
    sujet: str
    regle: str
    libelle: str
    ouverte_par: str
    due_le: date | None
    tenue_le: date | None
    statut: Statut
    jours: int | None
    explication: str
    source: str
    confirme: bool

    @property
    def libelle_statut(self) -> str:
        """The status in words."""
        return LIBELLES_STATUT[self.statut]

    def en_json(self) -> dict[str, Any]:
        """The public form; dates as ``AAAA-MM-JJ``."""
        donnees = {champ: getattr(self, champ) for champ in self.__dataclass_fields__}
        return {cle: v.isoformat() if isinstance(v, date) else v for cle, v in donnees.items()}


def situer(due: DateCivile, tenue: DateCivile | None, *, au: date, preavis_jours: int) -> tuple[Statut, int | None]:
    """Status on the day ``au``, and days after the due date (negative: left).

    An act dated after ``au`` is not done yet. Dates too vague to compare give ``non_verifiable``; a due date known
    to the month is late only once the month is over.

    >>> situer(DateCivile(2021, 9, 30), DateCivile(2021, 12, 20), au=date(2022, 1, 10), preavis_jours=30)
    ('tenue_en_retard', 81)
    """
    if tenue is not None and tenue.debut <= au:
        if tenue.fin <= due.debut:
            return "tenue", jours_entre(due.fin, tenue.fin)
        if tenue.debut > due.fin:
            return "tenue_en_retard", jours_entre(due.fin, tenue.debut)
        return "non_verifiable", None
    ecoules = jours_entre(due.fin, au)
    if ecoules > 0:
        return "en_retard", ecoules
    return ("bientot" if -ecoules <= preavis_jours else "a_venir"), ecoules


def dire(statut: Statut, jours: int | None, tenue: DateCivile | None) -> str:
    """Where it stands, as the end of an explanation."""
    reste = "" if jours is None else f"{abs(jours)}\xa0jour{'s' if abs(jours) > 1 else ''}"
    passe = reste if jours is None or jours <= AN_JOURS else duree(jours)
    match statut:
        case "tenue":
            return f"Fait ({tenue})."
        case "tenue_en_retard":
            return f"Fait ({tenue}), {passe} après."
        case "en_retard":
            return f"Rien n'est enregistré : {passe} de retard. S'il a eu lieu, l'acte est à enregistrer."
        case "a_venir" | "bientot":
            return "C'est le dernier jour." if jours == 0 else f"Il reste {reste}."
        case "sans_objet":
            return "Sans objet ici."
        case _:
            return "Les dates connues ne permettent pas de répondre."
