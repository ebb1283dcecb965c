"""Form to put a file on an object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jalons.application.documents import contenu


class DepotForm(forms.Form):
    """One file and what it is."""

    fichier = forms.FileField(
        label="Fichier",
        help_text="25 Mo au plus : PDF, Word, Excel, PowerPoint, OpenDocument, image, texte.",
        widget=forms.ClearableFileInput(attrs={"accept": contenu.ACCEPTES}),
        error_messages={"required": "Aucun fichier n'est choisi : choisissez-en un.", "empty": "Le fichier est vide."},
    )
    genre = forms.ChoiceField(label="Ce que c'est")

    def __init__(self, *args: Any, genres: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genre"].choices = genres  # type: ignore[attr-defined]
        if len(genres) == 1:
            self.fields["genre"].widget = forms.HiddenInput()
            self.fields["genre"].initial = genres[0][0]
