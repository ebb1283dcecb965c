"""A référent reads what is late, what is due next, says why an act is late, and takes the address of her calendar."""

import re
import urllib.request


def test_dire_pourquoi_un_acte_tarde_puis_prendre_l_adresse_de_son_agenda(navigateur):
    navigateur.connecter("referent-f0")
    navigateur.aller("/echeancier/?portee=dossiers")
    lu = navigateur.contenu()
    assert "En retard" in lu
    assert lu.index("En retard") < lu.index("Plus tard")
    navigateur.verifier("miennes")
    for groupe in ("semaine", "mois"):
        navigateur.aller(f"/echeancier/?portee=dossiers&groupe={groupe}")
        assert "En retard" in navigateur.contenu(), "each tab says how many wait in the others"

    navigateur.aller("/echeancier/?portee=dossiers&groupe=retard")
    navigateur.suivre(navigateur.page.locator("main tbody a").first)
    assert "jours de retard" in navigateur.contenu() or "jour de retard" in navigateur.contenu()
    navigateur.verifier("echeance")
    navigateur.page.locator("main [name=motif]").first.select_option("famille")
    navigateur.page.locator("main [name=precision]").fill("Deux visites sans réponse.")
    navigateur.presser("Enregistrer le motif")
    assert "Famille absente" in navigateur.contenu()
    assert "Deux visites sans réponse." in navigateur.contenu()

    navigateur.aller("/echeancier/recevoir/")
    navigateur.presser("Créer une adresse")
    adresse = navigateur.page.get_by_label("Adresse de l'agenda").input_value()
    navigateur.verifier("agenda")
    with urllib.request.urlopen(adresse, timeout=90) as reponse:  # noqa: S310 - our own address
        agenda = reponse.read().decode()
    assert agenda.startswith("BEGIN:VCALENDAR")
    assert re.search(r"^BEGIN:VEVENT", agenda, re.MULTILINE)
    assert "BRUMELUNE" not in agenda.upper()


def test_la_direction_compte_sans_ouvrir_aucun_dossier(navigateur):
    navigateur.connecter("direction-f0")
    navigateur.aller("/echeancier/comptes/")
    assert "Par équipe" in navigateur.contenu()
    assert "Par règle" in navigateur.contenu()
    assert navigateur.page.locator("main tbody a").count() == 0
    assert "BRUMELUNE" not in navigateur.contenu().upper()
    navigateur.verifier("chiffres")
