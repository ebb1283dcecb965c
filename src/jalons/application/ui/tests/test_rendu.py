"""What Python draws of a form is what Django's templates would have drawn."""

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from jalons.application.ui.rendu import RenduDesChamps, liste_deroulante

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


class Filtre(forms.Form):
    """Lists as pages have them: optional, required, grouped, of numbers."""

    simple = forms.ChoiceField(choices=[("", "Tous"), ("a", PIEGE), ("b", "Bé"), ("b", "Bé bis")], required=False)
    exigee = forms.ChoiceField(choices=[("", "Choisir"), ("a", "A")], help_text="Une lettre.")
    sans_vide = forms.ChoiceField(choices=[(1, "Un"), (2, "Deux")], initial=2)
    groupes = forms.ChoiceField(choices=CHOIX, required=False)
    figee = forms.ChoiceField(
        choices=[("a", "A")], disabled=True, widget=forms.Select(attrs={"id": "moi", "data-x": PIEGE})
    )


@pytest.mark.parametrize("donnees", [None, {}, {"simple": "b", "exigee": "a", "groupes": "3"}, {"simple": PIEGE}])
@pytest.mark.parametrize("nom", list(Filtre.base_fields))
def test_une_liste_deroulante_est_celle_du_champ(nom, donnees):
    attributs = {"class": "form-select", "aria-describedby": "aide"}
    attendue = Filtre(donnees)[nom].as_widget(attrs=dict(attributs))
    assert parse_html(liste_deroulante(Filtre(donnees)[nom], dict(attributs))) == parse_html(attendue)


@pytest.mark.parametrize(("requis", "dit"), [(True, "Choisir…"), (False, "Sans précision")])
def test_un_choix_vide_sans_mots_dit_s_il_faut_choisir(requis, dit):
    class Formulaire(forms.Form):
        choix = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")], required=requis)

    rendu = liste_deroulante(Formulaire()["choix"], {})

    assert f'<option value="" selected>{dit}</option>' in rendu or f'<option value="">{dit}</option>' in rendu
    assert "---" not in rendu
