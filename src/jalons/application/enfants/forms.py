"""Forms of ``enfants``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant, LienFamilial, Personne, Referent
from jalons.application.enfants.nomenclature_besoins import besoins
from jalons.application.enfants.recherche import a_redire
from jalons.application.enfants.services.consultation import DUREES
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.application.ui.champs import ChampDate, ChampJour, Refusable

JOUR = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TRISTATE = [("", "Inconnu"), ("oui", "Oui"), ("non", "Non")]


def zone(lignes: int) -> forms.Textarea:
    """A text area of that many lines."""
    return forms.Textarea(attrs={"rows": lignes})


def empreinte(valeurs: Mapping[str, Any]) -> str:
    """A fingerprint of what a section said when its form was opened: nothing can be read back from it."""
    texte = json.dumps({c: str(v) for c, v in sorted(valeurs.items())}, ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()[:32]


class Versionnee(Refusable):
    """A form that knows which text it started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    empreinte = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    @classmethod
    def noms(cls) -> list[str]:
        """Fields of the section."""
        return [nom for nom in cls.base_fields if nom not in ("version", "empreinte")]


class RechercheForm(forms.Form):
    """One box, sent by POST so that no name stays in an address nor in the log of a server."""

    q = forms.CharField(
        label="Nom, prénom, date de naissance ou numéro de dossier", required=False, max_length=150,
        help_text="Dans l'ordre que l'on veut ; les accents et l'orthographe exacte ne comptent pas.",
    )  # fmt: skip

    def clean_q(self) -> str:
        """What was typed, if something can be looked for in it; an empty box shows one's own list."""
        texte: str = self.cleaned_data["q"]
        if texte and (raison := a_redire(texte)):
            raise forms.ValidationError(raison)
        return texte


class IdentiteForm(Versionnee):
    """Who the child is."""

    nom = forms.CharField(label="Nom de naissance", required=False, max_length=100, help_text="Vide : inconnu.")
    nom_usage = forms.CharField(label="Nom d'usage", required=False, max_length=100)
    prenom = forms.CharField(label="Prénom", required=False, max_length=100, help_text="Ou son initiale.")
    autres_prenoms = forms.CharField(label="Autres prénoms", required=False, max_length=150)
    naissance = ChampDate(label="Date de naissance", required=False, help_text="AAAA, MM/AAAA ou JJ/MM/AAAA.")
    naissance_fiabilite = forms.ChoiceField(
        label="Cette date est", choices=Enfant.Fiabilite.choices, initial=Enfant.Fiabilite.DECLAREE
    )
    sexe = forms.ChoiceField(label="Sexe", choices=Enfant.Sexe.choices, initial=Enfant.Sexe.INCONNU)
    lieu_naissance = forms.CharField(label="Lieu de naissance", required=False, max_length=120)
    pays_naissance = forms.CharField(label="Pays de naissance", required=False, max_length=60)
    decede_le = ChampDate(label="Date de décès", required=False, help_text="Vide s'il est en vie.")


class CreationForm(IdentiteForm):
    """The least that opens a file; look-alikes are shown before anything is written."""

    collectivite = forms.ModelChoiceField(Collectivite.objects.none(), label="Collectivité")
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité locale", required=False)
    dossier_ancien = forms.BooleanField(
        label="C'est un dossier ancien (adulte qui demande à lire le sien, archives)", required=False
    )
    vus = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, *args: Any, codes: Iterable[str], unite: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        permis = list(codes)
        champs: dict[str, Any] = self.fields
        del champs["decede_le"]
        champs["collectivite"].queryset = Collectivite.objects.filter(pk__in=permis)
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id__in=permis, fermee_le=None)
        champs["unite"].initial = unite
        if len(permis) == 1:
            champs["collectivite"].initial = permis[0]
            champs["collectivite"].widget = forms.HiddenInput()

    def cles_vues(self) -> set[int]:
        """Keys of the look-alikes that the agent has seen."""
        return {int(c) for c in self.cleaned_data.get("vus", "").split(",") if c.isdecimal()}


class SituationForm(Versionnee):
    """Legal status, school, local unit."""

    statut = forms.ChoiceField(label="Statut juridique", choices=Enfant.Statut.choices)
    statut_depuis = ChampDate(label="Depuis", required=False)
    non_accompagne = forms.TypedChoiceField(
        label="Mineur non accompagné", choices=TRISTATE, required=False, empty_value=None,
        coerce=lambda valeur: valeur == "oui",
    )  # fmt: skip
    ecole = forms.CharField(label="École ou établissement", required=False, max_length=150)
    classe = forms.CharField(label="Classe", required=False, max_length=40)
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité locale", required=False)

    def __init__(self, recu: Any, *, initial: dict[str, Any], collectivite: str) -> None:
        reponse = {True: "oui", False: "non"}.get(initial.get("non_accompagne"), "")  # type: ignore[arg-type]
        super().__init__(recu, initial=initial | {"non_accompagne": reponse})
        champs: dict[str, Any] = self.fields
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)


class PersonneForm(Versionnee):
    """An adult."""

    nom = forms.CharField(label="Nom", required=False, max_length=100)
    prenom = forms.CharField(label="Prénom", required=False, max_length=100)
    naissance = ChampDate(label="Date de naissance", required=False)
    telephone = forms.CharField(label="Téléphone", required=False, max_length=30)
    courriel = forms.EmailField(label="Adresse électronique", required=False)
    decede_le = ChampDate(label="Date de décès", required=False)


class AdulteForm(PersonneForm):
    """An adult already linked to the child, and her rights over him."""

    autorite_parentale = forms.ChoiceField(label="Autorité parentale", choices=LienFamilial.Autorite.choices)
    personne_de_confiance = forms.BooleanField(label="Personne de confiance choisie par l'enfant", required=False)

    DROITS = ("autorite_parentale", "personne_de_confiance")


class LienForm(PersonneForm):
    """An adult and what she is to the child."""

    connue = forms.ModelChoiceField(
        Personne.objects.none(), label="Adulte déjà connu de sa fratrie ou de son foyer", required=False,
        empty_label="Non, un autre adulte", help_text="Sinon, saisissez son identité.",
    )  # fmt: skip
    lien = forms.ChoiceField(label="Lien avec l'enfant", choices=LienFamilial.Lien.choices)
    autorite_parentale = forms.ChoiceField(
        label="Autorité parentale", choices=LienFamilial.Autorite.choices, initial=LienFamilial.Autorite.INCONNUE
    )
    personne_de_confiance = forms.BooleanField(label="Personne de confiance choisie par l'enfant", required=False)
    au_foyer = forms.BooleanField(label="Vit au foyer de l'enfant", required=False)

    DU_LIEN = ("lien", "autorite_parentale", "personne_de_confiance")

    def __init__(self, *args: Any, connus: QuerySet[Personne] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        if connus:
            champs["connue"].queryset = connus
            champs["connue"].label_from_instance = lambda personne: personne.nom_complet
            self.order_fields(["connue"])
        else:
            del champs["connue"]


class AdresseForm(Versionnee):
    """An address; protecting it is offered only to those who may read protected ones."""

    voie = forms.CharField(label="Numéro et voie", required=False, max_length=150)
    complement = forms.CharField(label="Complément", required=False, max_length=150)
    code_postal = forms.RegexField(
        r"^\d{5}$", label="Code postal", required=False, error_messages={"invalid": "Écrivez cinq chiffres."}
    )
    ville = forms.CharField(label="Commune", required=False, max_length=100)
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90,
        help_text="Degrés décimaux, facultatif : sert à mesurer la distance d'un lieu, sauf adresse protégée.",
    )  # fmt: skip
    longitude = forms.FloatField(label="Longitude", required=False, min_value=-180, max_value=180)
    debut = ChampJour(label="Depuis le", required=False, widget=JOUR)
    fin = ChampJour(label="Jusqu'au", required=False, widget=JOUR, help_text="Inclus ; vide : toujours vraie.")
    protegee = forms.BooleanField(
        label="Adresse protégée", required=False,
        help_text="Elle n'apparaît alors qu'aux agents habilités, nulle part ailleurs.",
    )  # fmt: skip
    motif_protection = forms.CharField(label="Motif de la protection", required=False, max_length=200)

    def __init__(self, *args: Any, protection: bool, de: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not protection:
            del self.fields["protegee"], self.fields["motif_protection"]
        if choix := list(de):
            self.fields["de"] = forms.ChoiceField(label="C'est l'adresse de", choices=choix)


class ReferentForm(Refusable):
    """An agent in charge."""

    agent = forms.ModelChoiceField(Agent.objects.none(), label="Agent")
    role = forms.ChoiceField(label="Rôle", choices=Referent.Role.choices)
    debut = ChampJour(label="Premier jour", widget=JOUR)
    fin = ChampJour(label="Dernier jour", widget=JOUR, required=False, help_text="Inclus ; vide s'il n'est pas su.")

    def __init__(self, *args: Any, agents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["agent"].queryset = agents


class FratrieForm(Refusable):
    """Another child of the siblings, by the number of his file."""

    numero = forms.CharField(label="Numéro de dossier du frère ou de la sœur", max_length=12)
    meme_foyer = forms.BooleanField(label="Ils vivent au même foyer", required=False, initial=True)


class FusionForm(Refusable):
    """The duplicate, by the number of its file."""

    numero = forms.CharField(label="Numéro du dossier en double", max_length=12)


class UrgenceForm(Refusable):
    """Why, and for how long."""

    motif = forms.CharField(label="Pourquoi est-ce urgent ?", widget=zone(3), max_length=1000)
    heures = forms.TypedChoiceField(
        label="Pendant", choices=[(d, f"{d} heure{'s' if d > 1 else ''}") for d in DUREES], coerce=int
    )


class RevueForm(Refusable):
    """What supervision thinks of an emergency access."""

    avis = forms.ChoiceField(label="Cet accès était", choices=[("justifie", "Justifié"), ("injustifie", "Injustifié")])
    commentaire = forms.CharField(label="Commentaire", required=False, widget=zone(3), max_length=1000)


class DeclarationForm(Refusable):
    """Which team, and whom to call. There is no place to write what it knows."""

    equipe = forms.CharField(label="Équipe", max_length=120, help_text="PMI, service social, MDA, prévention…")
    contact = forms.CharField(label="Qui appeler", max_length=120)
    telephone = forms.CharField(label="Téléphone", required=False, max_length=30)
    courriel = forms.EmailField(label="Adresse électronique", required=False)


class MedicalForm(Versionnee):
    """Medical compartment."""

    medecin = forms.CharField(label="Médecin traitant", required=False, max_length=150)
    allergies = forms.CharField(label="Allergies et contre-indications", required=False, widget=zone(3))
    traitements = forms.CharField(label="Traitements en cours", required=False, widget=zone(3))
    handicap = forms.CharField(label="Handicap, droits ouverts", required=False, widget=zone(3))
    bilans = forms.CharField(label="Bilans de santé", required=False, widget=zone(3))


class JudiciaireForm(Versionnee):
    """Judicial compartment."""

    juridiction = forms.CharField(label="Juridiction", required=False, max_length=150)
    magistrat = forms.CharField(label="Cabinet ou magistrat", required=False, max_length=150)
    numero_parquet = forms.CharField(label="Numéro de parquet ou de dossier", required=False, max_length=60)
    procedures = forms.CharField(label="Procédures", required=False, widget=zone(4))
    droits_de_visite = forms.CharField(label="Droits de visite et d'hébergement", required=False, widget=zone(3))


class SecretForm(Versionnee):
    """Compartment of a birth under secrecy: where the envelope is, never who the mother is."""

    recueilli_le = ChampDate(label="Recueilli le", required=False)
    pli = forms.CharField(label="Référence du pli fermé", required=False, max_length=60)
    lieu_du_pli = forms.CharField(label="Où le pli est conservé", required=False, max_length=150)
    consentement = forms.CharField(label="Consentement et délais de rétractation", required=False, widget=zone(3))
    demandes = forms.CharField(label="Demandes d'accès aux origines", required=False, widget=zone(3))


class BesoinsForm(Versionnee):
    """What a place must offer, and the school to keep near."""

    besoins = forms.MultipleChoiceField(
        label="Ce que le lieu doit offrir", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Rien de coché : aucun besoin particulier. N'écrivez aucun diagnostic, ici ni ailleurs.",
    )  # fmt: skip
    ecole_commune = forms.CharField(
        label="Commune de l'école", required=False, max_length=5, help_text="Code INSEE, facultatif."
    )
    ecole_latitude = forms.FloatField(
        label="Latitude de l'école",
        required=False,
        min_value=-90,
        max_value=90,
        help_text="Degrés décimaux, facultatif.",
    )
    ecole_longitude = forms.FloatField(label="Longitude de l'école", required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["besoins"].choices = list(besoins().items())


class ZoneForm(Refusable):
    """Where the child may not be received."""

    commune = forms.CharField(label="Commune", required=False, max_length=5, help_text="Code INSEE ; ou un disque :")
    latitude = forms.FloatField(label="Latitude du centre", required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label="Longitude du centre", required=False, min_value=-180, max_value=180)
    rayon_km = forms.IntegerField(
        label="Rayon, en kilomètres", required=False, min_value=1, max_value=200,
        help_text="Le centre gardé est déplacé et le rayon agrandi : la zone ne dit pas l'adresse.",
    )  # fmt: skip
    motif = forms.CharField(label="Pourquoi", max_length=200)
    depuis = ChampJour(label="À partir du", widget=JOUR)
    jusqu_au = ChampJour(label="Jusqu'au", required=False, widget=JOUR, help_text="Inclus ; vide : sans terme.")


class IncompatibiliteForm(Refusable):
    """A child with whom he must not live."""

    numero = forms.CharField(label="Numéro de dossier de l'autre enfant", max_length=12)
    motif = forms.CharField(label="Pourquoi", max_length=200)
    depuis = ChampJour(label="À partir du", widget=JOUR)
    jusqu_au = ChampJour(label="Jusqu'au", required=False, widget=JOUR, help_text="Inclus ; vide : sans terme.")
