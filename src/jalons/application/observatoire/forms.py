"""Forms of ``observatoire``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jalons.analyse.parcours.delais import AXES, INCONNU, LIENS
from jalons.application.crip.origines import ORIGINES
from jalons.application.mesures.models import Mesure
from jalons.application.observatoire.lecture import Filtres

NOMS_D_ORIGINE = {**dict(Mesure.Origine.choices), **{o.value: nom for o, nom in ORIGINES.items()}}
NON_RATTACHEE = "Inconnu"


class FiltreForm(forms.Form):
    """Filters of the chain of delays; a value that is not offered is ignored, never an error."""

    territoire = forms.ChoiceField(label="Territoire", required=False)
    du = forms.ChoiceField(label="Du trimestre", required=False)
    jusqua = forms.ChoiceField(label="Au trimestre", required=False)
    age = forms.ChoiceField(label="Âge au départ", required=False)
    origine = forms.ChoiceField(label="Origine", required=False)
    par = forms.ChoiceField(label="Comparer", required=False, choices=[("", "Sans comparer"), *AXES.items()])
    lien = forms.ChoiceField(label="Délai détaillé", required=False, choices=[(x.code, x.libelle) for x in LIENS])

    def __init__(self, *args: Any, valeurs: Mapping[str, Sequence[str]], unites: Mapping[str, str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        territoires = sorted((nom(("territoire", v), unites), v) for v in valeurs["territoire"])
        offerts = {
            "territoire": [("", "Tous"), *((v, dit) for dit, v in territoires)],
            "du": [("", "Le premier"), *((v, trimestre(v)) for v in valeurs["trimestre"])],
            "jusqua": [("", "Le dernier"), *((v, trimestre(v)) for v in valeurs["trimestre"])],
            "age": [("", "Tous"), *((v, nom(("age", v), unites)) for v in valeurs["age"])],
            "origine": [("", "Toutes"), *((v, nom(("origine", v), unites)) for v in valeurs["origine"])],
        }
        for champ, liste in offerts.items():
            self.fields[champ].choices = liste  # type: ignore[attr-defined]

    def lus(self) -> dict[str, str]:
        """What was chosen, among what is offered."""
        self.is_valid()
        return {nom: self.cleaned_data.get(nom) or "" for nom in self.fields}

    def filtres(self, permises: frozenset[str] | None) -> Filtres:
        """The narrowing that the choices make, inside the units that the agent may read."""
        choix = self.lus()
        return Filtres(permises, **{c: choix[c] for c in ("territoire", "du", "jusqua", "age", "origine")})

    def lien_choisi(self) -> str:
        """The delay shown in detail: the first one unless chosen."""
        return self.lus()["lien"] or LIENS[0].code


def trimestre(code: str) -> str:
    """A quarter as a reader says it.

    >>> trimestre("2024-T1"), trimestre("inconnu")
    ('1er trimestre 2024', 'Inconnu')
    """
    annee, _, rang = code.partition("-T")
    return f"{'1er' if rang == '1' else f'{rang}e'} trimestre {annee}" if rang else NON_RATTACHEE


def nom(groupe: tuple[str, str], unites: Mapping[str, str]) -> str:
    """Name of a group: (axis, value)."""
    axe, valeur = groupe
    if valeur == INCONNU:
        return NON_RATTACHEE
    if axe == "trimestre":
        return trimestre(valeur)
    return {"territoire": unites, "origine": NOMS_D_ORIGINE}.get(axe, {}).get(valeur, valeur)
