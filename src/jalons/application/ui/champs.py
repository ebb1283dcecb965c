"""Forms for values of ``noyau``: civil dates to the precision known, numbers as French people type them, faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

_FR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_BLANCS = re.compile(r"[\s\u00a0\u202f]")
SANS_VERSION = (
    "Le formulaire ne dit pas quelle version du dossier vous aviez sous les yeux : un collègue a pu agir entre-temps. "
    "Vérifiez ce que montre cette page, puis envoyez-la de nouveau."
)
"""What is said of a form that lacks its version; the page that says it carries the current one."""


class Refusable(forms.Form):
    """A form that shows the faults of a service beside the fields they concern.

    Attributes:
        controle: the faults that the service would find in what could be read (``None`` for what could not). Asked
            only when the form has a fault of its own, so that everything is said at once: a form that can be read goes
            to the service, which says all of its faults by itself.
    """

    use_required_attribute = (
        False  # the browser stops a day of no calendar; what is missing is said here, in a sentence
    )
    controle: Callable[[Mapping[str, Any]], Iterable[Faute]] | None = None

    def _clean_fields(self) -> None:
        """Say of a day that is none what came, and how to write it."""
        super()._clean_fields()  # type: ignore[misc]
        for nom, champ in self.fields.items():
            if isinstance(champ, forms.DateField) and self.has_error(nom, "invalid"):
                recu = abrege(str(self[nom].data), 20)
                phrase = f"« {recu} » n'est pas un jour du calendrier : écrivez JJ/MM/AAAA."
                self.errors[nom] = self.error_class([phrase], renderer=self.renderer)

    def _post_clean(self) -> None:
        """Add what the service would refuse, beside the faults of the form."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            self.controler()

    def controler(self) -> None:
        """Add what the service would refuse, once; for a page of several forms, of which another one has a fault."""
        controle, self.controle = self.controle, None
        if controle is None:
            return
        lus = {nom: self.cleaned_data.get(nom) for nom in self.fields}
        illisibles = set(self.errors)
        for faute in controle(lus):
            if faute.lieu not in illisibles:
                self.add_error(faute.lieu if faute.lieu in self.fields else None, faute.message)

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
        try:
            if trouve := _FR.fullmatch(texte):
                jour, mois, annee = trouve.groups()
                return DateCivile(int(annee), int(mois), int(jour) if jour else None)
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
