"""Forms of the sections of a fiche, edited in place one by one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from jalons.application.acces.models import Agent
from jalons.application.fiches.champs import AvancementField, DateCivileField, StatutField, jour, zone
from jalons.application.fiches.models import Cadre, Fiche, Intervenant, Rubrique
from jalons.application.indicateurs.models import Indicateur
from jalons.application.ui.champs import ChampJour, Refusable


class TitreForm(Refusable):
    """Title and nature."""

    titre = forms.CharField(label="Titre", max_length=300)
    nature_depense = forms.TypedChoiceField(
        label="Nature", required=False, empty_value=None, choices=[("", "Non précisée"), *Fiche.NatureDepense.choices]
    )


class ObjetForm(Refusable):
    """Object, public and findings."""

    objet = forms.CharField(label="Objet", required=False, widget=zone(), help_text="Ce que l'action change.")
    public = forms.CharField(label="Public visé", required=False, widget=zone(3))
    constats = forms.CharField(label="Éléments de constat", required=False, widget=zone())


class CalendrierForm(Refusable):
    """Dates, and the calendar in words."""

    debut = DateCivileField(label="Début")
    fin = DateCivileField(label="Fin")
    calendrier = forms.CharField(label="Calendrier, en mots", required=False, widget=zone(3))


class FinancementsForm(Refusable):
    """Funding in words; amounts are in ``finances``."""

    financements = forms.CharField(
        label="Financements, en mots", required=False, widget=zone(3), help_text="Les montants se saisissent à part."
    )


class SuiviForm(Refusable):
    """Status, progress, what blocks."""

    statut = StatutField()
    avancement = AvancementField()
    blocage = forms.CharField(label="Point de blocage", required=False, widget=zone(2))
    deblocage = forms.CharField(label="Ce qui débloquerait", required=False, widget=zone(2))
    rappel_le = ChampJour(label="Me le rappeler le", required=False, widget=jour())


class LigneForm(forms.Form):
    """A line of a list; ``id`` ties it to its row."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class IntervenantLigne(LigneForm):
    """Who takes part."""

    role = forms.ChoiceField(label="Rôle", choices=Intervenant.Role.choices, initial="pilote")
    nom = forms.CharField(label="Service ou organisme", max_length=200)
    agent = forms.TypedChoiceField(label="Compte Jalons", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, agents: list[Agent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agent"].choices = [("", "Aucun"), *((str(a.pk), str(a)) for a in agents)]  # type: ignore[attr-defined]


class ActionLigne(LigneForm):
    """A numbered action."""

    numero = forms.IntegerField(label="N°", min_value=1, max_value=999)
    titre = forms.CharField(label="Action", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    statut = StatutField(initial="inconnu")
    debut = DateCivileField(label="Début", help_text="")
    fin = DateCivileField(label="Fin", help_text="")


class EtapeLigne(LigneForm):
    """A step of an action."""

    texte = forms.CharField(label="Étape", max_length=500, required=False)
    niveau = forms.TypedChoiceField(label="Niveau", coerce=int, choices=[(1, "Étape"), (2, "Détail")], initial=1)
    prevue_le = DateCivileField(label="Prévue le", help_text="")
    faite_le = DateCivileField(label="Faite le", help_text="")


class ResultatLigne(LigneForm):
    """An expected result."""

    texte = forms.CharField(label="Résultat attendu", max_length=500)


class LienLigne(LigneForm):
    """A link."""

    vers = forms.TypedChoiceField(label="Fiche liée", required=False, coerce=int, empty_value=None)
    texte = forms.CharField(label="Ou en mots", max_length=300, required=False)

    def __init__(self, *args: Any, fiches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vers"].choices = [("", "Aucune"), *((str(pk), titre) for pk, titre in fiches)]  # type: ignore[attr-defined]


def lignes(formulaire: type[LigneForm]) -> type[BaseFormSet[Any]]:
    """A list of ``formulaire`` with two empty lines; a line left empty is ignored, a line ticked is taken away."""
    return formset_factory(formulaire, extra=2, can_delete=True, max_num=200, absolute_max=300, validate_max=True)


class IndicateursForm(Refusable):
    """Indicators that measure the fiche."""

    indicateurs = forms.ModelMultipleChoiceField(
        Indicateur.objects.none(), label="Indicateurs", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choix: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicateurs"].queryset = choix  # type: ignore[attr-defined]


class PlacementForm(Refusable):
    """A frame to add, or a place to leave."""

    cadre = forms.ModelChoiceField(Cadre.objects.none(), label="Contrat ou schéma", required=False, empty_label="Aucun")
    rubrique = forms.ModelChoiceField(
        Rubrique.objects.none(), label="Engagement ou objectif", required=False, empty_label="Aucun",
        help_text="Une rubrique du contrat ou du schéma choisi.",
    )  # fmt: skip
    numero = forms.IntegerField(label="Numéro dans ce cadre", required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, cadres: Any, rubriques: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = cadres  # type: ignore[attr-defined]
        self.fields["rubrique"].queryset = rubriques  # type: ignore[attr-defined]
        self.fields["rubrique"].label_from_instance = lambda r: f"{r.cadre.titre} : {r}"  # type: ignore[attr-defined]
