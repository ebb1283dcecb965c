"""The gallery shows every component: it is their reference and their first test."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from jalons.application.ui.templatetags.ui import register

GABARITS = Path(__file__).parents[1] / "templates" / "ui"
PAGE = "".join(
    g.read_text()
    for g in [
        *GABARITS.glob("galerie/*.html"),
        GABARITS / "galerie.html",
        GABARITS / "page.html",
        GABARITS / "_messages.html",
    ]
)


@pytest.mark.parametrize("nom", sorted(register.tags))
def test_chaque_composant_est_dans_la_galerie(nom):
    assert re.search(r"{%\s*" + nom + r"[\s%]", PAGE), f"Ajoutez « {nom} » à la galerie."


@pytest.mark.parametrize("nom", sorted(register.filters))
def test_chaque_filtre_est_dans_la_galerie(nom):
    assert f"|{nom}" in PAGE, f"Ajoutez « {nom} » à la galerie."


@pytest.mark.django_db
def test_la_galerie_se_lit(client):
    reponse = client.get(reverse("ui:galerie"))

    assert reponse.status_code == 200
    assert "52,38\xa0%" in reponse.text
    assert " style=" not in reponse.text
    assert reponse.headers["Content-Security-Policy"].startswith("default-src 'none'")
