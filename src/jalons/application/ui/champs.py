"""Forms for values of ``noyau``: civil dates to the precision known, numbers as French people type them, faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.noyau.dates import DateCivile, impossibilite
from jalons.noyau.saisie import EntreeRefusee, Faute

_DATE = re.compile(
    r"(?:(?:(?P<j>[0-9]{1,2})/)?(?P<m>[0-9]{1,2})/)?(?P<a>[0-9]{4})"
    r"|(?P<aaaa>[0-9]{4})-(?P<mm>[0-9]{1,2})(?:-(?P<jj>[0-9]{1,2}))?"
)
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


ANNEES_TENUES = range(1850, 2201)
"""Years that a person may type: before and after, it is a slip of the keyboard, and deadlines cannot be counted."""


def _exiger_tenue(texte: str, annee: int) -> None:
    if annee not in ANNEES_TENUES:
        bornes = f"de {ANNEES_TENUES[0]} à {ANNEES_TENUES[-1]}"
        raise ValidationError(f"« {texte} » n'est pas une date possible ici : Jalons tient les années {bornes}.")


def _parties(texte: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day as they are written, day first or as ISO; ``None`` when it is no way of writing a date."""
    trouve = _DATE.fullmatch(texte.strip())
    if trouve is None:
        return None
    annee, mois, jour = (trouve[fr] or trouve[iso] for fr, iso in (("a", "aaaa"), ("m", "mm"), ("j", "jj")))
    return int(annee), int(mois) if mois else None, int(jour) if jour else None


def _raison(texte: str, formes: str) -> str:
    """Why ``texte`` is refused: what no calendar holds, else how it is to be written."""
    annee, mois, jour = _parties(texte) or (1, 1, 1)
    return impossibilite(annee, mois or 1, jour) or f"écrivez {formes}"


class ChampJour(forms.DateField):
    """A full day, typed (JJ/MM/AAAA, or as ISO) or picked; gives a ``date`` or ``None``.

    Years run over ``ANNEES_TENUES``. What is refused is said as for ``ChampDate``.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The day; a sentence that says why when it is not one."""
        try:
            jour = super().to_python(value)
        except ValidationError as erreur:
            phrase = f"« {value} » n'est pas un jour du calendrier : {_raison(str(value), 'JJ/MM/AAAA')}."
            raise ValidationError(phrase, code="invalid") from erreur
        if jour is not None:
            _exiger_tenue(str(value), jour.year)
        return jour


class ChampDate(forms.CharField):
    """A date JJ/MM/AAAA, MM/AAAA or AAAA (or as ISO); gives a ``DateCivile`` or ``None``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 10, "help_text": "AAAA, MM/AAAA ou JJ/MM/AAAA.", **options})

    def clean(self, value: Any) -> Any:
        """The date; a sentence that says why when it is not one."""
        texte = super().clean(value)
        if not texte:
            return None
        annee, mois, jour = _parties(texte) or (0, None, None)
        if impossibilite(annee, mois or 1, jour):
            raise ValidationError(f"« {texte} » n'est pas une date : {_raison(texte, 'JJ/MM/AAAA, MM/AAAA ou AAAA')}.")
        _exiger_tenue(texte, annee)
        return DateCivile(annee, mois, jour)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs."""
        return bool(super().has_changed(self.prepare_value(initial), data))

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
