"""Forms of fiches: filters, creation, note, sections, bulk change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from jalons.application.documents import contenu
from jalons.application.fiches.champs import AvancementField, DateCivileField, StatutField, zone
from jalons.application.fiches.models import Cadre, Fiche, Rubrique
from jalons.application.ui.champs import Refusable


class FiltreForm(forms.Form):
    """Filters of the lists; a value that is not offered is ignored, never an error."""

    q = forms.CharField(label="Titre contient", required=False, max_length=100)
    cadre = forms.ChoiceField(label="Contrat ou schéma", required=False)
    rubrique = forms.ChoiceField(label="Engagement ou objectif", required=False)
    statut = StatutField(vide="Tous")
    pilote = forms.ChoiceField(label="Pilote", required=False)
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *Fiche.NatureDepense.choices])
    retard = forms.BooleanField(label="En retard seulement", required=False)

    def __init__(
        self,
        *args: Any,
        cadres: Iterable[tuple[int, str]],
        rubriques: Iterable[Rubrique],
        pilotes: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].choices = [("", "Tous"), *((str(pk), titre) for pk, titre in cadres)]  # type: ignore[attr-defined]
        self.fields["pilote"].choices = [("", "Tous"), *((p, p) for p in pilotes)]  # type: ignore[attr-defined]
        choix = [(str(r.pk), str(r)) for r in rubriques]
        self.fields["rubrique"].choices = [("", "Toutes"), *choix]  # type: ignore[attr-defined]
        if not choix:
            self.fields["rubrique"].widget = forms.HiddenInput()

    def criteres(self) -> dict[str, Any]:
        """What ``selectors.filtrer`` takes."""
        self.is_valid()
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}


class CreationForm(Refusable):
    """The least a new fiche needs, and where it goes."""

    titre = forms.CharField(label="Titre", max_length=300, help_text="Ce que l'action fait, en quelques mots.")
    objet = forms.CharField(label="Objet", required=False, widget=zone(3), help_text="Ce que l'action change.")
    collectivite = forms.ChoiceField(label="Collectivité")
    cadre = forms.ChoiceField(label="Contrat ou schéma", required=False, help_text="Vide : la placer plus tard.")
    numero = forms.IntegerField(label="Numéro dans ce cadre", required=False, min_value=1, max_value=9999)
    pilote = forms.CharField(label="Pilote", required=False, max_length=200, help_text="Service ou organisme.")
    debut = DateCivileField(label="Début")
    fin = DateCivileField(label="Fin")

    def __init__(self, *args: Any, collectivites: Iterable[Any], cadres: Iterable[Cadre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = [(c.pk, str(c)) for c in collectivites]
        self.fields["collectivite"].choices = choix  # type: ignore[attr-defined]
        self.fields["cadre"].choices = [("", "Aucun"), *((str(c.pk), str(c)) for c in cadres)]  # type: ignore[attr-defined]
        if len(choix) == 1:
            self.fields["collectivite"].widget = forms.HiddenInput()
            self.fields["collectivite"].initial = choix[0][0]


class NoteForm(Refusable):
    """The act of the pilote: where it stands, in words, with a proof."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    texte = forms.CharField(
        label="Ce qui a été fait", widget=zone(4), help_text="Une ou deux phrases suffisent.",
        error_messages={"required": "La note est vide : dites en une phrase ce qui a été fait."},
    )  # fmt: skip
    statut = StatutField()
    avancement = AvancementField()
    blocage = forms.CharField(
        label="Point de blocage",
        required=False,
        widget=zone(2),
        help_text="Demandé si la fiche est retardée ou suspendue.",
    )
    deblocage = forms.CharField(label="Ce qui débloquerait", required=False, widget=zone(2))
    fichier = forms.FileField(
        label="Preuve", required=False, help_text="25 Mo au plus : PDF, Word, Excel, image, texte.",
        widget=forms.FileInput(attrs={"accept": contenu.ACCEPTES}),
    )  # fmt: skip


class MasseForm(forms.Form):
    """What is changed on every chosen fiche; an empty field changes nothing."""

    statut = StatutField(vide="Ne pas changer")
    blocage = forms.CharField(
        label="Point de blocage",
        required=False,
        widget=zone(2),
        help_text="Demandé pour une fiche retardée ou suspendue.",
    )
    pilote = forms.CharField(label="Pilote", required=False, max_length=200, help_text="Remplace les pilotes actuels.")
    debut = DateCivileField(label="Début")
    fin = DateCivileField(label="Fin")

    def changement(self) -> dict[str, Any]:
        """What ``services.modifier_en_masse`` takes."""
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}

    def clean(self) -> dict[str, Any]:
        """Something must change."""
        donnees = super().clean() or {}
        if not any(donnees.values()) and not self.errors:
            raise forms.ValidationError("Rien à changer : remplissez au moins un champ.")
        return donnees


class DeplacementForm(forms.Form):
    """A card of the kanban that goes to another column."""

    statut = StatutField()
    version = forms.IntegerField(widget=forms.HiddenInput)
