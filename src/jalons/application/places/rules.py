"""What is free, what is not, and why an act on places is impossible. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jalons.application.enfants import ages
from jalons.application.enfants.rules import a_atteint
from jalons.application.etablissements.nomenclatures import TOUS
from jalons.application.etablissements.rules import INCONNUE, Capacite
from jalons.application.places import listes
from jalons.noyau.dates import DateCivile, texte_du_jour
from jalons.noyau.saisie import Faute

PARTS = {"entiere": ((0, 2),), "moitie": ((0, 1), (1, 2))}
"""What may be taken of a place: the whole, or either half."""


@dataclass(frozen=True, slots=True)
class Prises:
    """Places of a unit that are taken on a day, each counted once: by a child, else kept for one, else out of use.

    Attributes:
        enfants: children there; two of them share a place when there are more than places occupied.
        absents: those of them who are away.
    """

    occupees: int = 0
    reservees: int = 0
    indisponibles: int = 0
    enfants: int = 0
    absents: int = 0

    @property
    def toutes(self) -> int:
        """Places that nobody else can have."""
        return self.occupees + self.reservees + self.indisponibles


@dataclass(frozen=True, slots=True)
class Compte:
    """The places of a unit on a day."""

    capacite: Capacite = INCONNUE
    prises: Prises = Prises()

    def reste(self, sur: int | None) -> int | None:
        """What is left of ``sur`` places; negative when more are taken; ``None`` when their number is not known."""
        return None if sur is None else sur - self.prises.toutes

    @property
    def libres(self) -> int | None:
        """Opened places that can be had today: opened less occupied, reserved and unavailable; never negative.

        >>> Compte(Capacite(12, 10, 12), Prises(occupees=7, reservees=1, indisponibles=1)).libres
        1
        """
        reste = self.reste(self.capacite.ouvertes)
        return None if reste is None else max(reste, 0)

    @property
    def surnombre(self) -> int | None:
        """Children's places beyond those authorised.

        >>> Compte(Capacite(6, 6, 7), Prises(occupees=8)).surnombre
        2
        """
        autorisees = self.capacite.autorisees
        return None if autorisees is None else max(self.prises.occupees - autorisees, 0)


@dataclass(slots=True)
class Total:
    """The places of several units on a day. What is free in one does not make up for what is in excess in another.

    Attributes:
        sans_acte: units whose capacity is not known: their places are in none of the capacities, nor in what is free.
    """

    unites: int = 0
    sans_acte: int = 0
    autorisees: int = 0
    ouvertes: int = 0
    plafond: int = 0
    occupees: int = 0
    reservees: int = 0
    indisponibles: int = 0
    enfants: int = 0
    absents: int = 0
    libres_autorisees: int = 0
    libres: int = 0
    libres_plafond: int = 0
    surnombre: int = 0

    def ajouter(self, compte: Compte) -> None:
        """Count one more unit."""
        capacite, prises = compte.capacite, compte.prises
        toutes = prises.toutes
        self.unites += 1
        self.occupees += prises.occupees
        self.reservees += prises.reservees
        self.indisponibles += prises.indisponibles
        self.enfants += prises.enfants
        self.absents += prises.absents
        if capacite.autorisees is None or capacite.ouvertes is None or capacite.plafond is None:
            self.sans_acte += 1
            return
        self.autorisees += capacite.autorisees
        self.ouvertes += capacite.ouvertes
        self.plafond += capacite.plafond
        self.libres_autorisees += max(capacite.autorisees - toutes, 0)
        self.libres += max(capacite.ouvertes - toutes, 0)
        self.libres_plafond += max(capacite.plafond - toutes, 0)
        self.surnombre += max(prises.occupees - capacite.autorisees, 0)

    def cumuler(self, autre: Total) -> None:
        """Count all the units of another total."""
        for nom in self.__slots__:
            setattr(self, nom, getattr(self, nom) + getattr(autre, nom))

    @property
    def inconnu(self) -> bool:
        """Whether no unit has any act: capacities are then not zero, they are not known."""
        return self.sans_acte == self.unites

    @property
    def empechees(self) -> int:
        """Places kept for a child or out of use."""
        return self.reservees + self.indisponibles

    @property
    def taux(self) -> float | None:
        """Occupied places in percent of those opened; ``None`` when a unit has no act, or nothing is open."""
        return round(100 * self.occupees / self.ouvertes, 1) if self.ouvertes and not self.sans_acte else None

    def en_json(self) -> dict[str, object]:
        """The public form."""
        return {nom: getattr(self, nom) for nom in self.__slots__} | {"taux": self.taux}


def totaux(comptes: Iterable[tuple[str, Compte]]) -> dict[str, Total]:
    """Totals by group, in the order in which groups come."""
    par: dict[str, Total] = defaultdict(Total)
    for groupe, compte in comptes:
        par[groupe].ajouter(compte)
    return dict(par)


def place_libre(
    prises: Iterable[tuple[int, int, int]], *, jusqu_a: int | None, part: str
) -> tuple[int, int, int] | None:
    """The first place that can be had: its number and the part; ``None`` when there is none.

    Args:
        prises: number and part of the places taken during the days asked.
        jusqu_a: number of places that may be taken at all; ``None`` when the capacity is not known: nothing refuses.
        part: ``"entiere"`` or ``"moitie"``; a half goes first where the other half is taken.

    >>> place_libre([(1, 0, 2), (2, 0, 1)], jusqu_a=3, part="moitie")
    (2, 1, 2)
    >>> place_libre([(1, 0, 2), (2, 0, 1)], jusqu_a=2, part="entiere") is None
    True
    """
    par_rang: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for rang, debut, fin in prises:
        par_rang[rang].append((debut, fin))
    if part == "moitie":
        for rang in sorted(par_rang):
            for debut, fin in PARTS["moitie"]:
                if all(f <= debut or fin <= d for d, f in par_rang[rang]):
                    return rang, debut, fin
    if jusqu_a is not None and len(par_rang) >= jusqu_a:
        return None
    rang = next(r for r in range(1, len(par_rang) + 2) if r not in par_rang)
    return rang, *PARTS[part][0]


@dataclass(frozen=True, slots=True)
class Regles:
    """Whom a unit is authorised to receive; ``None``: not said."""

    type: str
    public: str
    sexe: str
    age_min: int | None
    age_max: int | None


def hors_autorisation(
    unite: Regles, *, naissance: DateCivile | None, sexe: str, public: str, au: date
) -> tuple[list[str], list[str]]:
    """Why a child is out of what a unit is authorised for, and what cannot be checked. Sentences, without a name.

    >>> unite = Regles("internat", "tous", "F", 6, 12)
    >>> hors_autorisation(unite, naissance=DateCivile(2010, 1, 1), sexe="M", public="tous", au=date(2025, 1, 1))
    (["L'unité reçoit des filles.", "L'enfant a passé 12 ans."], [])
    """
    contre: list[str] = []
    inconnus: list[str] = []
    if unite.sexe != "mixte" and sexe != unite.sexe:
        phrase = f"L'unité reçoit des {'filles' if unite.sexe == 'F' else 'garçons'}."
        (contre if sexe in ("F", "M") else inconnus).append(phrase)
    for ans, passe, phrase in (
        (unite.age_min, False, "L'enfant n'a pas encore {} ans."),
        (None if unite.age_max is None else unite.age_max + 1, True, "L'enfant a passé {} ans."),
    ):
        if ans is None:
            continue
        atteint = a_atteint(naissance, ans, au)
        if atteint is None:
            inconnus.append("L'âge de l'enfant n'est pas connu assez finement.")
        elif atteint is passe:
            contre.append(phrase.format(ans - passe))
    if unite.public not in (TOUS, public):
        contre.append("L'unité est réservée à un autre public.")
    return contre, list(dict.fromkeys(inconnus))


def fautes_jours(du: date, au: date | None, *, jour: date, champ_debut: str, champ_fin: str) -> list[Faute]:
    """The end precedes the beginning, or a thing done is dated of a day to come.

    Args:
        jour: the last day at which the beginning may be.
    """
    fautes = []
    if du > jour:
        phrase = f"Le {texte_du_jour(du)} n'est pas encore venu : saisissez un jour passé."
        fautes.append(Faute(champ_debut, phrase, texte_du_jour(du), f"au plus tard le {texte_du_jour(jour)}"))
    if au is not None and au < du:
        phrase = f"La fin ({texte_du_jour(au)}) précède le début ({texte_du_jour(du)}) : corrigez l'un des deux jours."
        fautes.append(Faute(champ_fin, phrase, texte_du_jour(au), f"à partir du {texte_du_jour(du)}"))
    return fautes


def fautes_enfant(naissance: DateCivile | None, deces: DateCivile | None, le: date) -> list[Faute]:
    """A place asked for or taken on ``le`` by a child who has died, or is past the last age of all help."""
    dit, fautes = texte_du_jour(le), []
    if deces is not None and deces.fin < le:
        fautes.append(Faute("enfant", f"L'enfant est décédé ({deces}) avant le {dit} : aucune place ne s'ouvre.", dit))
    ans = ages.age_de(ages.FIN_JEUNE_MAJEUR, le)
    if ans is not None and a_atteint(naissance, ans, le):
        phrase = (
            f"{ans} ans sont atteints au {dit} : l'aide sociale à l'enfance n'accueille plus. Vérifiez la naissance."
        )
        fautes.append(Faute("enfant", phrase, f"né le {naissance}", f"moins de {ans} ans"))
    return fautes


# ---- the plan of openings and what it changes


@dataclass(frozen=True, slots=True)
class Prevue:
    """Places planned for a year, and those of them already open (hence already counted in the offer)."""

    type: str
    annee: int
    places: int
    ouvertes: int = 0


@dataclass(frozen=True, slots=True)
class Effet:
    """What a type of place becomes at the end of a year, if as many children live there and wait as today.

    Attributes:
        ajoutees: places opened from today to the end of that year.
        taux: occupied in percent of opened, those who wait not placed; ``None`` when it cannot be told.
        sans_place: children who wait, once the free places are given to them.
    """

    type: str
    annee: int
    ajoutees: int
    ouvertes: int
    taux: float | None
    attendent: int
    sans_place: int


def effets(totaux_par_type: Mapping[str, Total], attente: Mapping[str, int], prevues: Iterable[Prevue]) -> list[Effet]:
    """The effect of the plan, by type then year. Children and requests are those of today: this is no forecast.

    >>> [e] = effets({"internat": Total(1, ouvertes=10, occupees=10)}, {"internat": 7}, [Prevue("internat", 2027, 5)])
    >>> e.ouvertes, e.taux, e.sans_place
    (15, 66.7, 2)
    """
    lues = list(prevues)
    annees = sorted({p.annee for p in lues})
    listes = []
    for genre in sorted({p.type for p in lues}):
        total, attendent = totaux_par_type.get(genre, Total()), attente.get(genre, 0)
        for annee in annees:
            ajoutees = sum(p.places - p.ouvertes for p in lues if p.type == genre and p.annee <= annee)
            ouvertes = total.ouvertes + ajoutees
            taux = round(100 * total.occupees / ouvertes, 1) if ouvertes and not total.sans_acte else None
            reste = max(attendent - total.libres - ajoutees, 0)
            listes.append(Effet(genre, annee, ajoutees, ouvertes, taux, attendent, reste))
    return listes


def fautes_cause(motif: str, cause: str) -> list[Faute]:
    """Whether a departure says why when it must, and only then.

    >>> [f.lieu for f in fautes_cause("reorientation", "")], fautes_cause("majorite", "")
    (['cause'], [])
    """
    if motif in listes.REORIENTATIONS and cause not in listes.CAUSES:
        return [Faute("cause", "Choisissez pourquoi l'enfant est réorienté.", cause, "une raison de la liste")]
    if motif not in listes.REORIENTATIONS and cause:
        phrase = (
            "Cette raison ne va qu'avec une réorientation : choisissez « Sans objet », ou changez la raison du départ."
        )
        return [Faute("cause", phrase, cause, "sans objet")]
    return []
