"""Two agents write on the same child, then on the same situation: the second one sees what the first did."""

import re


def ouvrir_le_dossier(navigateur, texte):
    navigateur.aller("/enfants/")
    navigateur.page.locator("main [name=q]").fill(texte)
    navigateur.presser("Chercher", exact=True)
    navigateur.suivre(navigateur.page.get_by_role("link", name=re.compile("^Ouvrir le dossier .{4}-.{4}")).first)


def test_deux_agents_sur_la_meme_rubrique(fenetre):
    premiere, seconde = fenetre(), fenetre()
    for ici, compte in ((premiere, "crip-f0"), (seconde, "cadre-ase-f0")):
        ici.connecter(compte)
        ouvrir_le_dossier(ici, "isidore vesperine")
        ici.aller(ici.page.url.removeprefix(ici.adresse).split("#")[0] + "modifier/situation/")
    premiere.page.locator("main [name=ecole]").fill("École des Rives")
    premiere.presser("Enregistrer", exact=True)

    seconde.page.locator("main [name=ecole]").fill("Collège des Monts")
    seconde.presser("Enregistrer", exact=True)

    lu = seconde.contenu()
    assert "a changé pendant que vous l'écriviez" in lu
    assert "École des Rives" in lu
    assert "Qui a changé quoi, et quand" in lu
    assert seconde.page.locator("main [name=ecole]").input_value() == "Collège des Monts"
    seconde.verifier("conflit")
    seconde.presser("Enregistrer mon texte")
    assert "Collège des Monts" in seconde.contenu()


def test_deux_agents_sur_la_meme_situation(fenetre):
    premiere, seconde = fenetre(), fenetre()
    for ici, compte in ((premiere, "crip-f0"), (seconde, "cadre-ase-f0")):
        ici.connecter(compte)
        ici.aller("/crip/?etat=en_evaluation")
        ici.suivre(ici.page.locator("main tbody a").first)
    seconde.cliquer("Consigner une rencontre")
    premiere.cliquer("Joindre une information")
    premiere.page.locator("main [name=origine]").select_option("voisin")
    premiere.page.locator("main [name=contenu]").fill("La voisine rappelle.")
    premiere.presser("Enregistrer", exact=True)

    seconde.page.locator("main [name=compte_rendu]").fill("Rencontre au domicile, calme.")
    seconde.presser("Enregistrer", exact=True)

    assert "Un collègue a agi entre-temps" in seconde.contenu()
    assert seconde.page.locator("main [name=compte_rendu]").input_value() == "Rencontre au domicile, calme."
    seconde.verifier("depasse")
    seconde.presser("Enregistrer", exact=True)
    assert "c'est enregistré" in seconde.contenu()
