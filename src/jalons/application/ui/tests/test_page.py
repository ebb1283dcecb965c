"""What every page does again: its menu and its panels."""

from types import SimpleNamespace

import pytest
from django.template import engines

from jalons.application.ui import context
from jalons.application.ui.composants import metier
from jalons.application.ui.registre import EntreeMenu, Panneau, Registre

LIGNES = (EntreeMenu("Enfants & jeunes", "enfants:liste", ordre=10, groupe="Enfants"),
          EntreeMenu("Mesures", "mesures:liste", ordre=20, groupe="Enfants"))  # fmt: skip


@pytest.fixture
def registre(monkeypatch):
    neuf = Registre()
    neuf.definir_controle(lambda request, permission: permission in request.permises)
    monkeypatch.setattr(context, "REGISTRE", neuf)
    monkeypatch.setattr(metier, "REGISTRE", neuf)
    return neuf


def sur(vue, *permises):
    agent = SimpleNamespace(is_authenticated=True)
    ici = SimpleNamespace(namespace=vue.partition(":")[0], view_name=vue)
    return SimpleNamespace(user=agent, permises=permises, resolver_match=ici)


def test_le_menu_garde_dit_toujours_la_page_ou_l_on_est(registre):
    registre.inscrire_menu(*LIGNES)

    for vue, libelle in (("enfants:liste", "Enfants &amp; jeunes"), ("mesures:liste", "Mesures")) * 2:
        html = context.menu_de(sur(vue)).html
        [ligne] = [x for x in html.split("<li>") if 'aria-current="page"' in x]

        assert libelle in ligne


def test_le_menu_garde_d_un_agent_ne_sert_pas_a_un_autre(registre):
    registre.inscrire_menu(LIGNES[0], EntreeMenu("Journal", "acces:journal", "acces:journal", ordre=30))

    assert "Journal" in context.menu_de(sur("enfants:liste", "acces:journal")).html
    assert "Journal" not in context.menu_de(sur("enfants:liste")).html
    assert [g.titre for g in context.menu_de(sur("enfants:liste")).groupes] == ["Enfants"]


def test_sans_rien_d_ouvert_il_n_y_a_pas_de_menu(registre):
    assert context.menu_de(sur("enfants:liste")).html == ""


def test_un_panneau_sait_ce_que_sait_toute_page_et_rien_de_celle_ci(registre, rf, monkeypatch):
    vus = []
    moteur = engines["django"].engine
    panneau = moteur.from_string("{{ version }}|{{ propre }}|{{ secret_de_la_page }}")
    origine = moteur.get_template
    monkeypatch.setattr(moteur, "get_template", lambda nom: panneau if nom == "essai/_panneau.html" else origine(nom))
    registre.inscrire_panneau(
        Panneau(
            "essai:page",
            "Essai",
            "",
            lambda request, objet: vus.append(objet) or {"propre": "<b>"},
            "essai/_panneau.html",
        )
    )
    demande = rf.get("/")
    demande.user, demande.permises = SimpleNamespace(is_authenticated=True), ()

    page = engines["django"].from_string('{% load ui %}{% panneaux "essai:page" objet %}{{ secret_de_la_page }}')
    rendu = page.render({"objet": "lui", "secret_de_la_page": "secret"}, demande)

    assert vus == ["lui"]
    assert f"{context.__version__}|&lt;b&gt;|<" in rendu
    assert rendu.endswith("secret")
