"""One amount as a document states it, and the words that qualify it. Pure: built from YAML or from the database."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from jalons.noyau.gabarit import Champ
from jalons.noyau.montants import Montant, PrecisionMontant
from jalons.noyau.periodes import Periode

MOTIF_CLE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Form of the short names that tie the parts of a file together."""


class Beneficiaire(StrEnum):
    """Who receives the money."""

    DEPARTEMENT = "departement"
    ESSMS = "essms"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {"departement": "le département", "essms": "les établissements et services"}[self.value]


class Version(StrEnum):
    """How far an amount has gone, from a forecast to a justified expense."""

    PREVU = "prevu"
    NOTIFIE = "notifie"
    SIGNE = "signe"
    ENGAGE = "engage"
    PAYE = "paye"
    JUSTIFIE = "justifie"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {
            "prevu": "prévu", "notifie": "notifié", "signe": "signé", "engage": "engagé", "paye": "payé",
            "justifie": "justifié",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneFinanciere:
    """One amount.

    Attributes:
        valeur: euros.
        source: code of a source of the catalogue; empty for an announced total, which mixes sources.
        periode, annee, par_an: when it holds; all three empty when the document does not say.
        total: an announced total: never added to the others, compared with them.
        somme_de: names of the lines it sums; empty for all lines that are neither totals nor parts.
        inclus_dans: name of the line it is a part of: never added to it.
        action: name of the action, or of the list of actions, that it pays for.
    """

    PRESENTATION: ClassVar[str] = "Un montant, tel que le document le donne."

    cle: Annotated[str, Champ("Nom court de la ligne, unique dans le fichier.", definit="ligne", motif=MOTIF_CLE)]
    libelle: Annotated[str, Champ("Libellé court.")]
    valeur: Annotated[Decimal, Champ("Montant en euros.", minimum=0)]
    version: Annotated[Version, Champ("Où en est ce montant : prévu, notifié, signé, engagé, payé ou justifié.")]
    source: Annotated[
        str, Champ("Code de la source de financement (catalogue du droit) ; absent pour un total.", nature="source")
    ] = ""
    precision: Annotated[PrecisionMontant, Champ("Ce que le texte dit de l'exactitude.")] = PrecisionMontant.EXACT
    beneficiaire: Annotated[
        Beneficiaire | None, Champ("Qui reçoit l'argent ; absent si le document ne le dit pas.")
    ] = None
    periode: Annotated[Periode | None, Champ("Période couverte, bornes incluses.")] = None
    annee: Annotated[int | None, Champ("Exercice, si le montant vaut pour un seul.", minimum=1900)] = None
    par_an: Annotated[bool, Champ("oui si le montant revient chaque année.")] = False
    perenne: Annotated[bool, Champ("oui si le crédit dure au-delà du contrat.")] = False
    total: Annotated[bool, Champ("oui pour un total annoncé par le document.")] = False
    somme_de: Annotated[
        tuple[str, ...], Champ("Lignes que ce total additionne ; absent : toutes.", renvoie=("ligne",))
    ] = ()
    inclus_dans: Annotated[str, Champ("Ligne dont celle-ci est une partie.", renvoie=("ligne",))] = ""
    action: Annotated[str, Champ("Action, objectif ou liste que ce montant finance.", renvoie=("action", "liste"))] = ""

    @property
    def s_ajoute(self) -> bool:
        """Whether it counts in a sum: neither an announced total nor a part of another line."""
        return not self.total and not self.inclus_dans

    @property
    def montant(self) -> Montant:
        """The value with its precision."""
        return Montant(self.valeur, self.precision)

    @property
    def est_datee(self) -> bool:
        """Whether the document says when the amount holds."""
        return self.periode is not None or self.annee is not None or self.par_an
