"""Forms of ``mesures``: filters of the list, a decision, each act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.mesures import rules
from jalons.application.mesures.models import Mesure
from jalons.application.territoires.models import UniteLocale
from jalons.application.ui.champs import ChampJour, Refusable, SurVersion
from jalons.droit.mesures import Nature, familles

TRISTATE = [("", "Inconnu"), ("oui", "Oui"), ("non", "Non")]
LIBELLES_ETAT = {
    rules.EN_ATTENTE: "En attente de début", rules.EN_COURS: "En cours", rules.ECHUE: "Échue, non renouvelée",
    rules.TERMINEE: "Terminée", rules.ANNULEE: "Annulée",
}  # fmt: skip


def jour(libelle: str, **options: Any) -> ChampJour:
    """A day."""
    return ChampJour(label=libelle, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def oui_non(libelle: str, aide: str) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=libelle, choices=TRISTATE, required=False, empty_value=None, coerce=lambda v: v == "oui", help_text=aide
    )


def choix_natures() -> list[tuple[str, list[tuple[str, str]]]]:
    """Kinds by heading of the catalogue."""
    return [(titre, [(n.code, n.libelle) for n in liste]) for titre, liste in familles()]


class FiltreForm(forms.Form):
    """Filters of the list; a value that is not offered is ignored, never an error."""

    nature = forms.ChoiceField(label="Mesure", required=False)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous, sauf annulées"), *LIBELLES_ETAT.items()]
    )
    service = forms.ChoiceField(label="Service", required=False)
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité", required=False, empty_label="Toutes")
    referent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, codes: Iterable[str], services: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["nature"].choices = [("", "Toutes"), *choix_natures()]
        champs["service"].choices = [("", "Tous"), *((s, s) for s in services)]
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id__in=list(codes), fermee_le=None)

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.filtrer``."""
        self.is_valid()
        lus = {c: v for c, v in self.cleaned_data.items() if v}
        if "unite" in lus:
            lus["unite"] = lus["unite"].pk
        return lus


class ActeForm(SurVersion):
    """An act on a measure: it knows the version it started from."""


class DecisionForm(Refusable):
    """A decision, and what is known around it."""

    nature = forms.ChoiceField(label="Mesure")
    origine = forms.ChoiceField(label="Origine", choices=Mesure.Origine.choices, required=False)
    accord_le = jour(
        "Accord ou demande recueilli le", required=False,
        help_text="Obligatoire pour une mesure administrative ou une prestation, hors urgence.",
    )  # fmt: skip
    decidee_le = jour("Décidée le", required=False)
    decision_inconnue = forms.BooleanField(label="Le jour de la décision est inconnu", required=False)
    reference = forms.CharField(label="Référence de la décision", required=False, max_length=60)
    terme_le = jour("Terme fixé par la décision", required=False, help_text="Inclus ; vide s'il n'est pas dit.")
    rapport_le = jour("Rapport demandé par le juge pour le", required=False)
    difficultes_chroniques = oui_non(
        "Difficultés graves, sévères et chroniques", "Si le juge s'y fonde pour placer au-delà de deux ans."
    )
    statut_a_examiner = oui_non(
        "Risque de délaissement ou statut inadapté", "Pour un enfant confié : la commission en est saisie."
    )
    suite_de = forms.ModelChoiceField(
        Mesure.objects.none(), label="Fait suite à", required=False, empty_label="Aucune mesure"
    )
    service = forms.CharField(
        label="Service chargé de la mesure",
        required=False,
        max_length=120,
        widget=forms.TextInput({"list": "services"}),
    )
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité locale", required=False)
    debut_le = jour("Déjà commencée le", required=False, help_text="Vide si elle attend de commencer.")
    debut_heure = forms.TimeField(
        label="À", required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="Pour un accueil compté en heures.",
    )  # fmt: skip

    def __init__(self, *args: Any, enfant: Any, natures: Iterable[Nature] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["nature"].choices = [("", "Choisissez"), *choix_natures()]
        champs["suite_de"].queryset = Mesure.objects.filter(enfant=enfant, annulee_le=None)
        connues = {n.code: n.libelle for n in natures}
        champs["suite_de"].label_from_instance = lambda m: f"{connues.get(m.nature, m.nature)} ({m.numero})"
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id=enfant.collectivite_id, fermee_le=None)

    def clean(self) -> dict[str, Any]:
        """A decision has a day, or says that it is not known."""
        lus: dict[str, Any] = super().clean() or {}
        if not lus.get("decidee_le") and not lus.get("decision_inconnue") and "decidee_le" not in self.errors:
            self.add_error("decidee_le", "Indiquez le jour de la décision, ou cochez qu'il est inconnu.")
        return lus

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of ``services.decider``."""
        lus = dict(self.cleaned_data)
        inconnue, heure = lus.pop("decision_inconnue"), lus.pop("debut_heure")
        lus["decidee_le"] = None if inconnue else lus["decidee_le"]
        lus["origine"] = lus["origine"] or Mesure.Origine.INCONNUE
        return lus | {"debut_instant": instant(lus["debut_le"], heure)}


class NotifierForm(ActeForm):
    """The day of the notification."""

    notifiee_le = jour("Notifiée le")


class DemarrerForm(ActeForm):
    """The day, and the hour when deadlines are in hours."""

    debut_le = jour("Commencée le", help_text="Premier jour d'exercice effectif, non celui de la décision.")
    debut_heure = forms.TimeField(label="À", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    service = forms.CharField(label="Service chargé de la mesure", required=False, max_length=120)

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service."""
        lus = dict(self.cleaned_data)
        return lus | {"debut_instant": instant(lus["debut_le"], lus.pop("debut_heure"))}


class RenouvelerForm(ActeForm):
    """The new decision."""

    decide_le = jour("Décidé le")
    accord_le = jour("Accord ou demande recueilli le", required=False)
    terme_le = jour("Nouveau terme", required=False, help_text="Inclus.")
    reference = forms.CharField(label="Référence de la décision", required=False, max_length=60)
    rapport_le = jour("Rapport demandé par le juge pour le", required=False)


class AffecterForm(ActeForm):
    """Who carries it out."""

    service = forms.CharField(label="Service chargé de la mesure", required=False, max_length=120)
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité locale", required=False)
    referent = forms.ModelChoiceField(Agent.objects.none(), label="Référent de la mesure", required=False)
    depuis = jour("Suit l'enfant depuis le")

    def __init__(self, *args: Any, unites: Any, agents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["unite"].queryset, champs["referent"].queryset = unites, agents


class TerminerForm(ActeForm):
    """The last day and the reason."""

    fin_le = jour("Terminée le")
    motif_fin = forms.ChoiceField(label="Raison")

    def __init__(self, *args: Any, nature: Nature | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fins = nature.fins if nature else ()
        self.fields["motif_fin"].choices = [("", "Choisissez"), *((f.code, f.libelle) for f in fins)]  # type: ignore[attr-defined]


class AnnulerForm(ActeForm):
    """Why it is taken back."""

    motif = forms.CharField(label="Pourquoi annuler", max_length=200, help_text="Par exemple : saisie deux fois.")


def instant(le: Any, heure: Any) -> Any:
    """The moment of a day and an hour of the département; ``None`` when one is missing."""
    return timezone.make_aware(datetime.combine(le, heure)) if le and heure else None
