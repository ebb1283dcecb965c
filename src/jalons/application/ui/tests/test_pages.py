"""Shell, error pages, theme, static files."""

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from jalons.application.ui.finders import NPM_FICHIERS, NpmFinder
from jalons.application.ui.stockage import StockageStatique


@pytest.mark.django_db
def test_le_theme_d_un_departement_est_une_feuille_de_style_gardee_longtemps(client):
    reponse = client.get(reverse("ui:theme", args=["7A1F5C"]))

    assert reponse.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in reponse.headers["Cache-Control"]
    assert "--tblr-primary: #7a1f5c" in reponse.text


@pytest.mark.django_db
def test_une_couleur_illisible_n_a_pas_de_theme(client):
    assert client.get(reverse("ui:theme", args=["ffd100"])).status_code == 404


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "500", "503"])
def test_chaque_page_d_erreur_se_lit_sans_contexte_et_dit_que_faire(page):
    rendu = render_to_string(f"{page}.html")

    assert '<html lang="fr"' in rendu
    assert 'href="/"' in rendu
    assert rendu.count("<h1>") == 1


def page(**contexte):
    return render_to_string(
        "ui/confirmer.html",
        {"titre": "Supprimer ?", "retour": "/", "libelle": "Oui"} | contexte,
        RequestFactory().get("/"),
    )


def test_le_titre_du_document_est_aussi_le_premier_titre():
    rendu = page()

    assert "<title>Supprimer ? · Jalons</title>" in rendu
    assert "<h1>Supprimer ?</h1>" in rendu


def test_un_departement_fictif_se_voit_et_ses_couleurs_s_appliquent():
    fictif = page(collectivite={"nom": "Val-d'Orge", "fictive": True}, couleur_primaire="#7a1f5c")

    assert "Département fictif" in fictif
    assert 'href="/ui/theme/7a1f5c.css"' in fictif
    assert "Département fictif" not in page(collectivite={"nom": "Cantal", "fictive": False})


@pytest.mark.parametrize(
    "nom",
    [
        *NPM_FICHIERS,
        "ui/jalons.css",
        "ui/composants.css",
        "ui/impression.css",
        "ui/jalons.js",
        "ui/demarrage.js",
        "ui/favicon.svg",
        "ui/logo.svg",
    ],
)
def test_chaque_fichier_servi_existe(nom):
    if nom in NPM_FICHIERS and NpmFinder().check():
        pytest.skip("node_modules absent: run npm ci --ignore-scripts")
    assert finders.find(nom)


def test_hors_de_la_liste_rien_n_est_servi_de_node_modules():
    assert NpmFinder().find("../package.json") == []
    assert NpmFinder().find("@tabler/core/package.json") == []
    assert [nom for nom, _ in NpmFinder().list(None)] == list(NPM_FICHIERS)


def test_les_cartes_de_source_ne_sont_pas_cherchees():
    assert "sourceMappingURL" not in str(StockageStatique.patterns)
    assert "url" in str(StockageStatique.patterns)
