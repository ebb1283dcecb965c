"""Forms of schémas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.application.schema.dossier import StatutBilan
from jalons.application.territoires.models import Collectivite
from jalons.application.ui.champs import ChampDate


class CreationForm(forms.Form):
    """A new schéma."""

    collectivite = forms.ChoiceField(label="Collectivité")
    intitule = forms.CharField(label="Intitulé", max_length=300)
    debut = ChampDate(label="Début")
    fin = ChampDate(label="Fin")

    def __init__(self, *args: Any, codes: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noms = Collectivite.objects.filter(pk__in=codes)
        self.fields["collectivite"].choices = [(c.pk, str(c)) for c in noms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both ends in order."""
        donnees = super().clean() or {}
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if debut and fin and fin.fin < debut.debut:
            phrase = f"La période finit ({fin}) avant de commencer ({debut}) : corrigez l'une des dates."
            raise ValidationError({"fin": phrase})
        return donnees


class AdoptionForm(forms.Form):
    """The day of the adoption."""

    le = ChampDate(label="Adopté le")


class JustificationForm(forms.Form):
    """Why an écart is accepted."""

    commentaire = forms.CharField(
        label="Justification", widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "La justification est vide : écrivez pourquoi cet écart est accepté."},
    )  # fmt: skip


class StatutForm(forms.Form):
    """What became of an action of the former schéma."""

    statut = forms.ChoiceField(label="Statut", choices=[(s.value, s.libelle) for s in StatutBilan])


class ActeForm(forms.Form):
    """One act on the structure."""

    ACTES = (
        "ajouter_engagement", "renommer_engagement", "deplacer_engagement", "retirer_engagement", "ajouter_theme",
        "renommer_theme", "deplacer_theme", "retirer_theme", "placer_fiche", "retirer_fiche", "ajouter_fiche",
        "rattacher",
    )  # fmt: skip
    acte = forms.ChoiceField(choices=[(a, a) for a in ACTES])
    engagement = forms.IntegerField(required=False)
    theme = forms.IntegerField(required=False)
    fiche = forms.IntegerField(required=False)
    pas = forms.IntegerField(required=False, min_value=-1, max_value=1)
    titre = forms.CharField(required=False, max_length=400)
