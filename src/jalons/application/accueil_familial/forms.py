"""Forms of ``accueil_familial``: filters, a carer, his home, decisions, proofs, relays, availabilities, facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from jalons.application.accueil_familial import depart, listes, rules
from jalons.application.accueil_familial.constats import a_constater
from jalons.application.accueil_familial.models import AssistantFamilial
from jalons.application.accueil_familial.services.personnes import FAMILLE
from jalons.application.etablissements.forms import choix, en_texte, jour, oui_non
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.territoires.models import Commune, UniteLocale
from jalons.application.ui.champs import ChampDate, Refusable, SurVersion


def entier(libelle: str, haut: int, *, bas: int = 0, **options: Any) -> forms.IntegerField:
    """A whole number that may be left empty: unknown, not zero."""
    return forms.IntegerField(label=libelle, required=False, min_value=bas, max_value=haut, **options)


def liste(libelle: str, codes: dict[str, str], vide: str = "Non précisé") -> forms.ChoiceField:
    """A closed list that may be left empty."""
    return forms.ChoiceField(label=libelle, choices=choix(codes, vide), required=False)


def unites_locales(codes: list[str]) -> Any:
    """Local units of these collectivités that are open."""
    return UniteLocale.objects.filter(collectivite_id__in=codes, fermee_le=None)


class FiltreForm(forms.Form):
    """Filters of the list; a value that is not offered is ignored, never an error."""

    texte = forms.CharField(label="Nom ou numéro", required=False, max_length=80)
    etat = liste("Agrément", rules.ETATS, "Tous")
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Tous"
    )
    employeur = forms.ModelChoiceField(Organisme.objects.none(), label="Employeur", required=False, empty_label="Tous")
    age = entier("Âge de l'enfant", 25)
    libres = forms.BooleanField(label="Avec une place libre", required=False)
    disponibles = forms.BooleanField(label="Qui se disent disponibles", required=False)
    partis = forms.BooleanField(label="Ceux qui sont partis", required=False)

    def __init__(self, *args: Any, employeurs: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["employeur"].queryset = employeurs
        champs["territoire"].queryset = unites_locales(codes)

    def _lus(self, noms: tuple[str, ...]) -> dict[str, Any]:
        self.is_valid()
        return {n: v for n, v in self.cleaned_data.items() if n in noms and v not in ("", None, False)}

    def de_la_base(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.filtrer``."""
        lus = self._lus(("texte", "territoire", "employeur", "partis"))
        return {n: v.pk if n in ("territoire", "employeur") else v for n, v in lus.items()}

    def calcules(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.garder``."""
        return self._lus(("etat", "libres", "disponibles", "age"))


class DepartsForm(forms.Form):
    """The age of the leaving curve; one that cannot be is ignored."""

    ans = entier("Âge de départ", 75, bas=55, help_text="Une hypothèse : changez-la.")

    @property
    def age(self) -> int:
        """The age chosen."""
        lu = self.cleaned_data.get("ans") if self.is_valid() else None
        return int(lu or depart.AGE_DE_DEPART)


class JourForm(forms.Form):
    """The day on which an approval is read; one that cannot be read is ignored."""

    au = jour("Agrément le", required=False)


class FicheForm(SurVersion):
    """A form that edits a row, new or not: a new one has version 0."""

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service, the version among them."""
        lus = dict(self.cleaned_data)
        return lus | {"version": lus["version"] or None}


class AssistantForm(FicheForm):
    """A carer, without his home."""

    numero = forms.CharField(label="Numéro", max_length=20, help_text="Celui du service.")
    nom = forms.CharField(label="Nom", max_length=80)
    prenom = forms.CharField(label="Prénom", max_length=80)
    naissance = jour("Naissance", required=False)
    employeur = forms.ModelChoiceField(Organisme.objects.none(), label="Employeur", empty_label="Choisissez")
    unite = forms.ModelChoiceField(
        UniteAccueil.objects.none(), label="Unité d'accueil", required=False, empty_label="Aucune",
        help_text="Celle de l'offre où sont ses places : son nombre et ses âges viendront de l'agrément.",
    )  # fmt: skip
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Non précisé"
    )
    pole = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Pôle ressource (unité locale)", required=False, empty_label="Aucun"
    )
    pole_externe = forms.ModelChoiceField(
        Etablissement.objects.none(), label="Pôle ressource (établissement)", required=False, empty_label="Aucun"
    )
    entre_le = jour("Premier contrat", required=False)
    sorti_le = jour("Fin des fonctions", required=False, help_text="Dernier jour, inclus.")
    motif_depart = liste("Raison du départ", listes.DEPARTS)

    def __init__(self, *args: Any, assistant: AssistantFamilial, employeurs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        code = assistant.collectivite_id
        champs["employeur"].queryset = employeurs
        pris = AssistantFamilial.objects.filter(collectivite_id=code).exclude(pk=assistant.pk).exclude(unite=None)
        libres = UniteAccueil.objects.filter(collectivite_id=code, type=FAMILLE).exclude(pk__in=pris.values("unite_id"))
        champs["unite"].queryset = libres.filter(etablissement__organisme__in=employeurs).select_related(
            "etablissement"
        )
        champs["unite"].label_from_instance = lambda u: f"{u.etablissement}, {u}"
        champs["territoire"].queryset = champs["pole"].queryset = unites_locales([code])
        champs["pole_externe"].queryset = Etablissement.objects.filter(collectivite_id=code).exclude(
            Q(pk__in=UniteAccueil.objects.filter(type=FAMILLE).values("etablissement_id"))
        )


class DomicileForm(FicheForm):
    """Where a carer lives."""

    adresse = forms.CharField(label="Adresse", max_length=200, required=False)
    commune = forms.CharField(label="Commune (code INSEE)", max_length=5, required=False)
    telephone = forms.CharField(label="Téléphone", max_length=20, required=False)
    latitude = forms.FloatField(label="Latitude", required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label="Longitude", required=False, min_value=-180, max_value=180)
    adultes = entier("Adultes au foyer", 20, help_text="L'assistant familial compris.")
    enfants = entier("Enfants de la famille au foyer", 20, help_text="0 : aucun ; vide : inconnu.")
    chambres = entier("Chambres pour l'accueil", 20)
    accessible = oui_non("Accessible à un enfant handicapé moteur")

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


class LigneForm(Refusable):
    """A form of a row of the file."""

    def champs(self) -> dict[str, Any]:
        """Keyword arguments of the service."""
        return dict(self.cleaned_data)


class DecisionForm(LigneForm):
    """A decision on the approval."""

    nature = forms.ChoiceField(label="Nature", choices=[("", "Choisissez"), *listes.choix(listes.DECISIONS)])
    effet_le = jour("Prend effet le")
    fin_le = jour("Jusqu'au", required=False, help_text="Dernier jour, inclus. Vide : la décision n'en dit pas.")
    enfants = entier("Enfants", 12, help_text="Agrément : en tout. Dérogation ou dépassement : combien de plus.")
    age_min = entier("Âge minimum", 21, help_text="Inclus.")
    age_max = entier("Âge maximum", 21, help_text="Inclus.")
    motif = liste("Raison", listes.MOTIFS)
    decideur = liste("Décidé par", listes.DECIDEURS)
    mentions = forms.CharField(label="Mentions de l'arrêté", max_length=120, required=False)
    reference = forms.CharField(label="Arrêté", max_length=60, required=False)


class JustificatifForm(LigneForm):
    """A stage, a training, a diploma or an attestation."""

    nature = forms.ChoiceField(label="Nature", choices=[("", "Choisissez"), *listes.choix(listes.JUSTIFICATIFS)])
    commence_le = jour("Commencé le", required=False)
    obtenu_le = jour("Terminé ou délivré le", required=False, help_text="Vide : en cours.")
    heures = entier("Heures faites", 2000, help_text="Stage et formation seulement.")
    reference = forms.CharField(label="Référence", max_length=60, required=False)


class RelaisForm(LigneForm):
    """Another carer who relays this one."""

    relayeur = forms.ModelChoiceField(AssistantFamilial.objects.none(), label="Relayé par", empty_label="Choisissez")
    nature = forms.ChoiceField(label="Pour", choices=[("", "Choisissez"), *listes.choix(listes.RELAIS)])
    du = jour("À partir du")
    au = jour("Jusqu'au", required=False, help_text="Dernier jour, inclus. Vide : sans fin connue.")
    rythme = forms.CharField(
        label="Rythme", max_length=80, required=False, help_text="Par exemple : un week-end sur deux."
    )

    def __init__(self, *args: Any, assistant: AssistantFamilial, au: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        collegues = AssistantFamilial.objects.filter(collectivite_id=assistant.collectivite_id).exclude(pk=assistant.pk)
        champs["relayeur"].queryset = collegues.exclude(sorti_le__lt=au)
        champs["relayeur"].label_from_instance = lambda a: f"{a.nom_complet} ({a.numero})"


class DisponibiliteForm(LigneForm):
    """What a carer is available for."""

    accueil = forms.ChoiceField(label="Pour", choices=listes.choix(listes.ACCUEILS))
    enfants = forms.IntegerField(label="Enfants", min_value=1, max_value=12)
    age_min = entier("Âge minimum", 21, help_text="Inclus.")
    age_max = entier("Âge maximum", 21, help_text="Inclus.")
    du = jour("À partir du")
    jusqu_au = jour("Jusqu'au", required=False, help_text="Dernier jour, inclus. Vide : pas dit.")
    declaree_par = forms.ChoiceField(label="Dit par", choices=listes.choix(listes.DECLARENT))


class AnnulerForm(Refusable):
    """Why a row is taken back."""

    motif = forms.CharField(label="Pourquoi annuler", max_length=200, help_text="Par exemple : saisi deux fois.")


class ConstatForm(LigneForm):
    """A fact of the catalogue that no other act states."""

    evenement = forms.ChoiceField(label="Ce qui s'est passé")
    survenu_le = ChampDate(label="Le")
    derogation = forms.CharField(label="Référence de la dérogation", required=False, max_length=60)
    demenagement = forms.CharField(label="Référence du déménagement", required=False, max_length=60)
    seance = forms.CharField(label="Référence de la séance", required=False, max_length=60)
    motif = forms.CharField(label="Motif de la prolongation", required=False, max_length=60)
    deaf = oui_non("Titulaire du diplôme d'État")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["evenement"].choices = choix({c: e.libelle for c, e in a_constater().items()}, "Choisissez")


def depart_de(objet: Any, formulaire: type[FicheForm]) -> dict[str, Any]:
    """What a form starts with: the values of the row; version 0 when it is new."""
    noms = [n for n in formulaire.base_fields if n != "version"]
    valeurs = {n: en_texte(_lu(objet, n)) for n in noms}
    return valeurs | {"version": objet.version if objet is not None and objet.pk else 0}


def _lu(objet: Any, nom: str) -> Any:
    if objet is None:
        return None
    lie = getattr(objet, f"{nom}_id", None)
    return getattr(objet, nom, None) if lie is None else lie
