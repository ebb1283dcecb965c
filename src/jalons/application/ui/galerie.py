"""The gallery: every component on one page, with made-up content; the reference of page builders."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons.application.ui import statuts
from jalons.application.ui.champs import ChampJour
from jalons.application.ui.composants.listes import Onglet
from jalons.application.ui.composants.metier import Changement, PieceJointe
from jalons.application.ui.galerie_figures import calendrier, figures
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import Montant, PrecisionMontant
from jalons.noyau.saisie import Faute


class ExempleForm(forms.Form):
    """One field of each kind, two of them with a fault when the gallery binds it."""

    titre = forms.CharField(label="Titre de la fiche", max_length=80, help_text="Un groupe de mots, sans point final.")
    montant = forms.DecimalField(label="Montant prévu", min_value=0, help_text="En euros, sans les centimes.")
    statut = forms.ChoiceField(
        label="Statut", choices=[("en_cours", "En cours"), ("realisee", "Réalisée")], required=False
    )
    debut = ChampJour(label="Premier jour", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    publics = forms.MultipleChoiceField(
        label="Publics",
        choices=[("m", "Mineurs confiés"), ("p", "Parents")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    avis = forms.ChoiceField(
        label="Avis",
        choices=[("f", "Favorable"), ("d", "Défavorable")],
        widget=forms.RadioSelect,
        help_text="Un seul choix.",
    )
    confirme = forms.BooleanField(label="Cette information est vérifiée", required=False)
    objet = forms.CharField(label="Objet", widget=forms.Textarea(attrs={"rows": 3}), required=False)


ECARTS = (
    Ecart("part_departement_insuffisante", Gravite.BLOQUANT, True,
          "La part du département est de 41,20 % ; le texte demande 50 %. Relevez sa part ou justifiez l'écart.",
          {"part": Decimal("41.20"), "minimum": 50}, "Circulaire de l'exercice"),
    Ecart("signature_hors_delai", Gravite.AVERTISSEMENT, True,
          "Le contrat est signé 81 jours après la date limite. Notez la raison du retard.",
          {"jours_de_retard": 81}, "Circulaire de l'exercice"),
    Ecart("periode_inconnue", Gravite.INFORMATION, False,
          "La période du montant n'est pas connue. Complétez-la si le document la donne.", {}, "Annexe non vue"),
)  # fmt: skip


@login_not_required
@require_safe
def galerie(request: HttpRequest) -> HttpResponse:
    """Every component, with examples."""
    return render(request, "ui/galerie.html", contexte())


def contexte() -> dict[str, Any]:
    """The made-up content of the gallery; nothing is read from the database."""
    return {
        "familles": statuts.STATUTS,
        "tons": statuts.TONS,
        "lettres": statuts.CONFIANCES,
        "formulaire": ExempleForm(),
        "formulaire_faux": ExempleForm({"titre": "", "montant": "-3"}, auto_id="faux_%s"),  # no name twice
        "ecarts": ECARTS,
        "figures": figures(),
        "calendrier": calendrier(),
        "page": Paginator(range(1, 231), 10).get_page(4),
        "onglets_exemple": [Onglet("Synthèse", "?", actif=True), Onglet("Fiches", "?onglet=fiches", nombre=30)],
        "fautes_exemple": [Faute("Plan financier!D7", "Écrivez un nombre.", "douze", "un nombre", 7)],
        "changements": [
            Changement(
                datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
                "A. Exemple",
                "Statut modifié",
                (("Statut", "En cours", "Réalisée"),),
            ),
            Changement(
                datetime(2026, 1, 12, 14, 0, tzinfo=UTC), "B. Modèle", "Fiche créée", motif="Reprise du contrat signé."
            ),
        ],
        "piece": PieceJointe(
            "contrat-signe.pdf", "#piece", "PDF", 1_240_000, datetime(2026, 1, 12, 14, 0, tzinfo=UTC), "B. Modèle"
        ),
        "montant": Montant(Decimal(10500000), PrecisionMontant.PLUS_DE),
        "date": DateCivile(2021, 10),
        "part": Decimal("52.38"),
    }
