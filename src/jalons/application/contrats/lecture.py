"""Differences in words a reader of the page understands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jalons.application.contrats.dossier import Categorie, Etape
from jalons.application.finances.lignes import Version
from jalons.droit import sources_financement
from jalons.noyau.dates import DateCivile
from jalons.noyau.differences import IDENTITES, Difference
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


NOMS = ("libelle", "titre", "nom", "intitule")
"""Keys that name an item for a reader, by preference."""

MONTANT = "montant"
DATES = frozenset({"debut", "fin", "le", "adopte_le"})
ENUMERES: dict[str, type[Version | Etape | Categorie]] = {"version": Version, "etape": Etape, "categorie": Categorie}


@dataclass(frozen=True, slots=True)
class Changement:
    """One difference, ready for a table."""

    quoi: str
    avant: str
    apres: str


def lisibles(lues: Iterable[Difference], *etats: Any) -> list[Changement]:
    """The differences in words.

    Args:
        etats: plain data of the states compared: items of lists are then called by their name, not by their key.

    >>> avant = {"lignes": [{"cle": "x", "libelle": "Visites", "version": "prevu", "valeur": 10}]}
    >>> apres = {"lignes": [{"cle": "x", "libelle": "Visites", "version": "prevu", "valeur": 20}]}
    >>> lisibles([Difference(("lignes", "x", "valeur"), 10, 20)], avant, apres)[0].quoi
    '« Visites » (prévu) › montant'
    """
    return [Changement(_ou(d.chemin, etats), valeur(d.avant, d.chemin), valeur(d.apres, d.chemin)) for d in lues]


def valeur(v: Any, chemin: Sequence[str] = ()) -> str:
    """A plain value in words; an absent one is said so."""
    cle = chemin[-1] if chemin else ""
    if v is None or v == "":
        return "absent"
    if isinstance(v, bool):
        return "oui" if v else "non"
    if isinstance(v, int | float) and _en_euros(cle, chemin):
        return euros(Decimal(str(v)))
    if isinstance(v, dict):
        return _objet(v)
    if isinstance(v, list):
        return ", ".join(valeur(x) for x in v) or "aucun"
    return _mot(cle, v)


def _objet(v: Mapping[str, Any]) -> str:
    """An item by its name, its amount or what it lists; all its keys when it has no name."""
    nom = _nom(v)
    if not nom:
        return ", ".join(f"{MOTS.get(c, c)} : {valeur(x, (c,))}" for c, x in v.items() if c != "cle")
    if "valeur" in v:
        return f"{nom} : {euros(Decimal(str(v['valeur'])))}"
    elements = [x for liste in v.values() if isinstance(liste, list) for x in liste if isinstance(x, Mapping)]
    return f"{nom} : {', '.join(_objet(x) for x in elements)}" if elements else nom


def _mot(cle: str, v: Any) -> str:
    """A code or a date as a reader is told; anything else as it is."""
    texte = str(v)
    try:
        if cle in DATES:
            return str(DateCivile.lire(texte))
        if cle in ENUMERES:
            return ENUMERES[cle](texte).libelle
    except ValueError:
        return texte
    if cle == "source":
        return next((s.libelle for s in sources_financement() if s.code == texte), texte)
    return texte


def _en_euros(cle: str, chemin: Sequence[str]) -> bool:
    return cle == "valeur" and "lignes" in chemin


def _ou(chemin: Sequence[str], etats: Sequence[Any]) -> str:
    """Where a value stands: the words of its keys, and the names of the items it goes through."""
    mots: list[str] = []
    lieux = list(etats)
    for cle in chemin:
        elements = [x for lieu in lieux if isinstance(lieu, list) for x in lieu if _est(x, cle)]
        nommes = [x for x in elements if _nom(x)]
        if nommes and mots and mots[-1] == MOTS["lignes"]:
            mots.pop()
        mots.append(_designe(nommes[0]) if nommes else MONTANT if _en_euros(cle, chemin) else MOTS.get(cle, cle))
        lieux = elements or [lieu[cle] for lieu in lieux if isinstance(lieu, Mapping) and cle in lieu]
    return " › ".join(mots)


def _est(element: Any, cle: str) -> bool:
    return isinstance(element, Mapping) and any(str(element[i]) == cle for i in IDENTITES if i in element)


def _nom(element: Mapping[str, Any]) -> str:
    return next((str(element[c]) for c in NOMS if element.get(c)), "")


def _designe(element: Mapping[str, Any]) -> str:
    """« Name » (version, year): what tells two amounts of the same name apart."""
    precisions = [_mot(c, element[c]) for c in ("version", "annee") if element.get(c)]
    return f"« {_nom(element)} »" + (f" ({', '.join(precisions)})" if precisions else "")
