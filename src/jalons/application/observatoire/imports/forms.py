"""Forms of imports: deposit, filters of faults, decision, how long imports are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jalons.analyse.qualite import Severite
from jalons.analyse.qualite.relecture import OCTETS_MAXIMAUX
from jalons.application.observatoire.imports.lecture import A_TRAITER, SANS_EQUIPE, Choix
from jalons.application.observatoire.imports.models import DecisionFaute, Importation, ReglageImports
from jalons.application.observatoire.imports.televersement import FichierSurDisque
from jalons.noyau.saisie import EntreeRefusee

CORRESPONDANCE_MAXIMUM = 200_000
"""Bytes of a file of correspondences."""


class PlusieursFichiers(forms.ClearableFileInput):
    """An input that takes several files; browsers let one drop them on it."""

    allow_multiple_selected = True


class ChampFichiers(forms.FileField):
    """Every file chosen."""

    widget = PlusieursFichiers

    def clean(self, data: Any, initial: Any = None) -> list[FichierSurDisque]:
        """The files, in the order of the choice; whether each may be taken is for the service to say."""
        recus = [f for f in (data if isinstance(data, (list, tuple)) else [data]) if f]
        if not recus:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return recus


class DepotForm(forms.Form):
    """One extract: its files, its year, its regime, and a file of correspondences for another product."""

    fichiers = ChampFichiers(
        label="Fichiers de l'extraction",
        widget=PlusieursFichiers(attrs={"accept": ".xml,.csv,.xlsx,.txt", "class": "depot", "multiple": True}),
        error_messages={"required": "Aucun fichier n'est choisi : choisissez-en un, ou plusieurs."},
    )
    annee = forms.IntegerField(label="Année des événements", min_value=2005, max_value=2100)
    regime = forms.ChoiceField(
        label="Variables du fichier", required=False,
        choices=[("", "Deviner d'après le fichier"), ("2016", "OLINPE 2016"), ("2011", "OLINPE 2011")],
    )  # fmt: skip
    correspondance = forms.FileField(
        label="Fichier de correspondance (YAML)", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
        help_text="Pour le CSV d'un autre logiciel : il dit le nom de chaque champ.",
    )  # fmt: skip
    reprendre = forms.ChoiceField(label="Ou reprendre une correspondance déjà déposée", required=False)

    def __init__(self, *args: Any, connues: Sequence[tuple[str, str]] = (), limite: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["reprendre"].choices = [("", "Aucune"), *connues]  # type: ignore[attr-defined]
        self.fields["fichiers"].help_text = (
            f"Choisissez-les, ou faites-les glisser ici. {limite} au plus par dépôt ; OLINPE en XML, CSV (UTF-8) ou "
            "Excel, ou le CSV d'un autre logiciel avec sa correspondance."
        )

    def clean_correspondance(self) -> str:
        """Its text."""
        recu = self.cleaned_data.get("correspondance")
        if not recu:
            return ""
        octets = recu.read(CORRESPONDANCE_MAXIMUM + 1)
        if len(octets) > CORRESPONDANCE_MAXIMUM:
            raise forms.ValidationError("Ce fichier est trop grand pour une correspondance : 200 ko au plus.")
        try:
            return str(octets.decode("utf-8-sig"))
        except UnicodeDecodeError as erreur:
            raise forms.ValidationError("La correspondance n'est pas en UTF-8 : enregistrez-la ainsi.") from erreur


class ClasseurForm(forms.Form):
    """The workbook that a team has filled."""

    classeur = forms.FileField(
        label="Classeur rempli par une équipe (.xlsx)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text="Celui que Jalons a écrit, colonnes « Suite », « Motif » et « Nouvelle valeur » remplies.",
        error_messages={"required": "Aucun classeur n'est choisi : choisissez celui qu'une équipe vous a rendu."},
    )

    def clean_classeur(self) -> tuple[str, bytes]:
        """Its name and bytes."""
        recu = self.cleaned_data["classeur"]
        if recu.size > OCTETS_MAXIMAUX:
            raise forms.ValidationError("Ce classeur pèse plus de 50 Mo : ce n'est pas celui que Jalons a écrit.")
        return recu.name, recu.read()


class FiltreForm(forms.Form):
    """Filters of the faults; a value that is not offered is ignored, never an error."""

    controle = forms.ChoiceField(label="Contrôle", required=False)
    severite = forms.ChoiceField(
        label="Gravité", required=False, choices=[("", "Toutes"), *((s.value, s.value.capitalize()) for s in Severite)]
    )
    equipe = forms.ChoiceField(label="Équipe", required=False)
    suite = forms.ChoiceField(
        label="Suite", required=False,
        choices=[("", "Toutes"), (A_TRAITER, "À traiter"), *DecisionFaute.Suite.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, importation: Importation, **kw: Any) -> None:
        super().__init__(*args, **kw)
        resume: Mapping[str, Any] = importation.resume or {}
        trouves = [(c["controle"], f"{c['controle']} {c['libelle']}") for c in resume["controles"] if c["montrees"]]
        equipes = [(e, e) for e in resume["equipes"]]
        self.fields["controle"].choices = [("", "Tous"), *trouves]  # type: ignore[attr-defined]
        self.fields["equipe"].choices = [("", "Toutes"), *equipes, (SANS_EQUIPE, "Sans équipe")]  # type: ignore[attr-defined]

    def choix(self) -> Choix:
        """What was chosen, among what is offered."""
        self.is_valid()
        return Choix(**{nom: self.cleaned_data.get(nom) or "" for nom in self.fields})


class DecisionForm(forms.Form):
    """What becomes of a fault, or of every fault of a check."""

    suite = forms.ChoiceField(label="Suite", choices=DecisionFaute.Suite.choices, widget=forms.RadioSelect)
    apres = forms.CharField(label="Nouvelle valeur de la cellule", required=False, max_length=500, strip=True)
    motif = forms.CharField(
        label="Motif", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dix caractères au moins ; sans nom d'enfant ni d'adulte.",
    )  # fmt: skip
    vue = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, groupe: bool, rouge: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offertes = {
            "acceptee": "Acceptée : la valeur est juste, ou ne peut être mieux connue",
            "refusee": "Refusée : la ligne ne compte pas dans les chiffres",
            "reparee": "Réparée : la cellule prend une autre valeur",
        }
        if groupe:
            del offertes["reparee"], self.fields["apres"]
        if rouge:
            del offertes["acceptee"]
        self.fields["suite"].choices = list(offertes.items())  # type: ignore[attr-defined]

    def refuser(self, refus: EntreeRefusee) -> None:
        """Put each fault on its field."""
        for faute in refus.fautes:
            self.add_error(faute.lieu if faute.lieu in self.fields else None, faute.message)


class ActeForm(forms.Form):
    """What the agent had before her eyes when she acts on an import."""

    version = forms.IntegerField(min_value=0)
    remplace = forms.IntegerField(min_value=1, required=False)


class ReglageForm(forms.ModelForm):  # type: ignore[type-arg]
    """How long imports are kept."""

    class Meta:
        model = ReglageImports
        fields = ["conservation"]
