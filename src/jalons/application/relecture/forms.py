"""Forms of reviews: deposit, description, decision, correction, addition, import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jalons.application.contrats.dossier import Etape
from jalons.application.documents.contenu import TAILLE_MAXIMALE
from jalons.application.relecture.assemblage import TOTAL
from jalons.application.relecture.genres import CODE, GENRES, NUMERO, PARENT, STATUT, TEXTE, VALEUR, genre
from jalons.application.relecture.models import Relecture, longueur
from jalons.application.relecture.rules import Lu
from jalons.application.schema.dossier import StatutBilan
from jalons.application.territoires.models import Collectivite
from jalons.application.ui.champs import ChampDate, Refusable, SurVersion
from jalons.droit import regimes, sources_financement

ACCEPTES = ".pdf,.txt,.docx,.odt,.html,.htm"


class DepotForm(Refusable):
    """One document."""

    collectivite = forms.ChoiceField(label="Collectivité")
    fichier = forms.FileField(
        label="Document",
        help_text=f"PDF (même numérisé), Word, LibreOffice, HTML ou texte ; {TAILLE_MAXIMALE // 2**20} Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTES, "class": "depot"}),
        error_messages={
            "required": "Aucun fichier n'est choisi : choisissez-en un.",
            "empty": "Le fichier est vide : reprenez-le depuis l'original.",
        },
    )

    def __init__(self, *args: Any, codes: frozenset[str] = frozenset(), **kw: Any) -> None:
        super().__init__(*args, **kw)
        choix = [(c.pk, str(c)) for c in Collectivite.objects.filter(pk__in=codes)]
        self.fields["collectivite"].choices = choix  # type: ignore[attr-defined]
        if len(choix) == 1:
            self.fields["collectivite"].widget = forms.HiddenInput()
            self.fields["collectivite"].initial = choix[0][0]


class DescriptionForm(SurVersion):
    """What the document is."""

    nature = forms.ChoiceField(label="Ce document est", choices=Relecture.Nature.choices)
    intitule = forms.CharField(label="Intitulé du schéma ou du contrat", max_length=300, required=False)
    debut = ChampDate(label="Début", required=False)
    fin = ChampDate(label="Fin", required=False)
    regime = forms.ChoiceField(label="Régime, pour un contrat", required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        choix = [("", "Aucun"), *((r.id, r.libelle) for r in regimes())]
        self.fields["regime"].choices = choix  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Both ends of the period, in order."""
        super().clean()
        debut, fin = self.cleaned_data.get("debut"), self.cleaned_data.get("fin")
        if bool(debut) != bool(fin) and not self.errors:
            self.add_error("fin" if debut else "debut", "Une période a un début et une fin : donnez les deux.")
        if debut and fin and fin.fin < debut.debut:
            self.add_error("fin", f"La période finit ({fin}) avant de commencer ({debut}) : corrigez l'une des dates.")


class DecisionForm(SurVersion):
    """Accept or refuse one element."""

    acte = forms.ChoiceField(choices=[("accepter", "accepter"), ("refuser", "refuser")])


class LotForm(forms.Form):
    """Which act to undo."""

    lot = forms.IntegerField(min_value=1)


def _champ_code(code: str) -> forms.ChoiceField:
    if code == "montant":
        choix = [("", "À préciser"), (TOTAL, "Total annoncé"), *((s.code, s.libelle) for s in sources_financement())]
        return forms.ChoiceField(label="Source de financement", choices=choix, required=False)
    if code == "places":
        choix = [("", "Places d'un type"), (TOTAL, "Total annoncé, dont les autres sont le détail")]
        return forms.ChoiceField(label="Ce nombre est", choices=choix, required=False)
    choix = [("", "Aucune étape"), *((e.value, e.libelle) for e in Etape)]
    return forms.ChoiceField(label="Étape du contrat", choices=choix, required=False)


def _parents(code: str, lus: Sequence[Lu]) -> list[tuple[str, str]]:
    permis = genre(code).sous
    candidats = [x for x in lus if x.genre in permis and x.suite != "refusee"]
    return [("", "Aucun"), *((str(x.cle), _nom(x)) for x in candidats)]


def _nom(x: Lu) -> str:
    nom = f"{genre(x.genre).libelle} {x.numero} : {x.texte}" if x.numero else f"{genre(x.genre).libelle} : {x.texte}"
    return nom if len(nom) <= 90 else nom[:89] + "…"


class ChampTexte(forms.CharField):
    """The text of an element: never optional, and its absence is said by the service with every other fault."""

    def validate(self, value: str) -> None:
        """Nothing here."""


class ElementForm(SurVersion):
    """What an element is; its fields are those of its kind."""

    def __init__(self, *args: Any, code: str, lus: Sequence[Lu], avec_version: bool = True, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.code = code
        if not avec_version:
            del self.fields["version"]
        for nom in genre(code).champs:
            self.fields[nom] = self._champ(nom, lus)
        if code == "point":
            self.fields["niveau"] = forms.TypedChoiceField(
                label="Niveau", choices=[("1", "Point"), ("2", "Précise le point d'avant")], coerce=int, initial="1"
            )

    def _champ(self, nom: str, lus: Sequence[Lu]) -> forms.Field:
        if nom == TEXTE:
            lignes = 2 if genre(self.code).longueur <= 400 else 4
            return ChampTexte(label="Texte", widget=forms.Textarea(attrs={"rows": lignes}))
        if nom == PARENT:
            return forms.TypedChoiceField(
                label="Sous", choices=_parents(self.code, lus), required=False, coerce=int, empty_value=None
            )
        if nom == CODE:
            return _champ_code(self.code)
        if nom == STATUT:
            return forms.ChoiceField(label="Statut", choices=[(s.value, s.libelle) for s in StatutBilan])
        libelles = {NUMERO: "Numéro", VALEUR: "Date" if self.code == "date" else "Valeur", "unite": "Unité",
                    "source": "Financeur, selon le document", "periode": "Période"}  # fmt: skip
        return forms.CharField(label=libelles[nom], max_length=longueur(nom), required=False)

    def clean(self) -> None:
        """The version only when there is one: an element that is added has none."""
        if "version" in self.fields:
            super().clean()

    def valeurs(self) -> dict[str, Any]:
        """What was written, by field of the element."""
        return {c: v for c, v in self.cleaned_data.items() if c != "version"}


class GenreForm(forms.Form):
    """What to add, and where it stands."""

    genre = forms.ChoiceField(label="Ce qui manque", choices=[(g.code, g.libelle) for g in GENRES.values()])
    page = forms.IntegerField(label="Page du document", min_value=1, initial=1)


class ImportForm(SurVersion):
    """The sections to import."""

    sections = forms.MultipleChoiceField(
        label="Parties à importer", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choix: Sequence[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["sections"].choices = list(choix)  # type: ignore[attr-defined]
