"""What a schéma départemental says. Pure: the same class is built from a YAML file or from the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource


class StatutBilan(StrEnum):
    """What became of an action of the former schéma; ``INCONNU`` is an answer of its own, never a zero."""

    REALISEE = "realisee"
    EN_COURS = "en_cours"
    NON_REALISEE = "non_realisee"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {
            "realisee": "réalisée", "en_cours": "en cours de réalisation", "non_realisee": "non réalisée",
            "inconnu": "inconnu",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an action: level 1, or 2 under the last point of level 1."""

    PRESENTATION: ClassVar[str] = "Un point d'une action ; le niveau 2 précise le dernier point de niveau 1."

    niveau: Annotated[int, Champ("1 ou 2.", minimum=1, maximum=2)] = 1
    texte: Annotated[str, Champ("Quelques mots ; absent si le fichier ne garde que le décompte.")] = ""


@dataclass(frozen=True, slots=True)
class ActionSchema:
    """An action of a fiche, numbered within it."""

    PRESENTATION: ClassVar[str] = "Une action d'une fiche."

    numero: Annotated[int, Champ("Numéro de l'action dans sa fiche.", minimum=1)]
    titre: Annotated[str, Champ("Titre court de l'action.")]
    points: Annotated[tuple[Point, ...], Champ("Points de l'action, dans l'ordre du document.")] = ()


@dataclass(frozen=True, slots=True)
class FicheSchema:
    """A fiche action of the schéma.

    Attributes:
        constats, resultats_attendus: short texts; an empty list means that the document has no such heading.
        objet, public, calendrier, financements: fields of the circular, empty when the fiche has none.
    """

    PRESENTATION: ClassVar[str] = "Une fiche action du schéma."

    numero: Annotated[int, Champ("Numéro de la fiche.", definit="fiche", minimum=1)]
    titre: Annotated[str, Champ("Titre court de la fiche.")]
    engagements: Annotated[tuple[int, ...], Champ("Numéros des engagements servis.", renvoie=("engagement",))] = ()
    pilotes: Annotated[tuple[str, ...], Champ("Services pilotes.")] = ()
    partenaires: Annotated[tuple[str, ...], Champ("Partenaires associés.")] = ()
    objet: Annotated[str, Champ("Objet, en quelques mots.")] = ""
    public: Annotated[str, Champ("Public visé.")] = ""
    calendrier: Annotated[str, Champ("Calendrier.")] = ""
    financements: Annotated[str, Champ("Financements alloués.")] = ""
    constats: Annotated[tuple[str, ...], Champ("Éléments de constat, en quelques mots chacun.")] = ()
    actions: Annotated[tuple[ActionSchema, ...], Champ("Actions, dans l'ordre du document.")] = ()
    resultats_attendus: Annotated[tuple[str, ...], Champ("Résultats attendus, en quelques mots chacun.")] = ()
    liens: Annotated[tuple[str, ...], Champ("Liens avec d'autres actions.")] = ()


@dataclass(frozen=True, slots=True)
class SousTheme:
    """A sub-theme of an engagement and the fiches it refers to."""

    PRESENTATION: ClassVar[str] = "Un sous-thème d'un engagement."

    titre: Annotated[str, Champ("Titre court.")]
    fiches: Annotated[tuple[int, ...], Champ("Numéros des fiches auxquelles il renvoie.", renvoie=("fiche",))] = ()


@dataclass(frozen=True, slots=True)
class EngagementSchema:
    """An engagement of the schéma."""

    PRESENTATION: ClassVar[str] = "Un engagement du schéma."

    numero: Annotated[int, Champ("Numéro de l'engagement.", definit="engagement", minimum=1)]
    titre: Annotated[str, Champ("Titre court.")]
    sous_themes: Annotated[tuple[SousTheme, ...], Champ("Sous-thèmes, dans l'ordre du document.")] = ()


@dataclass(frozen=True, slots=True)
class PlaceACreer:
    """Places of one type to create."""

    PRESENTATION: ClassVar[str] = "Des places à créer, d'un type."

    type: Annotated[str, Champ("Type de places.")]
    nombre: Annotated[int, Champ("Nombre de places.", minimum=0)]
    fiche: Annotated[int | None, Champ("Fiche qui les porte.", renvoie=("fiche",), minimum=1)] = None
    action: Annotated[int | None, Champ("Action de cette fiche.", minimum=1)] = None


@dataclass(frozen=True, slots=True)
class PlacesACreer:
    """Places to create: announced total and detail."""

    PRESENTATION: ClassVar[str] = "Les places à créer : total annoncé et détail."

    complete: Annotated[bool, Champ("oui si le détail couvre tout le total annoncé.")]
    total_annonce: Annotated[int | None, Champ("Total annoncé par le document.", minimum=0)] = None
    detail: Annotated[tuple[PlaceACreer, ...], Champ("Détail par type.")] = ()
    hors_total: Annotated[tuple[PlaceACreer, ...], Champ("Places promises en dehors du total.")] = ()


@dataclass(frozen=True, slots=True)
class ActionBilan:
    """An action of the former schéma."""

    PRESENTATION: ClassVar[str] = "Une action de l'ancien schéma."

    numero: Annotated[int, Champ("Numéro dans sa priorité.", minimum=1)]
    titre: Annotated[str, Champ("Titre court ; absent s'il est illisible.")] = ""
    statut: Annotated[StatutBilan, Champ("Réalisée, en cours, non réalisée ou inconnu.")] = StatutBilan.INCONNU


@dataclass(frozen=True, slots=True)
class Priorite:
    """A priority of the former schéma."""

    PRESENTATION: ClassVar[str] = "Une priorité de l'ancien schéma."

    numero: Annotated[int, Champ("Numéro de la priorité.", minimum=1)]
    titre: Annotated[str, Champ("Titre court.")]
    actions: Annotated[tuple[ActionBilan, ...], Champ("Actions de la priorité.")] = ()


@dataclass(frozen=True, slots=True)
class Orientation:
    """An orientation of the former schéma."""

    PRESENTATION: ClassVar[str] = "Une orientation de l'ancien schéma."

    numero: Annotated[int, Champ("Numéro de l'orientation.", minimum=1)]
    titre: Annotated[str, Champ("Titre court.")]
    priorites: Annotated[tuple[Priorite, ...], Champ("Priorités de l'orientation.")] = ()


@dataclass(frozen=True, slots=True)
class BilanAnterieur:
    """The bilan of the former schéma, with the counts it announces."""

    PRESENTATION: ClassVar[str] = "Le bilan du schéma précédent et les nombres qu'il annonce."

    complete: Annotated[bool, Champ("oui si le document donne la liste entière des actions.")]
    intitule: Annotated[str, Champ("Intitulé du schéma précédent.")] = ""
    periode: Annotated[Periode | None, Champ("Période du schéma précédent.")] = None
    orientations_annoncees: Annotated[int | None, Champ("Nombre d'orientations annoncé.", minimum=0)] = None
    priorites_annoncees: Annotated[int | None, Champ("Nombre de priorités annoncé.", minimum=0)] = None
    actions_annoncees: Annotated[int | None, Champ("Nombre d'actions annoncé.", minimum=0)] = None
    orientations: Annotated[tuple[Orientation, ...], Champ("Orientations, priorités et actions.")] = ()

    @property
    def priorites(self) -> tuple[Priorite, ...]:
        """Every priority."""
        return tuple(p for o in self.orientations for p in o.priorites)

    @property
    def actions(self) -> tuple[ActionBilan, ...]:
        """Every action."""
        return tuple(a for p in self.priorites for a in p.actions)


@dataclass(frozen=True, slots=True)
class Pacte:
    """The wider départemental pact that the schéma belongs to."""

    PRESENTATION: ClassVar[str] = "Le pacte départemental dans lequel le schéma s'inscrit."

    intitule: Annotated[str, Champ("Intitulé du pacte.")]
    adopte_le: Annotated[DateCivile | None, Champ("Date d'adoption.")] = None
    defis: Annotated[int | None, Champ("Nombre de défis.", minimum=0)] = None
    ambitions: Annotated[int | None, Champ("Nombre d'ambitions.", minimum=0)] = None
    priorites: Annotated[int | None, Champ("Nombre de priorités.", minimum=0)] = None
    axes_transversaux: Annotated[int | None, Champ("Nombre d'axes transversaux.", minimum=0)] = None


@dataclass(frozen=True, slots=True)
class DateUtile:
    """A date quoted by the document."""

    PRESENTATION: ClassVar[str] = "Une date citée par le document."

    objet: Annotated[str, Champ("Ce qui a lieu, en quelques mots.")]
    le: Annotated[DateCivile, Champ("Date connue au jour, au mois ou à l'année.")]


@dataclass(frozen=True, slots=True)
class Annonces:
    """Numbers that the document announces of itself."""

    PRESENTATION: ClassVar[str] = "Les nombres que le document annonce de lui-même."

    engagements: Annotated[int | None, Champ("Nombre d'engagements annoncé.", minimum=0)] = None
    fiches: Annotated[int | None, Champ("Nombre de fiches annoncé.", minimum=0)] = None
    actions: Annotated[int | None, Champ("Nombre d'actions annoncé.", minimum=0)] = None


@dataclass(frozen=True, slots=True)
class DossierSchema:
    """A whole schéma.

    Attributes:
        departement: code of the competent collectivité.
        complete: whether the file holds every engagement, fiche and action of the document.
    """

    PRESENTATION: ClassVar[str] = "Un schéma départemental de protection de l'enfance."

    departement: Annotated[
        str, Champ("Code de la collectivité compétente, entre guillemets.", motif=r"^[0-9][0-9AB][0-9A-Z]{0,2}$")
    ]
    intitule: Annotated[str, Champ("Intitulé du schéma.")]
    periode: Annotated[Periode, Champ("Période du schéma, bornes incluses.")]
    complete: Annotated[bool, Champ("oui si le fichier contient tous les engagements, fiches et actions du document.")]
    document: Annotated[DocumentSource | None, Champ("Document dont ce fichier rend compte.")] = None
    adopte_le: Annotated[DateCivile | None, Champ("Date d'adoption par l'assemblée.")] = None
    annonces: Annotated[Annonces | None, Champ("Nombres annoncés par le document.")] = None
    pacte: Annotated[Pacte | None, Champ("Pacte départemental lié.")] = None
    dates: Annotated[tuple[DateUtile, ...], Champ("Dates citées.")] = ()
    engagements: Annotated[tuple[EngagementSchema, ...], Champ("Engagements et sous-thèmes.")] = ()
    fiches: Annotated[tuple[FicheSchema, ...], Champ("Fiches actions.")] = ()
    places: Annotated[PlacesACreer | None, Champ("Places à créer.")] = None
    bilan: Annotated[BilanAnterieur | None, Champ("Bilan du schéma précédent.")] = None
    chiffres_cles: Annotated[tuple[ChiffreCle, ...], Champ("Chiffres cités.")] = ()

    @property
    def sous_themes(self) -> tuple[SousTheme, ...]:
        """Every sub-theme."""
        return tuple(s for e in self.engagements for s in e.sous_themes)

    @property
    def actions(self) -> tuple[ActionSchema, ...]:
        """Every action of every fiche."""
        return tuple(a for f in self.fiches for a in f.actions)

    @property
    def nombre_points(self) -> int:
        """Points of every action, both levels."""
        return sum(len(a.points) for a in self.actions)
