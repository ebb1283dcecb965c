"""What the page of the plan of openings shows: its lines, its totals, its effect on occupancy and on who waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jalons.application.acces.http import Requete
from jalons.application.etablissements.nomenclatures import libelle_public, libelle_type
from jalons.application.places import attente, rules, selectors
from jalons.application.places.models import Demande, OuverturePrevue


@dataclass(frozen=True, slots=True)
class LignePlan:
    """A line as the page shows it."""

    ouverture: OuverturePrevue

    @property
    def type(self) -> str:
        """Name of its type."""
        return libelle_type(self.ouverture.type)

    @property
    def public(self) -> str:
        """Name of its public."""
        return libelle_public(self.ouverture.public)


@dataclass(frozen=True, slots=True)
class Somme:
    """Places planned and already open, of a year or of a type."""

    nom: str
    places: int
    ouvertes: int


def sommes(paires: Iterable[tuple[str, OuverturePrevue]]) -> list[Somme]:
    """Places by name, in the order of the names."""
    par: dict[str, tuple[int, int]] = {}
    for nom, o in paires:
        places, ouvertes = par.get(nom, (0, 0))
        par[nom] = places + o.places, ouvertes + o.ouvertes
    return [Somme(nom, *nombres) for nom, nombres in sorted(par.items())]


def lire(requete: Requete, ouvertures: QuerySet[OuverturePrevue], codes: list[str], au: date) -> dict[str, Any]:
    """The context of the page. Six queries."""
    prevues = list(ouvertures)
    lignes = selectors.offre(selectors.unites_visibles(requete), codes, au)
    totaux = rules.totaux((x.type, x.compte) for x in lignes)
    demandes = Demande.objects.filter(collectivite_id__in=codes, enfant__fusionne_dans=None)
    effets = rules.effets(
        totaux, attente.par_type(demandes), [rules.Prevue(o.type, o.annee, o.places, o.ouvertes) for o in prevues]
    )
    return {
        "jour": au,
        "sans_offre": not lignes,
        "lignes": [LignePlan(o) for o in prevues],
        "par_annee": sommes((str(o.annee), o) for o in prevues),
        "par_territoire": sommes((str(o.territoire or selectors.SANS_TERRITOIRE), o) for o in prevues),
        "par_type": sommes((libelle_type(o.type), o) for o in prevues),
        "prevues": sum(o.places for o in prevues),
        "ouvertes": sum(o.ouvertes for o in prevues),
        "effets": [(libelle_type(e.type), totaux.get(e.type, rules.Total()), e) for e in effets],
    }
