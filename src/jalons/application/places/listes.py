"""Closed lists of ``places``: codes and what a reader sees. Pure."""

from __future__ import annotations

SEJOUR, RESERVATION, INDISPONIBILITE = "sejour", "reservation", "indisponibilite"
NATURES = {SEJOUR: "Accueil", RESERVATION: "Réservation", INDISPONIBILITE: "Indisponibilité"}
SATISFAITE, RETIREE = "satisfaite", "retiree"
ISSUES = {SATISFAITE: "Satisfaite", RETIREE: "Retirée"}
INDISPONIBLES = {
    "travaux": "Travaux", "personnel": "Manque de personnel", "sanitaire": "Raison sanitaire",
    "groupe": "Apaisement du groupe", "controle": "Suite d'un contrôle", "autre": "Autre raison",
}  # fmt: skip
"""Why a place is out of use."""
DEPARTS = {
    "retour_famille": "Retour en famille", "reorientation": "Réorientation demandée par le service",
    "reorientation_lieu": "Réorientation demandée par le lieu d'accueil", "fin_mesure": "Fin de la mesure",
    "majorite": "Majorité ou autonomie", "autre_departement": "Départ hors du département", "autre": "Autre raison",
}  # fmt: skip
"""Why a child leaves a place."""
REORIENTATIONS = frozenset({"reorientation", "reorientation_lieu"})
"""Departures towards another place because this one is no more the right one; the reason is then asked for."""
CAUSES = {
    "besoins": "Besoins que le lieu ne couvre pas", "groupe": "Vie du groupe, violences subies ou commises",
    "tension": "Relation rompue avec le lieu d'accueil", "fratrie": "Réunir ou séparer une fratrie",
    "rapprochement": "Rapprocher de la famille, de l'école ou des soins", "age": "Âge ou durée atteints",
    "etape": "Étape prévue du projet", "fermeture": "Fermeture, travaux ou fin d'agrément",
    "protection": "Protection de l'enfant dans ce lieu", "demande": "Demande de l'enfant", "autre": "Autre raison",
}  # fmt: skip
"""Why a child is sent to another place."""
ABSENCES = {
    "fugue": "Fugue", "hospitalisation": "Hospitalisation", "famille": "Séjour en famille", "vacances": "Vacances",
    "incarceration": "Incarcération", "autre": "Autre raison",
}  # fmt: skip
"""Why a child is away from a place that stays his."""
REFUSENT = {
    "lieu": "Le lieu d'accueil", "departement": "Le département", "jeune": "L'enfant ou le jeune",
    "famille": "La famille",
}  # fmt: skip
RAISONS = {
    "aucune_place": "Aucune place de ce type", "complet": "Complet", "age": "Âge hors de l'autorisation",
    "sexe": "Sexe hors de l'autorisation", "public": "Public hors de l'autorisation",
    "profil": "Besoins trop lourds pour le lieu",
    "handicap": "Handicap non pris en charge", "groupe": "Incompatible avec le groupe", "fratrie": "Fratrie séparée",
    "distance": "Trop loin", "delai": "Place ouverte trop tard",
    "refus_jeune": "Refus de l'enfant ou de sa famille", "autre": "Autre raison",
}  # fmt: skip
"""Why a place was refused."""
MANQUE = frozenset({"aucune_place", "complet", "age", "public", "profil", "handicap", "fratrie", "distance", "delai"})
"""Reasons that another offer would have answered."""


COMMUNES, TRAJETS = "communes", "trajets"
DISTANCES = {COMMUNES: "Coordonnées des communes", TRAJETS: "Trajets entre communes"}
"""What a département may load to measure distances."""

SUIVIE, AUTRE_CHOIX, REFUSEE = "suivie", "autre", "refusee"
DECISIONS = {
    SUIVIE: "Première proposition suivie", AUTRE_CHOIX: "Autre lieu choisi", REFUSEE: "Proposition refusée",
}  # fmt: skip
"""What a person makes of the proposals."""


def choix(liste: dict[str, str]) -> list[tuple[str, str]]:
    """The list as the options of a field.

    >>> choix({"a": "A"})
    [('a', 'A')]
    """
    return list(liste.items())
