"""The addresses of the search of places, as ``objets`` reads them: needs, decisions, plan of the day, simulation."""

from __future__ import annotations

from typing import Any

from tests.balayage.monde import Monde


def _enfant(m: Monde) -> list[Any]:
    return [m.enfant.pk]


def _demande(m: Monde) -> list[Any]:
    return [m.demande_de_place.pk]


RECHERCHE: dict[str, dict[str, Any]] = {
    "enfants:besoins": {"arguments": lambda m: [(m.zone_interdite, m.incompatibilite, m.enfant.pk)[-1]]},
    "enfants:lever_separation": {"arguments": lambda m: [m.enfant.pk, m.incompatibilite.pk]},
    "enfants:lever_zone": {"arguments": lambda m: [m.enfant.pk, m.zone_interdite.pk]},
    "enfants:modifier_besoins": {"arguments": _enfant},
    "enfants:separer_de": {"arguments": _enfant},
    "enfants:zone": {"arguments": _enfant},
    "places:decider_ligne": {"arguments": lambda m: [(m.simulation_de_places, m.ligne_de_plan.pk)[-1]]},
    "places:decrire": {"arguments": lambda m: [m.unite_d_accueil.pk]},
    **{
        f"places:{x}": {"arguments": lambda m: [m.table_de_distances.pk]}
        for x in ("refus_distances", "retirer_distances", "servir_distances", "table_distances")
    },
    "places:manques_schema": {"arguments": lambda m: [m.code]},
    "places:exclure": {"arguments": _demande},
    "places:exporter_plan": {"arguments": lambda m: ["csv"], "territorial": False},
    "places:fratrie": {"arguments": _demande},
}  # fmt: skip
"""By name of the address, what ``Objet`` takes."""
