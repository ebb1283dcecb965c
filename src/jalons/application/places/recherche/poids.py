"""The weights of a département: what it changes of those of Jalons, checked as a whole. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import yaml

from jalons.appariement.poids import Poids, lire_poids, poids_nationaux
from jalons.appariement.regles import REGLES_PAR_CODE
from jalons.noyau.gabarit import Champ

TEXTES = {
    "sans_place": "Laisser un enfant sans proposition", "attente_par_jour": "Chaque jour d'attente, un an au plus",
    "separation": "Chaque maison de plus pour une fratrie", "parents": "Être loin des parents",
    "ecole": "Être loin de l'école", "connu": "Ne pas retrouver un lieu connu", "duree": "Ne pas tenir la durée prévue",
    "charge": "Un lieu plein", "territoire": "Un territoire plein", "verification": "Chaque règle à vérifier",
    "changement": "Changer ce que le plan précédent proposait",
    "plafond_parents_km": "Distance aux parents tout à fait manquée (km)",
    "plafond_ecole_km": "Distance à l'école tout à fait manquée (km)",
    "km_par_minute": "Kilomètres comptés pour une minute de trajet", "meme_commune_km": "Même commune (km comptés)",
    "meme_epci_km": "Même intercommunalité (km comptés)", "meme_departement_km": "Même département (km comptés)",
    "autre_departement_km": "Autre département (km comptés)", "distance_inconnue_km": "Distance inconnue (km comptés)",
    "part_inconnue": "Part de manque quand une donnée manque",
    "inconnu_exclut": "Règles dont le silence écarte le lieu",
}  # fmt: skip
"""Names of the weights on a page, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Reglage:
    """One weight as a page shows it; ``propre``: whether the département changed it."""

    nom: str
    libelle: str
    champ: Champ
    valeur: Any
    national: Any
    propre: bool

    @property
    def texte(self) -> str:
        """Its value in words."""
        return dire(self.valeur)

    @property
    def texte_national(self) -> str:
        """That of Jalons."""
        return dire(self.national)


def dire(valeur: Any) -> str:
    """A weight in words.

    >>> dire(("zone_interdite",)), dire(Decimal("0.50")), dire(())
    ('Zones interdites', '0,5', 'aucune')
    """
    if isinstance(valeur, tuple):
        return ", ".join(REGLES_PAR_CODE[c].libelle if c in REGLES_PAR_CODE else c for c in valeur) or "aucune"
    texte = f"{valeur:f}" if isinstance(valeur, Decimal) else str(valeur)
    return (texte.rstrip("0").rstrip(".") if "." in texte else texte).replace(".", ",")


def lire(propres: Mapping[str, Any]) -> Poids:
    """The weights with those that a département changes.

    Raises:
        EntreeRefusee: a weight out of its bounds, or weights under which a child would be left out rather than placed.
    """
    if not propres:
        return poids_nationaux()
    return lire_poids(yaml.safe_dump(dict(propres), allow_unicode=True).encode(), nom="les poids")


def poids_de(lignes: Sequence[Mapping[str, Any]]) -> tuple[Poids, bool]:
    """The weights of these rows (one at most), and whether they are the département's own."""
    propres = lignes[0]["poids"] if lignes else {}
    return lire({nom: float(v) if isinstance(v, Decimal) else v for nom, v in propres.items()}), bool(propres)


def en_json(poids: Poids) -> dict[str, Any]:
    """The weights as a decision keeps them."""
    valeurs = {c.name: getattr(poids, c.name) for c in fields(poids)}
    return {
        n: float(v) if isinstance(v, Decimal) else list(v) if isinstance(v, tuple) else v for n, v in valeurs.items()
    }


def differents(poids: Poids) -> dict[str, Any]:
    """What differs from the weights of Jalons."""
    nationaux = en_json(poids_nationaux())
    return {nom: v for nom, v in en_json(poids).items() if v != nationaux[nom]}


def reglages(poids: Poids) -> list[Reglage]:
    """Every weight with its bounds, in the order of the page."""
    annotes, nationaux = get_type_hints(Poids, include_extras=True), poids_nationaux()
    return [
        Reglage(
            nom, libelle, next(x for x in get_args(annotes[nom]) if isinstance(x, Champ)), getattr(poids, nom),
            getattr(nationaux, nom), getattr(poids, nom) != getattr(nationaux, nom),
        )
        for nom, libelle in TEXTES.items()
    ]  # fmt: skip
