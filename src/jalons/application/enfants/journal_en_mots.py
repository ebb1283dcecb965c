"""The journal of a file in plain words, for the supervision: an act, and the page on which it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from jalons.application.acces.journal import Ligne, en_lignes
from jalons.application.socle.models import Entree

ACTES: Mapping[str, str] = {
    "echeancier:annuler": "A annulé un acte noté par erreur sur une échéance",
    "echeancier:deplacer": "A prolongé ou suspendu un délai",
    "echeancier:motiver": "A donné le motif d'un retard",
    "echeancier:tenir": "A noté un acte sur une échéance",
    "echeancier:vue": "A pris connaissance d'une échéance",
    "enfants:creer": "A ouvert le dossier",
    "enfants:creer_foyer": "A créé le foyer",
    "enfants:creer_fratrie": "A créé la fratrie",
    "enfants:creer_personne": "A inscrit un adulte",
    "enfants:declarer_connaissance": "A déclaré que son équipe connaît l'enfant",
    "enfants:delier": "A retiré un adulte de la famille",
    "enfants:detacher": "A détaché l'enfant de sa fratrie",
    "enfants:ecrire_compartiment": "A écrit dans un compartiment protégé",
    "enfants:fusionner": "A réuni le dossier à un doublon",
    "enfants:interdire_zone": "A posé une zone interdite",
    "enfants:lever": "A levé une interdiction",
    "enfants:lier": "A ajouté un adulte à la famille",
    "enfants:lire": "A lu le dossier",
    "enfants:lire_connu": "A regardé qui connaît l'enfant",
    "enfants:lire_journal": "A lu ce journal",
    "enfants:modifier": "A modifié le dossier",
    "enfants:modifier_lien": "A modifié le lien d'un adulte",
    "enfants:modifier_personne": "A modifié un adulte",
    "enfants:nommer_referent": "A nommé un référent",
    "enfants:ouvrir_urgence": "A ouvert un accès d'urgence",
    "enfants:placer_au_foyer": "A inscrit l'enfant dans un foyer",
    "enfants:prevenir_supervision": "A prévenu la supervision",
    "enfants:quitter_le_foyer": "A noté un départ du foyer",
    "enfants:rechercher": "A trouvé le dossier par une recherche",
    "enfants:retirer_declaration": "A retiré une déclaration de connaissance",
    "enfants:reunir": "A réuni des frères et sœurs",
    "enfants:revoir_urgence": "A revu un accès d'urgence",
    "enfants:separer": "A séparé deux dossiers réunis",
    "enfants:separer_de": "A noté une incompatibilité",
    "enfants:terminer_referent": "A mis fin à la charge d'un référent",
    "mesures:affecter": "A confié une mesure à un service ou à un référent",
    "mesures:annuler": "A annulé une mesure saisie par erreur",
    "mesures:decider": "A enregistré la décision d'une mesure",
    "mesures:demarrer": "A enregistré le début d'une mesure",
    "mesures:notifier": "A enregistré la notification d'une mesure",
    "mesures:renouveler": "A renouvelé une mesure",
    "mesures:terminer": "A mis fin à une mesure",
    "places:accueillir": "A enregistré un accueil",
    "places:annuler": "A annulé une réservation ou un séjour",
    "places:decider": "A décidé d'une place",
    "places:demander": "A demandé une place",
    "places:entrer": "A noté une arrivée",
    "places:exclure_lieu": "A écarté un lieu pour une demande",
    "places:noter_absence": "A noté une absence",
    "places:noter_retour": "A noté un retour",
    "places:partir": "A noté un départ",
    "places:refuser": "A noté un refus",
    "places:reserver": "A réservé une place",
    "places:retirer": "A retiré une demande de place",
}
"""Act by act, what an agent did on a file; another act keeps its label of the journal."""
PAGES: Mapping[str, str] = {
    "dossier": "dossier",
    "historique": "historique",
    "fusion": "réunion de doublons",
    "séparation": "séparation de dossiers",
    "modifier identite": "identité",
    "modifier situation": "situation",
    "compartiment medical": "données médicales",
    "compartiment judiciaire": "données judiciaires",
    "compartiment secret": "secret de la naissance",
    "besoins": "besoins d'accueil",
    "crip": "information préoccupante",
    "mesures": "mesure",
    "places": "lieux d'accueil",
    "projets_enfant": "projet et rapports",
    "echeancier": "échéance",
}
"""Page by page, or module by module, where it was done."""


def lire(entrees: Iterable[Entree]) -> list[Ligne]:
    """Entries with their act and their details in words, as seen from the file."""
    lues = list(entrees)
    return [
        replace(ligne, acte=ACTES.get(entree.acte, ligne.acte), details=details_en_mots(entree.details))
        for entree, ligne in zip(lues, en_lignes(lues), strict=True)
    ]


def details_en_mots(details: Mapping[str, Any]) -> str:
    """The details of an entry.

    >>> details_en_mots({"page": "mesures:mesure", "urgence": True})
    "page : mesure, par l'accès d'urgence"
    >>> details_en_mots({"acces": 3, "heures": 4})
    'accès n° 3, heures : 4'
    """
    mots: dict[str, Callable[[Any], str]] = {
        "page": lambda v: f"page : {page_en_mots(str(v))}",
        "urgence": lambda v: "par l'accès d'urgence" if v else "",
        "acces": lambda v: f"accès n° {v}",
    }
    dits = (mots[cle](v) if cle in mots else f"{cle} : {v}" for cle, v in details.items())
    return ", ".join(x for x in dits if x)


def page_en_mots(page: str) -> str:
    """The name of a page from its code, or that of its module; the code itself when neither has a name.

    >>> page_en_mots("crip:evaluation"), page_en_mots("besoins lire"), page_en_mots("dossier")
    ('information préoccupante', "besoins d'accueil", 'dossier')
    """
    module = page.split(":")[0].split(" ")[0]
    return PAGES.get(page) or PAGES.get(module, page)
