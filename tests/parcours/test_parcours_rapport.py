"""The execution report from the draft to the joint agreement, by the three sides, then locked."""

import re

from playwright.sync_api import expect


def repondre(navigateur, compte, adresse, decision, motif=""):
    navigateur.sortir()
    navigateur.connecter(compte)
    navigateur.aller(f"{adresse}viser/")
    navigateur.page.get_by_label(decision, exact=True).check()
    if motif:
        navigateur.page.get_by_label("Motif").fill(motif)
    navigateur.verifier("viser")
    navigateur.presser("Enregistrer la réponse")


def test_du_brouillon_a_l_accord_des_trois(navigateur):
    navigateur.connecter("mission-f0")
    navigateur.aller("/rapports/")
    navigateur.verifier("liste")
    ligne = navigateur.page.get_by_role("row", name=re.compile("2024.*Brouillon", re.DOTALL))
    navigateur.suivre(ligne.get_by_role("link").first)
    adresse = navigateur.page.url.removeprefix(navigateur.adresse)
    navigateur.suivre(navigateur.page.get_by_role("link", name=re.compile("Rédiger")).first)
    navigateur.page.get_by_label("Texte").fill("Onze actions sur treize sont engagées.")
    navigateur.presser("Enregistrer")
    navigateur.verifier("rapport")
    navigateur.cliquer("Partager", exact=True)
    navigateur.verifier("partager")
    navigateur.presser("Partager")

    repondre(navigateur, "prefecture-f0", adresse, "Renvoyé", "Le bilan financier est incomplet.")
    assert "Le bilan financier est incomplet." in navigateur.contenu()

    navigateur.sortir()
    navigateur.connecter("mission-f0")
    navigateur.aller(f"{adresse}partager/")
    navigateur.presser("Partager")
    for compte in ("direction-f0", "prefecture-f0", "ars-f0"):
        repondre(navigateur, compte, adresse, "Accepté")
    expect(navigateur.page.get_by_text("Arrêté conjointement").first).to_be_visible()
    navigateur.cliquer("Vérifier les chiffres figés")

    assert "identiques aux chiffres figés" in navigateur.contenu()
    navigateur.verifier("verifier")
