"""How the codes of the law read in French."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import template

from jalons import droit
from jalons.application.ui.composants.filtres import nombre, pourcent

register = template.Library()

MOTS = {
    None: "non vue",
    "obligatoire": "Obligatoire",
    "facultatif": "Facultatif",
    "hausse": "À la hausse",
    "baisse": "À la baisse",
    "cible": "Vers une cible",
    "prefet": "Préfet",
    "ars": "ARS",
    "departement": "Département",
    "justice": "Justice",
    "autre": "Autre",
    "essms": "Établissements et services",
    "variable": "Selon le cas",
}

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


@register.filter
def en_clair(code: str | None) -> str:
    """A code of the catalogue in words; an unknown code is shown as it is."""
    return MOTS.get(code, code or "")


@register.filter
def unite_en_clair(code: str) -> str:
    """The label of a unit."""
    unite = droit.unites().get(code)
    return unite.libelle if unite else code


@register.filter
def financement_en_clair(code: str) -> str:
    """The label of a funding source."""
    return droit.source(code).libelle


@register.filter
def en_liste(valeurs: Iterable[object]) -> str:
    """Values separated by commas."""
    return ", ".join(str(v) for v in valeurs)


@register.filter
def grandeur(valeur: int | Decimal | str, unite: str) -> str:
    """A value fixed by a text, with its unit.

    >>> grandeur(60, "mois")
    '60 mois'
    >>> grandeur("06-30", "jour_annee_suivante")
    "30 juin de l'année suivante"
    """
    if unite == "part":
        return pourcent(Decimal(valeur) * 100)
    if isinstance(valeur, str):
        mois, jour = valeur.split("-")
        suite = " de l'année suivante" if unite == "jour_annee_suivante" else ""
        return f"{'1er' if jour == '01' else int(jour)} {MOIS[int(mois) - 1]}{suite}"
    connue = droit.unites().get(unite)
    return f"{nombre(valeur)} {connue.symbole if connue else unite}"
