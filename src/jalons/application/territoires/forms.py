"""Forms of territories: identity of a collectivité, local units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.application.territoires.models import Commune, UniteLocale
from jalons.application.ui.couleurs import Couleur, fautes_de_contraste
from jalons.application.ui.images import TAILLE_MAXIMALE, fautes_du_logo

MOTS_LOCAUX = {
    "unite": "Maison du département",
    "crip": "Cellule de recueil des informations préoccupantes",
    "ase": "Service de l'aide sociale à l'enfance",
    "etablissements": "Service des établissements",
    "accueil_familial": "Service de l'accueil familial",
    "odpe": "Observatoire départemental",
}
"""General services that each collectivité names in its own way: code and general name."""


class IdentiteForm(forms.Form):
    """Colour, logo and own words of a collectivité."""

    couleur = forms.CharField(
        label="Couleur principale", required=False, max_length=7,
        help_text="# suivi de six chiffres ou lettres de a à f, par exemple #0b5cad. Vide : la couleur de Jalons.",
    )  # fmt: skip
    logo = forms.FileField(
        label="Logo", required=False, help_text=f"Image PNG de {TAILLE_MAXIMALE // 1000} ko au plus.",
        widget=forms.FileInput(attrs={"accept": "image/png"}),
    )  # fmt: skip
    retirer_logo = forms.BooleanField(label="Retirer le logo actuel", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, general in MOTS_LOCAUX.items():
            self.fields[f"mot_{code}"] = forms.CharField(
                label=f"Votre mot pour « {general} »", required=False, max_length=80
            )

    def mots(self) -> list[forms.BoundField]:
        """The fields of own words."""
        return [self[f"mot_{code}"] for code in MOTS_LOCAUX]

    def libelles(self) -> dict[str, str]:
        """Own words given, by code."""
        return {code: mot for code in MOTS_LOCAUX if (mot := self.cleaned_data[f"mot_{code}"].strip())}

    def clean_couleur(self) -> str:
        """Refused when a reader could not read it."""
        saisie: str = self.cleaned_data["couleur"].strip()
        if not saisie:
            return ""
        if fautes := fautes_de_contraste(saisie):
            raise ValidationError([f.message for f in fautes])
        return str(Couleur.lire(saisie))

    def clean_logo(self) -> bytes | None:
        """The bytes of a PNG, checked."""
        fichier: Any = self.cleaned_data["logo"]
        if not fichier:
            return None
        contenu: bytes = fichier.read(TAILLE_MAXIMALE + 1)
        if fautes := fautes_du_logo(contenu):
            raise ValidationError([f.message for f in fautes])
        return contenu


class UniteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A local unit."""

    commune_code = forms.CharField(
        label="Commune", required=False, max_length=5,
        help_text="Code INSEE (cinq caractères) ; la liste proposée cherche par le début du nom.",
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )  # fmt: skip

    class Meta:
        model = UniteLocale
        fields = ("code", "nom", "nature", "parent")

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.collectivite_id = collectivite
        autres = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = autres  # type: ignore[attr-defined]
        self.fields["commune_code"].initial = self.instance.commune_id or ""

    def clean_commune_code(self) -> str | None:
        """A commune of the reference."""
        code = self.cleaned_data["commune_code"].strip().upper()
        if code and not Commune.objects.filter(pk=code).exists():
            raise ValidationError(
                f"« {code} » n'est pas le code d'une commune en vigueur. Choisissez-en une dans la liste."
            )
        return code or None

    def clean_parent(self) -> UniteLocale | None:
        """Never under one of its own."""
        parent: UniteLocale | None = self.cleaned_data["parent"]
        ancetre = parent
        while ancetre is not None:
            if ancetre.pk == self.instance.pk:
                raise ValidationError("Une unité ne peut pas dépendre d'elle-même, ni d'une unité qui dépend d'elle.")
            ancetre = ancetre.parent
        return parent

    def clean(self) -> dict[str, Any]:
        """The code is unique in the collectivité."""
        donnees: dict[str, Any] = super().clean() or self.cleaned_data
        code = donnees.get("code")
        memes = UniteLocale.objects.filter(collectivite_id=self.instance.collectivite_id, code=code)
        if code and memes.exclude(pk=self.instance.pk).exists():
            self.add_error("code", f"Le code « {code} » est déjà celui d'une autre unité. Choisissez-en un autre.")
        return donnees
