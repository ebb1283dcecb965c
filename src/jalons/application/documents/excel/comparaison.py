"""Three ways: the workbook as exported, Jalons as it is now, the file as filled. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jalons.application.documents.excel.cellules import CelluleRefusee, attendu, lire, recu
from jalons.application.documents.excel.classeur import Colonne, Contenu, Feuille, Ligne, Modele
from jalons.noyau.saisie import abrege


@dataclass(frozen=True, slots=True)
class Refus:
    """A cell, or a row, that is not taken."""

    feuille: str
    cellule: str
    recu: str
    attendu: str
    message: str


@dataclass(frozen=True, slots=True)
class Changement:
    """One value to write; ``avant`` is the value in Jalons now, canonical like ``apres``.

    Attributes:
        a_l_export: the value when the workbook was downloaded; a conflict when Jalons has changed since.
    """

    colonne: str
    avant: str | None
    apres: str | None
    a_l_export: str | None
    cellule: str

    @property
    def est_conflit(self) -> bool:
        """Whether somebody changed the value in Jalons since the export."""
        return self.avant != self.a_l_export


@dataclass(frozen=True, slots=True)
class LigneChangee:
    """A row to create (no key) or to change."""

    feuille: str
    cle: str
    libelle: str
    rang: int
    changements: tuple[Changement, ...]

    @property
    def est_creation(self) -> bool:
        """Whether the row is new."""
        return not self.cle

    def valeurs(self) -> dict[str, str | None]:
        """The values to write, by column."""
        return {c.colonne: c.apres for c in self.changements}

    def sans(self, refuses: set[str]) -> LigneChangee:
        """The same row without these columns."""
        gardes = tuple(c for c in self.changements if c.colonne not in refuses)
        return LigneChangee(self.feuille, self.cle, self.libelle, self.rang, gardes)


@dataclass(slots=True)
class Resultat:
    """What a file would do."""

    lignes: list[LigneChangee] = field(default_factory=list)
    refus: list[Refus] = field(default_factory=list)

    @property
    def conflits(self) -> list[tuple[LigneChangee, Changement]]:
        """Values that were changed on both sides."""
        return [(x, c) for x in self.lignes for c in x.changements if c.est_conflit]


@dataclass(frozen=True, slots=True)
class LigneLue:
    """A row of the file: its number as the user sees it, and its cells by code of column."""

    rang: int
    cle: str
    cellules: Mapping[str, Any]


def lettre(rang: int) -> str:
    """Name of a column from its rank.

    >>> [lettre(n) for n in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    nom, reste = "", rang + 1
    while reste:
        reste, chiffre = divmod(reste - 1, 26)
        nom = chr(65 + chiffre) + nom
    return nom


def comparer(
    modele: Modele,
    *,
    base: Mapping[str, Mapping[str, Mapping[str, str | None]]],
    actuel: Contenu,
    lues: Mapping[str, list[LigneLue]],
    places: Mapping[str, Mapping[str, int]],
) -> Resultat:
    """What the file changes, and what it may not.

    Args:
        base: values at the time of the export.
        actuel: rows as they are in Jalons now.
        lues: rows of the file by code of sheet.
        places: rank of each column in the file, by code of sheet, so that a fault names its cell.
    """
    resultat = Resultat()
    for feuille in modele.feuilles:
        presentes = {x.cle: x for x in actuel.get(feuille.code, ())}
        vues: dict[str, int] = {}
        for ligne in lues.get(feuille.code, []):
            examen = _Examen(feuille, ligne, places.get(feuille.code, {}), resultat)
            if not ligne.cle:
                examen.creer()
            elif ligne.cle in vues:
                examen.refuser_la_ligne(
                    f"Cette ligne copie la ligne {vues[ligne.cle]} : pour en ajouter une, remplissez une ligne vide."
                )
            elif ligne.cle not in base.get(feuille.code, {}):
                examen.refuser_la_ligne("Cette ligne ne vient pas de Jalons : remplissez plutôt une ligne vide.")
            elif ligne.cle not in presentes:
                examen.modifier_disparue(base[feuille.code][ligne.cle])
            else:
                examen.modifier(base[feuille.code][ligne.cle], presentes[ligne.cle])
            vues.setdefault(ligne.cle, ligne.rang)
    return resultat


class _Examen:
    """One row of the file against what it was and what it is."""

    def __init__(self, feuille: Feuille, ligne: LigneLue, places: Mapping[str, int], resultat: Resultat) -> None:
        self.feuille, self.ligne, self.places, self.resultat = feuille, ligne, places, resultat

    def creer(self) -> None:
        remplies = [c for c in self._presentes() if (c.modifiable or c.a_la_creation) and self._est_remplie(c)]
        if not remplies:
            return
        if not self.feuille.creation:
            self.refuser_la_ligne("On n'ajoute pas de ligne dans cette feuille : créez l'objet dans Jalons.")
            return
        avant = len(self.resultat.refus)
        changements = []
        for colonne in (c for c in self.feuille.colonnes if c.modifiable or c.a_la_creation):
            lue, valeur = self._lire(colonne)
            if lue and valeur is not None:
                changements.append(Changement(colonne.code, None, valeur, None, self._cellule(colonne)))
        if len(self.resultat.refus) == avant:
            self._noter("", f"Nouvelle ligne {self.ligne.rang}", changements)

    def modifier(self, base: Mapping[str, str | None], actuelle: Ligne) -> None:
        changements = []
        for colonne in self._presentes():
            a_l_export, avant = base.get(colonne.code), actuelle.valeurs.get(colonne.code)
            if not colonne.modifiable:
                self._verifier_intacte(colonne, a_l_export)
                continue
            lue, valeur = self._lire(colonne, a_l_export)
            if lue and valeur not in (a_l_export, avant):
                changements.append(Changement(colonne.code, avant, valeur, a_l_export, self._cellule(colonne)))
        if changements:
            self._noter(actuelle.cle, actuelle.libelle, changements)

    def modifier_disparue(self, base: Mapping[str, str | None]) -> None:
        for colonne in self._presentes():
            if colonne.modifiable and self._lire(colonne, base.get(colonne.code)) != (True, base.get(colonne.code)):
                self.refuser_la_ligne("Cette ligne a été supprimée dans Jalons depuis le téléchargement du classeur.")
                return

    def refuser_la_ligne(self, message: str) -> None:
        titre = next((str(v) for v in self.ligne.cellules.values() if v not in (None, "")), "")
        self.resultat.refus.append(
            Refus(self.feuille.titre, f"ligne {self.ligne.rang}", abrege(titre), "une ligne du classeur", message)
        )

    def _presentes(self) -> list[Colonne]:
        return [c for c in self.feuille.colonnes if c.code in self.places]

    def _est_remplie(self, colonne: Colonne) -> bool:
        brut = self.ligne.cellules.get(colonne.code)
        return brut is not None and bool(str(brut).strip())

    def _cellule(self, colonne: Colonne) -> str:
        return f"{lettre(self.places.get(colonne.code, 0))}{self.ligne.rang}"

    def _lire(self, colonne: Colonne, deja: str | None = None) -> tuple[bool, str | None]:
        """Whether the cell can be taken, and its value; one that cannot is noted, a required one when emptied too."""
        brut = self.ligne.cellules.get(colonne.code)
        try:
            valeur = lire(colonne, brut)
        except CelluleRefusee as refus:
            self._refuser(colonne, brut, refus.attendu, refus.message)
            return False, None
        if valeur is None and colonne.obligatoire and (deja is not None or not self.ligne.cle):
            self._refuser(colonne, "", attendu(colonne), f"« {colonne.titre} » ne peut pas rester vide.")
            return False, None
        return True, valeur

    def _verifier_intacte(self, colonne: Colonne, a_l_export: str | None) -> None:
        brut = self.ligne.cellules.get(colonne.code)
        try:
            intacte = lire(colonne, brut) == a_l_export
        except CelluleRefusee:
            intacte = False
        if not intacte:
            self._refuser(colonne, brut, "la valeur d'origine", f"« {colonne.titre} » ne se modifie pas ici.")

    def _refuser(self, colonne: Colonne, brut: Any, voulu: str, message: str) -> None:
        self.resultat.refus.append(Refus(self.feuille.titre, self._cellule(colonne), recu(brut), voulu, message))

    def _noter(self, cle: str, libelle: str, changements: list[Changement]) -> None:
        self.resultat.lignes.append(LigneChangee(self.feuille.code, cle, libelle, self.ligne.rang, tuple(changements)))
