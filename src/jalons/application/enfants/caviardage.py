"""What a printed document must never hold, whoever prints it: it leaves the service and is read by others.

Protected addresses of the child, of his households and of the adults around him, and what the closed compartments say
(medical, judicial, secret of the birth), even typed by somebody in a free text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.enfants import adresses
from jalons.application.enfants.models import DonneesJudiciaires, DonneesMedicales, Enfant, SecretNaissance

CACHE = "[adresse protégée]"
RESERVE = "[réservé]"
CLOISONNES: dict[type[Any], tuple[str, ...]] = {
    DonneesMedicales: ("medecin", "allergies", "traitements", "handicap", "bilans"),
    DonneesJudiciaires: ("juridiction", "magistrat", "numero_parquet", "procedures", "droits_de_visite"),
    SecretNaissance: ("pli", "lieu_du_pli", "consentement", "demandes"),
}
"""Fields of the compartments that are text."""
AU_MOINS = 4
"""Characters of a passage worth hiding: shorter ones are in too many words."""
ORDINAIRES = frozenset({"aucun", "aucune", "néant", "rien", "sans objet", "non renseigné", "inconnu"})
"""What a field says when it says nothing."""


def lignes_protegees(enfant: Enfant, au: date) -> list[str]:
    """What must not be printed: protected addresses of the child, of his households, of the adults around him."""
    lues = adresses.lire(enfant, tenues=[Permission.ENFANTS_ADRESSE_PROTEGEE], au=au)
    lignes = {ligne.strip() for a in lues if a.protegee for ligne in a.lignes}
    communes = {re.sub(r"^\d{5}\s+", "", ligne) for ligne in lignes}
    return sorted((x for x in lignes | communes if len(x) > 2), key=len, reverse=True)


def passages_cloisonnes(enfant: Enfant) -> list[str]:
    """What the compartments of a child say: each field, each of its lines and sentences. Three queries."""
    textes = [
        texte
        for modele, champs in CLOISONNES.items()
        for ligne in modele.objects.filter(enfant=enfant).values_list(*champs)
        for texte in ligne
    ]
    passages = {p.strip(" .;,") for t in textes for p in [t, *re.split(r"[\n;]|(?<=[.!?])\s", t)]}
    utiles = (p for p in passages if len(p) >= AU_MOINS and p.lower() not in ORDINAIRES)
    return sorted(utiles, key=len, reverse=True)


def cacher(valeur: Any, interdites: Collection[str], *, par: str = CACHE) -> Any:
    """The same data without these texts, whatever their case and spaces.

    >>> cacher({"lieu": "Chez sa tante, 4  Rue des Aulnes"}, ["4 rue des aulnes"])
    {'lieu': 'Chez sa tante, [adresse protégée]'}
    """
    if isinstance(valeur, str):
        for interdite in interdites:
            motif = r"\s+".join(re.escape(mot) for mot in interdite.split())
            valeur = re.sub(rf"(?<!\w){motif}(?!\w)", par, valeur, flags=re.IGNORECASE)
        return valeur
    if isinstance(valeur, dict):
        return {cle: cacher(v, interdites, par=par) for cle, v in valeur.items()}
    return [cacher(v, interdites, par=par) for v in valeur] if isinstance(valeur, list) else valeur
