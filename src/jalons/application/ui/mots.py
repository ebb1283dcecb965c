"""The figures of an écart in a reader's words: their names, the codes they hold, the dates they spell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jalons.droit import sources_financement
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

CONTROLES: dict[str, str] = {
    "acte_impossible": "Acte impossible", "action_en_double": "Action en double",
    "beneficiaire_hors_departement": "Versé hors du département", "compte_a_soi": "Son propre compte",
    "debut_avant_signature": "Début avant la signature", "double_financement": "Double financement",
    "duree_excessive": "Durée excessive", "duree_incoherente": "Durée incohérente",
    "effectif_annonce_different": "Nombre annoncé différent", "fiche_incomplete": "Fiche incomplète",
    "fiches_annoncees": "Nombre de fiches annoncé différent", "indicateur_perime": "Indicateur périmé",
    "indicateur_sans_cible": "Indicateur sans cible", "montant_approximatif": "Montant approximatif",
    "part_departement_insuffisante": "Part du département insuffisante",
    "part_departement_non_verifiable": "Part du département non vérifiable", "periode_inconnue": "Période inconnue",
    "rapport_en_retard": "Rapport en retard", "rapport_etat": "État du rapport",
    "regime_non_respecte": "Composition du contrat", "rythmes_melanges": "Montants par an et en tout mêlés",
    "schema_arrive_a_terme": "Schéma bientôt à son terme", "signature_hors_delai": "Signature hors délai",
    "terme_hors_regime": "Terme hors du régime", "texte_trop_long": "Texte trop long",
    "total_incoherent": "Total incohérent",
}  # fmt: skip
"""The name of each check. A test refuses a check without one."""

ASSIETTES: dict[str, str] = {
    "P304": "Programme 304 seul",
    "P304+FIR": "Programme 304 et FIR",
    "ETAT+ARS": "État et ARS",
}
"""Bases of the share of the département, as short as a figure needs them."""

UNITES: dict[str, str] = {
    "departement": "€", "ensemble": "€", "essms": "€", "inconnu": "€", "montant": "€", "montants": "€", "part": "%",
}  # fmt: skip
"""Unit of the figures that have the same one in every check."""

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


SOURCES = frozenset({"source_financement", "sources"})
"""Figures that are funding sources."""

ANNEES = frozenset({"annee", "exercice"})
"""Figures that are years: written without a space."""


def nom_du_chiffre(cle: str) -> str:
    """The name a reader knows a figure by; an unknown one is spelt out.

    >>> nom_du_chiffre("debut"), nom_du_chiffre("nombre_de_pages")
    ('Début', 'Nombre de pages')
    """
    return NOMS.get(cle) or cle.replace("_", " ").capitalize()


def nom_du_controle(code: str) -> str:
    """The name a reader knows a check by; an unknown one is spelt out.

    >>> nom_du_controle("periode_inconnue"), nom_du_controle("autre_regle")
    ('Période inconnue', 'Autre regle')
    """
    return CONTROLES.get(code) or code.replace("_", " ").capitalize()


def dire(valeur: Any, *, cle: str = "") -> Any:
    """A figure of an écart as a reader writes it: dates in words, bases and funding sources by their name.

    Args:
        cle: the name of the figure: what pays may bear the same code as a base of computation.

    >>> dire("2022-01"), dire("2022-07-04"), dire("ETAT+ARS"), dire(46), dire(["P304+FIR"])
    ('janvier 2022', '4 juillet 2022', 'État et ARS', 46, ['Programme 304 et FIR'])
    >>> dire(["ONDAM_MS"], cle="sources"), dire("FIR1", cle="source_financement")
    (['ONDAM médico-social'], "Fonds d'intervention régional, mission 1")
    """
    if isinstance(valeur, list | tuple):
        return [dire(v, cle=cle) for v in valeur]
    if not isinstance(valeur, str):
        return valeur
    if _DATE.fullmatch(valeur):
        return str(DateCivile.lire(valeur))
    if cle in SOURCES:
        return _financeurs().get(valeur, valeur)
    return ASSIETTES.get(valeur, valeur)


@cache
def _financeurs() -> dict[str, str]:
    return {s.code: s.libelle for s in sources_financement()}
