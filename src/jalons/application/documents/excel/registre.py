"""Who has a workbook: an upper module implements ``Classeur`` and registers it; the pages here never import it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel.classeur import Contenu, Modele
from jalons.application.documents.excel.comparaison import LigneChangee


class Classeur(Protocol):
    """A workbook of a module.

    Attributes:
        code: word of its address, stable.
        voir, modifier: permissions to download it, and to import it back.
    """

    code: str
    version: int
    titre: str
    voir: Permission
    modifier: Permission

    def objets(self) -> QuerySet[Any]:
        """Rows that such a workbook may be about; the gate narrows them to the agent's perimeter."""

    def parametres(self, objet: Any) -> dict[str, Any]:
        """What the columns depend on (years, sources), as JSON; kept in the seal."""

    def modele(self, objet: Any, parametres: Mapping[str, Any]) -> Modele:
        """Sheets and columns for these parameters."""

    def contenu(self, objet: Any, parametres: Mapping[str, Any]) -> Contenu:
        """Rows as they are now."""

    def appliquer(self, objet: Any, ligne: LigneChangee, *, par: Agent | None) -> None:
        """Write one row through the services of the module.

        Raises:
            ValidationError, EntreeRefusee, RegleNonRespectee: the row is refused, with sentences; fields whose name
                is a column point at its cell.
        """

    def adresse(self, objet: Any) -> str:
        """Page where the agent goes back."""

    def collectivite(self, objet: Model) -> str:
        """Code of the collectivité that ``objet`` belongs to."""


_CLASSEURS: dict[str, Classeur] = {}


def inscrire(classeur: Classeur) -> None:
    """Make a workbook available; called once, in ``AppConfig.ready``.

    Raises:
        ValueError: another workbook has this code.
    """
    if _CLASSEURS.setdefault(classeur.code, classeur) is not classeur:
        raise ValueError(f"A workbook {classeur.code!r} is already registered.")


def trouver(code: str) -> Classeur | None:
    """The workbook of that code."""
    return _CLASSEURS.get(code)


def codes() -> list[str]:
    """Codes of every workbook."""
    return sorted(_CLASSEURS)
