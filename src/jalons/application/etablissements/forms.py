"""Forms of ``etablissements``: filters, bodies, establishments, units, acts, facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jalons.application.etablissements import constats, nomenclatures, rules
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.models.lieux import FINESS, SIREN
from jalons.application.territoires.models import Commune, UniteLocale
from jalons.application.ui.champs import ChampDate, ChampJour, Refusable, SurVersion

TRISTATE = [("", "Inconnu"), ("oui", "Oui"), ("non", "Non")]


def jour(libelle: str, **options: Any) -> ChampJour:
    """A day."""
    return ChampJour(label=libelle, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def oui_non(libelle: str) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=libelle, choices=TRISTATE, required=False, empty_value=None, coerce=lambda v: v == "oui"
    )


def en_texte(valeur: Any) -> Any:
    """A value as the field of a form starts with it."""
    return {True: "oui", False: "non"}.get(valeur, valeur) if isinstance(valeur, bool) else valeur


def choix(libelles: dict[str, str], vide: str) -> list[tuple[str, str]]:
    """Options of a list, the empty one first."""
    return [("", vide), *libelles.items()]


def types() -> dict[str, str]:
    """Types of units by code."""
    return {t.code: t.libelle for t in nomenclatures.types().values()}


class AuJourForm(forms.Form):
    """The day on which places are read; one that cannot be read is ignored."""

    au = jour("Places le", required=False, help_text="Vide : aujourd'hui.")

    def lu(self, aujourd_hui: date) -> date:
        """The day asked for, else today."""
        self.is_valid()
        return self.cleaned_data.get("au") or aujourd_hui if self.is_bound else aujourd_hui


class FiltreForm(AuJourForm):
    """Filters of the list; a value that is not offered is ignored, never an error."""

    texte = forms.CharField(label="Nom ou numéro FINESS", required=False, max_length=80)
    type = forms.ChoiceField(label="Type d'unité", required=False)
    categorie = forms.ChoiceField(label="Catégorie", required=False)
    organisme = forms.ModelChoiceField(Organisme.objects.none(), label="Organisme", required=False, empty_label="Tous")
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Tous"
    )

    def __init__(self, *args: Any, organismes: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Tous")
        champs["categorie"].choices = choix(nomenclatures.categories(), "Toutes")
        champs["organisme"].queryset = organismes
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id__in=codes, fermee_le=None)

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.filtrer``."""
        self.is_valid()
        lus = {c: v for c, v in self.cleaned_data.items() if v and c != "au"}
        lus = {c: v.pk if c in ("organisme", "territoire") else v for c, v in lus.items()}
        return {"genre" if c == "type" else c: v for c, v in lus.items()}


class FicheForm(SurVersion):
    """A form that edits a row, new or not: a new one has version 0."""

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service, the version among them."""
        lus = dict(self.cleaned_data)
        return lus | {"version": lus["version"] or None}


class OrganismeForm(FicheForm):
    """A managing body."""

    nom = forms.CharField(label="Nom", max_length=150)
    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Court, sans espace : c'est lui que portent les habilitations de ses agents.",
    )
    nature = forms.ChoiceField(label="Nature", choices=Organisme.Nature.choices)
    siren = forms.CharField(label="SIREN", max_length=9, required=False, validators=[SIREN])


class EtablissementForm(FicheForm):
    """An establishment."""

    nom = forms.CharField(label="Nom", max_length=150)
    organisme = forms.ModelChoiceField(Organisme.objects.none(), label="Organisme gestionnaire")
    finess = forms.CharField(label="Numéro FINESS", max_length=9, required=False, validators=[FINESS])
    categorie = forms.ChoiceField(label="Catégorie FINESS", required=False)
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Territoire", required=False)
    commune = forms.CharField(label="Commune (code INSEE)", max_length=5, required=False)
    hors_departement = forms.CharField(
        label="Hors du département", max_length=60, required=False,
        help_text="Vide : dans le département. Sinon où : un code de département, « Belgique »…",
    )  # fmt: skip
    latitude = forms.FloatField(label="Latitude", required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label="Longitude", required=False, min_value=-180, max_value=180)
    habilite_ase = oui_non("Habilité à l'aide sociale à l'enfance")
    habilite_pjj = oui_non("Habilité par la protection judiciaire de la jeunesse")
    tarifie_ars = oui_non("Cofinancé par l'ARS")

    def __init__(self, *args: Any, organismes: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["organisme"].queryset = organismes
        champs["categorie"].choices = choix(nomenclatures.categories(), "Inconnue")
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)

    def clean_commune(self) -> Commune | None:
        """The commune of that code."""
        code = self.cleaned_data["commune"].strip().upper()
        if not code:
            return None
        trouvee = Commune.objects.filter(pk=code).first()
        if trouvee is None:
            phrase = (
                f"Aucune commune n'a le code « {code} » : écrivez les cinq caractères du code INSEE, ou laissez vide."
            )
            raise forms.ValidationError(phrase)
        return trouvee


class UniteForm(FicheForm):
    """A unit; its places come from its acts."""

    nom = forms.CharField(label="Nom", max_length=120)
    type = forms.ChoiceField(label="Type")
    public = forms.ChoiceField(label="Public")
    sexe = forms.ChoiceField(label="Sexe", choices=UniteAccueil.Sexe.choices)
    age_min = forms.IntegerField(label="Âge minimum", required=False, min_value=0, max_value=25, help_text="Inclus.")
    age_max = forms.IntegerField(label="Âge maximum", required=False, min_value=0, max_value=25, help_text="Inclus.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Choisissez")
        champs["public"].choices = list(nomenclatures.publics().items())


class ActeForm(Refusable):
    """An act on the places of a unit."""

    nature = forms.ChoiceField(
        label="Nature", choices=[("", "Choisissez"), *((c, rules.NATURES[c].libelle) for c in rules.SAISIES)]
    )
    places = forms.IntegerField(
        label="Places", required=False, min_value=0, max_value=2000, help_text="Vide pour une fermeture : toutes."
    )
    effet_le = jour("Prend effet le")
    ouvert_le = jour("Places ouvertes le", required=False, help_text="Vide : autorisées, pas encore ouvertes.")
    fin_le = jour("Cesse le", required=False, help_text="Dernier jour, inclus. Vide : durable.")
    public = forms.ChoiceField(label="Public (conversion)", required=False)
    vers = forms.ModelChoiceField(
        UniteAccueil.objects.none(), label="Unité qui reçoit (transformation)", required=False
    )
    reference = forms.CharField(label="Arrêté", required=False, max_length=60)

    def __init__(self, *args: Any, unite: UniteAccueil, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["public"].choices = choix(nomenclatures.publics(), "Sans objet")
        soeurs = UniteAccueil.objects.filter(etablissement__organisme_id=unite.etablissement.organisme_id)
        champs["vers"].queryset = soeurs.exclude(pk=unite.pk).select_related("etablissement")
        champs["vers"].label_from_instance = lambda u: f"{u.etablissement}, {u.nom}"

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service."""
        lus = dict(self.cleaned_data)
        return lus | {"places": lus["places"] or 0}


class AnnulerForm(Refusable):
    """Why an act is taken back."""

    motif = forms.CharField(label="Pourquoi annuler", max_length=200, help_text="Par exemple : saisi deux fois.")


class ConstatForm(Refusable):
    """A fact of the catalogue on an establishment, with what it may declare."""

    evenement = forms.ChoiceField(label="Ce qui s'est passé")
    survenu_le = ChampDate(label="Le")
    autorisation = forms.CharField(label="Référence de l'autorisation", required=False, max_length=60)
    categorie_l312_1 = forms.CharField(
        label="Catégorie de l'article L312-1", required=False, max_length=4, help_text="Son numéro au I : 1, 4…"
    )
    exercice = forms.IntegerField(label="Année civile", required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["evenement"].choices = choix({c: e.libelle for c, e in constats.saisissables().items()}, "Choisissez")


def depart(objet: Organisme | Etablissement | UniteAccueil, formulaire: type[FicheForm]) -> dict[str, Any]:
    """What a form starts with: the values of the row; version 0 when it is new."""
    noms = [n for n in formulaire.base_fields if n != "version"]
    valeurs = {n: en_texte(getattr(objet, f"{n}_id", None) or getattr(objet, n, None)) for n in noms}
    return valeurs | {"version": objet.version if objet.pk else 0}
