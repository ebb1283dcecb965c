"""Forms of controls, calls for projects and the real-estate plan."""

from __future__ import annotations

from typing import Any

from django import forms

from jalons.application.etablissements import nomenclatures, risque
from jalons.application.etablissements.forms import FicheForm, choix, jour, types
from jalons.application.etablissements.formulaires_suivi import SANS_NOM, cases, texte
from jalons.application.etablissements.models import AppelProjets, Candidature, Etablissement, Operation, Organisme
from jalons.application.territoires.models import UniteLocale
from jalons.application.ui.champs import ChampDate, ChampNombre, SurVersion
from jalons.noyau.montants import PrecisionMontant


class PoidsForm(SurVersion):
    """Points and ceiling of each criterion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for critere in nomenclatures.criteres():
            for suite, libelle in (("points", "Points par unité"), ("plafond", "Points au plus")):
                self.fields[f"{critere.code}_{suite}"] = forms.IntegerField(
                    label=libelle, min_value=0, max_value=risque.POIDS_MAXIMAL
                )

    @staticmethod
    def depart(poids: dict[str, risque.Poids], version: int) -> dict[str, Any]:
        """What the form starts with."""
        lus = {f"{c}_points": p.points for c, p in poids.items()} | {
            f"{c}_plafond": p.plafond for c, p in poids.items()
        }
        return lus | {"version": version}

    def poids(self) -> dict[str, risque.Poids]:
        """The weights typed."""
        lu = self.cleaned_data
        return {c.code: risque.Poids(lu[f"{c.code}_points"], lu[f"{c.code}_plafond"]) for c in nomenclatures.criteres()}

    def lignes(self) -> list[tuple[str, Any, Any]]:
        """Name of each criterion with its two fields, for the page."""
        return [(c.libelle, self[f"{c.code}_points"], self[f"{c.code}_plafond"]) for c in nomenclatures.criteres()]


class ArreterForm(SurVersion):
    """The adoption of the plan of a year."""

    le = jour("Arrêté le")
    reference = forms.CharField(label="Acte qui l'arrête", max_length=60, required=False)


class ControleForm(FicheForm):
    """A control planned."""

    prevu_le = jour("Prévu le", required=False)
    inopine = forms.BooleanField(
        label="Inopiné", required=False, help_text="L'établissement n'en sait rien avant le rapport provisoire."
    )
    themes = cases("Thèmes", "themes_controle")
    motif = forms.CharField(
        label="Pourquoi ce contrôle", max_length=200, required=False,
        help_text="Par exemple : hors plan, après un signalement.",
    )  # fmt: skip


class ActeControleForm(SurVersion):
    """An act on a control."""

    le = jour("Le")
    constats = texte("Constats", 4000, required=False, help_text=f"{SANS_NOM} Vide : inchangés.")


class SuiteForm(FicheForm):
    """What a control asks."""

    nature = forms.ChoiceField(label="Nature", choices=list(nomenclatures.liste("suites_controle").items()))
    libelle = forms.CharField(label="Ce qui est demandé", max_length=400, help_text=SANS_NOM)
    terme = jour("Délai", required=False, help_text="Dernier jour, inclus. Vide : sans délai, donc sans échéance.")


class ActeSuiteForm(SurVersion):
    """An answer, or what the département makes of it."""

    le = jour("Le")
    texte = texte("Réponse, ou ce qui a été vérifié", 1000, help_text=SANS_NOM)


class AppelForm(FicheForm):
    """A call for projects."""

    intitule = forms.CharField(label="Intitulé", max_length=150)
    type = forms.ChoiceField(label="Type d'unité")
    public = forms.ChoiceField(label="Public")
    territoire = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Territoire", required=False, empty_label="Tout le département"
    )
    places = forms.IntegerField(label="Places recherchées", min_value=1, max_value=2000)
    limite_le = jour("Candidatures jusqu'au", required=False, help_text="Dernier jour, inclus.")
    commission_le = jour("Commission le", required=False)
    ouverture_le = jour("Ouverture souhaitée le", required=False)

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["type"].choices = choix(types(), "Choisissez")
        champs["public"].choices = list(nomenclatures.publics().items())
        champs["territoire"].queryset = UniteLocale.objects.filter(collectivite_id=collectivite, fermee_le=None)


class ActeAppelForm(SurVersion):
    """Published, or without any choice."""

    le = jour("Le")


class CandidatureForm(FicheForm):
    """A candidate and what the commission thinks of it."""

    organisme = forms.ModelChoiceField(Organisme.objects.none(), label="Organisme gestionnaire")
    recue_le = jour("Reçue le")
    places = forms.IntegerField(label="Places proposées", min_value=1, max_value=2000)
    avis = forms.ChoiceField(label="Avis de la commission", choices=Candidature.Avis.choices)
    rang = forms.IntegerField(label="Rang", required=False, min_value=1, max_value=99)
    motif = forms.CharField(label="Ce qui fonde l'avis", max_length=400, required=False)

    def __init__(self, *args: Any, collectivite: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["organisme"].queryset = Organisme.objects.filter(collectivite_id=collectivite)


class RetenirForm(SurVersion):
    """The candidate chosen and the unit that the act opens."""

    candidature = forms.ModelChoiceField(Candidature.objects.none(), label="Candidat retenu")
    etablissement = forms.ModelChoiceField(
        Etablissement.objects.none(), label="Établissement qui reçoit les places",
        help_text="De l'organisme retenu. S'il est nouveau, créez-le d'abord.",
    )  # fmt: skip
    nom = forms.CharField(label="Nom de l'unité", max_length=120)
    effet_le = jour("L'acte prend effet le", help_text="Les places sont autorisées ce jour-là, pas encore ouvertes.")
    reference = forms.CharField(label="Arrêté", required=False, max_length=60)
    le = jour("Décidé le")

    def __init__(self, *args: Any, appel: AppelProjets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        candidats = Candidature.objects.filter(appel=appel).select_related("organisme")
        champs["candidature"].queryset = candidats
        champs["candidature"].label_from_instance = lambda c: f"{c.organisme}, {c.get_avis_display().lower()}"
        lieux = Etablissement.objects.filter(organisme__candidatures__appel=appel).select_related("organisme")
        champs["etablissement"].queryset = lieux
        champs["etablissement"].label_from_instance = lambda e: f"{e.organisme} : {e}"


class OperationForm(FicheForm):
    """A real-estate operation."""

    intitule = forms.CharField(label="Intitulé", max_length=150)
    nature = forms.ChoiceField(label="Nature", choices=list(nomenclatures.liste("operations").items()))
    etat = forms.ChoiceField(label="État", choices=Operation.Etat.choices)
    debut = ChampDate(label="Début des travaux", required=False)
    livraison = ChampDate(label="Livraison", required=False)
    places = forms.IntegerField(
        label="Places créées", required=False, min_value=0, max_value=2000, help_text="0 : aucune. Vide : inconnu."
    )


class FinancementForm(FicheForm):
    """What a funder pays in a year."""

    annee = forms.IntegerField(label="Année", min_value=1990, max_value=2100)
    financeur = forms.ChoiceField(label="Financeur", choices=list(nomenclatures.liste("financeurs").items()))
    valeur = ChampNombre(label="Montant en euros", required=False, help_text="Vide : à préciser.")
    precision = forms.ChoiceField(
        label="Précision", choices=[(p.value, p.libelle.strip() or "exact") for p in PrecisionMontant]
    )


def depart_projet(objet: Any, formulaire: type[FicheForm]) -> dict[str, Any]:
    """What a form of these rows starts with; version 0 when it is new. A yes or no box stays one."""
    noms = [n for n in formulaire.base_fields if n != "version"]
    valeurs = {n: getattr(objet, f"{n}_id", None) or getattr(objet, n, None) for n in noms}
    return valeurs | {"version": objet.version if objet.pk else 0}
