"""A document already read is reviewed with the keyboard, undone, then without any script."""

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
    assert page.evaluate("document.activeElement.textContent").strip() == "Accepter"
    page.keyboard.press("c")
    page.get_by_label("Texte", exact=True).wait_for()
    page.keyboard.type("Service a, r, s, u ")
    assert "À vérifier" in navigateur.contenu()

    page.get_by_role("button", name="Accepter", exact=True).focus()
    page.keyboard.press("a")
    page.get_by_text("Tout est relu").wait_for()
    page.get_by_role("link", name=MARQUE).first.focus()
    page.keyboard.press("u")
    page.get_by_text("Suivant à vérifier").wait_for()


def test_relire_sans_script(fenetre):
    navigateur = fenetre(java_script_enabled=False)
    ouvrir(navigateur)
    navigateur.page.get_by_text("Corriger", exact=True).click()
    navigateur.page.get_by_label("Texte", exact=True).fill(f"Service {MARQUE}")
    navigateur.presser("Enregistrer la correction")

    assert "Lu d'abord" in navigateur.contenu()
    navigateur.page.get_by_role("button", name="Annuler").first.click()
    assert "À vérifier" in navigateur.contenu()
