"""A pilote tells where her action stands; the list, the columns, the workbook; the keyboard; without any script."""

import re


def test_noter_l_avancement_avec_une_preuve(navigateur, tmp_path):
    preuve = tmp_path / "compte-rendu.txt"
    preuve.write_text("Compte rendu de la réunion.", encoding="utf-8")
    navigateur.connecter("pilote-pmi-f0")
    navigateur.suivre(navigateur.page.get_by_role("link", name=re.compile("Noter l'avancement")).first)
    navigateur.page.locator("main [name=texte]").fill("Le recrutement est terminé.")
    navigateur.page.locator("main [name=avancement]").select_option("60")
    navigateur.verifier("noter")
    navigateur.page.locator("main input[type=file]").set_input_files(preuve)
    navigateur.envoyer()

    assert "Le recrutement est terminé." in navigateur.contenu()
    assert "60 %" in navigateur.contenu()
    navigateur.verifier("fiche")


def test_chercher_filtrer_et_voir_en_colonnes_et_dans_le_temps(navigateur):
    navigateur.connecter("direction-f0")
    navigateur.aller("/fiches/?q=parrainage")
    assert "Développer le parrainage de proximité" in navigateur.contenu()
    assert "Construire un foyer" not in navigateur.contenu()
    for onglet in ("Kanban", "Calendrier"):
        navigateur.aller("/fiches/")
        navigateur.cliquer(onglet, exact=True)
        navigateur.verifier(onglet.lower())


def test_une_liste_tient_dans_un_telephone(navigateur):
    """Each cell after its heading, nothing to be found by scrolling sideways; the sorts stay in reach."""
    navigateur.connecter("direction-f0")
    navigateur.aller("/fiches/")
    zone = navigateur.page.locator("#fiches .tableau")
    deborde = "zone => zone.scrollWidth > zone.clientWidth + 1"
    assert not zone.evaluate(deborde)
    navigateur.page.set_viewport_size({"width": 390, "height": 900})
    navigateur.page.wait_for_function("document.querySelector('#fiches .tableau.lignes-compactes')")

    assert not zone.evaluate(deborde)
    noms = zone.locator("tbody tr").first.locator("td:not(:has(input))").evaluate_all("x => x.map(c => c.dataset.nom)")
    assert noms == ["Statut", "Avancement", "Pilote", "Contrat ou schéma", "Fin"]
    assert zone.get_by_role("link", name="Statut").is_visible()


def test_le_plan_financier_part_dans_excel_et_revient_sans_rien_changer(navigateur, tmp_path):
    navigateur.connecter("mission-f0")
    navigateur.aller("/finances/")
    navigateur.cliquer("Contrat de prévention et de protection de l'enfance 2025-2027")
    plan = navigateur.page.url
    with navigateur.page.expect_download() as attendu:
        navigateur.page.get_by_role("link", name=re.compile("Classeur Excel")).click()
    attendu.value.save_as(tmp_path / "plan.xlsx")
    navigateur.page.goto(plan)
    navigateur.cliquer("Déposer le classeur")
    navigateur.page.locator("main input[type=file]").set_input_files(tmp_path / "plan.xlsx")
    navigateur.envoyer()

    assert re.search("[Aa]ucun|ne change", navigateur.contenu())
    navigateur.verifier("apercu")


def test_tout_au_clavier(navigateur):
    navigateur.connecter("mission-f0")
    page = navigateur.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("/")
    page.keyboard.type("parrainage")
    page.keyboard.press("Enter")
    navigateur.attendre()

    assert "Développer le parrainage de proximité" in navigateur.contenu()
    navigateur.verifier("recherche")


def test_modifier_une_fiche_sans_aucun_script(fenetre):
    sans = fenetre(java_script_enabled=False)
    sans.connecter("mission-f0")
    sans.aller("/fiches/?q=parrainage")
    sans.cliquer("Développer le parrainage de proximité")
    fiche = sans.page.url
    sans.suivre(sans.page.locator("a[href*='/modifier/objet']").first)
    sans.page.locator("main [name=objet]").fill("Un parrain pour chaque enfant qui le souhaite.")
    sans.envoyer()
    sans.page.goto(fiche)

    assert "Un parrain pour chaque enfant qui le souhaite." in sans.contenu()


def test_changer_plusieurs_fiches_apres_les_avoir_vues_puis_annuler(navigateur):
    navigateur.connecter("mission-f0")
    navigateur.aller("/fiches/")
    choix = navigateur.page.locator("#fiches input[name=f]")
    adresse = navigateur.page.locator("#fiches tbody th a").first.get_attribute("href")
    choix.nth(0).check()
    choix.nth(1).check()
    navigateur.presser("Modifier la sélection")
    navigateur.page.get_by_label("Pilote").fill("Mission départementale fictive")
    navigateur.presser("Voir ce qui changera")
    assert navigateur.contenu().count("Mission départementale fictive") == 2
    navigateur.verifier("apercu")
    navigateur.presser("Confirmer le changement")
    assert "2 fiches modifiées." in navigateur.contenu()
    navigateur.aller(adresse)
    assert "Mission départementale fictive" in navigateur.contenu()
    navigateur.aller(f"{adresse}annuler/")
    navigateur.verifier("annuler")
    navigateur.presser("Annuler ce changement")

    assert "Mission départementale fictive" not in navigateur.contenu()
