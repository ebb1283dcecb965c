"""Forms for values of ``noyau``: civil dates to the precision known, numbers as French people type them, faults."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.noyau.dates import DateCivile, impossibilite
from jalons.noyau.saisie import EntreeRefusee

_FR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_BLANCS = re.compile(r"[\s\u00a0\u202f]")
SANS_VERSION = (
    "Le formulaire ne dit pas quelle version du dossier vous aviez sous les yeux : un collègue a pu agir entre-temps. "
    "Vérifiez ce que montre cette page, puis envoyez-la de nouveau."
)
"""What is said of a form that lacks its version; the page that says it carries the current one."""


class Refusable(forms.Form):
    """A form that shows the faults of a service beside the fields they concern."""

    def refuser(self, refus: EntreeRefusee) -> None:
        """Put each fault on its field, or on the whole form when it has none."""
        for faute in refus.fautes:
            self.add_error(faute.lieu if faute.lieu in self.fields else None, faute.message)


class SurVersion(Refusable):
    """An act on a row, which says which version of it the agent had before her eyes.

    Sent without it (by hand, or from a page kept by an old browser) it is refused: nobody could tell whether a
    colleague acted in between.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        """Ask for the version."""
        super().clean()
        if self.cleaned_data.get("version") is None:
            self.errors.pop("version", None)
            self.add_error(None, SANS_VERSION)
            self.reprendre(self.get_initial_for_field(self.fields["version"], "version"))

    def reprendre(self, version: int | None) -> None:
        """Carry ``version`` from now on, what was typed kept: the page has just shown how the row stands."""
        donnees: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dictionary in a test
        donnees[self.add_prefix("version")] = "" if version is None else str(version)
        self.data = donnees


class ChampDate(forms.CharField):
    """A date JJ/MM/AAAA, MM/AAAA or AAAA (or as ISO); gives a ``DateCivile`` or ``None``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 10, "help_text": "AAAA, MM/AAAA ou JJ/MM/AAAA.", **options})

    def clean(self, value: Any) -> Any:
        """The date; a sentence when it is not one."""
        texte = super().clean(value)
        if not texte:
            return None
        if trouve := _FR.fullmatch(texte):
            jour, mois, annee = (int(x) if x else None for x in trouve.groups())
            if impossible := impossibilite(annee or 0, mois or 0, jour):
                raise ValidationError(f"« {texte} » n'est pas une date : {impossible}.")
            return DateCivile(annee or 0, mois, jour)
        try:
            return DateCivile.lire(texte)
        except ValueError as erreur:
            raise ValidationError(f"« {texte} » n'est pas une date : écrivez JJ/MM/AAAA, MM/AAAA ou AAAA.") from erreur

    def prepare_value(self, value: Any) -> Any:
        """Day first, as French people read it."""
        return "/".join(reversed(value.iso().split("-"))) if isinstance(value, DateCivile) else value


class ChampNombre(forms.CharField):
    """A number with a comma or a point and spaces ("125 000,50 €"); gives a ``Decimal`` or ``None``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **options})

    def clean(self, value: Any) -> Any:
        """The number; a sentence when it is not one."""
        texte = super().clean(value)
        if not texte:
            return None
        propre = _BLANCS.sub("", texte).removesuffix("€").removesuffix("%")
        try:
            nombre = Decimal(propre.replace(",", ".")) if propre.isascii() else Decimal("NaN")
        except InvalidOperation:
            nombre = Decimal("NaN")
        if propre.count(",") + propre.count(".") > 1 or not nombre.is_finite() or "e" in propre.lower():
            raise ValidationError(f"« {texte} » n'est pas un nombre : écrivez par exemple 125 000,50.")
        return nombre

    def prepare_value(self, value: Any) -> Any:
        """With a comma, without useless zeros."""
        if not isinstance(value, Decimal):
            return value
        texte = f"{value:f}"
        return (texte.rstrip("0").rstrip(".") if "." in texte else texte).replace(".", ",")
