"""The history of a contract: its title and period, parties, steps, avenants, objectives and lists, fiches it holds."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Avenant, Contrat, EtapeContrat, Partie
from jalons.application.fiches.models import Cadre, Placement, Rubrique


def declarer() -> None:
    """Called once, when the application starts; a contract and its frame have the same key."""
    parties = (
        (Cadre, "pgh_obj_id"), (Partie, "contrat_id"), (EtapeContrat, "contrat_id"), (Avenant, "contrat_id"),
        (Rubrique, "cadre_id"), (Placement, "cadre_id"),
    )  # fmt: skip
    inscrire(GenreSuivi(Contrat, Permission.CONTRATS_VOIR, parties, lambda c: reverse("contrats:contrat", args=[c.pk])))
