"""A chargée de mission reads her contract, explains an écart, works on money and indicators; the schéma is followed."""

import re


def test_lire_un_contrat_et_justifier_un_ecart_d_un_autre_departement_rien(navigateur):
    navigateur.connecter("mission-15")
    navigateur.aller("/contrats/")
    assert "Calvados" not in navigateur.contenu()
    navigateur.cliquer("Contrat départemental de prévention")
    contenu = navigateur.contenu()
    assert "810 000 €" in contenu
    assert "annonce 7 objectifs facultatifs et en donne 6" in contenu
    navigateur.verifier("contrat")

    navigateur.suivre(
        navigateur.page.get_by_role("link", name=re.compile("Justifier cet écart.*Nombre annoncé", re.DOTALL))
    )
    navigateur.page.get_by_label(re.compile("ustification")).fill("Deux places nouvelles comptent pour une action.")
    navigateur.verifier("justifier")
    navigateur.presser("Enregistrer")

    assert "Deux places nouvelles comptent pour une action." in navigateur.contenu()


def test_saisir_un_montant_et_simuler_sans_rien_ecrire(navigateur):
    navigateur.connecter("mission-f0")
    navigateur.aller("/finances/")
    navigateur.cliquer("Contrat de prévention et de protection de l'enfance 2025-2027")
    navigateur.verifier("plan")
    navigateur.cliquer("Ajouter un montant")
    navigateur.page.get_by_label("Source de financement").select_option("P304")
    navigateur.page.get_by_label("Version").select_option("notifie")
    navigateur.page.get_by_label("Montant en euros").fill("12 345,67")
    navigateur.page.get_by_label("Libellé").fill("Complément notifié")
    navigateur.page.get_by_label("Exercice").fill("2027")
    navigateur.verifier("montant")
    navigateur.presser("Enregistrer")
    assert "12 345,67 €" in navigateur.contenu()

    navigateur.cliquer("Simulation", exact=True)
    navigateur.page.locator("[name=ajout-0-source]").select_option("DEPT")
    navigateur.page.locator("[name=ajout-0-valeur]").fill("1000000")
    navigateur.envoyer()

    assert "Avant" in navigateur.contenu()
    navigateur.verifier("simulation")


def test_deux_sources_un_ecart_puis_une_contre_proposition(navigateur):
    navigateur.connecter("mission-f0")
    navigateur.aller("/indicateurs/")
    navigateur.verifier("indicateurs")
    navigateur.cliquer("Parrainages en cours")
    adresse = navigateur.page.url.removeprefix(navigateur.adresse)
    for source, valeur in (("Département", "40"), ("ODPE", "37")):
        navigateur.aller(f"{adresse}valeur/")
        navigateur.page.get_by_label("Période").fill("2026-06")
        navigateur.page.get_by_label("Source").fill(source)
        navigateur.page.get_by_label("Valeur", exact=True).fill(valeur)
        navigateur.presser("Enregistrer")
    contenu = navigateur.contenu()
    assert "40" in contenu
    assert "37" in contenu
    navigateur.verifier("indicateur")

    navigateur.sortir()
    navigateur.connecter("ars-f0")
    navigateur.aller(f"{adresse}contreproposer/")
    navigateur.page.locator("main [name=objet]").first.select_option("cible")
    navigateur.page.locator("main [name=periode]").fill("2027")
    navigateur.page.locator("main [name=valeur]").fill("55")
    navigateur.page.locator("main [name=motif]").fill("Les bénévoles sont plus nombreux.")
    navigateur.verifier("contreproposer")
    navigateur.envoyer()

    assert "Les bénévoles sont plus nombreux." in navigateur.contenu()


def test_le_schema_reel_sa_structure_et_son_bilan(navigateur):
    navigateur.connecter("mission-62")
    navigateur.aller("/schemas/")
    navigateur.cliquer("Schéma départemental de l'enfance")
    contenu = navigateur.contenu()
    assert re.search(r"Engagements 4 .*Sous-thèmes 19 .*Fiches 16 .*Actions 76", contenu)
    assert "annonce 101 actions" in contenu
    navigateur.cliquer("Bilan du précédent")

    assert "91" in navigateur.contenu()
    navigateur.verifier("bilan")
