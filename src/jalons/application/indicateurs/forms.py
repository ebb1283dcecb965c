"""Forms on indicators: definition, value, targets, counter-proposal and answer, one period for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.application.indicateurs import selectors
from jalons.application.indicateurs.models import Indicateur, Proposition
from jalons.application.indicateurs.sources import AIDE as AIDE_SOURCE
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.indicateurs.suivi import Suivi
from jalons.application.territoires.models import Collectivite
from jalons.application.ui.champs import ChampDate, ChampNombre
from jalons.droit import unites
from jalons.noyau.montants import PrecisionMontant

TEXTE = forms.Textarea(attrs={"rows": 3})


class FormulaireMetier(forms.Form):
    """A form that shows what a service refused, field by field."""

    def refuser(self, erreur: ValidationError) -> None:
        """Put each sentence on its field, or at the top."""
        par_champ = erreur.message_dict if hasattr(erreur, "error_dict") else {"__all__": erreur.messages}
        for champ, phrases in par_champ.items():
            for phrase in phrases:
                self.add_error(champ if champ in self.fields else None, phrase)


class DefinitionForm(FormulaireMetier):
    """What is measured, and where one starts from."""

    collectivite = forms.ChoiceField(label="Collectivité")
    libelle = forms.CharField(label="Libellé", max_length=250)
    code = forms.SlugField(
        label="Code", max_length=40, required=False, help_text="Court et stable ; vide : il est composé seul."
    )
    definition = forms.CharField(label="Définition", required=False, widget=TEXTE)
    formule = forms.CharField(
        label="Formule en mots", required=False, widget=TEXTE, help_text="Numérateur, dénominateur, ce qui est exclu."
    )
    unite = forms.ChoiceField(label="Unité")
    sens = forms.ChoiceField(label="Sens favorable", choices=Indicateur.Sens.choices)
    borne_min = ChampNombre(label="Borne basse", required=False, help_text="Pour un indicateur « dans une plage ».")
    borne_max = ChampNombre(label="Borne haute", required=False)
    frequence = forms.ChoiceField(
        label="Fréquence", choices=Indicateur.Frequence.choices, initial=Indicateur.Frequence.ANNUELLE
    )
    delai_jours = forms.IntegerField(
        label="Délai de disponibilité (jours)", min_value=0, max_value=1500, initial=90,
        help_text="Entre la fin de la période et le jour où sa valeur est attendue.",
    )  # fmt: skip
    t0_periode = ChampDate(label="Période de départ", required=False)
    t0_valeur = ChampNombre(label="Valeur de départ (T0)", required=False)

    def __init__(
        self, *args: Any, collectivites: Iterable[str] = (), indicateur: Indicateur | None = None, **kwargs: Any
    ) -> None:
        if indicateur is not None:
            champs = [c for c in self.base_fields if c != "collectivite"]
            kwargs["initial"] = {c: getattr(indicateur, c) for c in champs}
        super().__init__(*args, **kwargs)
        connues = [(u.code, u.libelle) for u in unites().values()]
        if indicateur is not None and indicateur.unite not in unites():
            connues.append((indicateur.unite, indicateur.unite))
        self.fields["unite"].choices = connues  # type: ignore[attr-defined]
        self._collectivites(sorted(collectivites), indicateur)

    def _collectivites(self, codes: Sequence[str], indicateur: Indicateur | None) -> None:
        if indicateur is not None:
            del self.fields["collectivite"]
            return
        choix = list(Collectivite.objects.filter(pk__in=codes).values_list("code", "nom"))
        self.fields["collectivite"].choices = choix  # type: ignore[attr-defined]
        if len(choix) == 1:
            self.fields["collectivite"].widget = forms.HiddenInput()
            self.fields["collectivite"].initial = choix[0][0]


class ValeurForm(FormulaireMetier):
    """One value of one period by one source."""

    periode = ChampDate(label="Période", help_text="AAAA ou MM/AAAA.")
    source = forms.CharField(
        label="Source", max_length=40, help_text=f"{AIDE_SOURCE} Deux sources donnent deux valeurs.",
        widget=forms.TextInput(attrs={"list": "sources"}),
    )  # fmt: skip
    valeur = ChampNombre(label="Valeur")
    precision = forms.ChoiceField(
        label="Précision", choices=[(p.value, p.libelle.strip() or "exact") for p in PrecisionMontant], initial="exact"
    )
    commentaire = forms.CharField(
        label="Commentaire", required=False, widget=TEXTE, help_text="D'où vient ce chiffre, ce qu'il compte."
    )


class CiblesForm(FormulaireMetier):
    """The target of each year, at once; an empty field takes the target away."""

    def __init__(self, *args: Any, suivi: Suivi, annees: Sequence[int], **kwargs: Any) -> None:
        self.annees = annees
        kwargs["initial"] = {f"cible_{a}": suivi.cible_de(a) for a in annees}
        super().__init__(*args, **kwargs)
        for annee in annees:
            self.fields[f"cible_{annee}"] = ChampNombre(label=f"Fin {annee}", required=False)

    def par_annee(self) -> dict[int, Decimal | None]:
        """Target by year; ``None``: none."""
        return {a: self.cleaned_data.get(f"cible_{a}") for a in self.annees}


class PropositionForm(FormulaireMetier):
    """Another target or another value, with the reason."""

    objet = forms.ChoiceField(label="Porte sur", choices=Proposition.Objet.choices)
    periode = ChampDate(label="Année ou période")
    source = forms.CharField(
        label="Source", max_length=40, required=False, help_text=f"Pour une valeur : {AIDE_SOURCE}"
    )
    valeur = ChampNombre(label="Valeur proposée")
    motif = forms.CharField(label="Motif", widget=TEXTE, help_text="Le département y répondra.")


class ReponseForm(FormulaireMetier):
    """The département's answer."""

    reponse = forms.CharField(label="Réponse", required=False, widget=TEXTE, help_text="Obligatoire pour refuser.")


class PeriodeForm(forms.Form):
    """The period of a bulk entry."""

    periode = ChampDate(label="Période à saisir", help_text="AAAA ou MM/AAAA.")


class GrilleForm(FormulaireMetier):
    """Every indicator × source of one period; an empty cell is left as it is."""

    def __init__(
        self, *args: Any, suivis: Sequence[Suivi], sources: Sequence[str], periode: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.suivis, self.sources, self.periode = suivis, sources, periode
        for suivi in suivis:
            for source in sources:
                deja = suivi.valeur(periode, source)
                champ = ChampNombre(label=f"{suivi.definition.libelle}, {nom_de_source(source)}", required=False)
                champ.initial = deja.valeur if deja else None
                self.fields[self._nom(suivi, source)] = champ

    @staticmethod
    def _nom(suivi: Suivi, source: str) -> str:
        return f"v-{suivi.definition.pk}-{source}"

    def rangees(self) -> list[tuple[Suivi, str, list[Any]]]:
        """Indicator, unit and its fields, in the order of the sources."""
        return [
            (s, selectors.libelle_unite(s.definition.unite), [self[self._nom(s, source)] for source in self.sources])
            for s in self.suivis
        ]

    def saisies(self) -> list[tuple[Suivi, str, Decimal, str]]:
        """Cells that were filled or changed: indicator, source, value, name of the field."""
        lues = []
        for suivi in self.suivis:
            for source in self.sources:
                valeur = self.cleaned_data.get(self._nom(suivi, source))
                deja = suivi.valeur(self.periode, source)
                if valeur is not None and (deja is None or deja.valeur != valeur):
                    lues.append((suivi, source, valeur, self._nom(suivi, source)))
        return lues
