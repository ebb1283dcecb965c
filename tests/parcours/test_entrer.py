"""Someone logs in after a mistake, reads what each role may do, leaves; an administrator opens an account."""

import pytest

pytest.importorskip("tests.parcours.navigateur")


def test_entrer_apres_une_erreur_lire_la_matrice_des_droits_et_sortir(navigateur):
    navigateur.entrer("mission-f0", passe="un mauvais mot de passe")
    assert "ne convient pas" in navigateur.contenu()
    assert navigateur.page.get_by_role("heading", name="Connexion").is_visible()
    navigateur.verifier("refus")

    navigateur.entrer("mission-f0")
    assert navigateur.page.get_by_role("heading", name="Accueil").is_visible()
    navigateur.verifier("accueil")
    navigateur.aller("/compte/")
    assert "Haute-Rive" in navigateur.contenu()
    navigateur.verifier("compte")

    navigateur.cliquer("Qui a le droit de faire quoi")
    assert "Arrêter le rapport pour l'État" in navigateur.contenu()
    navigateur.verifier("matrice")

    navigateur.sortir()
    navigateur.aller("/contrats/")
    assert "/connexion/" in navigateur.page.url


def test_l_administration_ouvre_un_compte_qui_choisit_son_mot_de_passe(navigateur):
    navigateur.connecter("administration-f0")
    navigateur.cliquer("Comptes")
    navigateur.cliquer("Créer un compte")
    for champ, valeur in (("Prénom", "Lou"), ("Nom", "Martin"), ("Adresse électronique", "lou.martin@exemple.invalid")):
        navigateur.page.get_by_label(champ, exact=True).fill(valeur)
    navigateur.page.get_by_label("Rôle", exact=True).select_option("chargee_mission")
    navigateur.presser("Créer le compte")
    navigateur.verifier("lien")
    lien = navigateur.page.get_by_label("Lien à transmettre").input_value()

    navigateur.sortir()
    navigateur.page.goto(lien)
    passe = "le secret de Lou est long"
    for champ in navigateur.page.locator("input[type=password]").all():
        champ.fill(passe)
    navigateur.presser("Enregistrer")
    navigateur.entrer("lou.martin@exemple.invalid", passe=passe)

    assert "Lou Martin" in navigateur.page.locator("header").inner_text()
    navigateur.verifier("accueil")
