"""A form says which version of the row its reader had before her eyes."""

import pytest
from django import forms
from django.http import QueryDict

from jalons.application.ui.champs import SANS_VERSION, ChampDate, ChampJour, SurVersion


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


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("31/02/2025", "février 2025 a 28 jours"),
        ("29/02/2025", "février 2025 a 28 jours"),
        ("2025-02-31", "février 2025 a 28 jours"),
        ("13/2024", "il n'y a pas de mois 13 : le jour s'écrit avant le mois"),
        ("00/05/2025", "mai 2025 a 31 jours"),
        ("05/13/2024", "il n'y a pas de mois 13 : le jour s'écrit avant le mois"),
        ("1/1/0000", "l'année 0 n'existe pas"),
        ("le 3 mai", "écrivez JJ/MM/AAAA, MM/AAAA ou AAAA"),
    ],
)
def test_une_date_impossible_dit_pourquoi(texte, raison):
    with pytest.raises(forms.ValidationError) as refus:
        ChampDate().clean(texte)
    assert refus.value.messages == [f"« {texte} » n'est pas une date : {raison}."]


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("31/02/2025", "n'est pas un jour du calendrier : février 2025 a 28 jours."),
        ("2024-13-05", "il n'y a pas de mois 13"),
        ("hier", "écrivez JJ/MM/AAAA"),
        ("01/01/0001", "Jalons tient les années de 1850 à 2200"),
        ("9999-12-31", "Jalons tient les années de 1850 à 2200"),
    ],
)
def test_un_jour_impossible_dit_pourquoi(texte, raison):
    with pytest.raises(forms.ValidationError) as refus:
        ChampJour().clean(texte)
    [phrase] = refus.value.messages
    assert phrase.startswith(f"« {texte} »")
    assert raison in phrase


@pytest.mark.parametrize("texte", ["01/01/1850", "2200-12-31", "29/02/2024"])
def test_un_jour_possible_est_lu(texte):
    assert ChampJour().clean(texte) == ChampDate().clean(texte).debut
