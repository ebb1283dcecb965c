"""Form fields of a fiche."""

from __future__ import annotations

from typing import Any

from django import forms

from jalons.application.fiches import suivi
from jalons.application.fiches.models import Fiche
from jalons.application.ui.champs import ChampDate

AIDE_DATE = "AAAA, MM/AAAA ou JJ/MM/AAAA, selon ce qui est connu."


class DateCivileField(ChampDate):
    """A date of a fiche, which is never asked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "help_text": AIDE_DATE, **options})


class AvancementField(forms.TypedChoiceField):
    """Progress by steps of 5; empty when it is unknown, or to leave it as it is."""

    def __init__(self, *, vide: str = "Inconnu", **options: Any) -> None:
        pas = [(str(n), f"{n} %") for n in range(0, 101, suivi.PAS)]
        super().__init__(
            label=options.pop("label", "Avancement"), choices=[("", vide), *pas], coerce=int, empty_value=None,
            required=False, **options,
        )  # fmt: skip


class StatutField(forms.ChoiceField):
    """One of the statuses of a fiche."""

    def __init__(self, *, vide: str | None = None, **options: Any) -> None:
        choix: list[tuple[str, str]] = [] if vide is None else [("", vide)]
        options.setdefault("label", "Statut")
        super().__init__(choices=[*choix, *Fiche.Statut.choices], required=vide is None, **options)


def zone(lignes: int = 4) -> forms.Textarea:
    """A text area of so many lines."""
    return forms.Textarea(attrs={"rows": lignes})


def jour() -> forms.DateInput:
    """A day, with the calendar of the browser."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
