"""Differences in words a reader of the page understands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jalons.noyau.differences import Difference
from jalons.noyau.montants import euros

MOTS = {
    "departement": "Collectivité", "intitule": "Intitulé", "regime": "Régime", "document": "Document source",
    "parties": "Parties", "periode": "Période", "duree_annoncee": "Durée annoncée", "dates": "Étapes",
    "engagements": "Engagements", "objectifs": "Objectifs", "actions": "Actions", "finances": "Montants",
    "places": "Places", "chiffres_cles": "Chiffres clés", "schema_lie": "Schéma lié", "debut": "début", "fin": "fin",
    "valeur": "valeur", "lignes": "lignes", "annonces": "nombre annoncé", "annoncees": "nombre annoncé",
    "complete": "liste complète", "libelle": "libellé", "titre": "titre", "nature": "nature", "roles": "rôles",
    "version": "version", "source": "source", "annee": "exercice", "ordre": "ordre", "unite": "unité",
    "par_an": "chaque année", "beneficiaire": "bénéficiaire", "code_national": "code national",
    "sous_themes": "Sous-thèmes", "fiches": "Fiches", "bilan": "Bilan du schéma précédent", "statut": "statut",
    "etape": "étape", "le": "date", "categorie": "catégorie", "type": "type", "nombre": "nombre",
    "emetteur": "émetteur", "engagement": "engagement", "dispositif": "dispositif", "precision": "précision",
    "orientations": "orientations", "priorites": "priorités", "adopte_le": "Adoption", "pacte": "Pacte",
}  # fmt: skip
"""Words for the keys of a dossier; a key that is not here is shown as it is."""


@dataclass(frozen=True, slots=True)
class Changement:
    """One difference, ready for a table."""

    quoi: str
    avant: str
    apres: str


def lisibles(lues: Iterable[Difference]) -> list[Changement]:
    """The differences in words."""
    return [
        Changement(" › ".join(MOTS.get(c, c) for c in d.chemin), valeur(d.avant, d.chemin), valeur(d.apres, d.chemin))
        for d in lues
    ]


def valeur(v: Any, chemin: Sequence[str] = ()) -> str:
    """A plain value in words; an absent one is said so."""
    if v is None:
        return "absent"
    if chemin and chemin[-1] == "valeur" and isinstance(v, int | float) and "lignes" in chemin:
        return euros(Decimal(str(v)))
    if isinstance(v, dict):
        nom = next((str(v[c]) for c in ("libelle", "titre", "nom", "intitule") if c in v), "")
        if "valeur" in v and nom:
            return f"{nom} : {euros(Decimal(str(v['valeur'])))}"
        return nom or ", ".join(f"{MOTS.get(c, c)} : {valeur(x)}" for c, x in v.items() if c != "cle")
    if isinstance(v, list):
        return ", ".join(valeur(x) for x in v) or "aucun"
    return str(v)
