"""The figures of an écart in a reader's words: their names, the codes they hold, the dates they spell."""

from __future__ import annotations

import re
from typing import Any

from jalons.noyau.dates import DateCivile

NOMS: dict[str, str] = {
    "action": "Action", "actions": "Actions", "annonce": "Annoncé", "annoncee_mois": "Annoncée (mois)",
    "attendue": "Attendue le", "base": "Assiette", "bases": "Assiettes", "calcule": "Calculé",
    "categorie": "Catégorie", "cibles": "Cibles", "compte": "Compté", "dates": "Montants datés", "debut": "Début",
    "departement": "Département", "derniere": "Dernière valeur", "difference": "Différence",
    "duree_mois": "Durée (mois)", "ensemble": "Ensemble", "essms": "Établissements et services",
    "exercice": "Exercice", "fiches": "Fiches", "fin": "Fin", "inconnu": "Sans bénéficiaire connu", "jours": "Jours",
    "limite": "Dernier jour", "listes": "Listes", "longueur": "Longueur", "manquants": "Manque", "maximum": "Maximum",
    "maximum_mois": "Maximum (mois)", "minimum": "Minimum", "montant": "Montant", "montants": "Montants",
    "objectif": "Objectif", "par_an": "Montants par an", "part": "Part", "periode_mois": "Période (mois)",
    "precision": "Précision", "requis": "Requis", "retenus": "Retenus", "signature": "Signature",
    "source_financement": "Financé par", "sources": "Sources", "terme": "Terme", "trouve": "Trouvé",
    "verifiable": "Vérifiable",
}  # fmt: skip
"""The name of each figure that a rule gives. A test refuses a rule whose figures have no name here."""

ASSIETTES: dict[str, str] = {"ETAT+ARS": "État et ARS"}

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


ANNEES = frozenset({"annee", "exercice"})
"""Figures that are years: written without a space."""


def nom_du_chiffre(cle: str) -> str:
    """The name a reader knows a figure by; an unknown one is spelt out.

    >>> nom_du_chiffre("debut"), nom_du_chiffre("nombre_de_pages")
    ('Début', 'Nombre de pages')
    """
    return NOMS.get(cle) or cle.replace("_", " ").capitalize()


def dire(valeur: Any) -> Any:
    """A text of an écart as a reader writes it: dates in words, bases of computation by their name.

    >>> dire("2022-01"), dire("2022-07-04"), dire("ETAT+ARS"), dire(46)
    ('janvier 2022', '4 juillet 2022', 'État et ARS', 46)
    """
    if not isinstance(valeur, str):
        return valeur
    if _DATE.fullmatch(valeur):
        return str(DateCivile.lire(valeur))
    return ASSIETTES.get(valeur, valeur)
