"""Forms of ``echeancier``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jalons.application.echeancier import rules, selectors
from jalons.application.echeancier.actes import LIBELLES_MOTIF, Acte
from jalons.application.echeancier.models import Suivi
from jalons.application.faits.rules import STATUTS
from jalons.application.ui.champs import ChampJour, SurVersion
from jalons.droit.echeances import LIBELLES_STATUT
from jalons.droit.echeances.catalogue import matieres

SANS_MATIERE = "sans"
URGENT = "a_faire"
JOUR = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TableauForm(forms.Form):
    """Filters of the view of a team; a value that is not offered is ignored, never an error."""

    matiere = forms.ChoiceField(label="Matière", required=False)
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *rules.NATURES.items()])
    unite = forms.ChoiceField(label="Unité", required=False)
    statut = forms.ChoiceField(label="Statut", required=False)
    periode = forms.ChoiceField(label="Période", required=False, choices=list(rules.PERIODES.items()))
    du = ChampJour(label="Dues à partir du", required=False, widget=JOUR)
    jusqua = ChampJour(label="Jusqu'au", required=False, widget=JOUR)

    def __init__(self, *args: Any, unites: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix: dict[str, list[tuple[str, str]]] = {
            "matiere": [
                ("", "Toutes"), *matieres().items(), ("local", "Règles du département"),
                (SANS_MATIERE, "Contrats et schémas"),
            ],
            "unite": [
                ("", "Toutes"), *((str(cle), nom) for cle, nom in unites.items()),
                (selectors.SANS_UNITE, "Unité non précisée"),
            ],
            "statut": [
                ("", "Tous"), (URGENT, "À faire : en retard ou bientôt"),
                *((s, LIBELLES_STATUT[s].capitalize()) for s in STATUTS),
            ],
        }  # fmt: skip
        for nom, valeurs in choix.items():
            self.fields[nom].choices = valeurs  # type: ignore[attr-defined]

    def criteres(self) -> dict[str, Any]:
        """For ``selectors.filtrees``."""
        self.is_valid()
        lu = self.cleaned_data
        statut, matiere = lu.get("statut"), lu.get("matiere")
        datee = lu.get("du") is not None or lu.get("jusqua") is not None
        return {
            "statuts": ("en_retard", "bientot") if statut == URGENT else (statut,) if statut else (),
            "matiere": "" if matiere == SANS_MATIERE else matiere or None,
            "nature": lu.get("nature") or "",
            "unite": lu.get("unite") or "",
            "periode": rules.TOUTES if datee else lu.get("periode") or rules.A_FAIRE,
            "du": lu.get("du"),
            "jusqua": lu.get("jusqua"),
        }


class ComptesForm(forms.Form):
    """Filters of the figures; a value that is not offered is ignored, never an error."""

    unite = forms.ChoiceField(label="Équipe", required=False)
    matiere = forms.ChoiceField(label="Matière", required=False)

    def __init__(self, *args: Any, unites: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        equipes = [(str(cle), nom) for cle, nom in unites.items()]
        champs["unite"].choices = [("", "Toutes"), *equipes, (selectors.SANS_UNITE, "Équipe non précisée")]
        champs["matiere"].choices = [("", "Toutes"), *matieres().items(), ("local", "Règles du département")]

    def filtrer(self, lignes: Any) -> Any:
        """Those of the team and of the matter chosen."""
        self.is_valid()
        unite, matiere = self.cleaned_data.get("unite"), self.cleaned_data.get("matiere")
        if unite:
            lignes = lignes.filter(unite=None if unite == selectors.SANS_UNITE else int(unite))
        return lignes.filter(matiere=matiere) if matiere else lignes


class MotifForm(SurVersion):
    """Why an act is late."""

    motif = forms.ChoiceField(label="Motif du retard", choices=[("", "Choisir…"), *Suivi.Motif.choices])
    precision = forms.CharField(
        label="Précision", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="N'écrivez ni nom ni adresse : le motif peut être relu par toute l'équipe.",
    )  # fmt: skip


class ActeForm(SurVersion):
    """An act that moves the last day: which, when, on what ground."""

    acte = forms.ChoiceField(label="Acte")
    survenu_le = ChampJour(label="Le", widget=JOUR)
    motif = forms.ChoiceField(label="Motif", required=False)

    def __init__(self, *args: Any, actes: Sequence[Acte], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acte"].choices = [(a.evenement, a.libelle) for a in actes]  # type: ignore[attr-defined]
        motifs = list(dict.fromkeys(m for a in actes for m in a.motifs))
        if motifs:
            choix = [("", "Choisir…"), *((m, LIBELLES_MOTIF.get(m, m)) for m in motifs)]
            self.fields["motif"].choices = choix  # type: ignore[attr-defined]
        else:
            del self.fields["motif"]


class AnnulationForm(SurVersion):
    """Why an act recorded by mistake is taken back."""

    motif = forms.CharField(
        label="Pourquoi l'annuler", max_length=200,
        error_messages={"required": "Dites en quelques mots pourquoi cet acte est annulé."},
        help_text="Par exemple : noté sur le mauvais dossier. N'écrivez ni nom ni adresse.",
    )  # fmt: skip
