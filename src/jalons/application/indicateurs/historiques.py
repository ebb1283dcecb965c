"""The history of an indicator: its definition, values, targets, counter-proposals."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur


def declarer() -> None:
    """Called once, when the application starts."""
    inscrire(
        GenreSuivi(
            Indicateur, Permission.INDICATEURS_VOIR,
            ((Valeur, "indicateur_id"), (Cible, "indicateur_id"), (Proposition, "indicateur_id")),
            url=lambda i: reverse("indicateurs:detail", args=[i.pk]),
        )
    )  # fmt: skip
