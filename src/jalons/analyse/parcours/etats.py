"""The states of a month, in the words of the field, and which measure or place gives each.

Only one state per month: staying somewhere beats a placement at home, which beats an educational measure in the open,
which beats home support; of two places, the one of more days. What is not known, what is not observed and what is over
are three states: none is "nothing".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Etat:
    """One state.

    Attributes:
        code: stable word.
        libelle: what a reader sees.
        phrase: inside a sentence.
        rang: the greatest wins the month; equal ranks go to the more days.
        couleur, motif: of its pictures; the motif (strokes of a tile of 6 points) keeps it readable in grey.
        suivi: somebody acts for the child.
        accueil: the child lives away from the parents' home by a measure.
    """

    code: str
    libelle: str
    phrase: str
    rang: int
    couleur: str
    motif: str = ""
    suivi: bool = True
    accueil: bool = False


ETATS = (
    Etat("pas_encore", "Pas encore suivi", "pas encore suivi", 0, "#ffffff", suivi=False),
    Etat("autre_aide", "Autre aide à domicile, ou investigation", "une autre aide à domicile", 5, "#f7e7a9", "M0 3H6"),
    Etat("aed", "Aide éducative à domicile", "une aide éducative à domicile", 10, "#f0c419"),
    Etat("aemo", "Action éducative en milieu ouvert", "une action éducative en milieu ouvert", 20, "#e69f00",
         "M0 6L6 0M-1 1L1 -1M5 7L7 5"),
    Etat("placement_domicile", "Placement à domicile", "un placement à domicile", 30, "#b5651d", "M3 0V6",
         accueil=True),
    Etat("tiers", "Tiers ou proche", "un tiers ou un proche", 40, "#a6d96a", "M0 0L6 6M-1 5L1 7M5 -1L7 1",
         accueil=True),
    Etat("famille_accueil", "Famille d'accueil", "une famille d'accueil", 40, "#009e73", accueil=True),
    Etat("etablissement", "Établissement ou lieu de vie", "un établissement ou un lieu de vie", 40, "#0072b2", "M0 3H6",
         accueil=True),
    Etat("autre_accueil", "Logement autonome ou autre accueil", "un logement autonome ou un autre accueil", 40,
         "#56b4e9", "M3 0V6", accueil=True),
    Etat("lieu_inconnu", "Accueil, lieu inconnu", "un accueil dont le lieu est inconnu", 35, "#8fa6bd",
         "M0 6L6 0M-1 1L1 -1M5 7L7 5M0 0L6 6", accueil=True),
    Etat("jeune_majeur", "Jeune majeur aidé", "une aide de jeune majeur", 50, "#7b3294", "M0 0L6 6M-1 5L1 7M5 -1L7 1"),
    Etat("sorti", "Sorti du dispositif", "la sortie du dispositif", 0, "#e9ecf0", suivi=False),
    Etat("inconnu", "Inconnu (dates contradictoires)", "un état inconnu", 1, "#ffffff", "M0 6L6 0", suivi=False),
    Etat("non_observe", "Avant le début des registres", "une période non observée", 0, "#ffffff", "M0 3H2M4 3H6",
         suivi=False),
)  # fmt: skip
"""The alphabet, in the order of pictures; a sequence holds places in it."""

PLACES: Mapping[str, int] = {etat.code: place for place, etat in enumerate(ETATS)}

DES_MESURES: Mapping[str, str] = {
    "tisf": "autre_aide", "aesf": "autre_aide", "mjagbf": "autre_aide", "mjie": "autre_aide",
    "aed": "aed", "aed_renforcee": "aed", "aemo": "aemo", "aemo_renforcee": "aemo", "aemo_hebergement": "aemo",
    "contrat_jeune_majeur": "jeune_majeur", "accueil_provisoire_jeune_majeur": "jeune_majeur",
    "tiers_digne_de_confiance": "tiers", "delegation_autorite_parentale_tiers": "tiers",
    "accueil_provisoire": "lieu_inconnu", "accueil_parent_enfant": "lieu_inconnu", "accueil_72h": "lieu_inconnu",
    "accueil_urgence_5j": "lieu_inconnu", "ordonnance_placement_provisoire": "lieu_inconnu",
    "placement": "lieu_inconnu", "placement_ase": "lieu_inconnu", "placement_etablissement": "etablissement",
    "tutelle": "lieu_inconnu", "delegation_autorite_parentale": "lieu_inconnu", "pupille": "lieu_inconnu",
}  # fmt: skip
"""State that a measure alone gives; a stay of the same days says where."""

SANS_ETAT = frozenset({"parrainage", "tiers_durable_benevole", "asap"})
"""Measures that go along with others and change no state."""

DES_LIEUX: Mapping[str, str] = {
    "assistant_familial": "famille_accueil", "etablissement": "etablissement", "lieu_de_vie": "etablissement",
    "domicile_parental": "placement_domicile", "tiers": "tiers", "logement_autonome": "autre_accueil",
    "autre_accueil": "autre_accueil",
}  # fmt: skip
"""State that a stay gives, by kind of place."""
