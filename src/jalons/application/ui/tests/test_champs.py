"""A form says which version of the row its reader had before her eyes."""

import pytest
from django import forms
from django.http import QueryDict

from jalons.application.ui.champs import SANS_VERSION, SurVersion


class Clore(SurVersion):
    motifs = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def envoyer(texte):
    return Clore(QueryDict(texte), initial={"version": 7})


@pytest.mark.parametrize("texte", ["motifs=a&motifs=b", "version=&motifs=a&motifs=b", "version=x&motifs=a&motifs=b"])
def test_sans_version_l_envoi_est_refuse_et_la_page_porte_l_actuelle(texte):
    formulaire = envoyer(texte)

    assert formulaire.errors.get_json_data() == {"__all__": [{"message": SANS_VERSION, "code": ""}]}
    assert formulaire["version"].value() == "7"
    assert formulaire["motifs"].value() == ["a", "b"]


@pytest.mark.parametrize("version", [0, 3])
def test_avec_sa_version_meme_nulle_il_passe(version):
    formulaire = envoyer(f"version={version}")

    assert formulaire.is_valid()
    assert formulaire.cleaned_data["version"] == version
