"""Forms of ``crip``: one for each act, and the reception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from jalons.application.acces.matrice import roles_avec
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import collectivites_nommees
from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, Rencontre, Situation, Suite
from jalons.application.crip.origines import CANAUX, ORIGINES, Canal, Origine
from jalons.application.crip.rules import ETATS, Acte
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.application.ui.champs import ChampJour, Refusable, SurVersion

TRISTATE = [("", "Selon l'origine"), ("oui", "Oui"), ("non", "Non")]


def jour(label: str, *, requis: bool = True, aide: str = "") -> ChampJour:
    """A day, typed or picked."""
    saisie = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return ChampJour(label=label, required=requis, widget=saisie, help_text=aide)


def texte(label: str, *, requis: bool = False, lignes: int = 3, aide: str = "") -> forms.CharField:
    """A long text."""
    zone = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=label, required=requis, widget=zone, max_length=20000, help_text=aide)


class _Nommees(ModelChoiceIterator):  # type: ignore[type-arg]  # not subscriptable at run time
    """The collectivités to choose among, without asking the base again: they hardly ever change."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from collectivites_nommees()


class ChampCollectivite(forms.ModelChoiceField):  # type: ignore[type-arg]  # the same
    """Any collectivité of the country."""

    iterator = _Nommees

    def __init__(self, **options: Any) -> None:
        super().__init__(Collectivite.objects.all(), **options)


class InformationForm(Refusable):
    """What is received: enough in a minute."""

    recue_le = jour("Reçue le")
    heure = forms.TimeField(
        label="À", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Vide : inconnue.",
    )  # fmt: skip
    origine = forms.ChoiceField(label="De qui", choices=[("", "Choisir…"), *ORIGINES.items()])
    canal = forms.ChoiceField(label="Par", choices=list(CANAUX.items()), initial=Canal.PAPIER)
    contenu = texte("Ce qui est rapporté", requis=True, lignes=5)
    informateur = forms.CharField(label="Informateur", required=False, max_length=150, help_text="Vide : anonyme.")
    coordonnees = forms.CharField(label="Ses coordonnées", required=False, max_length=200)
    professionnel = forms.TypedChoiceField(
        label="C'est un professionnel", choices=TRISTATE, required=False, empty_value=None, coerce=lambda v: v == "oui"
    )
    reponse_demandee_le = jour("Il a demandé la suite le", requis=False, aide="Vide : il n'a rien demandé.")
    departement = ChampCollectivite(
        label="Département qui transmet", required=False, empty_label="Aucun",
        help_text="Pour une situation transférée.",
    )  # fmt: skip

    def valeurs(self, fuseau: Any) -> dict[str, Any]:
        """Arguments of ``InformationRecue``."""
        lues = {c: self.cleaned_data[c] for c in InformationForm.base_fields if c != "heure"}
        heure: time | None = self.cleaned_data["heure"]
        instant = None
        if heure is not None:
            instant = timezone.make_aware(datetime.combine(lues["recue_le"], heure), fuseau)
        return lues | {"instant": instant, "origine": Origine(lues["origine"]), "canal": Canal(lues["canal"])}


class FiltreForm(forms.Form):
    """Filters of the list; a value that is not offered is ignored."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Non clôturées"), ("toutes", "Toutes"), *ETATS.items()]
    )
    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité", required=False, empty_label="Toutes")
    retard = forms.BooleanField(label="Rapport en retard", required=False)
    reponse = forms.BooleanField(label="Réponse à donner", required=False)

    def __init__(self, *args: Any, codes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id__in=list(codes))


class ActeForm(SurVersion):
    """An act on a situation: its day, and the version that the agent had before her eyes."""

    le = jour("Fait le")

    def __init__(self, *args: Any, situation: Situation, au: date, **kwargs: Any) -> None:
        self.situation, self.au = situation, au
        kwargs["initial"] = {"version": situation.version, "le": au} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.preparer()

    def preparer(self) -> None:
        """Choices that depend on the situation."""

    def champs(self) -> dict[str, Any]:
        """What the service takes, besides the day and the version."""
        return {c: v for c, v in self.cleaned_data.items() if c not in ("version", "le")}


class MotifForm(ActeForm):
    """A day, a reason if there is one to say."""

    motif = texte("Motif")


class MotifRequisForm(ActeForm):
    """A day and why."""

    motif = texte("Motif", requis=True)


class SignalerForm(ActeForm):
    """A referral before the end of the evaluation."""

    constate_le = jour("Danger constaté le", requis=False, aide="Vide : le même jour.")
    danger = forms.ChoiceField(label="Danger", choices=Suite.Danger.choices)
    motif = texte("Ce qui est signalé", requis=True)


class ConfierForm(ActeForm):
    """To whom the evaluation is entrusted."""

    unite = forms.ModelChoiceField(UniteLocale.objects.none(), label="Unité qui évalue", required=False)
    service = forms.CharField(label="Ou service conventionné", required=False, max_length=150)
    mandat = texte("Mandat", aide="Ce que l'on demande à l'équipe de regarder.")

    def preparer(self) -> None:
        """Units of the collectivité."""
        champs: dict[str, Any] = self.fields
        champs["unite"].queryset = UniteLocale.objects.filter(
            collectivite_id=self.situation.collectivite_id, fermee_le=None
        )
        champs["unite"].initial = self.situation.unite_id


class ComposerForm(ActeForm):
    """A professional of the team."""

    agent = forms.ModelChoiceField(
        Agent.objects.none(), label="Agent", required=False, empty_label="Sans compte dans Jalons"
    )
    nom = forms.CharField(label="Ou nom", required=False, max_length=120)
    fonction = forms.CharField(label="Métier", max_length=120)
    suit = forms.BooleanField(label="Suit déjà un des enfants", required=False)
    motif = forms.CharField(
        label="Pourquoi le désigner quand même", required=False, max_length=300, help_text="S'il suit déjà l'enfant."
    )

    def preparer(self) -> None:
        """Agents of the collectivité."""
        champs: dict[str, Any] = self.fields
        agents = Agent.objects.filter(
            is_active=True, affectations__collectivite=self.situation.collectivite_id,
            affectations__role__in=roles_avec(Permission.ENFANTS_VOIR),
        )  # fmt: skip
        champs["agent"].queryset = agents.distinct().order_by("nom", "prenom")


class ParentsForm(ActeForm):
    """The parents are told, or why not."""

    informes = forms.TypedChoiceField(
        label="Les parents sont", choices=[("oui", "Informés"), ("non", "Non informés")], coerce=lambda v: v == "oui"
    )
    motif = texte("Motif de ne pas les informer", aide="Contraire à l'intérêt de l'enfant, introuvables…")
    avis = texte("Leur avis")


class VisiteForm(ActeForm):
    """A meeting."""

    lieu = forms.ChoiceField(label="Où", choices=Rencontre.Lieu.choices)
    compte_rendu = texte("Compte rendu", lignes=6)


class EntretienForm(ActeForm):
    """A child met alone, or why not."""

    concerne = forms.ModelChoiceField(EnfantConcerne.objects.none(), label="Enfant")
    vu = forms.TypedChoiceField(
        label="Il a été", choices=[("oui", "Reçu seul, avec son accord"), ("non", "Non reçu seul")],
        coerce=lambda v: v == "oui",
    )  # fmt: skip
    motif = forms.CharField(label="Motif de ne pas le recevoir seul", required=False, max_length=300)
    avis = texte("Son avis")

    def preparer(self) -> None:
        """Children of the situation."""
        champs: dict[str, Any] = self.fields
        lus = EnfantConcerne.objects.filter(situation=self.situation).select_related("enfant")
        champs["concerne"].queryset = lus
        champs["concerne"].label_from_instance = lambda c: c.enfant.nom_complet


class RapportForm(ActeForm):
    """The report and its single conclusion."""

    conclusion = forms.ChoiceField(label="Conclusion", choices=[("", "Choisir"), *Evaluation.Conclusion.choices])
    synthese = texte("Synthèse", lignes=6)
    derogation = texte("S'il est incomplet, pourquoi", aide="Laissez vide : ce qui manque vous sera dit.")


class AideForm(MotifRequisForm):
    """An aid."""

    aide = forms.CharField(label="Aide proposée", max_length=200)
    parents_informes_le = jour("Parents informés le", requis=False)


class ClasserForm(MotifRequisForm):
    """No further action."""

    parents_informes_le = jour("Parents informés le", requis=False)


class SaisirForm(MotifRequisForm):
    """The judicial authority."""

    danger = forms.ChoiceField(label="Motif de la saisine", choices=Suite.Danger.choices)


class RetourForm(ActeForm):
    """What the prosecutor answers."""

    retour = forms.ChoiceField(label="Réponse", choices=Suite.Retour.choices)
    precision = texte("Précision")


class InformateurForm(ActeForm):
    """One informant of the situation."""

    information = forms.ModelChoiceField(Information.objects.none(), label="Information")

    def preparer(self) -> None:
        """Informations whose informant is still to be answered."""
        champs: dict[str, Any] = self.fields
        champs["information"].queryset = Information.objects.filter(situation=self.situation, repondue_le=None)
        champs["information"].label_from_instance = lambda i: (
            f"n° {i.rang}, {i.get_origine_display()}, reçue le {i.recue_le:%d/%m/%Y}"
        )
        champs["information"].initial = champs["information"].queryset.first()


class RepondreForm(InformateurForm):
    """An answer in neutral words."""

    reponse = texte("Réponse", aide="Neutre : l'information a été prise en compte, sans rien dire de la famille.")


class AjouterEnfantForm(ActeForm):
    """A child by the number of his file."""

    numero = forms.CharField(label="Numéro de dossier", max_length=12)


class TransfererForm(ActeForm):
    """To which département."""

    autre = ChampCollectivite(label="Département où vit la famille")
    connu_le = jour("Départ connu le")
    danger = forms.BooleanField(label="L'interruption met un enfant en danger", required=False)
    procureur_le = jour("Procureur avisé le", requis=False, aide="Sans délai en cas de danger.")
    motif = texte("Précision")


FORMULAIRES: dict[Acte, type[ActeForm]] = {
    Acte.QUALIFIER: MotifForm, Acte.NE_PAS_QUALIFIER: MotifRequisForm, Acte.SIGNALER: SignalerForm,
    Acte.CONFIER: ConfierForm, Acte.COMPOSER: ComposerForm, Acte.INFORMER_PARENTS: ParentsForm,
    Acte.CONSIGNER_VISITE: VisiteForm, Acte.VOIR_SEUL: EntretienForm, Acte.IMPOSSIBILITE: MotifRequisForm,
    Acte.RENDRE_RAPPORT: RapportForm, Acte.CLASSER: ClasserForm, Acte.PROPOSER_AIDE: AideForm,
    Acte.SAISIR: SaisirForm, Acte.RETOUR_PROCUREUR: RetourForm, Acte.ENGAGER_SUITES: MotifForm,
    Acte.DEMANDER_REPONSE: InformateurForm, Acte.REPONDRE: RepondreForm, Acte.AJOUTER_ENFANT: AjouterEnfantForm,
    Acte.TRANSFERER: TransfererForm, Acte.CLOTURER: MotifForm,
}  # fmt: skip
"""The form of each act; joining an information and filling the grid have their own pages."""


class GrilleForm(forms.Form):
    """The text from which a département loads its grid."""

    texte = texte(
        "Rubriques et items", lignes=20, aide="Une rubrique par ligne ; ses items dessous, chacun après un tiret."
    )
    empreinte = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
