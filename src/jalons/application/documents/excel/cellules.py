"""A cell to its canonical value and back. Pure: what cannot be read comes back as a sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from jalons.application.documents.excel.classeur import Colonne, Genre
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import abrege

PREMIERE_ANNEE, DERNIERE_ANNEE = 1990, 2100
"""Years that make sense; "2024" typed in a cell formatted as a date becomes 16 July 1905 and is caught here."""

_BLANCS = re.compile(r"[\s\u00a0\u202f]")
_DATE_FR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_ERREUR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|NOM\?|NUL!|NOMBRE!|VALEUR!)")


class CelluleRefusee(ValueError):  # noqa: N818 - the name is what the user is told
    """A cell that cannot be read: what was expected, and the sentence."""

    def __init__(self, attendu: str, message: str) -> None:
        super().__init__(message)
        self.attendu = attendu
        self.message = message


def lire(colonne: Colonne, brut: Any) -> str | None:
    """The canonical value of a cell; ``None`` when it is empty.

    Raises:
        CelluleRefusee: with what was expected.
    """
    if brut is None or (isinstance(brut, str) and not brut.strip()):
        return None
    if isinstance(brut, str) and _ERREUR.fullmatch(brut.strip()):
        raise CelluleRefusee(attendu(colonne), f"La formule de cette cellule est en erreur ({brut}) : tapez la valeur.")
    if colonne.genre is Genre.TEXTE:
        return _texte(colonne, brut)
    if colonne.genre is Genre.CHOIX:
        return _choix(colonne, brut)
    if colonne.genre is Genre.DATE:
        return _date(colonne, brut)
    return _nombre(colonne, brut)


def attendu(colonne: Colonne) -> str:
    """What a cell of this column holds, in a few words."""
    if colonne.genre is Genre.CHOIX:
        return abrege(", ".join(libelle for _, libelle in colonne.choix), 160)
    bornes = ""
    if colonne.genre.est_nombre and (colonne.minimum is not None or colonne.maximum is not None):
        bas, haut = _borne(colonne, colonne.minimum or Decimal(0)), colonne.maximum
        bornes = f", {bas} ou plus" if haut is None else f", de {bas} à {_borne(colonne, haut)}"
    return {
        Genre.TEXTE: f"un texte de {colonne.longueur} caractères au plus",
        Genre.ENTIER: "un nombre entier",
        Genre.NOMBRE: "un nombre",
        Genre.EUROS: "un montant en euros, au centime",
        Genre.POURCENT: "un pourcentage (12 pour 12 %)",
        Genre.DATE: "une date JJ/MM/AAAA, MM/AAAA ou AAAA",
    }[colonne.genre] + bornes


def afficher(colonne: Colonne, valeur: str | None) -> str:
    """The value as a French reader writes it; empty for ``None``."""
    if valeur is None:
        return ""
    if colonne.genre is Genre.CHOIX:
        return dict(colonne.choix).get(valeur, valeur)
    if colonne.genre is Genre.DATE:
        return date_francaise(DateCivile.lire(valeur))
    return _fr(Decimal(valeur)) if colonne.genre.est_nombre else valeur


def recu(brut: Any) -> str:
    """A cell as it was received, for a person to recognise."""
    if isinstance(brut, int | float) and not isinstance(brut, bool) and (lu := _decimal(brut)) is not None:
        return _fr(lu)
    if isinstance(brut, datetime | date):
        return brut.strftime("%d/%m/%Y")
    return "" if brut is None else abrege(brut)


def date_francaise(valeur: DateCivile) -> str:
    """JJ/MM/AAAA, MM/AAAA or AAAA: what ``lire`` reads.

    >>> date_francaise(DateCivile(2024, 6))
    '06/2024'
    """
    return "/".join(reversed(valeur.iso().split("-")))


def nombre_canonique(valeur: Decimal | int) -> str:
    """The shortest writing of a number, the same for 12, 12.0 and 12.00.

    >>> nombre_canonique(Decimal("1200.50"))
    '1200.5'
    """
    texte = f"{Decimal(valeur):f}"
    texte = texte.rstrip("0").rstrip(".") if "." in texte else texte
    return "0" if texte in ("-0", "") else texte


def _texte(colonne: Colonne, brut: Any) -> str:
    if isinstance(brut, float) and brut.is_integer():
        brut = int(brut)
    if isinstance(brut, bool):
        brut = "VRAI" if brut else "FAUX"
    if isinstance(brut, datetime | date):
        brut = brut.strftime("%d/%m/%Y")
    texte = str(brut).strip().replace("\r\n", "\n")
    if len(texte) > colonne.longueur:
        raise CelluleRefusee(
            attendu(colonne), f"Ce texte a {len(texte)} caractères, {colonne.longueur} au plus : raccourcissez-le."
        )
    return texte


def _choix(colonne: Colonne, brut: Any) -> str:
    cherche = _sans_accent(str(int(brut) if isinstance(brut, float) and brut.is_integer() else brut))
    for code, libelle in colonne.choix:
        if cherche in (_sans_accent(libelle), _sans_accent(code)):
            return code
    raise CelluleRefusee(
        attendu(colonne),
        f"« {abrege(brut)} » n'est pas dans la liste de « {colonne.titre} » : choisissez-y une valeur.",
    )


def _sans_accent(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", _BLANCS.sub(" ", texte).strip().lower())
    return "".join(c for c in decompose if not unicodedata.combining(c)).replace("’", "'")


def _date(colonne: Colonne, brut: Any) -> str:
    lue = _date_lue(brut)
    if lue is None:
        raise CelluleRefusee(attendu(colonne), f"« {abrege(brut)} » n'est pas une date : écrivez JJ/MM/AAAA ou AAAA.")
    premiere = PREMIERE_ANNEE if colonne.minimum is None else int(colonne.minimum)
    if not premiere <= lue.annee <= DERNIERE_ANNEE:
        raise CelluleRefusee(
            attendu(colonne),
            f"« {date_francaise(lue)} » est hors de {premiere} à {DERNIERE_ANNEE} : si vous avez tapé une année, "
            "le tableur l'a prise pour un nombre de jours ; mettez la cellule au format Texte.",
        )
    return lue.iso()


def _date_lue(brut: Any) -> DateCivile | None:
    if isinstance(brut, datetime):
        return DateCivile(brut.year, brut.month, brut.day)
    if isinstance(brut, date):
        return DateCivile.lire(brut)
    if isinstance(brut, int | float) and not isinstance(brut, bool):
        return DateCivile(int(brut)) if float(brut).is_integer() and 1000 <= brut <= 9999 else None
    texte = str(brut).strip()
    try:
        if trouve := _DATE_FR.fullmatch(texte):
            jour, mois, annee = trouve.groups()
            return DateCivile(int(annee), int(mois), int(jour) if jour else None)
        return DateCivile.lire(texte)
    except ValueError:
        return None


def _nombre(colonne: Colonne, brut: Any) -> str:
    valeur = _decimal(brut)
    if valeur is None:
        raise CelluleRefusee(attendu(colonne), f"« {abrege(brut)} » n'est pas un nombre : écrivez par exemple 1250,50.")
    decimales = colonne.genre.decimales
    if valeur != round(valeur, decimales):
        combien = "aucune décimale" if decimales == 0 else f"{decimales} décimales au plus"
        raise CelluleRefusee(attendu(colonne), f"{_fr(valeur)} : {combien} dans cette colonne. Arrondissez.")
    trop_bas = colonne.minimum is not None and valeur < colonne.minimum
    if trop_bas or (colonne.maximum is not None and valeur > colonne.maximum):
        raise CelluleRefusee(
            attendu(colonne), f"{_borne(colonne, valeur)} n'est pas possible ici : attendu {attendu(colonne)}."
        )
    return nombre_canonique(valeur)


def _decimal(brut: Any) -> Decimal | None:
    if isinstance(brut, bool | datetime | date | time | timedelta):
        return None
    if isinstance(brut, int | float):
        lu = Decimal(repr(brut))
        if not lu.is_finite() or abs(lu) >= 10**15:
            return None
        # a binary fraction carries dust beyond its 15 digits: 0.1 + 0.2 is 0.30000000000000004
        return lu.quantize(Decimal("1e-9"), ROUND_HALF_UP) if abs(lu) < 10**9 else lu
    texte = _BLANCS.sub("", str(brut)).removesuffix("€").removesuffix("%")
    if texte.count(",") + texte.count(".") > 1:
        return None
    try:
        valeur = Decimal(texte.replace(",", "."))
    except InvalidOperation:
        return None
    return valeur if valeur.is_finite() and abs(valeur) < 10**15 else None


def _borne(colonne: Colonne, valeur: Decimal) -> str:
    """A number of this column in a sentence; a year is not written "2\u202f025"."""
    annee = colonne.genre is Genre.ENTIER and 1000 <= valeur <= 9999
    return f"{valeur:f}" if annee else _fr(valeur)


def _fr(valeur: Decimal | None) -> str:
    """With thin spaces and a comma; what ``lire`` reads back."""
    if valeur is None:
        return ""
    entier, _, decimales = nombre_canonique(valeur).partition(".")
    texte = f"{int(entier):,}".replace(",", "\u202f")
    texte = f"-{texte}" if entier.startswith("-") and not texte.startswith("-") else texte
    return f"{texte},{decimales}" if decimales else texte
