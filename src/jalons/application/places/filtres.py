"""Forms of the pages of the offer: periods, missing places, orientation of a child."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places.forms import FiltreForm

PERIODES = [("12", "12 mois"), ("24", "24 mois"), ("36", "3 ans"), ("60", "5 ans")]
MOIS, TRIMESTRES = 24, 8


class PeriodeForm(FiltreForm):
    """Filters of occupancy over time; a value that is not offered is ignored, never an error."""

    mois = forms.ChoiceField(label="Période", choices=[("", "24 mois"), *(p for p in PERIODES if p[0] != "24")],
                             required=False)  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom in ("age", "sexe", "libres"):
            del self.fields[nom]

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.filtrer``."""
        return {c: v for c, v in super().criteres().items() if c != "mois"}

    @property
    def nombre(self) -> int:
        """How many months."""
        self.is_valid()
        return int(self.cleaned_data.get("mois") or MOIS)


class TrimestresForm(forms.Form):
    """Period of the statistics of missing places."""

    trimestres = forms.ChoiceField(
        label="Période", choices=[("4", "Un an"), ("", "2 ans"), ("12", "3 ans"), ("20", "5 ans")], required=False
    )

    @property
    def nombre(self) -> int:
        """How many quarters, the one that runs included."""
        self.is_valid()
        return int(self.cleaned_data.get("trimestres") or TRIMESTRES)


class OrientationForm(forms.Form):
    """To whom a child is presented, and what is written for them."""

    unite = forms.ModelChoiceField(UniteAccueil.objects.none(), label="Lieu sollicité", empty_label="Choisissez")
    presentation = forms.CharField(
        label="Ce que le lieu d'accueil doit savoir", required=False, max_length=4000, widget=forms.Textarea,
        help_text="Ses habitudes, ce qui l'apaise, ce qu'il attend. Ni adresse, ni santé, ni justice : ce qui est "
        "protégé serait masqué.",
    )  # fmt: skip

    def __init__(self, *args: Any, unites: QuerySet[UniteAccueil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["unite"].queryset = unites.select_related("etablissement").order_by("etablissement__nom", "nom")
        champs["unite"].label_from_instance = lambda u: f"{u.etablissement}, {u.nom}"
