"""Forms of reports."""

from __future__ import annotations

from django import forms

from jalons.application.rapports.models import Cote, Visa


class SectionForm(forms.Form):
    """The text of a section, and the version it was read at."""

    texte = forms.CharField(label="Texte", required=False, widget=forms.Textarea(attrs={"rows": 12}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentaireForm(forms.Form):
    """A comment."""

    texte = forms.CharField(label="Commentaire", widget=forms.Textarea(attrs={"rows": 3}))


class VisaForm(forms.Form):
    """The answer of one side."""

    cote = forms.ChoiceField(label="Au nom de", choices=Cote.choices)
    decision = forms.ChoiceField(label="Décision", choices=Visa.Decision.choices, widget=forms.RadioSelect)
    motif = forms.CharField(
        label="Motif", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="Obligatoire pour un renvoi."
    )

    def __init__(self, *args: object, cotes: tuple[str, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        champ = self.fields["cote"]
        champ.choices = [(c, libelle) for c, libelle in Cote.choices if c in cotes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object] | None:
        """A refusal says why."""
        propres = super().clean()
        if propres and propres.get("decision") == Visa.Decision.RENVOYE and not propres.get("motif"):
            self.add_error("motif", "Dites pourquoi le rapport est renvoyé : le département doit savoir quoi corriger.")
        return propres


class ModeleForm(forms.Form):
    """A Word template."""

    fichier = forms.FileField(
        label="Modèle Word (.docx)",
        max_length=200,
        help_text="Partez du modèle de Jalons : gardez les balises entre accolades, changez le reste.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
