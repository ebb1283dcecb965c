"""Forms of contracts, evaluations, adverse events and of the acts on a promise."""

from __future__ import annotations

from typing import Any

from django import forms

from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.forms import FicheForm, choix, jour, oui_non
from jalons.application.etablissements.models import (
    ActionAmelioration,
    Cpom,
    Engagement,
    Etablissement,
    Evaluation,
    EvenementIndesirable,
)
from jalons.application.ui.champs import SurVersion

SANS_NOM = "Les faits seulement : aucun nom, aucun prénom."


def texte(libelle: str, longueur: int, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=libelle, max_length=longueur, widget=forms.Textarea(attrs={"rows": 3}), **options)


def cases(libelle: str, liste: str, **options: Any) -> forms.MultipleChoiceField:
    """Boxes of one of the short lists."""
    return forms.MultipleChoiceField(
        label=libelle, required=False, choices=list(nomenclatures.liste(liste).items()),
        widget=forms.CheckboxSelectMultiple, **options,
    )  # fmt: skip


class CpomForm(FicheForm):
    """A contract of a managing body."""

    intitule = forms.CharField(label="Intitulé", max_length=150)
    parties = cases("Signataires, avec l'organisme", "parties_cpom")
    etablissements = forms.ModelMultipleChoiceField(
        Etablissement.objects.none(), label="Établissements du contrat", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un établissement."},
    )  # fmt: skip
    signe_le = jour("Signé le", required=False, help_text="Vide : en négociation.")
    debut_le = jour("Prend effet le")
    fin_le = jour("Finit le", help_text="Dernier jour, inclus.")

    def __init__(self, *args: Any, cpom: Cpom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["etablissements"].queryset = Etablissement.objects.filter(organisme_id=cpom.organisme_id)

    @staticmethod
    def depart(cpom: Cpom) -> dict[str, Any]:
        """What the form starts with."""
        couverts = list(cpom.couverts.values_list("etablissement_id", flat=True)) if cpom.pk else []
        noms = ("intitule", "parties", "signe_le", "debut_le", "fin_le")
        return {n: getattr(cpom, n) for n in noms} | {
            "etablissements": couverts, "version": cpom.version if cpom.pk else 0,
        }  # fmt: skip


class EngagementForm(FicheForm):
    """A commitment of a contract."""

    libelle = forms.CharField(label="Engagement", max_length=300)
    etablissement = forms.ModelChoiceField(
        Etablissement.objects.none(), label="Établissement", required=False, empty_label="Tous ceux du contrat"
    )
    terme = jour("À tenir pour le", required=False, help_text="Vide : sans terme, donc sans échéance.")

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        couverts = Etablissement.objects.filter(couvertures__cpom_id=engagement.cpom_id)
        champs["etablissement"].queryset = couverts


class ActionForm(FicheForm):
    """An action of an improvement plan."""

    libelle = forms.CharField(label="Action", max_length=300)
    critere = forms.CharField(label="Critère du référentiel", max_length=60, required=False)
    terme = jour("À mener pour le", required=False, help_text="Vide : sans terme, donc sans échéance.")


class TermeForm(SurVersion):
    """Held, given up or open again."""

    acte = forms.ChoiceField(label="Ce qui se passe")
    le = jour("Le", required=False)
    preuve = forms.CharField(
        label="Ce qui le prouve, ou pourquoi c'est abandonné", max_length=300, required=False,
        help_text="Par exemple : compte rendu du 3 mars. Inutile pour rouvrir.",
    )  # fmt: skip

    def __init__(self, *args: Any, possibles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["acte"].choices = possibles


class EvaluationForm(FicheForm):
    """An evaluation done."""

    realisee_le = jour("Réalisée le", help_text="Dernier jour de la visite.")
    transmise_le = jour("Rapport transmis le", required=False)
    evaluateur = forms.CharField(label="Organisme évaluateur", max_length=150, required=False)
    synthese = texte("Ce qu'elle conclut", 1000, required=False, help_text=SANS_NOM)


class EvenementForm(FicheForm):
    """An adverse event: never who."""

    categorie = forms.ChoiceField(label="Catégorie")
    survenu_le = jour("Survenu le")
    declare_le = jour("Déclaré au département le", required=False, help_text="Vide : pas encore déclaré.")
    oral = oui_non("Déclaré d'abord oralement")
    ecrit_le = jour("Confirmé par écrit le", required=False)
    enfants_concernes = forms.IntegerField(
        label="Enfants concernés", required=False, min_value=0, max_value=500,
        help_text="Leur nombre seulement. Vide : inconnu.",
    )  # fmt: skip
    consequences = cases("Conséquences", "consequences")
    description = texte("Ce qui s'est passé", 1000, required=False, help_text=SANS_NOM)
    mesures_prises = texte("Mesures prises", 1000, required=False, help_text=SANS_NOM)
    clos_le = jour("Suivi clos le", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["categorie"].choices = choix(nomenclatures.liste("evenements_indesirables"), "Choisissez")


class FiltreEvenementsForm(forms.Form):
    """Filters of the list of adverse events; a value that is not offered is ignored."""

    categorie = forms.ChoiceField(
        label="Catégorie", required=False, choices=choix(nomenclatures.liste("evenements_indesirables"), "Toutes")
    )
    suivi = forms.ChoiceField(
        label="Suivi", required=False, choices=[("", "Tous"), ("ouvert", "En cours"), ("non_declare", "Non déclarés")]
    )
    annee = forms.IntegerField(label="Année", required=False, min_value=1990, max_value=2100)

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``suivi.filtrer_evenements``."""
        self.is_valid()
        return {c: v for c, v in self.cleaned_data.items() if v}


def depart_ligne(
    objet: Engagement | ActionAmelioration | Evaluation | EvenementIndesirable, formulaire: type[FicheForm]
) -> dict[str, Any]:
    """What a form of these rows starts with; version 0 when it is new."""
    noms = [n for n in formulaire.base_fields if n != "version"]
    valeurs = {n: getattr(objet, f"{n}_id", None) or getattr(objet, n, None) for n in noms}
    valeurs = {n: {True: "oui", False: "non"}[v] if isinstance(v, bool) else v for n, v in valeurs.items()}
    return valeurs | {"version": objet.version if objet.pk else 0}
