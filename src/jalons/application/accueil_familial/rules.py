"""What a carer is approved for on a day, from dated decisions; what makes a decision impossible. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalons.application.accueil_familial.listes import (
    AJOUTENT,
    DECISIONS,
    DELIVRANCE,
    DEPASSEMENT,
    DEROGATION,
    FIN,
    FONDENT,
    LEVEE,
    MODIFICATION,
    RETRAIT,
    SUSPENSION,
    TEMPORAIRES,
)
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

INCONNU, A_VENIR, VALIDE, EXPIRE = "inconnu", "a_venir", "valide", "expire"
SUSPENDU, RETIRE, TERMINE = "suspendu", "retire", "termine"
ETATS = {
    VALIDE: "Agréé", SUSPENDU: "Suspendu", EXPIRE: "Terme passé", RETIRE: "Retiré", TERMINE: "Terminé",
    A_VENIR: "À venir", INCONNU: "Non vérifiable",
}  # fmt: skip
"""What an approval may be on a day."""
_RANGS = {nature: rang for rang, nature in enumerate(DECISIONS)}


@dataclass(frozen=True, slots=True)
class DecisionConnue:
    """What the rules must know of a decision; its days and figures as in ``models.Decision``."""

    nature: str
    effet_le: date
    fin_le: date | None = None
    enfants: int | None = None
    age_min: int | None = None
    age_max: int | None = None

    def vaut(self, au: date) -> bool:
        """Whether it is in force on that day, both ends included."""
        return self.effet_le <= au and (self.fin_le is None or au <= self.fin_le)


@dataclass(frozen=True, slots=True)
class Agrement:
    """What a carer may receive on a day.

    Attributes:
        etat: a key of ``ETATS``.
        depuis: since when it is so; ``None`` when it cannot be told.
        jusqu_au: last day of the approval that the decision says; ``None``: it says none.
        enfants: how many children the approval itself says, even suspended; ``None``: not said.
        derogation: children more, by a derogation in force.
        depassement: children more, by an overrun admitted for a time.
        age_min, age_max: years, both included; ``None``: not said.
    """

    etat: str = INCONNU
    depuis: date | None = None
    jusqu_au: date | None = None
    enfants: int | None = None
    derogation: int = 0
    depassement: int = 0
    age_min: int | None = None
    age_max: int | None = None

    @property
    def autorises(self) -> int | None:
        """Children that may be received; 0 when the approval does not stand; ``None`` when nobody can tell.

        >>> Agrement(VALIDE, enfants=3, derogation=1).autorises, Agrement(SUSPENDU, enfants=3).autorises
        (4, 0)
        >>> Agrement(VALIDE).autorises is None, Agrement().autorises is None
        (True, True)
        """
        if self.etat == INCONNU or (self.etat == VALIDE and self.enfants is None):
            return None
        return (self.enfants or 0) + self.derogation if self.etat == VALIDE else 0

    @property
    def plafond(self) -> int | None:
        """The same, with those admitted in excess."""
        return None if self.autorises is None else self.autorises + (self.depassement if self.etat == VALIDE else 0)

    @property
    def raison(self) -> str:
        """Why nobody may be received now, in a few words; empty when the approval stands."""
        if self.etat in (VALIDE, INCONNU):
            return "" if self.etat == VALIDE else "agrément non vérifiable"
        if self.etat == EXPIRE and self.jusqu_au is not None:
            return f"agrément au terme du {texte_du_jour(self.jusqu_au)}"
        verbe = {SUSPENDU: "suspendu", RETIRE: "retiré", TERMINE: "terminé", A_VENIR: "à venir"}[self.etat]
        if self.depuis is None:
            return f"agrément {verbe}"
        return f"agrément {verbe} {'le' if self.etat == A_VENIR else 'depuis le'} {texte_du_jour(self.depuis)}"


def agrement(decisions: Iterable[DecisionConnue], au: date) -> Agrement:
    """The approval on ``au``, whatever the order in which decisions were recorded.

    >>> agrement([DecisionConnue(DELIVRANCE, date(2022, 3, 1), date(2027, 2, 28), 2, 0, 10)], date(2024, 1, 1))
    ... # doctest: +ELLIPSIS
    Agrement(etat='valide', depuis=datetime.date(2022, 3, 1), jusqu_au=datetime.date(2027, 2, 28), enfants=2, ...)
    """
    connues = sorted(decisions, key=lambda d: (d.effet_le, _RANGS[d.nature]))
    passees = [d for d in connues if d.effet_le <= au]
    fondement = [d for d in connues if d.nature in FONDENT]
    if not fondement:
        return Agrement()
    if not any(d.nature in FONDENT for d in passees):
        # what came before a renewal that is known is not
        premiere = fondement[0]
        return Agrement(A_VENIR, premiere.effet_le) if premiere.nature == DELIVRANCE else Agrement()
    base = _base([d for d in passees if d.nature in FONDENT])
    sortie = next((d for d in reversed(passees) if d.nature in (RETRAIT, FIN)), None)
    if sortie is not None and not _apres(base.fondee, sortie):
        return Agrement(RETIRE if sortie.nature == RETRAIT else TERMINE, sortie.effet_le, enfants=base.enfants)
    if base.jusqu_au is not None and base.jusqu_au < au:
        return Agrement(EXPIRE, base.jusqu_au, base.jusqu_au, base.enfants, age_min=base.age_min, age_max=base.age_max)
    etat, depuis = _suspension(passees, base, au)
    en_plus = {n: sum(d.enfants or 0 for d in passees if d.nature == n and d.vaut(au)) for n in AJOUTENT}
    return Agrement(
        etat, depuis, base.jusqu_au, base.enfants, en_plus[DEROGATION], en_plus[DEPASSEMENT], base.age_min, base.age_max
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """What the last delivery or renewal says, changes since then applied."""

    fondee: DecisionConnue
    jusqu_au: date | None
    enfants: int | None
    age_min: int | None
    age_max: int | None


def _base(fondent: list[DecisionConnue]) -> _Base:
    """A change keeps what it does not say, and the last day of what it changes; a delivery starts anew."""
    fondee, jusqu_au = fondent[0], fondent[0].fin_le
    enfants, age_min, age_max = fondee.enfants, fondee.age_min, fondee.age_max
    for d in fondent[1:]:
        if d.nature == MODIFICATION:
            enfants = enfants if d.enfants is None else d.enfants
            age_min = age_min if d.age_min is None else d.age_min
            age_max = age_max if d.age_max is None else d.age_max
            continue
        neuve = d.nature == DELIVRANCE
        fondee, jusqu_au = d, d.fin_le
        enfants = d.enfants if neuve or d.enfants is not None else enfants
        age_min = d.age_min if neuve or d.age_min is not None else age_min
        age_max = d.age_max if neuve or d.age_max is not None else age_max
    return _Base(fondee, jusqu_au, enfants, age_min, age_max)


def _apres(base: DecisionConnue, sortie: DecisionConnue) -> bool:
    """Whether an approval was given again after it was withdrawn or ended; on the same day it ends."""
    return base.nature == DELIVRANCE and base.effet_le > sortie.effet_le


def _suspension(passees: list[DecisionConnue], base: _Base, au: date) -> tuple[str, date]:
    """Whether a suspension runs: neither lifted, nor at its last day, nor followed by a new delivery."""
    for d in reversed(passees):
        if d.nature == LEVEE or (d is base.fondee and d.nature == DELIVRANCE):
            break
        if d.nature == SUSPENSION:
            return (SUSPENDU, d.effet_le) if d.vaut(au) else (VALIDE, base.fondee.effet_le)
    return VALIDE, base.fondee.effet_le


def fautes_decision(
    neuve: DecisionConnue, connues: Iterable[DecisionConnue], *, naissance: date | None = None, motif: str = ""
) -> list[Faute]:
    """Every reason why a decision cannot be recorded after those that are known."""
    fautes = _fautes_de_saisie(neuve, naissance, motif)
    ce_jour, jour = agrement(connues, neuve.effet_le), texte_du_jour(neuve.effet_le)
    nature, etat = neuve.nature, ce_jour.etat
    if nature == DELIVRANCE and etat in (VALIDE, SUSPENDU):
        phrase = f"Un agrément court déjà le {jour} : enregistrez un renouvellement ou une modification."
        fautes.append(Faute("nature", phrase, DECISIONS[nature], "un renouvellement ou une modification"))
    if nature in (*AJOUTENT, MODIFICATION, SUSPENSION) and etat not in (VALIDE, INCONNU):
        phrase = f"Le {jour}, {ce_jour.raison} : rien à {_VERBES[nature]}. Corrigez la date ou la nature."
        fautes.append(Faute("nature", phrase, DECISIONS[nature], "un agrément en cours"))
    if nature in (RETRAIT, FIN) and etat in (RETIRE, TERMINE, A_VENIR):
        phrase = f"Le {jour}, {ce_jour.raison} : il n'y a plus rien à retirer. Corrigez la date ou la nature."
        fautes.append(Faute("nature", phrase, DECISIONS[nature], "un agrément en cours"))
    if nature == LEVEE and etat != SUSPENDU:
        phrase = f"Aucune suspension ne court le {jour} : enregistrez-la d'abord, ou corrigez la date."
        fautes.append(Faute("nature", phrase, DECISIONS[nature], "une suspension en cours"))
    return fautes


_VERBES = {DEROGATION: "accorder de plus", DEPASSEMENT: "dépasser", MODIFICATION: "modifier", SUSPENSION: "suspendre"}


def _fautes_de_saisie(neuve: DecisionConnue, naissance: date | None, motif: str) -> list[Faute]:
    nature, fautes, jour = neuve.nature, [], texte_du_jour(neuve.effet_le)
    if nature in (DELIVRANCE, *AJOUTENT) and not neuve.enfants:
        fautes.append(Faute("enfants", "Indiquez combien d'enfants : un nombre d'au moins 1.", attendu="1 au moins"))
    if nature == DEPASSEMENT and not motif:
        fautes.append(Faute("motif", "Dites pourquoi le dépassement est admis.", attendu="une raison de la liste"))
    if neuve.fin_le is not None and nature not in TEMPORAIRES:
        phrase = f"« {DECISIONS[nature]} » n'a pas de dernier jour : laissez-le vide."
        fautes.append(Faute("fin_le", phrase, texte_du_jour(neuve.fin_le), "vide"))
    if neuve.fin_le is not None and neuve.fin_le < neuve.effet_le:
        dernier = texte_du_jour(neuve.fin_le)
        phrase = f"Le dernier jour ({dernier}) précède l'effet ({jour}) : corrigez l'un des deux."
        fautes.append(Faute("fin_le", phrase, dernier, f"à partir du {jour}"))
    if neuve.age_min is not None and neuve.age_max is not None and neuve.age_max < neuve.age_min:
        phrase = f"L'âge maximum ({neuve.age_max} ans) est inférieur au minimum ({neuve.age_min} ans) : corrigez l'un."
        fautes.append(Faute("age_max", phrase, str(neuve.age_max), f"{neuve.age_min} ans au moins"))
    if naissance is not None and neuve.effet_le <= naissance:
        phrase = (
            f"Le {jour} précède la naissance de l'assistant familial ({texte_du_jour(naissance)}) : corrigez la date."
        )
        fautes.append(Faute("effet_le", phrase, jour, f"après le {texte_du_jour(naissance)}"))
    return fautes


def age(naissance: date | None, au: date) -> int | None:
    """Whole years on that day; ``None`` when the birth is not known.

    >>> age(date(1970, 6, 15), date(2025, 6, 14)), age(None, date(2025, 6, 14))
    (54, None)
    """
    if naissance is None:
        return None
    return au.year - naissance.year - ((au.month, au.day) < (naissance.month, naissance.day))
