"""What a person types for a value, read as the reader reads a document: "10,5 M€", "le 12 mars 2024". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from jalons.application.relecture.genres import AVEC_VALEUR, VALEUR
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.nombres import EN_LETTRES, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.plat import plat
from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode

_PERIODE = re.compile(r"((?:19|20)\d{2})\s*[-–/]\s*((?:19|20)\d{2})")
_LETTRES = re.compile(rf"(?:une?\s+)?(?:{EN_LETTRES})(?:(?:\s+et\s+|[\s-]+)(?:{EN_LETTRES}))*")
_MARGE = 4
"""Characters that may surround a date without being a part of it ("le ", a full stop)."""


def normaliser(code: str, champs: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an element, its value as it is kept; a value that is not understood is left as it was typed."""
    dits = dict(champs)
    if code in AVEC_VALEUR and dits.get(VALEUR):
        lue = " ".join(str(dits[VALEUR]).split())
        dits[VALEUR] = _date(lue) if code == "date" else _nombre(lue, en_euros=code == "montant")
    return dits


def _date(dite: str) -> str:
    """A date or a period.

    >>> _date("le 12 mars 2024"), _date("Mars 2024"), _date("12/03/2024"), _date("2017 – 2022"), _date("bientôt")
    ('2024-03-12', '2024-03', '2024-03-12', '2017-2022', 'bientôt')
    """
    if en_date(dite) is not None:
        return dite
    if m := _PERIODE.fullmatch(dite):
        return f"{m[1]}-{m[2]}"
    entieres = [b for b in dates(Texte.de(dite)) if len(dite) - (b.fin - b.debut) <= _MARGE]
    return str(entieres[0].valeur) if len(entieres) == 1 else dite


def _nombre(dit: str, *, en_euros: bool) -> str:
    """A number.

    >>> _nombre("10,5 M€", en_euros=True), _nombre("1 248 352 €", en_euros=True), _nombre("2 millions", en_euros=True)
    ('10500000', '1248352', '2000000')
    >>> [_nombre(dit, en_euros=False) for dit in ("vingt-trois", "une trentaine", "1 200,5")]
    ['23', '30', '1200.5']
    """
    if (nombre := en_nombre(dit)) is not None:
        return format(nombre, "f")
    if en_euros:
        for essai in (dit, f"{dit} €", f"{dit} d'euros"):
            if len(sommes := montants(Texte.de(essai))) == 1:
                return str(sommes[0].valeur)
    if _LETTRES.fullmatch(plat(dit)):
        return str(valeur(plat(dit)))
    return dit


def en_nombre(valeur: str) -> Decimal | None:
    """The number written; ``None`` when it is none.

    >>> en_nombre("1 248 352,50")
    Decimal('1248352.50')
    """
    try:
        lu = Decimal("".join(valeur.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return lu if lu.is_finite() else None


def en_date(valeur: str) -> DateCivile | None:
    """The date written ``AAAA``, ``AAAA-MM`` or ``AAAA-MM-JJ``; ``None`` when it is none."""
    try:
        return DateCivile.lire(valeur)
    except ValueError:
        return None


def en_periode(dite: str) -> Periode | None:
    """The years that a period covers, both included; ``None`` when the words say none, or an end before its start.

    >>> str(en_periode("de 2022 à 2024").fin), en_periode("2017-2022").debut.annee, en_periode("par an")
    ('2024', 2017, None)
    """
    m = re.search(r"((?:19|20)\d{2})\s*(?:[-–/]|à|au|et)\s*((?:19|20)\d{2})(?![\d-])", dite)
    if m is None or int(m[1]) > int(m[2]):
        return None
    return Periode(DateCivile(int(m[1])), DateCivile(int(m[2])))


def annee_seule(dite: str) -> int | None:
    """The year, when the words say one and nothing else.

    >>> annee_seule(" 2025 "), annee_seule("en 2025"), annee_seule("pour l'année 2025"), annee_seule("2024-2026")
    (2025, 2025, 2025, None)
    """
    m = re.fullmatch(
        r"(?:(?:en|pour|pour l.année|au titre de) )?((?:19|20)[0-9]{2})", " ".join(dite.casefold().split())
    )
    return int(m[1]) if m else None
