"""Forms of ``places``: filters of the offer, requests, reservations, acts on a place, the plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.forms import AuJourForm, choix, jour, types
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.places import listes
from jalons.application.places.models import OuverturePrevue
from jalons.application.territoires.models import UniteLocale
from jalons.application.ui.champs import Refusable, SurVersion

AXES = [("type", "Par type"), ("territoire", "Par territoire"), ("public", "Par public")]
OU = [("", "Partout"), ("dedans", "Dans le département"), ("dehors", "Hors du département")]
SEXES = [("", "Tous"), ("F", "Une fille"), ("M", "Un garçon")]
PARTS = [("entiere", "Place entière"), ("moitie", "Place partagée avec un autre enfant")]
DUREE_RESERVATION = timedelta(days=7)
"""What the form of a reservation proposes; the desk changes it."""


class FiltreForm(AuJourForm):
    """Filters of the offer; a value that is not offered is ignored, never an error."""

    par = forms.ChoiceField(label="Regrouper", choices=AXES, required=False)
    type = forms.ChoiceField(label="Type", required=False)
    public = forms.ChoiceField(label="Public", required=False)
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Tous"
    )
    age = forms.IntegerField(label="Âge de l'enfant", required=False, min_value=0, max_value=25)
    sexe = forms.ChoiceField(label="Pour", choices=SEXES, required=False)
    ou = forms.ChoiceField(label="Où", choices=OU, required=False)
    libres = forms.BooleanField(label="Unités avec une place libre seulement", required=False)

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Tous")
        champs["public"].choices = choix(nomenclatures.publics(), "Tous")
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id__in=codes, fermee_le=None)

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.filtrer``."""
        self.is_valid()
        lus = {c: v for c, v in self.cleaned_data.items() if v not in ("", None) and c not in ("par", "libres", "au")}
        noms = {"type": "genre"}
        return {noms.get(c, c): v.pk if c == "territoire" else v for c, v in lus.items()}

    @property
    def axe(self) -> str:
        """How the offer is grouped."""
        self.is_valid()
        return str(self.cleaned_data.get("par") or "type")

    @property
    def seulement_libres(self) -> bool:
        """Whether full units are left out."""
        self.is_valid()
        return bool(self.cleaned_data.get("libres"))


class DemandeForm(Refusable):
    """A place sought."""

    type = forms.ChoiceField(label="Type de place")
    public = forms.ChoiceField(label="Public")
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire souhaité", required=False, empty_label="Indifférent"
    )
    demandee_le = jour("Demandée le")
    pour_le = jour("Pour le", required=False, help_text="Vide : dès que possible.")
    duree_prevue_jours = forms.IntegerField(
        label="Durée prévue, en jours", required=False, min_value=1, max_value=8000, help_text="Vide : non connue."
    )
    fratrie_ensemble = forms.BooleanField(label="Avec ses frères et sœurs qui attendent aussi", required=False)
    fratrie_obligatoire = forms.BooleanField(
        label="Sa fratrie ne se sépare pas", required=False, help_text="Tous ensemble, ou aucune proposition."
    )

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Choisissez")
        champs["public"].choices = list(nomenclatures.publics().items())
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)


class RetirerForm(SurVersion):
    """A request withdrawn."""


class ReserverForm(Refusable):
    """A place kept for a child."""

    du = jour("À partir du")
    jusqu_au = jour("Dernier jour de la réservation", help_text="Inclus : après lui, la place redevient libre.")
    part = forms.ChoiceField(label="Place", choices=PARTS)
    au_dela = forms.BooleanField(label="Au-delà des places ouvertes, dans le plafond accepté", required=False)
    motif = forms.CharField(label="Pourquoi ce lieu", max_length=200, required=False)

    def __init__(self, *args: Any, premiere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["motif"]
        champ.required = not premiere
        champ.help_text = (
            "Facultatif : c'est la première proposition." if premiere
            else "Ce n'est pas la première proposition : la raison est gardée avec la décision."
        )  # fmt: skip

    @staticmethod
    def depart(au: date) -> dict[str, Any]:
        """What it starts with."""
        return {"du": au, "jusqu_au": au + DUREE_RESERVATION, "part": "entiere"}


class RefuserForm(Refusable):
    """A place refused."""

    unite = forms.ModelChoiceField(
        UniteAccueil.objects.none(), label="Unité", required=False, empty_label="Aucune place à proposer"
    )
    par_qui = forms.ChoiceField(label="Refusée par", choices=[("", "Choisissez"), *listes.REFUSENT.items()])
    motif = forms.ChoiceField(label="Raison", choices=[("", "Choisissez"), *listes.RAISONS.items()])
    le = jour("Le")

    def __init__(self, *args: Any, unites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offrir(self, unites)


def _offrir(formulaire: forms.Form, unites: Any) -> None:
    """Let these units be chosen, by the name of their establishment."""
    champs: dict[str, Any] = formulaire.fields
    champs["unite"].queryset = unites.select_related("etablissement").order_by("etablissement__nom", "nom")
    champs["unite"].label_from_instance = lambda u: f"{u.etablissement}, {u.nom}"


class JourForm(SurVersion):
    """An act that only has a day."""

    le = jour("Le")


class PartirForm(SurVersion):
    """A departure."""

    le = jour("Parti le", help_text="La place est libre dès ce jour.")
    motif = forms.ChoiceField(label="Raison", choices=[("", "Choisissez"), *listes.DEPARTS.items()])
    cause = forms.ChoiceField(
        label="Pourquoi une réorientation", required=False, choices=[("", "Sans objet"), *listes.CAUSES.items()],
        help_text="Seulement pour une réorientation : la page des places manquantes compte ces raisons.",
    )  # fmt: skip


class AccueillirForm(Refusable):
    """A child who arrives without a reservation."""

    unite = forms.ModelChoiceField(UniteAccueil.objects.none(), label="Unité", empty_label="Choisissez")
    le = jour("Arrivé le")
    part = forms.ChoiceField(label="Place", choices=PARTS)
    relais = forms.BooleanField(
        label="Relais ou répit : l'enfant garde son autre place", required=False,
        help_text="Sa demande de place, s'il en a une, reste ouverte.",
    )  # fmt: skip
    au_dela = forms.BooleanField(label="Au-delà des places ouvertes, dans le plafond accepté", required=False)

    def __init__(self, *args: Any, unites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offrir(self, unites)


class AbsenceForm(SurVersion):
    """A child away."""

    du = jour("Absent depuis le")
    motif = forms.ChoiceField(label="Raison", choices=[("", "Choisissez"), *listes.ABSENCES.items()])


class AnnulerForm(SurVersion):
    """Why it is taken back."""

    motif = forms.CharField(
        label="Pourquoi", max_length=200, help_text="Par exemple : saisie deux fois, place refusée."
    )


class IndisponiblesForm(Refusable):
    """Places out of use."""

    nombre = forms.IntegerField(label="Places", min_value=1, max_value=500)
    motif = forms.ChoiceField(label="Raison", choices=[("", "Choisissez"), *listes.INDISPONIBLES.items()])
    du = jour("À partir du")
    jusqu_au = jour("Dernier jour", required=False, help_text="Inclus ; vide s'il n'est pas connu.")


class OuvertureForm(SurVersion):
    """A line of the plan of openings."""

    plan = forms.CharField(label="Plan", max_length=120)
    type = forms.ChoiceField(label="Type")
    public = forms.ChoiceField(label="Public")
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Territoire non précisé"
    )
    annee = forms.IntegerField(label="Année d'ouverture", min_value=2000, max_value=2100)
    places = forms.IntegerField(label="Places prévues", min_value=1, max_value=2000)
    ouvertes = forms.IntegerField(label="Dont déjà ouvertes", min_value=0, max_value=2000, initial=0)
    precision = forms.CharField(label="Précision", max_length=150, required=False)

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Choisissez")
        champs["public"].choices = list(nomenclatures.publics().items())
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)

    @classmethod
    def depart(cls, ouverture: OuverturePrevue) -> dict[str, Any]:
        """What it starts with; version 0 for a new line."""
        noms = [n for n in cls.base_fields if n != "version"]
        valeurs = {n: getattr(ouverture, f"{n}_id", None) or getattr(ouverture, n, None) for n in noms}
        return valeurs | {"version": ouverture.version if ouverture.pk else 0}

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service."""
        lus = dict(self.cleaned_data)
        return lus | {"version": lus["version"] or None}


class ExclureForm(Refusable):
    """An establishment that is not for this child."""

    etablissement = forms.ModelChoiceField(
        Etablissement.objects.none(), label="Établissement", empty_label="Choisissez"
    )
    motif = forms.CharField(label="Pourquoi", max_length=200)
    depuis = jour("Depuis le")
    jusqu_au = jour("Jusqu'au", required=False, help_text="Inclus ; vide : sans terme.")

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["etablissement"].queryset = Etablissement.objects.filter(collectivite_id=collectivite).order_by("nom")
