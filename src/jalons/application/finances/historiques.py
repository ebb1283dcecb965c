"""The history of an amount, and that of every amount of a frame, taken away ones included."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Cadre
from jalons.application.finances.models import Montant


def declarer() -> None:
    """Called once, when the application starts."""
    inscrire(
        GenreSuivi(Montant, Permission.FINANCES_VOIR, url=lambda m: reverse("finances:montants", args=[m.cadre_id])),
        GenreSuivi(
            Cadre, Permission.FINANCES_VOIR, ((Montant, "cadre_id"),),
            url=lambda c: reverse("finances:montants", args=[c.pk]),
        ),
    )  # fmt: skip
