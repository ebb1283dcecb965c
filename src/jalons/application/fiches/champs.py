"""Form fields of a fiche."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from jalons.application.fiches import suivi
from jalons.application.fiches.models import Fiche
from jalons.noyau.dates import DateCivile

AIDE_DATE = "AAAA, MM/AAAA ou JJ/MM/AAAA, selon ce qui est connu."
_FR = re.compile(r"(?:([0-9]{1,2})/)?([0-9]{1,2})/([0-9]{4})")


class DateCivileField(forms.CharField):
    """A date known to the day, the month or the year, as French people write it (or as ISO)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", AIDE_DATE)
        options.setdefault("max_length", 10)
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        """The date, or ``None`` when left empty."""
        texte = super().clean(value)
        if not texte:
            return None
        try:
            if trouve := _FR.fullmatch(texte):
                jour, mois, annee = trouve.groups()
                return DateCivile(int(annee), int(mois), int(jour) if jour else None)
            return DateCivile.lire(texte)
        except ValueError as erreur:
            raise forms.ValidationError(
                f"« {texte} » n'est pas une date : écrivez AAAA, MM/AAAA ou JJ/MM/AAAA."
            ) from erreur

    def prepare_value(self, value: Any) -> Any:
        """Day first."""
        return "/".join(reversed(value.iso().split("-"))) if isinstance(value, DateCivile) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs."""
        return bool(super().has_changed(self.prepare_value(initial), data))


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
