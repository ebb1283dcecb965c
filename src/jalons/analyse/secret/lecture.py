"""Read a long CSV (one row per cell) and a hierarchy (child, parent): every fault of the file at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from jalons.analyse.secret.hierarchies import TOTAL, Hierarchie, hierarchie
from jalons.analyse.secret.publication import avec_formule
from jalons.analyse.secret.tableaux import Codes, Contributions, Tableau
from jalons.noyau.saisie import Faute, abrege

TAILLE = 20_000_000
"""Bytes beyond which a file is refused before it is read."""
LIGNES = 300_000
"""Rows beyond which it is no table to be published."""
MASQUE, INCONNU = "s", "nd"
CENTIMES = 100
"""Amounts are held in cents."""
_ESPACES = re.compile(r"[\s\u00a0\u202f]")
Ligne = tuple[int, dict[str, str]]


def lire_lignes(contenu: bytes, nom: str) -> tuple[list[str], list[Ligne], list[Faute]]:
    """Header, numbered rows and faults of a CSV: UTF-8, columns between commas, semicolons or tabs."""
    if len(contenu) > TAILLE:
        message = f"Le fichier pèse {len(contenu) // 10**6} Mo : un tableau à publier est plus petit."
        return [], [], [Faute(nom, message, "", f"{TAILLE // 10**6} Mo au plus")]
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "Le fichier n'est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."
        return [], [], [Faute(nom, message, "", "UTF-8")]
    if (nombre := texte.count("\n")) > LIGNES:
        message = f"Le fichier a {nombre} lignes : un tableau à publier en a moins. Comptez d'abord, par cellule."
        return [], [], [Faute(nom, message, str(nombre), f"{LIGNES} lignes au plus")]
    premiere = texte.split("\n", 1)[0]
    separateur = max(",;\t", key=premiere.count)
    try:
        lues = list(csv.reader(io.StringIO(texte), delimiter=separateur, strict=True))
    except csv.Error as erreur:
        message = f"Le fichier n'est pas un CSV lisible ({erreur}) : vérifiez les guillemets."
        return [], [], [Faute(nom, message, "", "un CSV")]
    if not lues or not any(c.strip() for c in lues[0]):
        return [], [], [Faute(nom, "Le fichier est vide : la première ligne nomme les colonnes.", "", "un en-tête")]
    entete = [c.strip() for c in lues[0]]
    fautes, lignes = [], []
    for numero, cases in enumerate(lues[1:], start=2):
        if not any(c.strip() for c in cases):
            continue
        if len(cases) != len(entete):
            message = f"La ligne a {len(cases)} cases, l'en-tête {len(entete)} : complétez-la."
            fautes.append(Faute(nom, message, abrege(separateur.join(cases)), f"{len(entete)} cases", numero))
            continue
        lignes.append((numero, {c: v.strip() for c, v in zip(entete, cases, strict=True)}))
    return entete, lignes, fautes


def lire_hierarchie(contenu: bytes, nom: str, dimension: str, total: str = TOTAL) -> tuple[Hierarchie, list[Faute]]:
    """A tree from a file whose two first columns are a code and its parent; an empty parent is the total."""
    entete, lignes, fautes = lire_lignes(contenu, nom)
    if not fautes and len(entete) < 2:
        message = f"Une hiérarchie a deux colonnes, le code et son parent ; reçu : {', '.join(entete)}."
        fautes.append(Faute(nom, message, ", ".join(entete), "enfant, parent"))
    if fautes:
        return Hierarchie(dimension, {}, total), fautes
    couples = [(ligne[entete[0]], ligne[entete[1]]) for _, ligne in lignes]
    return hierarchie(dimension, couples, total)


def lire_tableau(
    contenu: bytes, nom: str, dimensions: Sequence[str], *, valeur: str, montant: bool = False, edition: bool = False
) -> tuple[Tableau | None, list[Faute]]:
    """A table; ``None`` when it has a fault.

    Args:
        dimensions: names of the columns that may cross; the table uses those that it has.
        valeur: name of the column of values; empty or ``nd``: unknown.
        montant: values are amounts in euros, read in cents; ``contributeurs``, ``premier``, ``second`` say whose.
        edition: a published table: ``s`` is a hidden cell.
    """
    entete, lignes, fautes = lire_lignes(contenu, nom)
    if not entete:
        return None, fautes
    siennes = tuple(d for d in dimensions if d in entete)
    de_tete = list(_entete(nom, entete, siennes, dimensions, valeur))
    if de_tete:
        return None, de_tete + fautes
    lecteur = _Lecteur(nom, siennes, valeur, montant, edition)
    lecteur.fautes += fautes
    for numero, ligne in lignes:
        lecteur.ligne(numero, ligne)
    if not lignes:
        lecteur.fautes.append(Faute(nom, "Le tableau n'a aucune ligne.", "", "une ligne par cellule"))
    if lecteur.fautes:
        return None, lecteur.fautes
    return Tableau(nom, siennes, lecteur.valeurs, lecteur.contributions, frozenset(lecteur.caches)), []


def _entete(
    nom: str, entete: list[str], siennes: Sequence[str], dimensions: Sequence[str], valeur: str
) -> Iterator[Faute]:
    if not siennes:
        message = (
            f"Aucune des dimensions demandées ({', '.join(dimensions)}) n'est une colonne ; colonnes lues : "
            f"{', '.join(entete)}."
        )
        yield Faute(nom, message, ", ".join(entete), ", ".join(dimensions))
    if valeur not in entete:
        message = f"La colonne « {valeur} » manque ; colonnes lues : {', '.join(entete)}. Nommez-la avec --valeur."
        yield Faute(nom, message, ", ".join(entete), valeur)
    for double in sorted({c for c in entete if entete.count(c) > 1}):
        yield Faute(nom, f"Deux colonnes s'appellent « {double} » : gardez-en une.", double, "des noms distincts")


class _Lecteur:
    def __init__(self, nom: str, dimensions: tuple[str, ...], valeur: str, montant: bool, edition: bool) -> None:
        self.nom, self.dimensions, self.colonne, self.montant, self.edition = nom, dimensions, valeur, montant, edition
        self.valeurs: dict[Codes, int | None] = {}
        self.contributions: dict[Codes, Contributions] = {}
        self.caches: set[Codes] = set()
        self.vues: dict[Codes, int] = {}
        self.fautes: list[Faute] = []

    def ligne(self, numero: int, ligne: dict[str, str]) -> None:
        codes = tuple(avec_formule(ligne[d]) for d in self.dimensions)
        for dimension, code in zip(self.dimensions, codes, strict=True):
            if not code:
                self._faute(
                    dimension, "La case est vide : écrivez un code, par exemple « inconnu ».", "", "un code", numero
                )
        if self.vues.setdefault(codes, numero) != numero:
            message = f"Cette cellule est déjà à la ligne {self.vues[codes]} : gardez une seule des deux lignes."
            self._faute(" × ".join(codes), message, "", "une ligne par cellule", numero)
            return
        brute = ligne[self.colonne]
        if brute.lower() == MASQUE:
            if not self.edition:
                message = "La marque « s » est celle du secret : donnez ici le vrai nombre, ou « nd » s'il est inconnu."
                self._faute(self.colonne, message, brute, "un nombre", numero)
            self.caches.add(codes)
            self.valeurs[codes] = None
        else:
            self.valeurs[codes] = self._nombre(self.colonne, brute, numero, euros=self.montant)
        if self.montant and "contributeurs" in ligne:
            self.contributions[codes] = Contributions(
                self._nombre("contributeurs", ligne["contributeurs"], numero, euros=False),
                *(self._nombre(c, ligne.get(c, ""), numero, euros=True) for c in ("premier", "second")),
            )

    def _nombre(self, colonne: str, brut: str, numero: int, *, euros: bool) -> int | None:
        if brut.lower() in ("", INCONNU):
            return None
        try:
            lu = Decimal(_ESPACES.sub("", brut).replace(",", ".")) * (CENTIMES if euros else 1)
        except InvalidOperation:
            lu = Decimal("NaN")
        if lu.is_finite() and lu >= 0 and lu == lu.to_integral_value() and lu < 10**15:
            return int(lu)
        attendu = "un montant en euros, au plus deux décimales" if euros else "un nombre entier, zéro ou plus"
        message = f"« {abrege(brut, 30)} » n'est pas {attendu} : corrigez-le, ou écrivez « nd » s'il est inconnu."
        self._faute(colonne, message, abrege(brut, 30), attendu, numero)
        return None

    def _faute(self, lieu: str, message: str, recu: str, attendu: str, numero: int) -> None:
        self.fautes.append(Faute(f"{self.nom}, {lieu}", message, recu, attendu, numero))
