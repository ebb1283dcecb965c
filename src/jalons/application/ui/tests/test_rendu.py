"""What Python draws of a form is what Django's templates would have drawn."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from jalons.application.ui.rendu import RenduDesChamps

PIEGE = "<b>\"&'</b>"
CHOIX = [("", "Tous"), ("a", PIEGE), ("Groupe <1>", [("b", "Bé"), (3, "Trois")])]


@pytest.mark.parametrize(
    ("cas", "widget", "valeur"),
    [
        ("texte", forms.TextInput(attrs={"inputmode": "decimal"}), PIEGE),
        ("texte vide", forms.TextInput(), None),
        ("nombre", forms.NumberInput(attrs={"min": 2000, "required": True, "disabled": False}), 1234),
        ("courriel", forms.EmailInput(), "a@b.fr"),
        ("caché", forms.HiddenInput(), "x"),
        ("case cochée", forms.CheckboxInput(), True),
        ("case vide", forms.CheckboxInput(), False),
        ("mot de passe, jamais rendu", forms.PasswordInput(), "secret"),
        ("fichier", forms.FileInput(attrs={"accept": ".xlsx"}), None),
        ("liste", forms.Select(attrs={"class": PIEGE}, choices=CHOIX), "a"),
        ("liste sans choix fait", forms.Select(choices=CHOIX), None),
        ("liste à plusieurs choix", forms.SelectMultiple(choices=CHOIX), ["a", "3"]),
        ("liste à trois états", forms.NullBooleanSelect(), True),
        ("laissé à Django", forms.Textarea(), PIEGE),
    ],
    ids=lambda valeur: valeur if isinstance(valeur, str) else "",
)
def test_le_dessin_est_celui_de_django(cas, widget, valeur):
    attendu = widget.render("champ", valeur, {"id": "id_champ"}, DjangoTemplates())
    assert parse_html(widget.render("champ", valeur, {"id": "id_champ"}, RenduDesChamps())) == parse_html(attendu), cas


def test_le_rendu_est_celui_des_formulaires_de_jalons():
    class Formulaire(forms.Form):
        nom = forms.CharField()

    assert isinstance(Formulaire().renderer, RenduDesChamps)
