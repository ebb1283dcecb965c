"""Forms of accounts and of the journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from jalons.application.acces import selectors
from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.socle.models import Entree
from jalons.application.territoires.models import Collectivite, Region, UniteLocale
from jalons.application.ui.champs import ChampJour

JOUR = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HabilitationForm(forms.Form):
    """A role, its level, its place, its days; only places inside the administrator's perimeter are offered."""

    role = forms.ChoiceField(label="Rôle", choices=[("", "Choisir"), *((r.value, r.libelle) for r in Role)])
    niveau = forms.ChoiceField(label="S'exerce sur")
    collectivite = forms.ModelChoiceField(Collectivite.objects.none(), label="Collectivité", required=False)
    unite = forms.ModelChoiceField(
        UniteLocale.objects.none(),
        label="Unité locale",
        required=False,
        empty_label="aucune",
        help_text="Pour un rôle limité à une unité.",
    )
    organisme = forms.CharField(
        label="Organisme gestionnaire", required=False, max_length=40, help_text="Pour un rôle limité à un organisme."
    )
    region = forms.ModelChoiceField(Region.objects.none(), label="Région", required=False)
    debut = ChampJour(label="Premier jour", widget=JOUR, help_text="Inclus.")
    fin = ChampJour(label="Dernier jour", widget=JOUR, required=False, help_text="Inclus ; vide : sans terme.")

    def __init__(self, *args: Any, codes: frozenset[str], jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = selectors.regions_couvertes(codes)
        niveaux: list[Niveau] = [n for n in Niveau if n not in (Niveau.NATION, Niveau.REGION)]
        niveaux += [Niveau.REGION] if regions else []
        niveaux += [Niveau.NATION] if selectors.nation_couverte(codes) else []
        champs: dict[str, Any] = self.fields
        champs["niveau"].choices = [(n.value, n.libelle) for n in niveaux]
        champs["niveau"].initial = Niveau.COLLECTIVITE
        champs["collectivite"].queryset = Collectivite.objects.filter(pk__in=codes)
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite__in=codes, fermee_le=None)
        champs["region"].queryset = Region.objects.filter(pk__in=regions)
        champs["debut"].initial = jour
        if len(codes) == 1:
            champs["collectivite"].initial = next(iter(codes))
            champs["collectivite"].empty_label = None
        champs["collectivite"].required = not regions
        if not regions:
            del champs["region"]

    def clean(self) -> dict[str, Any]:
        """The place that the level asks for, and no other."""
        donnees: dict[str, Any] = super().clean() or self.cleaned_data
        niveau = donnees.get("niveau")
        demande = {Niveau.REGION: "region", Niveau.UNITE: "unite", Niveau.ORGANISME: "organisme"}.get(
            Niveau(niveau or Niveau.COLLECTIVITE)
        )
        if demande and demande in self.fields and not donnees.get(demande):
            self.add_error(demande, f"Indiquez ce lieu : le rôle s'exerce sur « {Niveau(str(niveau)).libelle} ».")
        if niveau == Niveau.UNITE and donnees.get("unite"):
            donnees["collectivite"] = donnees["unite"].collectivite
        if niveau not in (Niveau.NATION, Niveau.REGION) and not donnees.get("collectivite"):
            self.add_error("collectivite", "Indiquez la collectivité où le rôle s'exerce.")
        return donnees

    def habilitation(self) -> Affectation:
        """The role described, not saved, without its agent."""
        d = self.cleaned_data
        niveau = d["niveau"]
        return Affectation(
            role=d["role"],
            niveau=niveau,
            region=d.get("region") if niveau == Niveau.REGION else None,
            collectivite=d["collectivite"] if niveau not in (Niveau.NATION, Niveau.REGION) else None,
            unite=d["unite"] if niveau == Niveau.UNITE else None,
            organisme=d["organisme"] if niveau == Niveau.ORGANISME else "",
            debut=d["debut"],
            fin=d["fin"],
        )


class ConnexionForm(AuthenticationForm):
    """Login. One sentence for a wrong address and a wrong password: it does not tell which accounts exist."""

    error_messages = {
        "invalid_login": (
            "L'adresse électronique ou le mot de passe ne convient pas. Vérifiez l'adresse et les majuscules du mot "
            "de passe ; après cinq essais, la connexion est suspendue un quart d'heure."
        ),
        "inactive": "Ce compte est fermé. Adressez-vous à l'administration de Jalons dans votre collectivité.",
    }


class CompteForm(HabilitationForm):
    """A person and a first role."""

    courriel = forms.EmailField(label="Adresse électronique", help_text="Sert d'identifiant de connexion.")
    nom = forms.CharField(label="Nom", max_length=80)
    prenom = forms.CharField(label="Prénom", max_length=80)
    fonction = forms.CharField(label="Fonction", max_length=120, required=False)


class FiltreComptesForm(forms.Form):
    """Filter of the list of accounts."""

    q = forms.CharField(label="Début du nom ou de l'adresse", required=False, max_length=80)
    role = forms.ChoiceField(
        label="Rôle", required=False, choices=[("", "tous"), *((r.value, r.libelle) for r in Role)]
    )
    statut = forms.ChoiceField(
        label="État", required=False, choices=[("", "tous"), ("actif", "actifs"), ("inactif", "fermés")]
    )

    def criteres(self) -> dict[str, str]:
        """Arguments of ``selectors.comptes``; a value that is not understood is left out."""
        self.is_valid()
        d = getattr(self, "cleaned_data", {})
        return {"texte": d.get("q", ""), "role": d.get("role", ""), "statut": d.get("statut", "")}


class FiltreJournalForm(forms.Form):
    """Filter of the journal."""

    agent = forms.CharField(label="Agent", required=False, max_length=80, help_text="Début du nom ou de l'adresse.")
    acte = forms.CharField(
        label="Acte", required=False, max_length=60, help_text="Par exemple « signé » ou « contrats »."
    )
    objet = forms.CharField(label="Objet", required=False, max_length=100, help_text="Par exemple « fiches.fiche 12 ».")
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "toutes"), *Entree.Nature.choices])
    du = ChampJour(label="Du", required=False, widget=JOUR)
    au = ChampJour(label="Au", required=False, widget=JOUR, help_text="Inclus.")

    def clean(self) -> dict[str, Any]:
        """Dates in order."""
        donnees: dict[str, Any] = super().clean() or self.cleaned_data
        du, au = donnees.get("du"), donnees.get("au")
        if du and au and au < du:
            raise ValidationError("Le dernier jour précède le premier : corrigez l'une des dates.")
        return donnees
