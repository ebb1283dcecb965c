"""The words in which a table is declared. Pure data: reading and checking belong to ``sources`` and ``qualite``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """What a cell holds once read."""

    TEXTE = "texte"
    ENTIER = "entier"
    NOMBRE = "nombre"
    JOUR = "jour"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column.

    Attributes:
        nom: its name in our tables.
        libelle: what a reader sees, in French.
        type: what its cells hold.
        unite: unit of its numbers; empty when it has none.
        valeurs: allowed codes and their labels, for a ``CODE``; empty: free.
        ne_sait_pas: codes that say "unknown to the one who answers": neither absent nor empty.
        origine: where the source defines it.
    """

    nom: str
    libelle: str
    type: Type = Type.TEXTE
    unite: str = ""
    valeurs: Mapping[str, str] = field(default_factory=dict)
    ne_sait_pas: frozenset[str] = frozenset()
    origine: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the key of a row, its source."""

    nom: str
    libelle: str
    colonnes: tuple[Colonne, ...]
    cle: tuple[str, ...]
    source: str

    def colonne(self, nom: str) -> Colonne:
        """The column ``nom``.

        Raises:
            KeyError: this table has none.
        """
        for colonne in self.colonnes:
            if colonne.nom == nom:
                return colonne
        raise KeyError(nom)
