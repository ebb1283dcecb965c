"""Forms of contracts: sections, creation, avenants, filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.application.contrats.avenant import OUVERTURES
from jalons.application.contrats.dossier import Etape, NaturePartie, Role
from jalons.application.finances.lignes import Version
from jalons.application.territoires.models import Collectivite
from jalons.application.ui.champs import ChampDate, ChampJour, ChampNombre
from jalons.droit import regimes, sources_financement
from jalons.noyau.dates import DateCivile

NATURES = [("etat", "État"), ("ars", "ARS"), ("departement", "Département"), ("autre", "Autre")]
ROLES = [(r.value, r.value) for r in Role]
ETAPES = [("", "—"), *((e.value, e.libelle) for e in Etape)]
ETATS = [("", "Tous"), ("projet", "Projet"), ("signe", "Signé"), ("en_vigueur", "En vigueur"), ("echu", "Échu")]
UNITES = [("", "—"), ("mois", "mois"), ("ans", "ans")]
assert {c for c, _ in NATURES} == {n.value for n in NaturePartie}  # noqa: S101 - the labels follow the enumeration


class TeteForm(forms.Form):
    """Title and regime."""

    intitule = forms.CharField(label="Intitulé", max_length=300)
    regime = forms.ChoiceField(label="Régime", choices=lambda: [(r.id, r.libelle) for r in regimes()])


class CreationForm(TeteForm):
    """A new contract; the period may wait."""

    collectivite = forms.ChoiceField(label="Collectivité")
    debut = ChampDate(label="Début", required=False)
    fin = ChampDate(label="Fin", required=False)
    repris = forms.BooleanField(
        label="Contrat antérieur à Jalons, repris pour mémoire", required=False,
        help_text="Il se corrige alors sans avenant, et un acte non enregistré n'est pas réputé en retard.",
    )  # fmt: skip

    def __init__(self, *args: Any, codes: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["collectivite"]
        champ.choices = [(c.pk, str(c)) for c in Collectivite.objects.filter(pk__in=codes)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both ends, in order."""
        return verifier_periode(super().clean() or {})


class PeriodeForm(forms.Form):
    """Period and announced duration."""

    debut = ChampDate(label="Début", required=False)
    fin = ChampDate(label="Fin", required=False)
    duree = forms.IntegerField(label="Durée annoncée", required=False, min_value=1, max_value=1200)
    unite = forms.ChoiceField(label="Unité de la durée", choices=UNITES, required=False)

    def clean(self) -> dict[str, Any]:
        """Both ends in order; a duration has a unit."""
        donnees = verifier_periode(super().clean() or {})
        if donnees.get("duree") and not donnees.get("unite"):
            raise ValidationError({"unite": "Choisissez l'unité de la durée : mois ou ans."})
        return donnees


def verifier_periode(donnees: dict[str, Any]) -> dict[str, Any]:
    """The cleaned data, when the period has two ends in order, or none."""
    debut, fin = donnees.get("debut"), donnees.get("fin")
    if bool(debut) != bool(fin):
        raise ValidationError({"fin" if debut else "debut": "Une période a un début et une fin : donnez les deux."})
    if debut and fin and fin.fin < debut.debut:
        raise ValidationError(
            {"fin": f"La période finit ({fin}) avant de commencer ({debut}) : corrigez l'une des dates."}
        )
    return donnees


class Cases(forms.MultipleChoiceField):
    """Boxes of which none, some or all may be ticked: an answer in every case, so never called optional."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=True, widget=forms.CheckboxSelectMultiple, **options)

    def validate(self, value: Any) -> None:
        """Only boxes of the list."""
        for coche in value or []:
            if not self.valid_value(coche):
                raise ValidationError(f"« {coche} » n'est pas dans la liste : rechargez la page, puis recommencez.")


class PartieForm(forms.Form):
    """One party."""

    nom = forms.CharField(label="Organisme", max_length=200, required=False)
    nature = forms.ChoiceField(label="Nature", choices=NATURES, required=False)
    roles = Cases(label="Rôles", choices=ROLES)


class EtapeForm(forms.Form):
    """One step and its date."""

    etape = forms.ChoiceField(label="Étape", choices=ETAPES, required=False)
    le = ChampDate(label="Date", required=False)

    def clean(self) -> dict[str, Any]:
        """A step has a date, a date has a step."""
        donnees = super().clean() or {}
        if not self.errors and bool(donnees.get("etape")) != bool(donnees.get("le")):
            champ = "le" if donnees.get("etape") else "etape"
            raise ValidationError({champ: "Donnez l'étape et sa date, ou laissez les deux vides."})
        return donnees


class MontantForm(forms.Form):
    """One amount."""

    cle = forms.CharField(required=False, widget=forms.HiddenInput)
    libelle = forms.CharField(label="Libellé", max_length=250, required=False)
    source = forms.ChoiceField(
        label="Source", required=False,
        choices=lambda: [("", "Total annoncé"), *((s.code, s.libelle) for s in sources_financement())],
    )  # fmt: skip
    valeur = ChampNombre(label="Montant en euros", required=False)
    version = forms.ChoiceField(
        label="Version", required=False, initial="prevu", choices=[(v.value, v.libelle) for v in Version]
    )
    annee = forms.IntegerField(label="Exercice", required=False, min_value=1900, max_value=2200)

    def clean(self) -> dict[str, Any]:
        """A line that has a label has an amount, and a new one a source."""
        donnees = super().clean() or {}
        if donnees.get("libelle") and donnees.get("valeur") is None and "valeur" not in self.errors:
            raise ValidationError({"valeur": "Donnez le montant en euros, ou videz le libellé pour retirer la ligne."})
        if donnees.get("libelle") and not donnees.get("source") and not donnees.get("cle"):
            raise ValidationError({"source": "Choisissez la source de financement."})
        return donnees


class ActionForm(forms.Form):
    """One action of a list."""

    cle = forms.CharField(required=False, widget=forms.HiddenInput)
    libelle = forms.CharField(label="Action", max_length=300, required=False)
    liste = forms.ChoiceField(label="Liste", required=False)

    def __init__(self, *args: Any, listes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["liste"].choices = listes  # type: ignore[attr-defined]

    def clean_liste(self) -> str:
        """The first list when none is chosen."""
        return self.cleaned_data["liste"] or self.fields["liste"].choices[0][0]  # type: ignore[attr-defined, no-any-return]


class ObjectifsForm(forms.Form):
    """Objectives retained, by category."""

    obligatoire = Cases(label="Objectifs obligatoires")
    facultatif = Cases(label="Objectifs facultatifs")
    locaux = forms.CharField(
        label="Objectifs locaux à ajouter", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un par ligne. Ils s'ajoutent aux facultatifs, sans compter dans ce que le régime demande.",
    )  # fmt: skip

    def __init__(self, *args: Any, choix: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, propositions in choix.items():
            self.fields[nom].choices = propositions  # type: ignore[attr-defined]


PartiesFormSet = forms.formset_factory(PartieForm, extra=2)
EtapesFormSet = forms.formset_factory(EtapeForm, extra=3)
MontantsFormSet = forms.formset_factory(MontantForm, extra=3)
ActionsFormSet = forms.formset_factory(ActionForm, extra=3)


def lignes_remplies(formset: Any, *champs: str) -> list[dict[str, Any]]:
    """Cleaned lines that have every one of ``champs``, in order; an emptied line is a line taken away."""
    return [x.cleaned_data for x in formset if x.cleaned_data and all(x.cleaned_data.get(c) for c in champs)]


class AvenantForm(forms.Form):
    """A draft avenant: its subject and what it opens."""

    objet = forms.CharField(label="Objet", max_length=300)
    exercice = forms.IntegerField(
        label="Exercice", required=False, min_value=1900, max_value=2200,
        help_text="Pour un avenant financier annuel : l'année qu'il finance.",
    )  # fmt: skip
    champs = forms.MultipleChoiceField(
        label="Champs ouverts", choices=[(c, libelle) for c, (libelle, _) in OUVERTURES.items()],
        widget=forms.CheckboxSelectMultiple, help_text="Seuls ces champs pourront changer.",
        error_messages={"required": "Aucun champ n'est ouvert : cochez ce que l'avenant pourra changer."},
    )  # fmt: skip


class SignatureForm(forms.Form):
    """The day of a signature: past, or today."""

    le = ChampDate(label="Signé le")

    def __init__(self, *args: Any, au: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.au = au

    def clean_le(self) -> DateCivile:
        """The day, which has come.

        A month or a year that has begun is accepted: the document may not say more.
        """
        le: DateCivile = self.cleaned_data["le"]
        if le.debut > self.au:
            raise ValidationError(
                f"« {le} » est à venir : on enregistre une signature une fois donnée. Revenez ce jour-là, ou corrigez "
                "la date."
            )
        return le


class JustificationForm(forms.Form):
    """Why an écart is accepted."""

    commentaire = forms.CharField(
        label="Justification", widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "La justification est vide : écrivez pourquoi cet écart est accepté."},
    )  # fmt: skip


class ComparaisonForm(forms.Form):
    """Two moments."""

    avant = ChampJour(label="Connu au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    apres = ChampJour(
        label="Comparé à", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False,
        help_text="Vide : aujourd'hui.",
    )  # fmt: skip


class FiltreForm(forms.Form):
    """Filters of the list."""

    collectivite = forms.ChoiceField(label="Collectivité", required=False)
    regime = forms.ChoiceField(
        label="Régime", required=False, choices=lambda: [("", "Tous"), *((r.id, r.libelle) for r in regimes())]
    )
    annee = forms.IntegerField(label="Année couverte", required=False, min_value=1900, max_value=2200)
    etat = forms.ChoiceField(label="État", required=False, choices=ETATS)

    def __init__(self, *args: Any, codes: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noms = [c for c in Collectivite.objects.all() if c.pk in codes] if len(codes) > 1 else []
        self.fields["collectivite"].choices = [("", "Toutes"), *((c.pk, str(c)) for c in noms)]  # type: ignore[attr-defined]
        if not noms:
            del self.fields["collectivite"]
