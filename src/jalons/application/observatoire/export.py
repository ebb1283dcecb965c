"""The figures as a table: numbers stay numbers, what is not known stays empty. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jalons.analyse.parcours.delais import ETAPES
from jalons.application.observatoire.presentation import Ligne
from jalons.noyau.tableur import Tableau

COLONNES = (
    "Groupe", "Délai", "De", "À", "Commencées", "Finies", "Attendent", "Sans objet", "Non vérifiables",
    "Médiane (jours)", "Médiane, borne basse", "Médiane, borne haute", "90e percentile (jours)", "Plus longue attente",
    "Part dans le délai", "Part, borne basse", "Part, borne haute", "Délai de référence", "Texte", "Règle confirmée",
    "Attendent au-delà du délai", "Fragile",
)  # fmt: skip
PARTS = frozenset({14, 15, 16})
"""Columns that hold a share from 0 to 1."""


def cellules(ligne: Ligne) -> tuple[Any, ...]:
    """In the order of ``COLONNES``."""
    r, lien, part = ligne.r, ligne.lien, ligne.r.part
    mediane = (r.mediane.jours, r.mediane.bas, r.mediane.haut) if r.mediane else (None, None, None)
    parts = (part.valeur, part.bas, part.haut) if part else (None, None, None)
    dit = (part.delai, part.source, "oui" if part.confirmee else "non", part.depassees) if part else (None,) * 4
    return (
        ligne.groupe, lien.libelle, ETAPES[lien.de], ETAPES[lien.a], r.commencees, r.finies, r.attendent, r.sans_objet,
        r.non_verifiables, *mediane, r.p90.jours if r.p90 else None, r.plus_longue,
        *(None if x is None else round(x, 4) for x in parts), *dit, "oui" if r.fragile else "non",
    )  # fmt: skip


def tableau(lignes: Iterable[Ligne], note: str) -> Tableau:
    """The lines, with the sentence that says how to read them."""
    return Tableau("Délais", COLONNES, [cellules(x) for x in lignes], note=note, figees=2, parts=PARTS)


def tableau_des_trimestres(lignes: Iterable[tuple[str, Ligne]], note: str) -> Tableau:
    """The same, a quarter before each line."""
    parts = frozenset(rang + 1 for rang in PARTS)
    colonnes = ("Trimestre", *COLONNES)
    rangees = [(quand, *cellules(ligne)) for quand, ligne in lignes]
    return Tableau("Trimestres", colonnes, rangees, note=note, figees=3, parts=parts)
