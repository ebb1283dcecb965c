"""Forms of the search: weights, what a unit offers, plan of the day, simulation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from jalons.appariement.poids import Poids
from jalons.appariement.regles import REGLES
from jalons.application.enfants.nomenclature_besoins import besoins
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.forms import choix, types
from jalons.application.places.models import OffreUnite, PoidsDesVoeux
from jalons.application.places.recherche.poids import TEXTES, Reglage, lire, reglages
from jalons.application.territoires.models import UniteLocale
from jalons.application.ui.champs import ChampNombre, Refusable, SurVersion

OUI_NON = [("accepter", "Accepter : une place est réservée une semaine"), ("refuser", "Refuser")]


class PoidsForm(SurVersion):
    """Every weight, with its bounds; those of Jalons are said beside it."""

    def __init__(self, *args: Any, poids: Poids, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for r in reglages(poids):
            self.fields[r.nom] = _champ(r)
            self.initial.setdefault(r.nom, list(r.valeur) if isinstance(r.valeur, tuple) else r.valeur)

    @classmethod
    def ouvrir(cls, recu: Any, ligne: PoidsDesVoeux | None) -> PoidsForm:
        """The form over the weights of a département; version 0 when it has none of its own."""
        initial = {"version": ligne.version if ligne else 0}
        return cls(recu, poids=lire(ligne.poids if ligne else {}), initial=initial)

    def poids(self) -> dict[str, Any]:
        """The weights typed."""
        lus = {nom: self.cleaned_data[nom] for nom in TEXTES}
        return {nom: float(v) if isinstance(v, Decimal) else v for nom, v in lus.items()}


def _champ(r: Reglage) -> forms.Field:
    aide = f"Jalons : {r.texte_national}."
    if isinstance(r.valeur, tuple):
        return forms.MultipleChoiceField(
            label=r.libelle, required=False, widget=forms.CheckboxSelectMultiple, help_text=aide,
            choices=[(regle.code, regle.libelle) for regle in REGLES],
        )  # fmt: skip
    if isinstance(r.valeur, Decimal):
        return ChampNombre(label=r.libelle, help_text=aide)
    return forms.IntegerField(
        label=r.libelle, help_text=aide, min_value=r.champ.minimum, max_value=r.champ.maximum
    )  # fmt: skip


class OffreUniteForm(SurVersion):
    """What a unit offers beyond its authorisation."""

    besoins_connus = forms.BooleanField(
        label="La liste ci-dessous est complète", required=False,
        help_text="Sinon, ce que l'unité offre reste « à vérifier » pour chaque enfant.",
    )  # fmt: skip
    besoins = forms.MultipleChoiceField(
        label="Ce que l'unité offre", required=False, widget=forms.CheckboxSelectMultiple
    )
    maison = forms.CharField(
        label="Maison", required=False, max_length=60,
        help_text="Donnez le même nom aux unités d'une même maison : les enfants y vivent ensemble.",
    )  # fmt: skip
    sejour_max_jours = forms.IntegerField(
        label="Séjour le plus long, en jours",
        required=False,
        min_value=1,
        max_value=8000,
        help_text="Vide : sans limite.",
    )
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90, help_text="Vide : celle de l'établissement."
    )
    longitude = forms.FloatField(label="Longitude", required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["besoins"].choices = list(besoins().items())

    @classmethod
    def depart(cls, offre: OffreUnite | None) -> dict[str, Any]:
        """What it starts with; version 0 when nothing was ever said."""
        if offre is None:
            return {"version": 0}
        return {nom: getattr(offre, nom) for nom in cls.base_fields}


class PlanDuJourForm(Refusable):
    """How the plan is asked for."""

    garder = forms.BooleanField(label="Changer le moins possible le dernier plan", required=False)
    changements = forms.IntegerField(
        label="Changements, au plus", required=False, min_value=0, max_value=2000, help_text="Vide : selon les poids."
    )


class DeciderForm(Refusable):
    """What a person makes of a line of the plan."""

    reponse = forms.ChoiceField(label="Décision", choices=OUI_NON, widget=forms.RadioSelect)
    motif = forms.CharField(label="Pourquoi", max_length=200, required=False, help_text="Nécessaire pour un refus.")


class SimulationForm(Refusable):
    """Places to add to see, or the whole plan of openings until a year."""

    type = forms.ChoiceField(label="Type", required=False)
    places = forms.IntegerField(label="Places ajoutées", required=False, min_value=1, max_value=2000)
    public = forms.ChoiceField(label="Public", required=False)
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Sans territoire"
    )
    age_min = forms.IntegerField(label="Âge le plus bas", required=False, min_value=0, max_value=25)
    age_max = forms.IntegerField(label="Âge le plus haut", required=False, min_value=0, max_value=25)
    jusqu_en = forms.IntegerField(
        label="Ou le plan d'ouverture jusqu'en", required=False, min_value=2000, max_value=2100,
        help_text="Toutes ses lignes jusqu'à la fin de cette année, places déjà ouvertes ôtées.",
    )  # fmt: skip

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Choisissez")
        champs["public"].choices = list(nomenclatures.publics().items())
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)

    def clean(self) -> None:
        """One thing or the other."""
        super().clean()
        lus = self.cleaned_data
        if not lus.get("jusqu_en"):
            for champ, phrase in (("type", "Choisissez un type."), ("places", "Dites combien de places.")):
                if not lus.get(champ):
                    self.add_error(champ, f"{phrase} Ou donnez l'année du plan d'ouverture.")
        bas, haut = lus.get("age_min"), lus.get("age_max")
        if bas is not None and haut is not None and bas > haut:
            self.add_error("age_max", "L'âge le plus haut précède le plus bas : inversez-les.")
