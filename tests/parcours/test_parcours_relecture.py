"""A document already read is reviewed with the keyboard, undone, then without any script."""

from playwright.sync_api import expect
from tests.balayage.monde import MARQUE
from tests.parcours.semer import COMPTE


def ouvrir(navigateur):
    navigateur.connecter(COMPTE)
    navigateur.aller("/relecture/")
    navigateur.cliquer(f"{MARQUE}.txt")


def test_relire_au_clavier_puis_annuler(navigateur):
    ouvrir(navigateur)
    navigateur.verifier("relecture")
    page = navigateur.page
    accepter = page.get_by_role("button", name="Accepter", exact=True)
    accepter.focus()
    page.keyboard.press("c")
    champ = page.get_by_label("Texte", exact=True)
    expect(champ).to_be_focused()
    page.keyboard.type("Service a, r, s, u ")
    expect(champ).to_have_value(f"Service a, r, s, u {MARQUE}")
    assert "À vérifier" in navigateur.contenu()

    accepter.focus()
    page.keyboard.press("a")
    expect(page.get_by_text("Tout est relu")).to_be_visible()
    navigateur.verifier("relu")
    page.locator("[data-touche=u]").focus()
    page.keyboard.press("u")
    expect(page.get_by_text("Suivant à vérifier")).to_be_visible()


def test_relire_sans_script(fenetre):
    navigateur = fenetre(java_script_enabled=False)
    ouvrir(navigateur)
    navigateur.page.get_by_text("Corriger", exact=True).click()
    navigateur.page.get_by_label("Texte", exact=True).fill(f"Service {MARQUE}")
    navigateur.presser("Enregistrer la correction")

    assert "Lu d'abord" in navigateur.contenu()
    navigateur.suivre(navigateur.page.get_by_role("button", name="Annuler").first)
    assert "À vérifier" in navigateur.contenu()
