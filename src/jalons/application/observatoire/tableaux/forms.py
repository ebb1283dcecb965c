"""Forms of the dashboards: filters, parameters of a study of paths, a scenario, files of DREES."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from jalons.analyse.effectifs.filtres import GROUPES, Filtres
from jalons.analyse.effectifs.public import tranches
from jalons.application.observatoire.tableaux.calculs.choix import Choix


class SourceForm(forms.Form):
    """Where the figures come from; a source that is not offered is ignored."""

    source = forms.ChoiceField(label="Source", required=False)

    def __init__(self, *args: Any, sources: Iterable[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["source"].choices = list(sources)  # type: ignore[attr-defined]


class FiltreForm(forms.Form):
    """Filters of key figures; a value that is not offered is ignored, never an error."""

    territoire = forms.ChoiceField(label="Territoire", required=False)
    annee = forms.ChoiceField(label="Au", required=False)
    groupe = forms.ChoiceField(label="Type d'aide", required=False, choices=[("", "Tous"), *GROUPES.items()])
    age = forms.ChoiceField(
        label="Âge", required=False, choices=[("", "Tous"), *((nom, nom) for nom in tranches())],
        help_text="Âge au jour de ce qui est compté.",
    )  # fmt: skip

    def __init__(self, *args: Any, territoires: Mapping[str, str], annees: Sequence[int], **kw: Any) -> None:
        super().__init__(*args, **kw)
        lieux = sorted(territoires.items(), key=lambda t: t[1])
        self.fields["territoire"].choices = [("", "Tous"), *lieux]  # type: ignore[attr-defined]
        dites = [("", "Jour du calcul"), *((str(a), f"31 décembre {a}") for a in annees)]
        self.fields["annee"].choices = dites  # type: ignore[attr-defined]

    def lus(self) -> dict[str, str]:
        """What was chosen, among what is offered."""
        self.is_valid()
        return {nom: self.cleaned_data.get(nom) or "" for nom in self.fields}

    def choix(self) -> Choix:
        """The same, for a run of its own."""
        return Choix(**self.lus())

    def filtres(self, permises: frozenset[str] | None) -> Filtres:
        """The narrowing that the choices make, inside the units that the agent may read."""
        lus = self.lus()
        territoires = frozenset({lus["territoire"]}) if lus["territoire"] else permises
        return Filtres(territoires, lus["groupe"], tranches()[lus["age"]] if lus["age"] else None)


class RestreindreForm(FiltreForm):
    """Filters of paths and forecasts: each choice is a run of its own."""

    AIDES = {
        "parcours": ("Première mesure en", "Âge à la première mesure."),
        "projection": ("Prévoir depuis le 31 décembre", "Comptés tant qu'ils ont cet âge."),
    }  # fmt: skip

    def __init__(self, *args: Any, genre: str, annees: Sequence[int], **kw: Any) -> None:
        super().__init__(*args, annees=annees, **kw)
        annee, self.fields["age"].help_text = self.AIDES[genre]
        self.fields["annee"].label = annee
        vide = "Toutes les années" if genre == "parcours" else "Jour du calcul"
        self.fields["annee"].choices = [("", vide), *((a, str(a)) for a in annees)]  # type: ignore[attr-defined]


class ParcoursForm(forms.Form):
    """What a study of paths is asked."""

    origine = forms.ChoiceField(
        label="Compter les mois", choices=[("entree", "Depuis l'entrée"), ("age", "Selon l'âge"),
                                           ("calendrier", "Selon le calendrier")],
    )  # fmt: skip
    age = forms.IntegerField(
        label="Âge du premier mois", min_value=0, max_value=20, initial=0, help_text="Seulement « selon l'âge »."
    )
    mois = forms.IntegerField(label="Nombre de mois suivis", min_value=6, max_value=252, initial=60)
    types = forms.IntegerField(label="Nombre de types", min_value=2, max_value=12, initial=5)

    @classmethod
    def par_defaut(cls) -> dict[str, Any]:
        """What is asked when nothing is said."""
        return {"origine": "entree", "age": 0, "mois": 60, "types": 5}

    def parametres(self) -> dict[str, Any]:
        """As the run keeps them."""
        return dict(self.cleaned_data)


class ScenarioForm(forms.Form):
    """A scenario in plain fields: fewer entries, new places, places of today."""

    champ = forms.ChoiceField(
        label="Ce qui est prévu", choices=[("accueil", "Les accueils"), ("domicile", "Les aides à domicile")]
    )
    titre = forms.CharField(label="Nom du scénario", max_length=80, required=False)
    entrees = forms.IntegerField(
        label="Entrées, en pour cent de celles d'aujourd'hui", min_value=0, max_value=1000, required=False,
        help_text="90 : un dixième de moins. Vide : rien ne change.",
    )  # fmt: skip
    entrees_le = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label="À partir du mois", required=False, help_text="De la forme 2027-09."
    )
    sorties = forms.IntegerField(
        label="Sorties, en pour cent de celles d'aujourd'hui", min_value=0, max_value=1000, required=False,
        help_text="110 : on part un dixième plus souvent. Vide : rien ne change.",
    )  # fmt: skip
    sorties_de = forms.ChoiceField(label="Sorties de quel type", required=False)
    sorties_le = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label="Sorties changées au mois", required=False, help_text="De la forme 2027-09."
    )
    type = forms.ChoiceField(label="Places nouvelles, de quel type", required=False)
    places = forms.IntegerField(label="Combien de places nouvelles", min_value=1, max_value=10_000, required=False)
    le = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$", label="Ouvertes au mois", required=False, help_text="De la forme 2027-09."
    )

    def __init__(self, *args: Any, types: Mapping[str, str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.types = dict(types)
        self.fields["type"].choices = [("", "Aucun"), *types.items()]  # type: ignore[attr-defined]
        self.fields["sorties_de"].choices = [("", "Tous"), *types.items()]  # type: ignore[attr-defined]
        for code, nom in types.items():
            self.fields[f"places_{code}"] = forms.IntegerField(
                label=f"Places autorisées aujourd'hui : {nom}", min_value=0, max_value=100_000, required=False
            )
            self.fields[f"cout_{code}"] = forms.DecimalField(
                label=f"Euros par jour et par enfant : {nom}", min_value=0, max_value=10_000, decimal_places=2,
                required=False, localize=True,
            )  # fmt: skip

    def autorisees(self) -> list[Any]:
        """Fields of today's places."""
        return [self[f"places_{code}"] for code in self.types]

    def couts(self) -> list[Any]:
        """Fields of what a day costs."""
        return [self[f"cout_{code}"] for code in self.types]

    def clean(self) -> dict[str, Any]:
        """What goes together is given together."""
        lus: dict[str, Any] = super().clean() or {}
        if lus.get("entrees") is not None and not lus.get("entrees_le"):
            self.add_error("entrees_le", "Dites à partir de quel mois les entrées changent.")
        if lus.get("sorties") is not None and not lus.get("sorties_le"):
            self.add_error("sorties_le", "Dites à partir de quel mois les sorties changent.")
        ouverture = [bool(lus.get(nom)) for nom in ("type", "places", "le")]
        if any(ouverture) and not all(ouverture):
            self.add_error(
                "places", "Une ouverture demande un type, un nombre de places et un mois : donnez les trois."
            )
        return lus

    def parametres(self) -> dict[str, Any]:
        """As the run keeps them: the scenario in the words of ``analyse.projection.scenario``."""
        lus = self.cleaned_data
        scenario: dict[str, Any] = {"titre": lus["titre"] or "Scénario"}
        if lus["entrees"] is not None:
            facteur = lus["entrees"] / 100
            scenario["entrees"] = [{"type": "tous", "facteur": facteur, "a_partir": lus["entrees_le"]}]
        if lus["sorties"] is not None:
            type_ = lus["sorties_de"] or "tous"
            scenario["sorties"] = [{"type": type_, "facteur": lus["sorties"] / 100, "a_partir": lus["sorties_le"]}]
        if lus["places"]:
            scenario["ouvertures"] = [{"type": lus["type"], "places": lus["places"], "le": lus["le"]}]
        scenario["places"] = {c: lus[f"places_{c}"] for c in self.types if lus[f"places_{c}"] is not None}
        couts = {c: float(lus[f"cout_{c}"]) for c in self.types if lus[f"cout_{c}"] is not None}
        return {"champ": lus["champ"], "scenario": scenario | ({"couts": couts} if couts else {})}


class _Plusieurs(forms.FileInput):
    allow_multiple_selected = True


class _Fichiers(forms.FileField):
    """Several files at once."""

    widget = _Plusieurs

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them; one at least."""
        lus: Iterable[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(_Fichiers, self).clean(un, initial) for un in lus]


class FichiersForm(forms.Form):
    """Files of DREES, as published."""

    fichiers = _Fichiers(
        label="Fichiers CSV de la DREES", widget=_Plusieurs(attrs={"accept": ".csv", "multiple": True}),
        help_text="Un ou plusieurs, 20 Mo au plus chacun. Celui du même nom est remplacé.",
        error_messages={"required": "Aucun fichier n'est choisi : choisissez les séries en CSV."},
    )  # fmt: skip


def annees(debut: int, au: date) -> list[int]:
    """Years offered: those whose end the registers know, the last one first.

    >>> annees(2023, date(2026, 11, 25))
    [2025, 2024, 2023]
    """
    return list(range(au.year - 1, max(debut, au.year - 15) - 1, -1))
