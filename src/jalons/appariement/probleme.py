"""What is given: the children who wait, their siblings, the free places, and what makes some of them impossible.

What is absent is unknown, and unknown is neither zero nor "no": a rule that lacks a datum answers "not checkable".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ

_LATITUDE = Champ("Latitude en degrés décimaux (WGS 84).", minimum=-90, maximum=90)
_LONGITUDE = Champ("Longitude en degrés décimaux (WGS 84).", minimum=-180, maximum=180)


class Sexe(StrEnum):
    """Sex of a child, as civil status says it."""

    FEMININ = "F"
    MASCULIN = "M"


class Accueil(StrEnum):
    """Whom a place receives."""

    FILLES = "F"
    GARCONS = "M"
    MIXTE = "mixte"


class Ensemble(StrEnum):
    """How much siblings are to stay together: a condition, or a wish."""

    OBLIGATOIRE = "obligatoire"
    SOUHAITE = "souhaite"


@dataclass(frozen=True, slots=True)
class Position:
    """A point, or what is known of it."""

    PRESENTATION: ClassVar[str] = "Où se trouve un domicile, une école ou un lieu ; ce qui est absent est inconnu."

    commune: Annotated[str | None, Champ("Code de la commune.")] = None
    epci: Annotated[str | None, Champ("Code de l'intercommunalité (EPCI).")] = None
    departement: Annotated[str | None, Champ("Code du département.")] = None
    latitude: Annotated[Decimal | None, _LATITUDE] = None
    longitude: Annotated[Decimal | None, _LONGITUDE] = None


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a child may not be: a commune, or a disc."""

    PRESENTATION: ClassVar[str] = (
        "Là où l'enfant ne doit pas être accueilli : une commune, ou un disque autour d'un point."
    )

    commune: Annotated[str | None, Champ("Code de la commune interdite.")] = None
    latitude: Annotated[Decimal | None, _LATITUDE] = None
    longitude: Annotated[Decimal | None, _LONGITUDE] = None
    rayon_km: Annotated[Decimal | None, Champ("Rayon du disque, en kilomètres.", minimum=0)] = None


@dataclass(frozen=True, slots=True)
class Enfant:
    """A child who waits for a place. No name: an identifier."""

    PRESENTATION: ClassVar[str] = "Un enfant qui attend une place. Un identifiant, jamais un nom."

    cle: Annotated[str, Champ("Identifiant, unique parmi les enfants.")]
    naissance: Annotated[DateCivile | None, Champ("Date de naissance.")] = None
    sexe: Annotated[Sexe | None, Champ("Sexe à l'état civil.")] = None
    public: Annotated[str | None, Champ("Public dont relève l'enfant : un code que les lieux emploient aussi.")] = None
    besoins: Annotated[
        tuple[str, ...] | None, Champ("Besoins liés à un handicap ou à la santé ; liste vide : aucun.")
    ] = None
    genres: Annotated[tuple[str, ...], Champ("Types de lieu cherchés ; liste vide : tous conviennent.")] = ()
    entree_le: Annotated[DateCivile | None, Champ("Jour où la place est nécessaire ; absent : le jour du plan.")] = None
    duree_prevue_jours: Annotated[int | None, Champ("Durée prévue de l'accueil, en jours.", minimum=1)] = None
    attend_depuis: Annotated[DateCivile | None, Champ("Jour depuis lequel l'enfant attend.")] = None
    parents: Annotated[tuple[Position, ...], Champ("Domiciles des parents à garder proches.")] = ()
    ecole: Annotated[Position | None, Champ("École, collège ou lycée à garder proche.")] = None
    lieux_connus: Annotated[tuple[str, ...], Champ("Lieux ou accueillants que l'enfant connaît déjà.")] = ()
    lieux_interdits: Annotated[tuple[str, ...], Champ("Lieux exclus pour cet enfant, par décision.")] = ()
    zones_interdites: Annotated[tuple[Zone, ...], Champ("Là où l'enfant ne doit pas être accueilli.")] = ()


@dataclass(frozen=True, slots=True)
class Fratrie:
    """Brothers and sisters who wait together."""

    PRESENTATION: ClassVar[str] = "Frères et sœurs qui attendent ensemble."

    cle: Annotated[str, Champ("Identifiant, unique parmi les fratries.")]
    enfants: Annotated[tuple[str, ...], Champ("Identifiants des enfants, deux ou plus ; un enfant n'a qu'une fratrie.")]
    ensemble: Annotated[
        Ensemble, Champ("obligatoire : tous ensemble ou personne ; souhaite : séparer coûte des points.")
    ] = Ensemble.SOUHAITE


@dataclass(frozen=True, slots=True)
class Incompatibilite:
    """Two children who may not live together."""

    PRESENTATION: ClassVar[str] = "Deux enfants qui ne doivent pas vivre dans la même maison."

    enfants: Annotated[tuple[str, ...], Champ("Deux identifiants ; l'un peut être déjà accueilli quelque part.")]


@dataclass(frozen=True, slots=True)
class Lieu:
    """A unit whose free places are all alike: a house of an establishment, a foster home."""

    PRESENTATION: ClassVar[str] = (
        "Une unité dont les places libres se valent : un groupe d'un établissement, un assistant familial."
    )

    cle: Annotated[str, Champ("Identifiant, unique parmi les lieux.")]
    libres: Annotated[int, Champ("Places libres : autorisées moins occupées, réservées et indisponibles.", minimum=0)]
    libelle: Annotated[str | None, Champ("Nom d'usage du lieu.")] = None
    genre: Annotated[str | None, Champ("Type de lieu : internat, assistant_familial, lieu_de_vie…")] = None
    maison: Annotated[
        str | None, Champ("Maison commune à plusieurs lieux : on y vit ensemble. Absent : le lieu seul.")
    ] = None
    territoire: Annotated[str | None, Champ("Territoire du département, pour l'équilibre des accueils.")] = None
    position: Annotated[Position | None, Champ("Où se trouve le lieu.")] = None
    motif_indisponible: Annotated[str | None, Champ("Pourquoi aucune place n'est libre, si c'est le cas.")] = None
    libre_le: Annotated[
        DateCivile | None, Champ("Premier jour où les places sont libres ; absent : le jour du plan.")
    ] = None
    autorise: Annotated[bool | None, Champ("oui si le lieu est autorisé ou agréé au jour du plan.")] = None
    autorise_jusqu_au: Annotated[
        DateCivile | None, Champ("Dernier jour de l'autorisation ou de l'agrément, inclus ; absent : sans terme.")
    ] = None
    age_min: Annotated[int | None, Champ("Âge le plus bas accueilli, en années révolues.", minimum=0)] = None
    age_max: Annotated[int | None, Champ("Âge le plus haut accueilli, inclus, en années révolues.", minimum=0)] = None
    accueil: Annotated[Accueil | None, Champ("Filles, garçons ou mixte.")] = None
    publics: Annotated[tuple[str, ...] | None, Champ("Publics pour lesquels le lieu est autorisé.")] = None
    besoins_couverts: Annotated[tuple[str, ...] | None, Champ("Besoins auxquels le lieu répond ; vide : aucun.")] = None
    places_autorisees: Annotated[
        int | None, Champ("Nombre d'enfants de l'autorisation ou de l'agrément.", minimum=0)
    ] = None
    accueillis: Annotated[int | None, Champ("Enfants déjà accueillis.", minimum=0)] = None
    sejour_limite: Annotated[bool | None, Champ("oui si la durée du séjour est limitée, non sinon.")] = None
    sejour_max_jours: Annotated[int | None, Champ("Durée la plus longue d'un séjour, en jours.", minimum=1)] = None
    presents: Annotated[tuple[str, ...], Champ("Enfants déjà accueillis que nomme une incompatibilité.")] = ()

    @property
    def cle_maison(self) -> str:
        """Where one lives together: the shared home, or the place itself."""
        return f"maison {self.maison}" if self.maison is not None else f"lieu {self.cle}"

    @property
    def nom(self) -> str:
        """What a reader sees."""
        return self.libelle or self.cle


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the table that a département loads."""

    PRESENTATION: ClassVar[str] = "Une commune : son centre sert quand un point n'a pas de coordonnées."

    code: Annotated[str, Champ("Code de la commune.")]
    latitude: Annotated[Decimal | None, _LATITUDE] = None
    longitude: Annotated[Decimal | None, _LONGITUDE] = None
    epci: Annotated[str | None, Champ("Code de l'intercommunalité (EPCI).")] = None
    departement: Annotated[str | None, Champ("Code du département.")] = None


@dataclass(frozen=True, slots=True)
class Trajet:
    """One cell of a travel matrix between communes, valid both ways."""

    PRESENTATION: ClassVar[str] = "Une case d'une matrice de trajets entre communes, la même dans les deux sens."

    de: Annotated[str, Champ("Code de la commune de départ.")]
    vers: Annotated[str, Champ("Code de la commune d'arrivée.")]
    km: Annotated[Decimal | None, Champ("Longueur par la route, en kilomètres.", minimum=0)] = None
    minutes: Annotated[Decimal | None, Champ("Durée, en minutes ; comptée si la longueur manque.", minimum=0)] = None


@dataclass(frozen=True, slots=True)
class Affectation:
    """A child in a place, in an earlier plan."""

    PRESENTATION: ClassVar[str] = "Ce qu'un plan précédent proposait."

    enfant: Annotated[str, Champ("Identifiant de l'enfant.")]
    lieu: Annotated[str, Champ("Identifiant du lieu.")]


@dataclass(frozen=True, slots=True)
class Probleme:
    """Everything that a plan needs."""

    PRESENTATION: ClassVar[str] = "Des enfants qui attendent, des places libres, et ce qui les lie."

    au: Annotated[DateCivile, Champ("Jour du plan, AAAA-MM-JJ.")]
    enfants: Annotated[tuple[Enfant, ...], Champ("Enfants qui attendent une place.")]
    lieux: Annotated[tuple[Lieu, ...], Champ("Lieux, avec ou sans place libre.")]
    fratries: Annotated[tuple[Fratrie, ...], Champ("Frères et sœurs qui attendent ensemble.")] = ()
    incompatibilites: Annotated[tuple[Incompatibilite, ...], Champ("Enfants à ne pas réunir.")] = ()
    communes: Annotated[tuple[Commune, ...], Champ("Table des communes.")] = ()
    trajets: Annotated[tuple[Trajet, ...], Champ("Matrice des trajets.")] = ()
    precedent: Annotated[tuple[Affectation, ...], Champ("Plan précédent, à changer le moins possible.")] = ()
    communes_du: Annotated[DateCivile | None, Champ("Jour où la table des communes a été chargée.")] = None
    trajets_du: Annotated[DateCivile | None, Champ("Jour où la matrice des trajets a été chargée.")] = None

    @property
    def jour(self) -> date:
        """The day of the plan."""
        return self.au.debut
