"""A child is looked for before a file is opened; a référent opens in emergency what is not hers, supervision reviews."""

import re


def chercher(navigateur, texte):
    navigateur.aller("/enfants/")
    navigateur.page.locator("main [name=q]").fill(texte)
    navigateur.presser("Chercher", exact=True)


def test_chercher_avant_d_ouvrir_un_dossier(navigateur):
    navigateur.connecter("crip-f0")
    chercher(navigateur, "anatol brumelunne")
    assert "se prononce de même" in navigateur.contenu()
    navigateur.verifier("recherche")
    navigateur.cliquer("Ouvrir le dossier", exact=False)
    assert "BRUMELUNE" in navigateur.contenu()
    navigateur.verifier("dossier")

    navigateur.aller("/enfants/creer/")
    navigateur.page.locator("main [name=nom]").fill("Brumelune")
    navigateur.page.locator("main [name=prenom]").fill("Lila")
    navigateur.presser("Ouvrir le dossier", exact=True)
    assert "peut-être déjà connu" in navigateur.contenu()
    navigateur.verifier("doublons")
    navigateur.presser("C'est un autre enfant : ouvrir son dossier")
    assert "Lila BRUMELUNE" in navigateur.contenu()


def test_une_adresse_protegee_n_est_montree_qu_a_qui_est_habilite(navigateur, fenetre):
    for compte, lue in (("cadre-ase-f0", True), ("evaluation-f0", False)):
        ici = fenetre()
        ici.connecter(compte)
        chercher(ici, "isidore vesperine")
        ici.suivre(ici.page.get_by_role("link", name=re.compile("^Ouvrir le dossier .{4}-.{4}")).first)
        assert ("quai des Chimères" in ici.contenu()) is lue
        assert "Adresse protégée" in ici.contenu()
        ici.verifier(compte)


def test_un_acces_d_urgence_est_vu_et_revu_par_la_supervision(navigateur, fenetre):
    navigateur.connecter("referent-f0")
    chercher(navigateur, "sidonie brumelune")
    navigateur.suivre(navigateur.page.get_by_role("link", name=re.compile("^Qui le connaît")).first)
    navigateur.verifier("connu")
    navigateur.cliquer("Accès d'urgence")
    navigateur.page.locator("main [name=motif]").fill("L'école appelle : personne n'est venu la chercher.")
    navigateur.verifier("urgence")
    navigateur.presser("Ouvrir le dossier en urgence")
    assert "Accès d'urgence en cours" in navigateur.contenu()

    supervision = fenetre()
    supervision.connecter("supervision-f0")
    assert "1 accès attend votre avis" in supervision.contenu()
    supervision.verifier("accueil")
    supervision.cliquer("Timothée Mirage")
    assert "A lu le dossier" in supervision.contenu()
    supervision.verifier("revue")
    supervision.presser("Enregistrer la revue")
    assert "Aucun accès à revoir" in supervision.contenu()
