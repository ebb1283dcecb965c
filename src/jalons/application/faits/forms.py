"""What the list of deadlines may be filtered on."""

from __future__ import annotations

from typing import Any

from django import forms

from jalons.application.faits import rules, sujets
from jalons.application.ui.champs import ChampJour
from jalons.droit.echeances import LIBELLES_STATUT

URGENT = "a_faire"


class FiltreForm(forms.Form):
    """Filters of the échéancier; a value that is not offered is ignored, never an error."""

    statut = forms.ChoiceField(label="Statut", required=False)
    genre = forms.ChoiceField(label="Concerne", required=False)
    du = ChampJour(label="Dues à partir du", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    jusqua = ChampJour(label="Jusqu'au", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuts = [(code, LIBELLES_STATUT[code].capitalize()) for code in rules.STATUTS]
        self.fields["statut"].choices = [  # type: ignore[attr-defined]
            ("", "Tous"),
            (URGENT, "À faire : en retard ou bientôt"),
            *statuts,
        ]
        self.fields["genre"].choices = [("", "Tout"), *((g.type, g.libelle) for g in sujets.genres())]  # type: ignore[attr-defined]

    def criteres(self) -> dict[str, Any]:
        """Keyword arguments of ``selectors.echeances``."""
        self.is_valid()
        lu = self.cleaned_data
        statut = lu.get("statut")
        return {
            "statuts": ("en_retard", "bientot") if statut == URGENT else (statut,) if statut else (),
            "types": (lu["genre"],) if lu.get("genre") else (),
            "du": lu.get("du"),
            "jusqua": lu.get("jusqua"),
        }
