"""Which establishment to control first: visible criteria, weights set by the département, a score that explains itself.

It looks at an establishment only: its controls, its declarations, its terms. Never at a child nor at a person. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jalons.application.etablissements import nomenclatures
from jalons.noyau.accord import compter
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

POIDS_MAXIMAL = 100


@dataclass(frozen=True, slots=True)
class Poids:
    """How much a criterion counts.

    Attributes:
        points: for each unit measured (a year, an event); 0 leaves the criterion out.
        plafond: most points that the criterion may give.
    """

    points: int
    plafond: int


@dataclass(frozen=True, slots=True)
class Mesure:
    """What is known of an establishment for one criterion.

    Attributes:
        valeur: number of units; ``None``: nobody can say.
        phrase: what was read, in words.
    """

    valeur: Decimal | None
    phrase: str


@dataclass(frozen=True, slots=True)
class LigneScore:
    """One line of the explanation; ``points`` is ``None`` when the criterion cannot be checked."""

    code: str
    libelle: str
    phrase: str
    poids: Poids
    points: Decimal | None
    plafonnee: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The score of an establishment, line by line."""

    lignes: tuple[LigneScore, ...]

    @property
    def total(self) -> Decimal:
        """Points of the lines that could be checked: at least so many when some could not."""
        return sum((x.points for x in self.lignes if x.points is not None), Decimal(0))

    @property
    def parlantes(self) -> list[LigneScore]:
        """Lines that give points, or could not be checked."""
        return [x for x in self.lignes if x.points is None or x.points]

    @property
    def nulles(self) -> list[LigneScore]:
        """Lines that were checked and give none."""
        return [x for x in self.lignes if x.points is not None and not x.points]

    @property
    def inconnues(self) -> int:
        """Criteria that count and could not be checked."""
        return sum(x.points is None for x in self.lignes)


def poids_par_defaut() -> dict[str, Poids]:
    """Weights of a département that has set none."""
    return {c.code: Poids(c.points, c.plafond) for c in nomenclatures.criteres()}


def lire_poids(enregistres: Mapping[str, Mapping[str, int]]) -> dict[str, Poids]:
    """The weights that a département has recorded; those of a criterion it has not weighed are the usual ones."""
    return poids_par_defaut() | {
        code: Poids(int(p["points"]), int(p["plafond"]))
        for code, p in enregistres.items()
        if code in nomenclatures.codes_criteres()
    }


def fautes_poids(poids: Mapping[str, Poids]) -> list[Faute]:
    """Every weight that cannot be: out of bounds, a ceiling under one unit, all of them null."""
    fautes = []
    for code, p in poids.items():
        if not 0 <= p.points <= POIDS_MAXIMAL or not 0 <= p.plafond <= POIDS_MAXIMAL:
            phrase = f"Indiquez un nombre entier de 0 à {POIDS_MAXIMAL}."
            fautes.append(Faute(f"{code}_points", phrase, f"{p.points} / {p.plafond}", f"0 à {POIDS_MAXIMAL}"))
        elif p.points > p.plafond:
            phrase = f"Le plafond ({p.plafond}) est sous le poids d'une unité ({p.points}) : relevez-le."
            fautes.append(Faute(f"{code}_plafond", phrase, str(p.plafond), f"{p.points} au moins"))
    if poids and not any(p.points for p in poids.values()):
        fautes.append(Faute("", "Aucun critère ne compte : donnez un poids à l'un d'eux au moins.", "0"))
    return fautes


def noter(mesures: Mapping[str, Mesure], poids: Mapping[str, Poids]) -> Score:
    """The score of an establishment; a criterion without weight has no line.

    >>> dix_ans = {"anciennete_controle": Mesure(Decimal(10), "aucun contrôle depuis dix ans")}
    >>> noter(dix_ans, {"anciennete_controle": Poids(5, 40)}).total
    Decimal('40')
    """
    lignes = []
    for critere in nomenclatures.criteres():
        p = poids.get(critere.code, Poids(0, 0))
        if not p.points:
            continue
        mesure = mesures.get(critere.code, Mesure(None, "rien n'est connu"))
        if mesure.valeur is None:
            lignes.append(LigneScore(critere.code, critere.libelle, mesure.phrase, p, None))
            continue
        bruts = mesure.valeur * p.points
        points = min(bruts, Decimal(p.plafond))
        lignes.append(LigneScore(critere.code, critere.libelle, mesure.phrase, p, points, bruts > points))
    return Score(tuple(lignes))


def classer(scores: Iterable[tuple[str, int, Score]]) -> list[int]:
    """Keys of establishments, those to control first at the head.

    Args:
        scores: name, key and score of each. Of two equal scores the one with more unknown lines comes first (what
            nobody can check deserves a look), then the alphabet decides.
    """
    return [cle for _, cle, _ in sorted(scores, key=lambda x: (-x[2].total, -x[2].inconnues, x[0], x[1]))]


@dataclass(frozen=True, slots=True)
class Vie:
    """What the criteria read of an establishment on a day.

    Attributes:
        annees_sans_controle: full years since the last control, or since the opening when none is known; ``None``:
            neither is known.
        controle: whether a control is known.
        depuis: the last control, or the opening.
        evenements, tardifs: adverse events of the last twelve months, and those declared on a later day.
        jours_de_retard_evaluation: days since the evaluation was due; 0: not late; ``None``: no deadline is known.
        places_au_dela: places accepted beyond the authorised ones; ``None``: no act is known.
        suites_en_retard, actions_en_retard: follow-ups of controls, actions and commitments past their term.
    """

    annees_sans_controle: int | None
    controle: bool
    depuis: date | None
    evenements: int
    tardifs: int
    jours_de_retard_evaluation: int | None
    places_au_dela: int | None
    suites_en_retard: int
    actions_en_retard: int


def mesurer(vie: Vie) -> dict[str, Mesure]:
    """What each criterion reads of an establishment, by code."""
    return {
        "anciennete_controle": _anciennete(vie),
        "evenements": _nombre(vie.evenements, "événement indésirable", "depuis douze mois"),
        "declarations_tardives": _nombre(vie.tardifs, "déclaration tardive", "ou attendue"),
        "evaluation_en_retard": _evaluation(vie.jours_de_retard_evaluation),
        "surcapacite": Mesure(None, "aucun acte n'est connu")
        if vie.places_au_dela is None
        else _nombre(vie.places_au_dela, "place acceptée", "au-delà des autorisées"),
        "suites_en_retard": _nombre(vie.suites_en_retard, "suite", "de contrôle hors délai"),
        "actions_en_retard": _nombre(vie.actions_en_retard, "action", "ou engagement hors délai"),
    }


def _anciennete(vie: Vie) -> Mesure:
    if vie.annees_sans_controle is None or vie.depuis is None:
        return Mesure(None, "ni contrôle ni ouverture connus")
    jour = texte_du_jour(vie.depuis)
    quoi = f"dernier contrôle le {jour}" if vie.controle else f"aucun contrôle connu depuis l'ouverture ({jour})"
    return Mesure(Decimal(vie.annees_sans_controle), f"{quoi} : {compter(vie.annees_sans_controle, 'année')}")


def _evaluation(jours: int | None) -> Mesure:
    if jours is None:
        return Mesure(None, "aucune échéance d'évaluation connue")
    if jours <= 0:
        return Mesure(Decimal(0), "évaluation à jour")
    return Mesure(Decimal(1), f"évaluation en retard de {compter(jours, 'jour')}")


def _nombre(nombre: int, mots: str, reste: str = "") -> Mesure:
    aucun = "aucune" if mots.split()[0] in _FEMININS else "aucun"
    dit = compter(nombre, mots) if nombre else f"{aucun} {mots}"
    return Mesure(Decimal(nombre), f"{dit} {reste}".strip())


_FEMININS = frozenset({"déclaration", "place", "suite", "action"})
