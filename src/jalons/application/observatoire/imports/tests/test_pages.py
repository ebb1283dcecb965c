"""The pages: who opens them, what they show, in how many queries, what two people at once are told."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.observatoire.imports import lieux, services, travail
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.imports.tests.scene import (
    FAUTIF,
    MAINTENANT,
    SAINS,
    csv,
    deposer,
    envoye,
    verifiee,
    verifier,
)
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


def connecter(role=Role.OBSERVATOIRE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def adresse(nom, *args):
    return reverse(f"observatoire:imports_{nom}", args=args)


def envoyer(client, *fichiers, **champs):
    return client.post(adresse("deposer"), {"fichiers": list(fichiers), "annee": "2025"} | champs)


@pytest.mark.parametrize(
    ("role", "attendu"),
    [(Role.OBSERVATOIRE, 200), (Role.DIRECTION, 200), (Role.CADRE_ASE, 403), (Role.CRIP, 403), (Role.PREFECTURE, 403)],
)
def test_les_imports_s_ouvrent_a_l_observatoire_et_a_la_direction(role, attendu):
    assert connecter(role).get(adresse("liste")).status_code == attendu


def test_un_role_tenu_sur_une_unite_n_ouvre_pas_les_enfants_des_autres():
    faite, unite = verifiee(), UniteLocaleFactory(collectivite_id="15")
    client = connecter(niveau=Niveau.UNITE, unite=unite)

    assert {client.get(adresse(n, *a)).status_code for n, a in (("liste", ()), ("fautes", (faite.pk,)))} == {403}


def test_l_import_d_un_autre_departement_n_existe_pas():
    faite = verifiee()

    assert connecter(collectivite="63").get(adresse("import", faite.pk)).status_code == 404


def test_sans_import_la_page_dit_quoi_faire():
    assert "Exportez l'année écoulée" in connecter().get(adresse("liste")).text


def test_un_fichier_depose_va_sur_le_disque_puis_a_la_verification():
    client = connecter()

    reponse = envoyer(client, envoye(FAUTIF))
    importation = Importation.objects.get()

    assert (reponse.status_code, reponse.url) == (302, adresse("import", importation.pk))
    assert importation.par == client.agent
    fichier = importation.fichiers.get()
    assert lieux.fichier(fichier, importation).read_bytes() == FAUTIF
    assert not list(lieux.depots().iterdir())
    assert "La vérification est en cours" in client.get(adresse("import", importation.pk)).text


def test_sans_jeton_rien_n_est_recu():
    client = connecter()
    stricte = Client(enforce_csrf_checks=True)
    stricte.force_login(client.agent)

    assert envoyer(stricte, envoye(FAUTIF)).status_code == 403
    assert not Importation.objects.exists()


def test_un_depot_refuse_dit_toutes_ses_fautes_et_ne_laisse_rien(settings):
    settings.IMPORT_TAILLE_MAXIMALE = 2000
    reponse = envoyer(connecter(), envoye(b"x" * 3000, "grand.csv"), envoye(b"<html>", "page.html"))

    assert reponse.status_code == 422
    assert "« grand.csv » dépasse" in reponse.text
    assert "« page.html » n&#x27;est pas d&#x27;une forme" in reponse.text
    assert not Importation.objects.exists()
    assert not list(lieux.depots().iterdir())


def test_un_depot_trop_grand_est_refuse_avant_d_etre_lu(settings, monkeypatch):
    settings.IMPORT_TAILLE_MAXIMALE = 1000
    monkeypatch.setattr("jalons.application.observatoire.imports.views_depot.MARGE", 0)

    reponse = envoyer(connecter(), envoye(b"x" * 3000, "grand.csv"))

    assert reponse.status_code == 413
    assert "rien n'a été reçu" in html.unescape(reponse.text)


def test_la_page_du_depot_dit_la_taille_permise():
    assert "024\xa0Mo" in connecter().get(adresse("deposer")).text


def test_la_page_de_l_import_dit_ce_qui_a_ete_lu_trouve_et_non_verifie(requetes_max):
    faite, client = verifiee(), connecter()

    with requetes_max(12):
        texte = client.get(adresse("import", faite.pk)).text

    for mot in ("Lignes lues", "0028 Décision absente", "Ce qui n'a pu être contrôlé", "fautes qui empêchent"):
        assert mot in texte
    assert "Retenir cet import</span>" not in texte


def test_les_fautes_se_filtrent_et_chaque_lecture_est_au_journal(requetes_max):
    faite, client = verifiee(), connecter()

    with requetes_max(12):
        texte = client.get(adresse("fautes", faite.pk), {"controle": "0032", "equipe": "MDS Sud"}).text
    vide = client.get(adresse("fautes", faite.pk), {"controle": "0032", "equipe": "sans équipe"}).text

    assert "DATDEB" in texte
    assert "Aucune faute ne correspond" in vide
    assert [e.details["lignes"] for e in Entree.objects.filter(acte="observatoire:lire_fautes").order_by("pk")] == [
        1,
        0,
    ]


def test_htmx_ne_recoit_que_la_table():
    faite = verifiee()
    texte = connecter().get(adresse("fautes", faite.pk), headers={"HX-Request": "true"}).text

    assert texte.lstrip().startswith('<div id="fautes"')


def test_une_faute_se_decide_avec_un_motif():
    faite, client = verifiee(), connecter()
    page = adresse("controle", faite.pk, "0028")

    refusee = client.post(page, {"suite": "refusee", "motif": "non", "vue": "0"})
    faite_ = client.post(page, {"suite": "refusee", "motif": "Décision introuvable au dossier.", "vue": "0"})

    assert (refusee.status_code, faite_.status_code) == (422, 302)
    assert "Écrivez pourquoi" in refusee.text
    assert DecisionFaute.objects.get().par == client.agent
    assert "Décision introuvable" in client.get(adresse("decisions", faite.pk)).text


def test_deux_personnes_decident_a_la_fois_la_seconde_lit_ce_qu_a_fait_la_premiere():
    faite, moi, elle = verifiee(), connecter(), connecter(Role.DIRECTION)
    page = adresse("controle", faite.pk, "0028")
    moi.post(page, {"suite": "refusee", "motif": "Décision introuvable au dossier.", "vue": "0"})

    reponse = elle.post(page, {"suite": "refusee", "motif": "Je le refuse moi aussi.", "vue": "0"})

    assert reponse.status_code == 409
    assert str(moi.agent) in reponse.text
    assert "Je le refuse moi aussi." in reponse.text
    assert elle.post(page, {"suite": "refusee", "motif": "Je le refuse moi aussi.", "vue": "1"}).status_code == 302


def test_deux_personnes_retiennent_a_la_fois_la_seconde_l_apprend():
    une, autre, client = verifiee(csv(*SAINS)), verifiee(csv(*SAINS)), connecter()
    client.post(adresse("retenir", une.pk), {"version": str(une.version)})

    reponse = client.post(adresse("retenir", autre.pk), {"version": str(autre.version)})

    assert reponse.status_code == 409
    assert "Un collègue a agi entre-temps" in reponse.text
    assert Importation.objects.get(etat="retenu") == une
    suite = {"version": str(autre.version), "remplace": str(une.pk)}
    assert client.post(adresse("retenir", autre.pk), suite).status_code == 302


def test_les_documents_se_telechargent_et_la_lecture_est_au_journal():
    faite, client = verifiee(), connecter()
    avant = client.get(adresse("telecharger", faite.pk, "xlsx"))
    travail.documenter(faite, maintenant=MAINTENANT)

    lus = {f: client.get(adresse("telecharger", faite.pk, f)) for f in ("xlsx", "pdf", "json")}
    equipe = client.get(adresse("telecharger", faite.pk, "xlsx"), {"equipe": "MDS Sud"})

    assert avant.status_code == 302
    assert b"".join(lus["pdf"].streaming_content).startswith(b"%PDF")
    assert b"".join(equipe.streaming_content) != b"".join(lus["xlsx"].streaming_content)
    assert "identifiant" not in lus["json"].text
    assert Entree.objects.filter(acte="observatoire:telecharger_import", nature="lecture").count() == 5


def test_l_avancement_se_lit_pendant_la_verification_et_rouvre_la_page_ensuite():
    importation, client = deposer(), connecter()
    services.commencer(importation=importation)
    lieux.Avancement(importation).dire(34, "lecture")
    page = adresse("avancement", importation.pk)

    pendant = client.get(page, headers={"HX-Request": "true"})
    verifier(importation)
    apres = client.get(page, headers={"HX-Request": "true"})

    assert "34\u202f%" in pendant.text
    assert "HX-Refresh" not in pendant
    assert apres["HX-Refresh"] == "true"


def test_un_refus_est_dit_faute_par_faute():
    refusee = verifiee(b"<DECRET><DONNEE>", nom="coupe.xml")

    texte = connecter().get(adresse("import", refusee.pk)).text

    assert "Le fichier est refusé" in texte
    assert "coupé avant sa fin" in texte


def test_les_taux_se_lisent_par_equipe(requetes_max):
    faite, client = verifiee(), connecter()

    with requetes_max(12):
        texte = client.get(adresse("taux", faite.pk), {"equipe": "MDS Sud"}).text

    assert "50,0\u202f%" in texte


def test_la_duree_de_conservation_se_regle():
    client = connecter()

    assert client.post(adresse("reglages"), {"conservation": "0"}).status_code == 422
    assert client.post(adresse("reglages"), {"conservation": "24"}).status_code == 302
    assert "24 mois" in client.get(adresse("liste")).text
