"""Hard rules: what makes a place impossible for a child. Each is one small function of a child and a place.

Three answers: conform, not conform, to be checked (a datum is missing). A place to be checked stays in the list, shown
as such, and gives way to one that is sure; where silence would endanger a child (a forbidden zone and a place whose
address is unknown) the département's file of weights makes it exclude (``inconnu_exclut``).

A rule says what it reads of a place: it is then called once for each distinct reading, not once for each place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from jalons.appariement.geographie import kilometres
from jalons.appariement.probleme import Accueil, Enfant, Lieu, Position, Probleme, Sexe, Zone
from jalons.noyau.accord import compter
from jalons.noyau.dates import DateCivile


class Verdict(IntEnum):
    """The three answers of a rule."""

    CONFORME = 0
    A_VERIFIER = 1
    NON_CONFORME = 2

    @property
    def mot(self) -> str:
        """As a reader reads it."""
        return ("conforme", "à vérifier", "non conforme")[self]


@dataclass(frozen=True, slots=True)
class Constat:
    """What a rule answers for one pair: the verdict and the sentence that says why."""

    verdict: Verdict
    phrase: str


@dataclass(frozen=True, slots=True)
class Contexte:
    """What rules know beyond the pair: the day of the plan, who may not live with whom."""

    au: date
    incompatibles: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def de(cls, probleme: Probleme) -> Contexte:
        """The context of a problem."""
        lies: dict[str, set[str]] = {}
        for paire in probleme.incompatibilites:
            for enfant in paire.enfants:
                lies.setdefault(enfant, set()).update(e for e in paire.enfants if e != enfant)
        return cls(probleme.jour, {e: frozenset(autres) for e, autres in lies.items()})

    def entree(self, enfant: Enfant) -> DateCivile:
        """The day the place is needed: that of the plan when the child does not say."""
        return enfant.entree_le or DateCivile.lire(self.au)


Juge = Callable[[Contexte, Enfant, Lieu], Constat]


@dataclass(frozen=True, slots=True)
class Regle:
    """A hard rule.

    Attributes:
        lit: attributes of a place that it reads; ``lit_enfant``: those of a child. Two pairs read alike get one answer.
        exclusion: whether it speaks only of a child who has something to exclude; else one answer for every place.
    """

    code: str
    libelle: str
    lit: tuple[str, ...]
    lit_enfant: tuple[str, ...]
    juger: Juge
    exclusion: bool = False

    def lecture(self, lieu: Lieu) -> tuple[Any, ...]:
        """What the rule reads of ``lieu``."""
        return tuple(getattr(lieu, nom) for nom in self.lit)

    def lecture_enfant(self, contexte: Contexte, enfant: Enfant) -> tuple[Any, ...]:
        """What the rule reads of ``enfant``; for incompatible children, whom the context says."""
        if self.code == "incompatibilite":
            return tuple(sorted(contexte.incompatibles.get(enfant.cle, ())))
        if self.exclusion:
            return tuple(getattr(enfant, self.lit_enfant[0]))
        return tuple(getattr(enfant, nom) for nom in self.lit_enfant)


def _bon(phrase: str) -> Constat:
    return Constat(Verdict.CONFORME, phrase)


def _hors(phrase: str) -> Constat:
    return Constat(Verdict.NON_CONFORME, phrase)


def _savoir(phrase: str) -> Constat:
    return Constat(Verdict.A_VERIFIER, phrase)


def place_libre(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """A place is free on the day of the plan."""
    if lieu.libres:
        return _bon(f"{compter(lieu.libres, 'place libre')}.")
    motif = f" ({lieu.motif_indisponible})" if lieu.motif_indisponible else ""
    return _hors(f"Aucune place libre{motif}.")


def disponibilite(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place is free when the child needs it."""
    if lieu.libre_le is None:
        return _bon("Libre dès le jour du plan.")
    entree = contexte.entree(enfant)
    if lieu.libre_le.fin <= entree.debut:
        return _bon(f"Libre le {lieu.libre_le}.")
    if lieu.libre_le.debut > entree.fin:
        return _hors(f"Libre le {lieu.libre_le} seulement ; la place est nécessaire le {entree}.")
    return _savoir(
        f"Libre le {lieu.libre_le}, nécessaire le {entree} : ces dates ne disent pas laquelle vient d'abord."
    )


def autorisation(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place is authorised, or its carer approved, on the day the child comes."""
    if lieu.autorise is None:
        return _savoir("Autorisation ou agrément non renseigné : à vérifier.")
    if not lieu.autorise:
        return _hors("Le lieu n'est ni autorisé ni agréé.")
    terme, entree = lieu.autorise_jusqu_au, contexte.entree(enfant)
    if terme is None:
        return _bon("Autorisé, sans terme indiqué.")
    if terme.fin < entree.debut:
        return _hors(f"L'autorisation prend fin le {terme}, avant l'entrée ({entree}).")
    if terme.debut < entree.fin:
        return _savoir(f"L'autorisation prend fin le {terme}, l'entrée est le {entree} : précisez ces dates.")
    return _bon(f"Autorisé jusqu'au {terme} inclus.")


def age(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The child's age on the day of coming is within the ages of the place, bounds included."""
    ans = ages(enfant, contexte.entree(enfant))
    if ans is None:
        return _savoir("Date de naissance inconnue : l'âge est à vérifier.")
    bas, haut = lieu.age_min, lieu.age_max
    texte = f"{compter(ans[0], 'an')} à l'entrée" if ans[0] == ans[1] else f"{ans[0]} ou {ans[1]} ans à l'entrée"
    if (bas is not None and ans[1] < bas) or (haut is not None and ans[0] > haut):
        return _hors(f"{texte} ; le lieu accueille {_tranche(bas, haut)}.")
    if bas is None or haut is None:
        return _savoir(f"{texte} ; âges accueillis par le lieu incomplets ({_tranche(bas, haut)}).")
    if ans[0] < bas or ans[1] > haut:
        return _savoir(f"{texte} ; le lieu accueille {_tranche(bas, haut)} : précisez la date de naissance.")
    return _bon(f"{texte} ; le lieu accueille {_tranche(bas, haut)}.")


def ages(enfant: Enfant, jour: DateCivile) -> tuple[int, int] | None:
    """Least and greatest possible age in whole years on ``jour``; ``None`` when the birth is unknown."""
    if enfant.naissance is None:
        return None
    return _ans(enfant.naissance.fin, jour.debut), _ans(enfant.naissance.debut, jour.fin)


def _ans(naissance: date, jour: date) -> int:
    passe = (jour.month, jour.day) >= (naissance.month, naissance.day)
    return max(0, jour.year - naissance.year - (not passe))


def _tranche(bas: int | None, haut: int | None) -> str:
    match bas, haut:
        case None, None:
            return "des âges non renseignés"
        case None, _:
            return f"jusqu'à {haut} ans, âge le plus bas non renseigné"
        case _, None:
            return f"dès {bas} ans, âge le plus haut non renseigné"
    return f"de {bas} à {haut} ans"


def sexe(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place receives children of this sex."""
    if lieu.accueil is Accueil.MIXTE:
        return _bon("Accueil mixte.")
    if lieu.accueil is None or enfant.sexe is None:
        return _savoir(f"Sexe {'de l’enfant' if enfant.sexe is None else 'accueilli par le lieu'} non renseigné.")
    recus = "des filles" if lieu.accueil is Accueil.FILLES else "des garçons"
    if lieu.accueil.value == enfant.sexe.value:
        return _bon(f"Le lieu accueille {recus}.")
    quoi = "une fille" if enfant.sexe is Sexe.FEMININ else "un garçon"
    return _hors(f"Le lieu accueille {recus} seulement, l'enfant est {quoi}.")


def public(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place is authorised for the public of the child."""
    if enfant.public is None or lieu.publics is None:
        return _savoir(f"Public {'de l’enfant' if enfant.public is None else 'du lieu'} non renseigné.")
    recus = ", ".join(lieu.publics) or "aucun"
    if enfant.public in lieu.publics:
        return _bon(f"Public « {enfant.public} » prévu par l'autorisation.")
    return _hors(f"Public « {enfant.public} » non prévu : le lieu est autorisé pour {recus}.")


def genre(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place is of a kind that is sought."""
    if not enfant.genres:
        return _bon("Aucun type de lieu n'est demandé.")
    if lieu.genre is None:
        return _savoir("Type du lieu non renseigné.")
    if lieu.genre in enfant.genres:
        return _bon(f"Type cherché : {lieu.genre}.")
    return _hors(f"Type « {lieu.genre} » ; on cherche : {', '.join(enfant.genres)}.")


def nombre(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """One more child stays within the number of the authorisation or of the approval."""
    autorisees, la = lieu.places_autorisees, lieu.accueillis
    if autorisees is None or la is None:
        quoi = "Nombre autorisé" if autorisees is None else "Nombre d'enfants déjà accueillis"
        return _savoir(f"{quoi} non renseigné.")
    texte = f"{compter(la, 'enfant accueilli')} pour {compter(autorisees, 'place autorisée')}"
    return _bon(f"{texte}.") if la < autorisees else _hors(f"{texte} : un enfant de plus dépasserait.")


def besoins(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place answers every need of the child."""
    if enfant.besoins is None:
        return _savoir("Besoins de l'enfant non renseignés.")
    if not enfant.besoins:
        return _bon("Aucun besoin particulier.")
    if lieu.besoins_couverts is None:
        return _savoir(f"Besoins : {', '.join(enfant.besoins)} ; le lieu ne dit pas s'il y répond.")
    manquent = [b for b in enfant.besoins if b not in lieu.besoins_couverts]
    if manquent:
        return _hors(f"Le lieu ne répond pas à : {', '.join(manquent)}.")
    return _bon(f"Le lieu répond à : {', '.join(enfant.besoins)}.")


def duree_sejour(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The planned stay fits in the longest stay of the place."""
    maximum, prevue = lieu.sejour_max_jours, enfant.duree_prevue_jours
    if maximum is None:
        return _bon("Séjour sans limite de durée.") if lieu.sejour_limite is False else _savoir(
            "Durée possible du séjour non renseignée."
        )  # fmt: skip
    if prevue is None:
        return _savoir(f"Séjour de {maximum} jours au plus ; durée prévue pour l'enfant non renseignée.")
    texte = f"{compter(prevue, 'jour prévu')} ; séjour de {maximum} jours au plus"
    return _bon(f"{texte}.") if prevue <= maximum else _hors(f"{texte}.")


def incompatibilite(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """No child who is already there is incompatible with this one."""
    la = [e for e in lieu.presents if e in contexte.incompatibles.get(enfant.cle, frozenset())]
    if la:
        return _hors(f"Incompatible avec {compter(len(la), 'enfant')} déjà là ({', '.join(la)}).")
    return _bon("Aucun enfant incompatible parmi ceux qui y sont connus.")


def zone_interdite(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place stands in no zone where the child may not be."""
    if not enfant.zones_interdites:
        return _bon("Aucune zone interdite.")
    reponses = [_dans(zone, lieu.position or Position()) for zone in enfant.zones_interdites]
    if True in reponses:
        return _hors("Le lieu est dans une zone interdite à cet enfant.")
    if None in reponses:
        return _savoir("La position du lieu ou de la zone ne permet pas de dire s'il est en zone interdite.")
    return _bon("Hors des zones interdites.")


def _dans(zone: Zone, lieu: Position) -> bool | None:
    """Whether the place is in the zone; ``None`` when their positions do not tell."""
    if zone.commune is not None:
        return None if lieu.commune is None else lieu.commune == zone.commune
    if zone.rayon_km is None:
        return None
    distance = kilometres(zone.latitude, zone.longitude, lieu.latitude, lieu.longitude)
    return None if distance is None else distance <= float(zone.rayon_km)


def lieu_interdit(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> Constat:
    """The place is not excluded for this child by a decision."""
    if lieu.cle in enfant.lieux_interdits:
        return _hors("Lieu exclu pour cet enfant par décision.")
    return _bon("Lieu non exclu.")


REGLES = (
    Regle("place_libre", "Place libre", ("libres", "motif_indisponible"), (), place_libre),
    Regle("disponibilite", "Libre au jour voulu", ("libre_le",), ("entree_le",), disponibilite),
    Regle("autorisation", "Autorisation ou agrément", ("autorise", "autorise_jusqu_au"), ("entree_le",), autorisation),
    Regle("age", "Âge", ("age_min", "age_max"), ("naissance", "entree_le"), age),
    Regle("sexe", "Sexe", ("accueil",), ("sexe",), sexe),
    Regle("public", "Public", ("publics",), ("public",), public),
    Regle("genre", "Type de lieu", ("genre",), ("genres",), genre, exclusion=True),
    Regle("nombre", "Nombre autorisé", ("places_autorisees", "accueillis"), (), nombre),
    Regle("besoins", "Besoins de l'enfant", ("besoins_couverts",), ("besoins",), besoins),
    Regle(
        "duree_sejour", "Durée du séjour", ("sejour_limite", "sejour_max_jours"), ("duree_prevue_jours",), duree_sejour
    ),
    Regle("incompatibilite", "Enfants incompatibles", ("presents",), ("cle",), incompatibilite, exclusion=True),
    Regle("zone_interdite", "Zones interdites", ("position",), ("zones_interdites",), zone_interdite, exclusion=True),
    Regle("lieu_interdit", "Lieux exclus", ("cle",), ("lieux_interdits",), lieu_interdit, exclusion=True),
)
"""Every hard rule of a pair, in the order in which a reader meets them."""

REGLES_PAR_CODE = {r.code: r for r in REGLES}


def juger(contexte: Contexte, enfant: Enfant, lieu: Lieu) -> dict[str, Constat]:
    """What every rule answers for one pair, by code. Slow and plain: what quick answers are checked against."""
    return {r.code: r.juger(contexte, enfant, lieu) for r in REGLES}


def fin_prevue(contexte: Contexte, enfant: Enfant) -> date | None:
    """The last day of the planned stay, inclusive; ``None`` when its length is unknown."""
    if enfant.duree_prevue_jours is None:
        return None
    return contexte.entree(enfant).debut + timedelta(days=enfant.duree_prevue_jours - 1)
