"""The pages: who opens them, what they show, in how many queries, what two people at once are told."""

import html
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.fiches.models import Fiche
from jalons.application.relecture import services
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.relecture.rules import Etat
from jalons.application.relecture.selectors import SILENCE
from jalons.application.relecture.suivi import Suivi
from jalons.application.relecture.tests import scene
from jalons.application.relecture.tests.scene import MAINTENANT, deposee, relue
from jalons.application.relecture.travail import arretees
from jalons.application.schema.models import Schema
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


@pytest.fixture
def client():
    return connecter()


def connecter(role=Role.CHARGEE_MISSION, collectivite="15"):
    agent = AffectationFactory(role=role, collectivite_id=collectivite).agent
    connecte = Client()
    connecte.force_login(agent)
    return connecte


def adresse(nom, *args, **demande):
    return reverse(f"relecture:{nom}", args=args, query=demande or None)


def element(texte):
    return ElementLu.objects.get(texte=texte)


def texte_de(reponse):
    return html.unescape(reponse.content.decode())


def decider(client, lue, vise, acte, version=None, suivre=False):
    envoi = {"acte": acte, "version": vise.version if version is None else version}
    return client.post(adresse("decider", lue.pk, vise.pk), envoi, follow=suivre)


@pytest.mark.parametrize(
    ("role", "attendu"),
    [
        (Role.CHARGEE_MISSION, 200),
        (Role.DIRECTION, 200),
        (Role.PILOTE_FICHE, 403),
        (Role.PREFECTURE, 403),
        (Role.CRIP, 403),
    ],
)
def test_relire_est_a_qui_prepare_contrats_et_schemas(role, attendu):
    lue = relue()

    codes = {connecter(role).get(adresse(n, *a)).status_code for n, a in (("liste", ()), ("relecture", (lue.pk,)))}

    assert codes == {attendu}


def test_le_document_d_un_autre_departement_n_existe_pas():
    lue = relue()

    assert connecter(collectivite="63").get(adresse("relecture", lue.pk)).status_code == 404


def test_deposer_mene_a_la_lecture_qui_dit_ou_elle_en_est(client):
    recue = client.post(adresse("deposer"), {"collectivite": "15", "fichier": scene.recu()}, follow=True)

    assert "en cours de lecture" in texte_de(recue)
    assert Relecture.objects.get().nom == "schema.txt"


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [(b"", "vide.txt", "vide"), (b"%PDF-1.7 x", "faux.docx", "en réalité"), (b"MZ\x90\x00", "x.pdf", "type accepté")],
)
def test_un_fichier_refuse_l_est_d_une_phrase_et_rien_n_est_garde(client, contenu, nom, phrase):
    reponse = client.post(adresse("deposer"), {"collectivite": "15", "fichier": scene.recu(contenu, nom)})

    assert (reponse.status_code, phrase in texte_de(reponse), Relecture.objects.count()) == (422, True, 0)


def test_la_page_montre_le_premier_a_verifier_et_son_passage(client, requetes_max):
    lue = relue()

    with requetes_max(12):
        page = client.get(adresse("relecture", lue.pk))

    vu = texte_de(page)
    assert '<mark id="passage">CAF</mark>' in vu
    assert "8 éléments sur 11 ne demandent plus rien" in vu
    assert "Page 2 sur 3" in vu


def test_accepter_mene_au_suivant_et_le_dernier_le_dit(client):
    lue = relue()
    for texte in ("CAF", "Recenser les besoins"):
        reponse = decider(client, lue, element(texte), "accepter")
    assert reponse.url.endswith(f"?element={element('Accueil de jour').pk}")

    dernier = client.get(reponse.url)
    fin = decider(client, lue, element("Accueil de jour"), "accepter", suivre=True)

    assert ("1 à vérifier" in texte_de(dernier), "Tout est relu" in texte_de(dernier)) == (True, False)
    assert "Tout est relu" in texte_de(fin)


def test_corriger_en_place_garde_ce_qui_avait_ete_lu(client):
    lue, caf = relue(), element("CAF")

    client.post(adresse("corriger", lue.pk, caf.pk), {"texte": "Caf 15", "parent": caf.parent_id, "version": 0})
    vu = texte_de(client.get(adresse("relecture", lue.pk, element=caf.pk)))

    assert "Lu d'abord : « CAF »" in vu
    assert ElementLu.objects.get(pk=caf.pk).en_lu().etat is Etat.CORRIGE


def test_une_correction_refusee_garde_la_saisie_et_dit_chaque_faute(client):
    lue, fiche = relue(), element("Accueil de jour")

    refusee = client.post(adresse("corriger", lue.pk, fiche.pk), {"texte": "", "numero": "zéro", "version": 0})

    assert refusee.status_code == 422
    assert {"vide", "zéro"} <= {m for m in ("vide", "zéro") if m in texte_de(refusee)}
    assert ElementLu.objects.get(pk=fiche.pk).texte == "Accueil de jour"


@pytest.mark.parametrize("acte", ["accepter", "refuser"])
def test_un_collegue_plus_rapide_est_dit_en_409(client, acte):
    lue, caf = relue(), element("CAF")
    decider(connecter(), lue, caf, "accepter")

    reponse = decider(client, lue, caf, acte, version=0)

    assert (reponse.status_code, "Un collègue a agi" in texte_de(reponse)) == (409, True)


def test_une_correction_tardive_est_dite_en_409_avec_ce_qui_a_change(client):
    lue, caf = relue(), element("CAF")
    connecter().post(adresse("corriger", lue.pk, caf.pk), {"texte": "Caf 63", "parent": "", "version": 0})

    reponse = client.post(adresse("corriger", lue.pk, caf.pk), {"texte": "Caf 15", "parent": "", "version": 0})

    assert reponse.status_code == 409
    assert "Caf 63" in texte_de(reponse)


def test_un_acte_s_annule_depuis_la_page(client):
    lue, caf = relue(), element("CAF")
    decider(client, lue, caf, "refuser")

    client.post(adresse("annuler", lue.pk), {"lot": Relecture.objects.get().version, "element": caf.pk})

    assert ElementLu.objects.get(pk=caf.pk).suite == ""


def test_toute_une_partie_s_accepte(client):
    lue = relue()
    fiche = element("Visites à domicile")

    vu = client.post(adresse("accepter_section", lue.pk, f"fiche-{fiche.pk}"), follow=True)

    assert "Éléments acceptés : 2." in texte_de(vu)


def test_ajouter_demande_le_genre_et_la_page_puis_le_texte(client):
    lue, fiche = relue(), element("Visites à domicile")
    choix = client.get(adresse("ajouter", lue.pk))
    form = client.get(adresse("ajouter", lue.pk, genre="partenaire", page=2, sous=fiche.pk))

    client.post(
        adresse("ajouter", lue.pk), {"genre": "partenaire", "page": 2, "texte": "Partenaires", "parent": fiche.pk}
    )

    assert "Ce qui manque" in texte_de(choix)
    assert "Partenaires : CAF" in texte_de(form)
    assert element("Partenaires").parent_id == fiche.pk


def test_ce_qui_ne_concorde_pas_mene_a_ses_passages(client, requetes_max):
    lue = relue()

    with requetes_max(12):
        vu = texte_de(client.get(adresse("desaccords", lue.pk)))

    assert "3 fiches annoncées, 2 trouvées" in vu
    assert f"?element={element('Accueil de jour').pk}" in vu


def test_importer_montre_les_parties_puis_cree_et_la_fiche_dit_son_passage(client, requetes_max):
    lue = relue()
    fiche = element("Visites à domicile")
    with requetes_max(12):
        page = client.get(adresse("importer", lue.pk))
    assert "2 à vérifier" in texte_de(page)
    envoi = {"sections": ["structure", f"fiche-{fiche.pk}"], "version": Relecture.objects.get().version}

    apercu = client.post(adresse("importer", lue.pk), envoi | {"apercu": "1"})
    assert ("Engagements : 1 (nouveau)" in texte_de(apercu), Schema.objects.count()) == (True, 0)
    client.post(adresse("importer", lue.pk), envoi)

    creee = Fiche.objects.get()
    assert "« schema.txt »" in texte_de(client.get(reverse("fiches:fiche", args=[creee.pk])))
    lecteur = connecter(Role.ELU_LECTEUR)
    with requetes_max(12):
        passage = lecteur.get(adresse("provenance", creee.pk))
    assert '<mark id="passage">Visites à domicile</mark>' in texte_de(passage)
    assert Entree.objects.filter(acte="relecture:lire_passage").exists()


def test_importer_sur_une_page_vieille_est_refuse_en_409(client):
    lue = relue()
    decider(connecter(), lue, element("CAF"), "accepter")

    reponse = client.post(adresse("importer", lue.pk), {"sections": ["structure"], "version": lue.version})

    assert (reponse.status_code, Schema.objects.count()) == (409, 0)


def test_importer_rien_le_dit(client):
    lue = relue()

    reponse = client.post(adresse("importer", lue.pk), {"version": lue.version})

    assert (reponse.status_code, "Rien n'est à importer" in texte_de(reponse)) == (422, True)


def test_la_nature_se_corrige_et_l_import_suit(client):
    lue = relue(nature="autre", decrite=False)
    assert "Dites d'abord ce qu'est ce document" in texte_de(client.get(adresse("importer", lue.pk)))

    client.post(adresse("decrire", lue.pk), {
        "nature": "schema", "intitule": "Schéma", "debut": "2024", "fin": "2028", "version": lue.version,
    })  # fmt: skip

    assert Relecture.objects.get().nature == "schema"


def test_une_fiche_lue_nulle_part_n_a_pas_de_passage(client):
    seule = Fiche.objects.create(collectivite_id="15", titre="Seule")

    assert client.get(adresse("provenance", seule.pk)).status_code == 404


def test_un_document_de_trois_cents_pages_reste_leger(client, requetes_max):
    lus = tuple(
        e for n in range(1, 121)
        for e in (scene.lu("fiche", f"Fiche numéro {n}", numero=n), *(
            scene.lu(g, f"{g} {n}", parent=f"fiche {n}") for g in ("pilote", "partenaire", "constat", "action") * 4
        ))
    )  # fmt: skip
    lue = relue(elements_lus=lus)
    Relecture.objects.update(nombre_pages=300)

    with requetes_max(12):
        page = client.get(adresse("relecture", lue.pk))

    assert len(page.content) < 120_000


def test_un_refus_de_lecture_est_une_phrase(client):
    recue = deposee()
    services.refuser_document(relecture=recue, fautes=[scene_faute()], maintenant=MAINTENANT)

    assert "Le PDF est chiffré" in texte_de(client.get(adresse("relecture", recue.pk)))


def scene_faute():
    from jalons.noyau.saisie import Faute

    return Faute("", "Le PDF est chiffré : enregistrez-le sans mot de passe.")


def test_le_fragment_d_avancement_se_relit_puis_ouvre_la_page(client):
    recue = deposee()
    htmx = {"HTTP_HX_REQUEST": "true"}
    en_cours = client.get(adresse("avancement", recue.pk), **htmx)
    services.refuser_document(relecture=recue, fautes=[scene_faute()], maintenant=MAINTENANT)

    fini = client.get(adresse("avancement", recue.pk), **htmx)

    assert ("attend son tour" in texte_de(en_cours), fini["HX-Refresh"]) == (True, "true")


def test_un_document_numerise_dit_sa_page_et_n_est_pas_donne_pour_arrete_tant_qu_il_avance(client):
    recue = deposee()
    services.commencer(relecture=recue, maintenant=MAINTENANT)
    suivi = Suivi(recue)
    suivi.dire(3, 12)

    vu = texte_de(client.get(adresse("relecture", recue.pk)))

    assert "page 3 sur 12" in vu
    assert "semble arrêtée" not in vu
    assert arretees(avant=MAINTENANT + SILENCE) == []
    suivi.finir()
    assert "semble arrêtée" in texte_de(client.get(adresse("relecture", recue.pk)))


def test_l_import_dit_ce_qui_est_reste_dans_la_relecture(client):
    lue = relue(elements_lus=(*scene.elements(), scene.lu("montant", "Somme", valeur=5000)))

    envoi = {"sections": ["structure", "montant"], "version": lue.version}
    vu = texte_de(client.post(adresse("importer", lue.pk), envoi, follow=True))

    assert "Resté dans la relecture" in vu
    assert "1 montant sans source de financement" in vu


def test_le_reste_d_une_partie_se_refuse_depuis_la_page(client):
    lue = relue()

    vu = texte_de(client.post(adresse("refuser_section", lue.pk, "effectif"), follow=True))

    assert "Éléments refusés : 1." in vu
    assert element("fiches").en_lu().etat is Etat.REFUSE


def test_un_nombre_annonce_mene_au_passage_qui_l_annonce(client):
    lue = relue(elements_lus=(*scene.elements(), scene.lu("effectif", "101 ACTIONS", valeur=101, unite="actions")))
    lue.ecarts = [
        {"code": "annonce_et_trouve", "gravite": "avertissement", "confirme": True, "message": "101 et 91.",
         "chiffres": {"annonce": 101, "trouve": 91}, "objet": "bilan_action/101"},
        {"code": "rubrique_absente", "gravite": "information", "confirme": True, "message": "Sans pilote.",
         "chiffres": {"fiches": ["fiche 2"]}, "objet": "pilote"},
    ]  # fmt: skip
    lue.save()

    vu = texte_de(client.get(adresse("desaccords", lue.pk)))

    assert f"?element={element('101 ACTIONS').pk}" in vu
    assert f"?element={element('Accueil de jour').pk}" in vu


def test_ajouter_se_fait_sur_la_page_que_l_on_feuillette(client):
    lue = relue()

    vu = texte_de(client.get(adresse("ajouter", lue.pk, page=2)))

    assert "Page 2 sur 3" in vu
    assert "?page=3" in vu


def test_une_session_expiree_ramene_a_la_page_ouverte_et_non_a_l_acte():
    lue = relue()
    acte, page = adresse("decider", lue.pk, element("CAF").pk), adresse("relecture", lue.pk, element=1)

    par_htmx = Client().post(acte, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"})
    par_formulaire = Client().post(acte, headers={"Referer": f"http://testserver{page}"})
    d_ailleurs = Client().post(acte, headers={"Referer": "https://ailleurs.example/piege"})

    assert (par_htmx.status_code, par_htmx["HX-Redirect"]) == (401, par_formulaire.url)
    assert par_formulaire.url == f"/connexion/?next={quote(page)}"
    assert d_ailleurs.url == "/connexion/?next=/"
