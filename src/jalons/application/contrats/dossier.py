"""What a contract document says. Pure: the same class is built from a YAML file or from the database.

Nothing here judges: no field names an écart. What the document does not say is absent, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from jalons.application.fiches.listes import MOTIF_CLE, ListeActions
from jalons.application.finances.lignes import LigneFinanciere
from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource

PREFIXE_LOCAL = "local-"
"""Start of the short name of an objective that the département added."""


class NaturePartie(StrEnum):
    """What kind of body a party is."""

    ETAT = "etat"
    ARS = "ars"
    DEPARTEMENT = "departement"
    AUTRE = "autre"


class Role(StrEnum):
    """What a party does in the contract."""

    SIGNATAIRE = "signataire"
    FINANCEUR = "financeur"
    MEMBRE = "membre"


class Etape(StrEnum):
    """Steps of a contract that carry a date."""

    CANDIDATURE = "candidature"
    DIAGNOSTIC = "diagnostic"
    NEGOCIATION = "negociation"
    FINALISATION = "finalisation"
    INFORMATION_ODPE = "information_odpe"
    DELIBERATION = "deliberation"
    SIGNATURE = "signature"
    TRANSMISSION = "transmission"
    PUBLICATION = "publication"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {
            "candidature": "candidature", "diagnostic": "diagnostic partagé", "negociation": "négociation tripartite",
            "finalisation": "projet finalisé", "information_odpe": "information de l'ODPE",
            "deliberation": "délibération", "signature": "signature", "transmission": "transmission à l'État",
            "publication": "publication",
        }[self.value]  # fmt: skip


class Categorie(StrEnum):
    """Whether the regime imposes an objective."""

    OBLIGATOIRE = "obligatoire"
    FACULTATIF = "facultatif"

    @property
    def libelle(self) -> str:
        """As a reader is told, plural."""
        return {"obligatoire": "objectifs obligatoires", "facultatif": "objectifs facultatifs"}[self.value]


class UniteDuree(StrEnum):
    """Unit of an announced duration."""

    MOIS = "mois"
    ANS = "ans"


class StatutPlaces(StrEnum):
    """Whether places exist already."""

    PREVUES = "prevues"
    CREEES = "creees"


@dataclass(frozen=True, slots=True)
class Partie:
    """A body that takes part."""

    PRESENTATION: ClassVar[str] = "Un organisme qui prend part au contrat."

    nom: Annotated[str, Champ("Nom de l'organisme.")]
    nature: Annotated[NaturePartie, Champ("État, ARS, département ou autre.")]
    roles: Annotated[tuple[Role, ...], Champ("Rôles : signataire, financeur, membre.")] = ()


@dataclass(frozen=True, slots=True)
class Duree:
    """A duration as announced, before any computation."""

    PRESENTATION: ClassVar[str] = "Durée annoncée par le document."

    valeur: Annotated[int, Champ("Nombre de mois ou d'années.", minimum=1)]
    unite: Annotated[UniteDuree, Champ("mois ou ans.")]

    @property
    def mois(self) -> int:
        """The duration in months."""
        return self.valeur * (12 if self.unite is UniteDuree.ANS else 1)

    def __str__(self) -> str:
        return f"{self.valeur} {self.unite.value if self.valeur > 1 or self.unite is UniteDuree.MOIS else 'an'}"


@dataclass(frozen=True, slots=True)
class DateEtape:
    """A step and its date; a step may come several times (two days of délibération)."""

    PRESENTATION: ClassVar[str] = "La date d'une étape."

    etape: Annotated[Etape, Champ("Étape de la vie du contrat.")]
    le: Annotated[DateCivile, Champ("Date connue au jour, au mois ou à l'année.")]


@dataclass(frozen=True, slots=True)
class Engagement:
    """An engagement of the national strategy that the contract takes up."""

    PRESENTATION: ClassVar[str] = "Un engagement de la stratégie nationale repris par le contrat."

    numero: Annotated[int, Champ("Numéro de l'engagement.", minimum=1)]
    libelle: Annotated[str, Champ("Libellé court.")]


@dataclass(frozen=True, slots=True)
class ObjectifRetenu:
    """An objective that the contract retains."""

    PRESENTATION: ClassVar[str] = "Un objectif retenu par le contrat."

    cle: Annotated[str, Champ("Nom court, unique dans le fichier.", definit="action", motif=MOTIF_CLE)]
    libelle: Annotated[str, Champ("Libellé court.")]
    code_national: Annotated[
        str, Champ("Code de l'objectif au référentiel national, s'il est connu.", nature="objectif")
    ] = ""
    engagement: Annotated[int | None, Champ("Numéro de l'engagement servi.", minimum=1)] = None
    pmi: Annotated[bool, Champ("oui si l'objectif relève de la protection maternelle et infantile.")] = False
    dispositif: Annotated[str, Champ("Dispositif ou service créé ou renforcé.")] = ""
    places: Annotated[int | None, Champ("Nombre de places, si le document le donne.", minimum=0)] = None

    @property
    def est_local(self) -> bool:
        """Whether the département added it: it then counts in no national composition."""
        return not self.code_national and self.cle.startswith(PREFIXE_LOCAL)


@dataclass(frozen=True, slots=True)
class ListeObjectifs:
    """The objectives of one category.

    Attributes:
        complete: whether the document gives the list as whole; a count is compared only with a whole list.
        annonces: how many the document announces; ``None`` when it does not say.
    """

    PRESENTATION: ClassVar[str] = "Les objectifs d'une catégorie et le nombre que le document annonce."

    cle: Annotated[str, Champ("Nom court de la liste, unique dans le fichier.", definit="liste", motif=MOTIF_CLE)]
    categorie: Annotated[Categorie, Champ("obligatoire ou facultatif.")]
    complete: Annotated[bool, Champ("oui si le document donne toute la liste ; non s'il n'en donne qu'une partie.")]
    libelle: Annotated[str, Champ("Intitulé court, s'il y a plusieurs listes d'une catégorie.")] = ""
    annonces: Annotated[int | None, Champ("Nombre d'objectifs annoncé.", minimum=0)] = None
    objectifs: Annotated[tuple[ObjectifRetenu, ...], Champ("Objectifs cités, dans l'ordre du document.")] = ()


@dataclass(frozen=True, slots=True)
class Finances:
    """The amounts of a contract.

    Attributes:
        complete: whether the document gives every amount of the State and the ARS. Then a source it does not name
            is worth zero. The département's own share, when absent, always stays unknown.
    """

    PRESENTATION: ClassVar[str] = "Les montants du contrat."

    complete: Annotated[bool, Champ("oui si tous les montants de l'État et de l'ARS sont donnés.")] = False
    lignes: Annotated[tuple[LigneFinanciere, ...], Champ("Montants, dans l'ordre du document.")] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Places that the document quotes."""

    PRESENTATION: ClassVar[str] = "Des places citées par le document."

    type: Annotated[str, Champ("Type de places : MECS, placement éducatif à domicile…")]
    nombre: Annotated[int, Champ("Nombre de places.", minimum=0)]
    statut: Annotated[StatutPlaces, Champ("prévues ou créées.")]


@dataclass(frozen=True, slots=True)
class SchemaLie:
    """The schéma départemental that the contract refers to."""

    PRESENTATION: ClassVar[str] = "Le schéma départemental auquel le contrat se rattache."

    intitule: Annotated[str, Champ("Intitulé du schéma.")]
    periode: Annotated[Periode | None, Champ("Période du schéma.")] = None
    adopte_le: Annotated[DateCivile | None, Champ("Date d'adoption.")] = None


@dataclass(frozen=True, slots=True)
class DossierContrat:
    """A whole contract document.

    Attributes:
        departement: code of the competent collectivité ("14", "69D", "2A").
        regime: id of the regime whose deadlines and composition apply.
        periode: execution, both ends included; ``None`` when the document does not say.
    """

    PRESENTATION: ClassVar[str] = "Un contrat départemental de prévention et de protection de l'enfance."

    departement: Annotated[
        str, Champ("Code de la collectivité compétente, entre guillemets.", motif=r"^[0-9][0-9AB][0-9A-Z]{0,2}$")
    ]
    intitule: Annotated[str, Champ("Intitulé du contrat.")]
    regime: Annotated[str, Champ("Régime national applicable (catalogue du droit).", nature="regime")]
    document: Annotated[DocumentSource | None, Champ("Document dont ce fichier rend compte.")] = None
    parties: Annotated[tuple[Partie, ...], Champ("Parties et leurs rôles.")] = ()
    periode: Annotated[Periode | None, Champ("Période d'exécution, bornes incluses.")] = None
    duree_annoncee: Annotated[Duree | None, Champ("Durée annoncée, en mois ou en années.")] = None
    dates: Annotated[tuple[DateEtape, ...], Champ("Dates des étapes.")] = ()
    engagements: Annotated[tuple[Engagement, ...], Champ("Engagements nationaux repris.")] = ()
    objectifs: Annotated[tuple[ListeObjectifs, ...], Champ("Objectifs retenus, par catégorie.")] = ()
    actions: Annotated[tuple[ListeActions, ...], Champ("Listes d'actions.")] = ()
    finances: Annotated[Finances, Champ("Montants.")] = Finances()
    places: Annotated[tuple[Places, ...], Champ("Places citées.")] = ()
    chiffres_cles: Annotated[tuple[ChiffreCle, ...], Champ("Chiffres cités hors du contrat.")] = ()
    schema_lie: Annotated[SchemaLie | None, Champ("Schéma départemental lié.")] = None

    def dates_de(self, etape: Etape) -> tuple[DateCivile, ...]:
        """Every date of a step, in the order of the document."""
        return tuple(d.le for d in self.dates if d.etape is etape)

    @property
    def signature(self) -> DateCivile | None:
        """Last signature, when the document gives one."""
        return max(self.dates_de(Etape.SIGNATURE), key=lambda d: d.fin, default=None)

    @property
    def jour_du_droit(self) -> date | None:
        """Day on which the law is read: the signature, else the first day; ``None`` when the document gives neither."""
        if self.signature is not None:
            return self.signature.fin
        return self.periode.debut.debut if self.periode else None

    def nombre_objectifs(self, categorie: Categorie) -> int | None:
        """How many are retained, local ones left out: the number announced, else that of a whole list, else unknown."""
        listes = [x for x in self.objectifs if x.categorie is categorie]
        nombres = [
            x.annonces if x.annonces is not None
            else sum(not o.est_local for o in x.objectifs) if x.complete else None
            for x in listes
        ]  # fmt: skip
        return sum(n for n in nombres if n is not None) if nombres and None not in nombres else None
