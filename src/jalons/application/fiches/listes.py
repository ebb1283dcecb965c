"""Lists of actions and objectives as a document gives them: announced count, items, whole or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from jalons.noyau.gabarit import Champ

MOTIF_CLE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""Form of the short names that tie the parts of a file together."""


class NatureAction(StrEnum):
    """What the money changes: only new or reinforced actions are meant to be co-funded."""

    NOUVELLE = "nouvelle"
    RENFORCEE = "renforcee"
    EXISTANTE = "existante"


@dataclass(frozen=True, slots=True)
class ActionListee:
    """One action of a list."""

    PRESENTATION: ClassVar[str] = "Une action citée par le document."

    cle: Annotated[str, Champ("Nom court, unique dans le fichier.", definit="action", motif=MOTIF_CLE)]
    libelle: Annotated[str, Champ("Titre court de l'action.")]
    engagement: Annotated[int | None, Champ("Numéro de l'engagement servi.", minimum=1)] = None
    nature: Annotated[NatureAction | None, Champ("Action nouvelle, renforcée ou existante.")] = None
    dispositif: Annotated[str, Champ("Dispositif ou service créé ou renforcé.")] = ""
    places: Annotated[int | None, Champ("Nombre de places, si le document le donne.", minimum=0)] = None


@dataclass(frozen=True, slots=True)
class ListeActions:
    """A list of actions.

    Attributes:
        complete: whether the document gives the list as whole; a count is compared only with a whole list.
        annoncees: how many the document announces; ``None`` when it does not say.
    """

    PRESENTATION: ClassVar[str] = "Une liste d'actions et le nombre que le document annonce."

    cle: Annotated[str, Champ("Nom court de la liste, unique dans le fichier.", definit="liste", motif=MOTIF_CLE)]
    libelle: Annotated[str, Champ("Intitulé court de la liste.")]
    complete: Annotated[bool, Champ("oui si le document donne toute la liste ; non s'il ne donne que des exemples.")]
    annoncees: Annotated[int | None, Champ("Nombre d'actions annoncé.", minimum=0)] = None
    du_contrat: Annotated[bool, Champ("non pour des mesures déjà prises, citées hors du contrat.")] = True
    actions: Annotated[tuple[ActionListee, ...], Champ("Actions citées, dans l'ordre du document.")] = ()
