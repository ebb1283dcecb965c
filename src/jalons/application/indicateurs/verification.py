"""What a definition, a value or a target must be: faults by field, all at once, in French."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError

from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.sources import AIDE
from jalons.droit import unites
from jalons.noyau.dates import DateCivile, Precision

Fautes = dict[str, list[str]]
"""Sentences by field."""

PREMIERE_ANNEE, DERNIERE_ANNEE = 1990, 2100
PLAFOND = Decimal(10) ** 12
BORNES_PAR_UNITE = {"pourcent": (Decimal(0), Decimal(100)), "part": (Decimal(0), Decimal(1))}
"""Smallest and largest value that makes sense; other units only refuse what is negative."""


def exiger(fautes: Fautes) -> None:
    """Raise every fault at once.

    Raises:
        ValidationError: there is one.
    """
    if fautes:
        raise ValidationError(fautes)


def nombre(indicateur: Indicateur, valeur: Decimal) -> str:
    """Why ``valeur`` cannot be a figure of this indicator; empty when it can."""
    if not valeur.is_finite() or abs(valeur) >= PLAFOND:
        return f"« {valeur} » n'est pas un nombre utilisable : écrivez un nombre, par exemple 12,5."
    if valeur != round(valeur, 4):
        return f"{_fr(valeur)} a plus de quatre décimales : arrondissez."
    bas, haut = BORNES_PAR_UNITE.get(indicateur.unite, (Decimal(0), None))
    if valeur < bas or (haut is not None and valeur > haut):
        attendu = f"de {_fr(bas)} à {_fr(haut)}" if haut is not None else "au moins 0"
        return f"{_fr(valeur)} n'est pas possible dans cette unité ({_unite(indicateur.unite)}) : attendu {attendu}."
    return ""


def valeur(indicateur: Indicateur, *, periode: DateCivile, source: str, valeur: Decimal) -> Fautes:
    """Faults of a value."""
    fautes: Fautes = {}
    if phrase := nombre(indicateur, valeur):
        fautes["valeur"] = [phrase]
    if not source:
        fautes["source"] = [f"Indiquez la source : {AIDE}"]
    elif len(source) > 40:
        fautes["source"] = ["Le nom de la source tient en 40 caractères."]
    if not PREMIERE_ANNEE <= periode.annee <= DERNIERE_ANNEE:
        fautes["periode"] = [f"« {periode} » : attendu une année de {PREMIERE_ANNEE} à {DERNIERE_ANNEE}."]
    elif periode.precision is Precision.JOUR:
        fautes["periode"] = ["Une période est une année (2024) ou un mois (2024-06), pas un jour."]
    return fautes


def cible(indicateur: Indicateur, *, annee: int, valeur: Decimal) -> Fautes:
    """Faults of a target."""
    fautes: Fautes = {}
    if indicateur.sens == Indicateur.Sens.PLAGE:
        fautes["__all__"] = ["Un indicateur « dans une plage » a pour cible ses bornes : modifiez sa définition."]
    if phrase := nombre(indicateur, valeur):
        fautes["valeur"] = [phrase]
    if not PREMIERE_ANNEE <= annee <= DERNIERE_ANNEE:
        fautes["annee"] = [f"{annee} : attendu une année de {PREMIERE_ANNEE} à {DERNIERE_ANNEE}."]
    return fautes


def definition(indicateur: Indicateur) -> Fautes:
    """Faults of a definition beyond those that the fields know."""
    fautes: Fautes = {}
    bas, haut = indicateur.borne_min, indicateur.borne_max
    if indicateur.sens == Indicateur.Sens.PLAGE and bas is not None and haut is not None and bas > haut:
        fautes["borne_max"] = [f"La borne haute ({_fr(haut)}) est sous la borne basse ({_fr(bas)}) : inversez-les."]
    if indicateur.t0_valeur is not None:
        if phrase := nombre(indicateur, indicateur.t0_valeur):
            fautes["t0_valeur"] = [phrase]
        if indicateur.t0_periode is None:
            fautes["t0_periode"] = ["Dites de quelle période est la valeur de départ."]
    return fautes


def _unite(code: str) -> str:
    connue = unites().get(code)
    return connue.libelle if connue else code


def _fr(valeur: Decimal) -> str:
    texte = f"{valeur:f}"
    return (texte.rstrip("0").rstrip(".") if "." in texte else texte).replace(".", ",")
