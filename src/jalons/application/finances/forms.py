"""The form of one amount."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.finances import selectors
from jalons.application.finances.autorisations import Pouvoir
from jalons.application.finances.lignes import Beneficiaire, Version
from jalons.application.finances.models import Montant
from jalons.application.ui.champs import ChampDate, ChampNombre
from jalons.noyau.montants import PrecisionMontant

PRECISIONS = [(p.value, p.libelle.strip() or "exact") for p in PrecisionMontant]


class MontantForm(forms.Form):
    """One amount: what, how much, when, how sure, to whom."""

    libelle = forms.CharField(label="Libellé", max_length=250, required=False, help_text="Vide : il est composé seul.")
    source = forms.ChoiceField(label="Source de financement", required=False)
    version = forms.ChoiceField(
        label="Version",
        help_text="Prévu avant la décision, notifié par le financeur, signé au contrat ; puis engagé, payé, justifié.",
    )
    valeur = ChampNombre(label="Montant en euros", help_text="Par exemple 125 000 ou 125000,50.")
    precision = forms.ChoiceField(
        label="Précision", choices=PRECISIONS, initial="exact",
        help_text="Ce que dit le document : « environ », « plus de » et « jusqu'à » restent affichés tels quels.",
    )  # fmt: skip
    annee = forms.IntegerField(
        label="Exercice", required=False, min_value=1990, max_value=2100, help_text="Si le montant vaut pour une année."
    )
    debut = ChampDate(label="Début de période", required=False)
    fin = ChampDate(label="Fin de période", required=False)
    par_an = forms.BooleanField(
        label="Chaque année", required=False,
        help_text="Le montant revient chaque année : il est montré « par an » et n'est jamais multiplié.",
    )  # fmt: skip
    perenne = forms.BooleanField(label="Pérenne", required=False, help_text="Le crédit dure au-delà du contrat.")
    vise = forms.ChoiceField(
        label="Action, objectif ou liste", required=False, help_text="Vide : le document ne le dit pas."
    )
    beneficiaire = forms.ChoiceField(
        label="Versé à", required=False,
        choices=[("", "Non précisé"), *((b.value, b.libelle.capitalize()) for b in Beneficiaire)],
    )  # fmt: skip
    beneficiaire_nom = forms.CharField(label="Nom du bénéficiaire", max_length=200, required=False)
    est_total = forms.BooleanField(
        label="Total annoncé", required=False,
        help_text="Un total que le document annonce : il est comparé aux autres montants, jamais additionné.",
    )  # fmt: skip
    inclus_dans = forms.ModelChoiceField(
        label="Partie d'un autre montant", queryset=Montant.objects.none(), required=False,
        empty_label="Non", help_text="« dont… » : ce montant ne s'ajoute pas à celui qui le contient.",
    )  # fmt: skip
    commentaire = forms.CharField(label="Commentaire", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, *args: Any, cadre: Cadre, pouvoir: Pouvoir, montant: Montant | None = None, **kwargs: Any
    ) -> None:
        self.cadre, self.pouvoir = cadre, pouvoir
        kwargs["initial"] = {**_initial(montant), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        libelles = selectors.libelles_des_sources()
        sources = [(c, libelles[c]) for c in libelles if c in pouvoir.sources]
        vide = [("", "Aucune (total annoncé)")] if pouvoir.totaux else [("", "Choisissez")]
        self._choix("source", [*vide, *sources])
        self._choix("version", [(v.value, v.libelle.capitalize()) for v in Version if v in pouvoir.versions])
        self._choix("vise", [("", "Non précisé"), *_vises(cadre)])
        autres = Montant.objects.filter(cadre=cadre, est_total=False)
        autres = autres.exclude(pk=montant.pk) if montant is not None else autres
        self.fields["inclus_dans"].queryset = autres  # type: ignore[attr-defined]
        if not pouvoir.totaux:
            del self.fields["est_total"]

    def _choix(self, champ: str, choix: list[tuple[str, str]]) -> None:
        self.fields[champ].choices = choix  # type: ignore[attr-defined]

    def champs(self) -> dict[str, Any]:
        """Fields for ``services``."""
        lus = dict(self.cleaned_data)
        nature, _, cle = (lus.pop("vise") or "").partition("-")
        lus["fiche"] = Fiche.objects.get(pk=int(cle)) if nature == "fiche" else None
        lus["rubrique"] = Rubrique.objects.get(pk=int(cle)) if nature == "rubrique" else None
        lus["beneficiaire"] = lus["beneficiaire"] or None
        return lus

    def refuser(self, erreur: ValidationError) -> None:
        """Show what the service refused, field by field."""
        par_champ = erreur.message_dict if hasattr(erreur, "error_dict") else {"__all__": erreur.messages}
        for champ, phrases in par_champ.items():
            visible = {"fiche": "vise", "rubrique": "vise"}.get(champ, champ)
            for phrase in phrases:
                self.add_error(visible if visible in self.fields else None, phrase)


def _initial(montant: Montant | None) -> dict[str, Any]:
    if montant is None:
        return {}
    champs = (
        "libelle", "source", "version", "valeur", "precision", "annee", "debut", "fin", "par_an", "perenne",
        "beneficiaire", "beneficiaire_nom", "est_total", "inclus_dans", "commentaire",
    )  # fmt: skip
    vise = f"fiche-{montant.fiche_id}" if montant.fiche_id else f"rubrique-{montant.rubrique_id}"
    return {
        **{c: getattr(montant, c) for c in champs},
        "vise": vise if montant.fiche_id or montant.rubrique_id else "",
    }


def _vises(cadre: Cadre) -> list[tuple[str, str]]:
    fiches = Fiche.objects.filter(pk__in=Placement.objects.filter(cadre=cadre).values("fiche"))
    rubriques = Rubrique.objects.filter(cadre=cadre, retire_le=None)
    return [
        *((f"fiche-{f.pk}", f"Fiche : {f.titre}") for f in fiches),
        *((f"rubrique-{r.pk}", f"{r.get_genre_display()} : {r}") for r in rubriques),
    ]
