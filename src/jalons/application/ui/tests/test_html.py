"""What ``ui.html`` and ``ui.adresses`` write is what Django would have written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, lazystr
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.ui.adresses import vers
from jalons.application.ui.html import echapper, html, html_joint

PIEGE = "<b>\"&'</b>"


SUR = SafeString(PIEGE)


class Chiffre(str):
    """A string that knows more than its words."""


class Ton(TextChoices):
    """A choice of a model."""

    VIF = "vif", PIEGE


class AvecHtml:
    """An object that knows its HTML."""

    def __html__(self):
        return "<i>déjà</i>"


class Piege:
    """An object whose words must be escaped."""

    def __str__(self):
        return PIEGE


VALEURS = [
    PIEGE, SUR, "simple", "", 12, -3, True, None, Decimal("1.50"), 0.5, date(2026, 11, 25), AvecHtml(),
    Piege(), lazystr(PIEGE), lazystr(SUR), SimpleLazyObject(lambda: PIEGE), Ton.VIF,
    Chiffre(PIEGE), [PIEGE], {"cle": PIEGE},
]  # fmt: skip


@pytest.mark.parametrize("valeur", VALEURS, ids=lambda v: type(v).__name__)
def test_une_valeur_est_echappee_comme_par_django(valeur):
    assert str(echapper(valeur)) == str(conditional_escape(valeur))
    assert html("<p>{}</p>", valeur) == format_html("<p>{}</p>", valeur)
    assert html("<p>{v}</p>", v=valeur) == format_html("<p>{v}</p>", v=valeur)


@given(st.text())
def test_un_texte_quelconque_est_echappe_comme_par_django(texte):
    assert echapper(texte) == conditional_escape(texte)


def test_ce_qui_est_fait_est_sur_et_n_est_pas_echappe_deux_fois():
    fait = html("<b>{}</b>", PIEGE)
    assert isinstance(fait, SafeString)
    assert html("{}", fait) == fait


def test_des_lignes_sont_jointes_comme_par_django():
    lignes = [(PIEGE, SafeString("<br>")), ("a", 2)]
    assert html_joint(" & ", "<li>{}{}</li>", lignes) == format_html_join(" & ", "<li>{}{}</li>", lignes)


@pytest.mark.parametrize(
    ("nom", "arguments"),
    [
        ("portail:accueil", ()),
        ("fiches:fiche", (12,)),
        ("fiches:fiche", (10**13,)),
        ("fiches:section", (12, "titre")),
        ("fiches:exporter", ("csv",)),
        ("rapports:section", (3, 4)),
    ],
)
def test_une_adresse_est_celle_de_django(nom, arguments):
    assert vers(nom, *arguments) == reverse(nom, args=arguments)


def test_deux_cles_donnent_deux_adresses():
    assert vers("fiches:fiche", 1) != vers("fiches:fiche", 2)


@pytest.mark.parametrize(
    ("nom", "arguments"), [("inconnue:page", ()), ("fiches:fiche", ("a/b",)), ("fiches:fiche", (-1,))]
)
def test_une_adresse_impossible_est_refusee(nom, arguments):
    with pytest.raises(NoReverseMatch):
        vers(nom, *arguments)
