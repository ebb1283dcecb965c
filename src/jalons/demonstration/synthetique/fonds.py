"""What the synthetic tables say, row by row, and the numbers drawn beside them. Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from jalons.synthese.departement import Demande, Tables, generer
from jalons.synthese.parametres import parametres

Ligne = dict[str, Any]
T = TypeVar("T")

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
FUSEAU = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Fonds:
    """The tables of one run. The same request gives the same draws, numbers of files included."""

    demande: Demande
    tables: Tables

    @classmethod
    def tirer(cls, demande: Demande) -> Fonds:
        """Generate them."""
        return cls(demande, generer(demande))

    @property
    def au(self) -> date:
        """The last day known."""
        return self.demande.au

    def lignes(self, table: str) -> list[Ligne]:
        """The rows of a table, in its order."""
        return self.tables[table].rows(named=True)

    def par(self, table: str, cle: str) -> dict[int, list[Ligne]]:
        """The rows of a table, gathered by a column."""
        groupes: dict[int, list[Ligne]] = defaultdict(list)
        for ligne in self.lignes(table):
            groupes[ligne[cle]].append(ligne)
        return groupes

    @cached_property
    def naissances(self) -> dict[int, date]:
        """First possible day of birth of each child."""
        return dict(self.tables["enfants"].select("enfant", pl.col("naissance")).iter_rows())

    def sort(self, *quoi: object) -> int:
        """A large number that depends on nothing but the seed and ``quoi``."""
        texte = "/".join(map(str, (self.demande.graine, self.demande.enfants, self.demande.annees, *quoi)))
        return int.from_bytes(hashlib.blake2b(texte.encode(), digest_size=8).digest(), "big")

    def numero(self, genre: str, rang: int) -> str:
        """The number of a file, in the form of ``enfants.services.numeros``."""
        reste, lettres = self.sort("numéro", genre, rang), ""
        for _ in range(8):
            reste, place = divmod(reste, len(ALPHABET))
            lettres += ALPHABET[place]
        return f"{lettres[:4]}-{lettres[4:]}"

    def choix(self, valeurs: Sequence[T], *quoi: object) -> T:
        """One of ``valeurs``, always the same for the same ``quoi``."""
        return valeurs[self.sort(*quoi) % len(valeurs)]

    def chance(self, pour_cent: int, *quoi: object) -> bool:
        """Whether something happens, ``pour_cent`` times in a hundred."""
        return self.sort(*quoi) % 100 < pour_cent

    def prenom(self, sexe: str, *quoi: object) -> str:
        """A first name of the closed list."""
        return self.choix(parametres().noms["filles" if sexe == "F" else "garcons"], "prénom", *quoi)

    def nom(self, *quoi: object) -> str:
        """A surname of the closed list."""
        return self.choix(parametres().noms["noms"], "nom", *quoi)


def a_l_heure(jour: date, heure: int) -> datetime:
    """That hour of that day, in the territory."""
    return datetime.combine(jour, time(heure), FUSEAU)
