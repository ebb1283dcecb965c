"""The CRIP records an information about a child already known; an évaluateur reads what the report still lacks."""


def test_recevoir_une_information_sur_un_enfant_deja_connu(navigateur):
    navigateur.connecter("crip-f0")
    navigateur.aller("/crip/")
    navigateur.verifier("liste")
    navigateur.cliquer("Enregistrer une information")
    navigateur.page.locator("main [name=e1-prenom]").fill("Anatol")
    navigateur.page.locator("main [name=e1-nom]").fill("Brumelunne")
    navigateur.page.locator("main [name=origine]").select_option("ecole")
    navigateur.page.locator("main [name=contenu]").fill("L'enfant dit ne plus dormir.")
    navigateur.presser("Enregistrer", exact=True)
    assert "peut-être déjà connu" in navigateur.contenu()
    assert "L'enfant dit ne plus dormir." in navigateur.page.locator("main [name=contenu]").input_value()
    navigateur.verifier("semblables")
    navigateur.page.locator("main [name=e1-choix]").first.check()
    navigateur.presser("Enregistrer", exact=True)
    assert "Autre mineur du foyer" in navigateur.contenu()
    assert "D226-2-4" in navigateur.contenu()
    navigateur.verifier("situation")
    navigateur.cliquer("Qualifier de préoccupante")
    navigateur.verifier("acte")
    navigateur.presser("Enregistrer", exact=True)
    assert "Confier l'évaluation" in navigateur.contenu()


def test_une_equipe_lit_ce_qui_manque_au_rapport(navigateur):
    navigateur.connecter("evaluation-f0")
    navigateur.aller("/crip/?etat=en_evaluation")
    navigateur.suivre(navigateur.page.locator("main tbody a").first)
    navigateur.cliquer("Évaluation", exact=True)
    assert "Ce qui manque encore au rapport" in navigateur.contenu()
    navigateur.verifier("evaluation")
    navigateur.cliquer("Remplir la grille")
    navigateur.verifier("grille")
