"""Forms of ``projets_enfant``."""

from __future__ import annotations

from typing import Any

from django import forms

from jalons.application.enfants.forms import Versionnee, zone
from jalons.application.enfants.models import Personne
from jalons.application.projets_enfant import selectors
from jalons.application.projets_enfant.models import Action, Copie, Objectif, Projet, RapportSituation, Signature
from jalons.application.ui.champs import ChampJour, Refusable, SurVersion


def jour(libelle: str, aide: str = "", *, requis: bool = True) -> ChampJour:
    """A day of the calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return ChampJour(label=libelle, help_text=aide, required=requis, widget=widget)


def texte(libelle: str, lignes: int = 3, aide: str = "") -> forms.CharField:
    """A free text; an address has no place in it."""
    return forms.CharField(label=libelle, required=False, widget=zone(lignes), help_text=aide)


class VoletForm(Versionnee):
    """One domain of life."""

    besoins = texte("Besoins de l'enfant", 5)
    ressources = texte("Ce qui existe déjà, ce sur quoi s'appuyer", 4)
    mots_simples = texte("Dit simplement à l'enfant", 3, "Phrases courtes, mots de tous les jours, sans sigle.")


class ParolesForm(Versionnee):
    """Words of the child and of the parents, place, visits."""

    parole_enfant = texte("Ce que dit l'enfant", 4, "Ses mots, autant que possible.")
    parole_enfant_absente = forms.CharField(
        label="Sinon, pourquoi l'enfant ne s'est pas exprimé", required=False, max_length=300
    )
    parole_parents = texte("Ce que disent les parents", 4)
    parole_parents_absente = forms.CharField(
        label="Sinon, pourquoi les parents ne se sont pas exprimés", required=False, max_length=300
    )
    lieu = forms.CharField(
        label="Lieu de vie", required=False, max_length=200,
        help_text="Chez qui, quel service ; jamais une adresse : le projet est remis à plusieurs personnes.",
    )  # fmt: skip
    droits_de_visite = texte("Droits de visite et d'hébergement")


class ObjectifForm(Versionnee):
    """What is to be reached."""

    texte = forms.CharField(label="Objectif", max_length=400, widget=zone(2))
    mots_simples = forms.CharField(
        label="Dit simplement à l'enfant", required=False, max_length=300, widget=zone(2),
        help_text="Imprimé dans sa version : une phrase courte, à la première personne du pluriel ou à « tu ».",
    )  # fmt: skip
    pour_le = jour("À atteindre pour le", requis=False)


class ActionForm(Versionnee):
    """What will be done, by whom, when."""

    texte = forms.CharField(label="Action", max_length=400, widget=zone(2))
    responsable = forms.CharField(label="Qui s'en charge", max_length=150, help_text="Une fonction, ou un nom.")
    debut = jour("À partir du", requis=False)
    fin = jour("Au plus tard le", "Inclus.", requis=False)
    avancement = forms.ChoiceField(
        label="Avancement", choices=Action.Avancement.choices, initial=Action.Avancement.A_FAIRE
    )


class EvaluationForm(Versionnee):
    """What came of an objective."""

    evaluation = forms.ChoiceField(label="L'objectif est", choices=Objectif.Evaluation.choices)
    evalue_le = jour("Évalué le", requis=False)
    bilan = texte("Ce qui a changé", 4)


class OuvrirForm(Refusable):
    """The day on which the work on the projet began."""

    commence_le = jour("Élaboration commencée le", "Le premier échange avec l'enfant ou ses parents à ce sujet.")


class ActeForm(SurVersion):
    """An act on the version that the agent has before her eyes."""

    def __init__(self, recu: Any, *, projet: Projet, **options: Any) -> None:
        super().__init__(recu, **options)
        self.preparer(projet)

    def preparer(self, projet: Projet) -> None:
        """Fill the choices that depend on the projet."""


class JourForm(ActeForm):
    """The day of the act."""

    le = jour("Le")


class MotifForm(ActeForm):
    """Why."""

    motif = forms.CharField(
        label="Pourquoi", max_length=300, help_text="Rapport, changement de lieu ou de statut, événement…"
    )


class ActualiserForm(JourForm):
    """The day, and the reports that the avenant answers."""

    rapports = forms.ModelMultipleChoiceField(
        RapportSituation.objects.none(), label="Rapports de situation pris en compte", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def preparer(self, projet: Projet) -> None:
        """Offer the validated reports that nothing answers yet, all ticked."""
        cles = [r.pk for r in selectors.rapports_a_suivre(projet.enfant)]
        champ: Any = self.fields["rapports"]
        champ.queryset = RapportSituation.objects.filter(pk__in=cles)
        champ.label_from_instance = lambda r: f"{r.repere}, validé le {r.valide_le:%d/%m/%Y}"
        champ.initial = cles


class AvecPersonne(JourForm):
    """An adult around the child."""

    personne = forms.ModelChoiceField(
        Personne.objects.none(), label="Adulte", required=False, empty_label="Personne de cette liste"
    )

    def preparer(self, projet: Projet) -> None:
        """Offer the adults of the file."""
        champ: Any = self.fields["personne"]
        champ.queryset = Personne.objects.filter(liens__enfant=projet.enfant_id).distinct()
        champ.label_from_instance = lambda personne: personne.nom_complet


class SignatureForm(AvecPersonne):
    """A signature, or the reason why it is not there."""

    qui = forms.ChoiceField(label="Qui", choices=Signature.Qui.choices)
    precision = forms.CharField(label="Nom ou fonction, s'il n'est pas dans la liste", required=False, max_length=120)
    reponse = forms.ChoiceField(label="Réponse", choices=Signature.Reponse.choices)
    motif = forms.CharField(label="Sans signature, pourquoi", required=False, max_length=300)
    field_order = ("version", "qui", "personne", "precision", "reponse", "le", "motif")


class CopieForm(JourForm):
    """To whom a copy was handed."""

    a = forms.ChoiceField(label="Remise à", choices=Copie.A.choices)
    precision = forms.CharField(label="Précision", required=False, max_length=120)
    field_order = ("version", "a", "precision", "le")


class ConfianceForm(AvecPersonne):
    """The confidence person proposed, and the answer."""

    reponse = forms.ChoiceField(label="Réponse du mineur", choices=Projet.Confiance.choices)
    field_order = ("version", "le", "reponse", "personne")


class CloreForm(JourForm):
    """When and why a projet ends."""

    motif = forms.ChoiceField(label="Motif", choices=Projet.Cloture.choices)


class OuvrirRapportForm(Refusable):
    """The frame of the measure, which says whether a judge reads the report."""

    cadre = forms.ChoiceField(label="Cadre de la mesure", choices=RapportSituation.Cadre.choices)


class RapportForm(Versionnee):
    """A situation report."""

    cadre = forms.ChoiceField(label="Cadre de la mesure", choices=RapportSituation.Cadre.choices)
    debut = jour("Période, du", requis=False)
    fin = jour("au", "Inclus.", requis=False)
    redacteurs = texte(
        "Professionnels associés", 4, "Un par ligne : nom, profession. Deux professions au moins pour le soumettre."
    )
    sante = texte("Développement et santé", 4)
    relations = texte("Relations avec la famille et les proches", 4)
    vie_sociale = texte("Scolarité et vie sociale", 4)
    parole_enfant = texte("Ce que dit l'enfant")
    parole_parents = texte("Ce que disent les parents")
    evaluation = texte("Évaluation : le projet, ses effets", 5)
    propositions = texte("Propositions", 4)


class ActeRapportForm(SurVersion):
    """An act on a report, with nothing to say."""


class JourRapportForm(ActeRapportForm):
    """The day of the act."""

    le = jour("Le")


class MotifRapportForm(ActeRapportForm):
    """Why."""

    motif = forms.CharField(label="À reprendre", max_length=300, widget=zone(3))
