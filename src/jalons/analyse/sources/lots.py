"""From rows of text to tables of columns, with what no form of the file may hold: formulas, endless cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NoReturn

import polars as pl

from jalons.analyse.sources.evenements import EQUIPE, LIGNE
from jalons.analyse.tables.olinpe import Regime, regime
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

LOT = 10_000
"""Rows of a lot."""
INCONNUES_MAX = 300
"""Names that are no variable; beyond, the file is something else."""
CELLULE_MAX = 500
"""Characters of a cell; the longest variable holds 40."""
FAUTES_MAX = 100
"""Faults told one by one; the others are counted."""
FORMULE = r"^([=+@\t\r]|-.)"
"""What a spreadsheet would run when the cell is opened in it."""
COMMANDE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""What a terminal would obey when the cell is shown in it."""


class Collecteur:
    """What is met in one file: unknown columns, faults, header. A file with a fault is refused as a whole."""

    def __init__(self, attendu: Regime) -> None:
        self.regime = attendu
        self.inconnues: Counter[str] = Counter()
        self.entete: dict[str, str] = {}
        self._fautes: list[Faute] = []
        self._autres = 0
        self._lignes = 0

    def faute(self, lieu: str, message: str, recu: str = "", attendu: str = "", ligne: int | None = None) -> None:
        """Note a fault; the reading goes on, to find the others."""
        if len(self._fautes) < FAUTES_MAX:
            self._fautes.append(Faute(lieu, message, abrege(recu), attendu, ligne))
        else:
            self._autres += 1

    def refuser(self, lieu: str, message: str, recu: str = "", attendu: str = "", ligne: int | None = None) -> NoReturn:
        """Note a fault after which nothing more can be read, and refuse."""
        self._autres -= len(self._fautes) >= FAUTES_MAX  # this one must be told
        self._fautes.append(Faute(lieu, message, abrege(recu), attendu, ligne))
        self._lever()

    def conclure(self) -> None:
        """Refuse the file when something is wrong.

        Raises:
            EntreeRefusee: every fault.
        """
        anciennes = [c for c in self.inconnues if c in regime(2011).par_code]
        if self.regime.code == 2016 and "CODEV" in anciennes:
            self.faute("CODEV", "Ce fichier suit les variables de 2011 (CODEV y est) : relancez avec --regime 2011.",
                       "CODEV", "TYPEV")  # fmt: skip
        if self._fautes:
            self._lever()

    def _lever(self) -> NoReturn:
        if self._autres > 0:
            self._fautes.append(Faute("", f"{self._autres} autres fautes du même genre : corrigez, puis relancez."))
        raise EntreeRefusee(self._fautes)

    def connue(self, code: str) -> bool:
        """Whether ``code`` is a variable of the regime, or the team that a département may add."""
        return code in self.regime.par_code or code == EQUIPE

    def inconnue(self, nom: str, combien: int = 1) -> None:
        """Count a column that is no variable.

        Raises:
            EntreeRefusee: there are too many: the file is something else.
        """
        self.inconnues[_visible(abrege(nom, 40))] += combien
        if len(self.inconnues) > INCONNUES_MAX:
            message = f"Plus de {INCONNUES_MAX} noms ne sont pas des variables OLINPE : ce n'est pas ce fichier."
            self.refuser(abrege(nom, 40), message, nom, "des variables OLINPE")

    def table(self, colonnes: Mapping[str, Sequence[str | None]], lignes: Sequence[int]) -> pl.DataFrame:
        """One lot, checked: known columns only, no formula, no endless cell."""
        numeros = pl.Series(LIGNE, lignes, dtype=pl.Int64)
        series = [pl.Series(nom, valeurs, dtype=pl.String) for nom, valeurs in colonnes.items()]
        self._lignes += len(numeros)
        for serie in series:
            self._controler(serie, numeros)
        return pl.DataFrame([numeros, *series])

    def _controler(self, serie: pl.Series, lignes: pl.Series) -> None:
        distinctes = serie.unique()
        suspecte = distinctes.str.contains(FORMULE) | distinctes.str.contains(COMMANDE)
        mauvaises = distinctes.filter(suspecte | (distinctes.str.len_chars() > CELLULE_MAX))
        if mauvaises.is_empty():
            return
        fautives = pl.DataFrame([lignes, serie]).filter(pl.col(serie.name).is_in(mauvaises.implode()))
        for ligne, valeur in fautives.rows():
            if len(valeur) > CELLULE_MAX:
                message = f"La cellule compte {len(valeur)} caractères : {CELLULE_MAX} au plus. Vérifiez l'export."
                self.faute(serie.name, message, _visible(valeur), f"au plus {CELLULE_MAX} caractères", ligne)
            elif re.search(COMMANDE, valeur):
                message = f"« {abrege(_visible(valeur), 30)} » contient un caractère de commande : retirez-le."
                self.faute(serie.name, message, _visible(valeur), "un texte sans caractère de commande", ligne)
            else:
                message = f"« {abrege(valeur, 30)} » serait une formule dans un tableur : retirez le premier caractère."
                self.faute(serie.name, message, valeur, "un texte sans formule", ligne)


def _visible(texte: str) -> str:
    """The text without what a terminal would obey.

    >>> _visible("a" + chr(27) + "[31m")
    'a?[31m'
    """
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "?", texte)
