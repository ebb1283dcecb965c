"""What a workbook is: sheets, columns, rows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Genre(StrEnum):
    """What a column holds."""

    TEXTE = "texte"
    ENTIER = "entier"
    NOMBRE = "nombre"
    EUROS = "euros"
    POURCENT = "pourcent"
    DATE = "date"
    CHOIX = "choix"

    @property
    def decimales(self) -> int:
        """Decimals allowed in a number."""
        return {"entier": 0, "euros": 2}.get(self.value, 4)

    @property
    def est_nombre(self) -> bool:
        """Whether cells hold numbers."""
        return self in (Genre.ENTIER, Genre.NOMBRE, Genre.EUROS, Genre.POURCENT)


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column.

    Attributes:
        code: name of the field, stable.
        titre: heading, unique in its sheet.
        aide: help shown on the heading.
        modifiable: whether a change is read; otherwise the column only helps to find one's way.
        a_la_creation: whether it may be filled on a new row although it cannot be changed afterwards.
        obligatoire: whether an empty cell is refused.
        choix: codes and what a reader sees, for ``Genre.CHOIX``.
        minimum, maximum: bounds of a number; of a date, ``minimum`` is its first year (births precede 1990).
        longueur: longest text.
        largeur: width in characters.
    """

    code: str
    titre: str
    genre: Genre = Genre.TEXTE
    aide: str = ""
    modifiable: bool = True
    a_la_creation: bool = False
    obligatoire: bool = False
    choix: tuple[tuple[str, str], ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    longueur: int = 2000
    largeur: int = 16


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet.

    Attributes:
        titre: name of the tab, 31 characters at most.
        creation: whether rows may be added.
        aide: one sentence for the user's manual of the workbook.
    """

    code: str
    titre: str
    colonnes: tuple[Colonne, ...]
    creation: bool = False
    aide: str = ""

    def colonne(self, code: str) -> Colonne:
        """The column of that code.

        Raises:
            KeyError: there is none.
        """
        for candidate in self.colonnes:
            if candidate.code == code:
                return candidate
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Modele:
    """A workbook: its sheets, and how to fill it."""

    code: str
    version: int
    titre: str
    feuilles: tuple[Feuille, ...]
    mode_emploi: tuple[str, ...] = ()

    def feuille(self, code: str) -> Feuille:
        """The sheet of that code.

        Raises:
            KeyError: there is none.
        """
        for candidate in self.feuilles:
            if candidate.code == code:
                return candidate
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Ligne:
    """One row: its hidden key, what a person calls it, its canonical values by column."""

    cle: str
    libelle: str
    valeurs: Mapping[str, str | None]


Contenu = Mapping[str, tuple[Ligne, ...]]
"""Rows by code of sheet, in order."""


@dataclass(frozen=True, slots=True)
class Sceau:
    """What the workbook says of itself; signed, so that another file cannot pretend.

    Attributes:
        classeur, version: which declaration wrote it.
        objet, collectivite: what it is about, and whose it is.
        parametres: what the columns depend on (years, sources).
        base: values as exported: sheet → key → column → value.
    """

    classeur: str
    version: int
    objet: str
    collectivite: str
    exporte_le: str
    parametres: Mapping[str, object]
    base: Mapping[str, Mapping[str, Mapping[str, str | None]]] = field(default_factory=dict)


def base_de(contenu: Contenu) -> dict[str, dict[str, dict[str, str | None]]]:
    """The values of ``contenu`` as the seal keeps them."""
    return {f: {x.cle: dict(x.valeurs) for x in lignes} for f, lignes in contenu.items()}
