"""The document a statement comes from, and the figures it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ
from jalons.noyau.montants import PrecisionMontant


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """A document: its title, who issued it, when."""

    PRESENTATION: ClassVar[str] = "Le document dont ce fichier rend compte."

    titre: Annotated[str, Champ("Titre du document.")]
    emetteur: Annotated[str, Champ("Organisme qui l'a publié.")] = ""
    le: Annotated[DateCivile | None, Champ("Date portée par le document.")] = None


@dataclass(frozen=True, slots=True)
class ChiffreCle:
    """One figure quoted by a document, outside its commitments."""

    PRESENTATION: ClassVar[str] = "Un chiffre cité par le document, hors de ses engagements."

    libelle: Annotated[str, Champ("Libellé court, sans phrase.")]
    valeur: Annotated[Decimal, Champ("Valeur, dans l'unité indiquée.")]
    unite: Annotated[str, Champ("Unité : €, enfants, %, postes…")]
    annee: Annotated[int | None, Champ("Année observée ; absente si le document ne la dit pas.", minimum=1900)] = None
    precision: Annotated[PrecisionMontant, Champ("Ce que le texte dit de l'exactitude.")] = PrecisionMontant.EXACT
