"""Filters of templates: money, percent, numbers, dates, as French readers write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone

from jalons.noyau.dates import DateCivile, texte_du_jour
from jalons.noyau.montants import Montant
from jalons.noyau.montants import euros as ecrire_euros

register = template.Library()

INCONNU = "inconnu"
ESPACE_FINE = "\u202f"


def _decimal(valeur: Any) -> Decimal | None:
    if valeur is None or valeur == "":
        return None
    try:
        return Decimal(str(valeur))
    except InvalidOperation as erreur:
        raise template.TemplateSyntaxError(f"Attendu un nombre, reçu {valeur!r}.") from erreur


@register.filter
def pluralize(valeur: Any, formes: str = "s") -> str:
    """Django's filter with the French rule: singular below two, zero included.

    Args:
        formes: the plural ending, or both ("a,ont").
    """
    singulier, pluriel = ("", *formes.split(","))[-2:]
    compte = Decimal(len(valeur)) if hasattr(valeur, "__len__") and not isinstance(valeur, str) else _decimal(valeur)
    return singulier if compte is None or abs(compte) < 2 else pluriel


@register.filter
def euros(valeur: Decimal | int | Montant | None) -> str:
    """An amount; ``None`` is "inconnu", never zero. A ``Montant`` keeps its precision ("environ")."""
    if isinstance(valeur, Montant):
        return str(valeur)
    montant = _decimal(valeur)
    return INCONNU if montant is None else ecrire_euros(montant)


@register.filter
def nombre(valeur: Decimal | int | float | None, decimales: int | None = None) -> str:
    """A number with thin spaces and a decimal comma; without ``decimales``, as many as it has (zeros dropped)."""
    return INCONNU if valeur is None or valeur == "" else _nombre(str(valeur), decimales)


@lru_cache(maxsize=4096)
def _nombre(ecrit: str, decimales: int | None) -> str:
    """The same figures come back on every line of a list: they are written once."""
    lu = _decimal(ecrit)
    if lu is None:
        return INCONNU
    texte = f"{lu:,.{decimales}f}" if decimales is not None else f"{lu:,f}"
    if decimales is None and "." in texte:
        texte = texte.rstrip("0").rstrip(".")
    return texte.replace(",", ESPACE_FINE).replace(".", ",").replace("-", "−", 1)


@register.filter
def pourcent(valeur: Decimal | int | float | None, decimales: int | None = None) -> str:
    """A percentage already in percent (52.38 gives "52,38 %")."""
    lu = _decimal(valeur)
    return INCONNU if lu is None else f"{nombre(lu, decimales)}\xa0%"


@register.filter
def date_fr(valeur: date | datetime | DateCivile | None, absente: str = "inconnue") -> str:
    """A date in words, to the precision it has; ``None`` is ``absente``. A moment is given in local time.

    Args:
        absente: what is said when there is no date: of what has not happened yet, nothing is unknown.
    """
    if valeur is None or valeur == "":
        return absente
    if isinstance(valeur, DateCivile):
        return str(valeur)
    if isinstance(valeur, datetime):
        local = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
        return f"{texte_du_jour(local.date())} à {local:%H\xa0h\xa0%M}"
    return texte_du_jour(valeur)


@register.filter
def octets(valeur: int) -> str:
    """A size of file: "12 ko", "3,4 Mo", "1 024 Mo"."""
    if valeur < 1000:
        return f"{valeur}\xa0octets"
    if valeur < 1_000_000:
        return f"{nombre(Decimal(valeur) / 1000, 0)}\xa0ko"
    return f"{nombre(Decimal(valeur) / 1_000_000, 1 if valeur < 100_000_000 else 0)}\xa0Mo"


def valeur_lisible(valeur: Any) -> str:
    """Any figure of an écart as a reader sees it."""
    if valeur is None:
        return INCONNU
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int | float | Decimal):
        return nombre(valeur)
    if isinstance(valeur, date | DateCivile):
        return date_fr(valeur)
    if isinstance(valeur, list | tuple | set):
        return ", ".join(valeur_lisible(v) for v in valeur)
    if isinstance(valeur, dict):
        return ", ".join(f"{cle} : {valeur_lisible(v)}" for cle, v in valeur.items())
    return str(valeur)
