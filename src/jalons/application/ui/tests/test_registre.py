"""Menu, panels and search show only what the agent may see."""

from types import SimpleNamespace

import pytest

from jalons.application.ui.registre import EntreeMenu, FournisseurRecherche, Panneau, Registre, ResultatRecherche

AGENT = SimpleNamespace(user=SimpleNamespace(is_authenticated=True))
ANONYME = SimpleNamespace(user=SimpleNamespace(is_authenticated=False))


def registre(*permises):
    nouveau = Registre()
    nouveau.definir_controle(lambda request, permission: permission in permises)
    return nouveau


def panneau(page="fiches:fiche", permission="finances:voir", gabarit="finances/_panneau.html", **autres):
    return Panneau(page, "Argent", permission, lambda request, objet: {}, gabarit, **autres)


@pytest.mark.parametrize(
    ("cas", "request_", "permission", "attendu"),
    [
        ("permission tenue", AGENT, "fiches:voir", True),
        ("permission absente", AGENT, "acces:gerer", False),
        ("sans permission demandée, tout agent connecté", AGENT, "", True),
        ("anonyme, même sans permission demandée", ANONYME, "", False),
        ("requête sans agent", SimpleNamespace(), "", False),
    ],
)
def test_peut(cas, request_, permission, attendu):
    assert registre("fiches:voir").peut(request_, permission) is attendu, cas


def test_sans_controle_tout_est_refuse():
    assert Registre().peut(AGENT, "fiches:voir") is False


def test_le_menu_est_ordonne_et_filtre():
    nouveau = registre("b")
    nouveau.inscrire_menu(
        EntreeMenu("Second", "x:b", "b", 20), EntreeMenu("Caché", "x:c", "c", 5), EntreeMenu("Premier", "x:a", "", 10)
    )

    assert [e.libelle for e in nouveau.menu(AGENT)] == ["Premier", "Second"]


def test_un_panneau_ne_se_montre_que_sur_sa_page_et_a_qui_peut():
    nouveau = registre("finances:voir")
    visible = panneau(ordre=20)
    premier = panneau(gabarit="indicateurs/_panneau.html", ordre=10)
    nouveau.inscrire_panneau(
        visible, premier, panneau(page="contrats:contrat"), panneau(permission="autre", gabarit="x.html")
    )

    assert nouveau.panneaux(AGENT, "fiches:fiche") == [premier, visible]


def test_la_recherche_reunit_les_fournisseurs_permis():
    def trouver(request, texte):
        return [ResultatRecherche(f"Fiche {texte}", "/f/", "Fiches")]

    nouveau = registre("fiches:voir")
    nouveau.inscrire_recherche(
        FournisseurRecherche("Fiches", "fiches:voir", trouver), FournisseurRecherche("Comptes", "acces:gerer", trouver)
    )

    assert [r.titre for r in nouveau.chercher(AGENT, " répit ")] == ["Fiche répit"]
    assert nouveau.chercher(AGENT, "   ") == []


def test_la_meme_cle_avec_un_autre_contenu_est_une_erreur():
    nouveau = registre()
    nouveau.inscrire_menu(EntreeMenu("Fiches", "fiches:liste"))
    nouveau.inscrire_menu(EntreeMenu("Fiches", "fiches:liste"))

    with pytest.raises(ValueError, match="already registered"):
        nouveau.inscrire_menu(EntreeMenu("Autre chose", "fiches:liste"))
