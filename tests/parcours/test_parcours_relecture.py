"""A document already read is reviewed with the keyboard, undone, kept through an expired session, then without scripts."""

from playwright.sync_api import expect
from tests.balayage.monde import MARQUE
from tests.parcours.semer import COMPTE


def ouvrir(navigateur):
    """The review, on the one element that waits."""
    navigateur.connecter(COMPTE)
    navigateur.aller("/relecture/")
    navigateur.cliquer(f"{MARQUE}.txt")
    return navigateur.page


def presser_la_touche(navigateur, touche, *, depuis):
    """Press it while the focus is on ``depuis``, then wait for what it brings."""
    depuis.focus()
    navigateur.page.keyboard.press(touche)
    navigateur.attendre()


def test_relire_au_clavier_puis_annuler(navigateur):
    page = ouvrir(navigateur)
    navigateur.verifier("relecture")
    accepter = page.get_by_role("button", name="Accepter", exact=True)
    champ = page.get_by_label("Texte", exact=True)
    presser_la_touche(navigateur, "c", depuis=accepter)
    expect(champ).to_be_focused()
    page.keyboard.type("a, r, s, u ")
    expect(champ).to_have_value(f"a, r, s, u {MARQUE}")
    assert "1 à vérifier" in navigateur.contenu()
    assert "Tout est relu" not in navigateur.contenu()

    presser_la_touche(navigateur, "a", depuis=accepter)
    assert "Tout est relu" in navigateur.contenu()
    navigateur.verifier("relu")

    corriger = page.locator("summary", has_text="Corriger")
    expect(corriger).to_be_focused()  # nothing is left to accept: the keys still have somewhere to be pressed
    presser_la_touche(navigateur, "u", depuis=corriger)
    assert "1 à vérifier" in navigateur.contenu()
    expect(champ).to_have_value(MARQUE)


def test_une_correction_survit_a_la_session_qui_expire(navigateur):
    page = ouvrir(navigateur)
    presser_la_touche(navigateur, "c", depuis=page.get_by_role("button", name="Accepter", exact=True))
    page.keyboard.type("Direction ")
    page.context.clear_cookies(name="sessionid")
    navigateur.presser("Enregistrer la correction")
    assert "Mot de passe" in navigateur.contenu()

    ouvrir(navigateur)

    champ = page.get_by_label("Texte", exact=True)
    expect(champ).to_have_value(f"Direction {MARQUE}")
    assert "est reprise" in navigateur.contenu()
    navigateur.verifier("reprise")
    navigateur.presser("L'oublier")
    expect(champ).to_have_value(MARQUE)


def test_relire_sans_script(fenetre):
    sans = fenetre(java_script_enabled=False)
    page = ouvrir(sans)
    page.get_by_text("Corriger", exact=True).click()
    page.get_by_label("Texte", exact=True).fill(f"Service {MARQUE}")
    sans.presser("Enregistrer la correction")
    assert "Lu d'abord" in sans.contenu()

    sans.presser("Annuler")
    assert "1 à vérifier" in sans.contenu()
