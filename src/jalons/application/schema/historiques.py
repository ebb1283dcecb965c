"""The history of a schéma: its title and period, adoption, engagements and themes, fiches, places, bilan."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Cadre, Placement, Rubrique
from jalons.application.schema.models import BilanAnterieur, LigneBilan, PlaceACreer, Schema


def declarer() -> None:
    """Called once, when the application starts; a schéma and its frame have the same key."""
    parties = (
        (Cadre, "pgh_obj_id"), (PlaceACreer, "schema_id"), (BilanAnterieur, "schema_id"),
        (LigneBilan, "bilan__schema_id"), (Rubrique, "cadre_id"), (Placement, "cadre_id"),
    )  # fmt: skip
    inscrire(GenreSuivi(Schema, Permission.SCHEMA_VOIR, parties, lambda s: reverse("schema:schema", args=[s.pk])))
