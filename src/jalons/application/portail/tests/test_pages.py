"""Home, search, help and the catalogue of law."""

import pytest
from django.test import Client
from django.urls import reverse

from jalons import droit
from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory, AgentFactory
from jalons.application.contrats.fichier import lire as lire_contrat
from jalons.application.contrats.services import importer as importer_contrat
from jalons.application.echeancier.tests.scene import connecter, il_y_a, recevoir
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.mesures import services as mesures
from jalons.application.portail import catalogue
from jalons.application.schema.fichier import lire
from jalons.application.schema.services import importer
from jalons.config.lieux import RACINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def chargee(client):
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION).agent)
    return client


def test_un_agent_sans_role_apprend_quoi_faire(client):
    client.force_login(AgentFactory())

    page = client.get(reverse("portail:accueil")).text

    assert "Demandez-en un à la personne qui administre Jalons" in page


def test_l_accueil_tient_en_douze_requetes(chargee, requetes_max):
    with requetes_max(12):
        reponse = chargee.get(reverse("portail:accueil"))

    assert reponse.status_code == 200


def test_l_accueil_montre_le_schema_en_vigueur_et_par_ou_commencer_un_contrat(territoire, requetes_max):
    territoire("62")
    importer(
        lire((RACINE / "exemples" / "schemas" / "pas-de-calais.yaml").read_bytes(), nom="pas-de-calais.yaml"), par=None
    )
    client = connecter(Role.CHARGEE_MISSION, collectivite="62")

    with requetes_max(12):
        page = client.get(reverse("portail:accueil")).text

    assert "Schéma départemental de l&#x27;enfance et de la famille 2023-2027" in page
    assert "4 engagements, 16 fiches ; 16 au statut inconnu" in page
    assert reverse("contrats:creer") in page
    assert reverse("relecture:deposer") in page


def test_l_accueil_ne_dit_pas_que_rien_n_est_du_quand_des_rapports_ne_sont_pas_verifiables(territoire):
    territoire("63")
    importer_contrat(lire_contrat((RACINE / "exemples/contrats/puy-de-dome.yaml").read_bytes()), par=None)

    page = connecter(Role.CHARGEE_MISSION, collectivite="63").get(reverse("portail:accueil")).text

    assert "4 rapports d'exécution</a> : rien ne dit s'ils ont été arrêtés" in page
    assert "Rien n'est dû" not in page


def test_un_elu_qui_ne_modifie_rien_n_est_pas_invite_a_creer(territoire):
    territoire("62")
    page = connecter(Role.ELU_LECTEUR, collectivite="62").get(reverse("portail:accueil")).text

    assert "Aucun schéma" in page
    assert reverse("schema:creer") not in page


def test_l_accueil_d_un_referent_montre_ce_qui_presse_dans_ses_dossiers(territoire, requetes_max):
    territoire("15", "63")
    sien, ancien, autre = EnfantFactory(), EnfantFactory(), EnfantFactory()
    recevoir(sien, 200)
    recevoir(ancien, 800)
    recevoir(autre, 200)
    client = connecter(Role.REFERENT)
    for enfant in (sien, ancien):
        ReferentFactory(enfant=enfant, agent=client.agent, debut=il_y_a(10))

    with requetes_max(12):
        page = client.get(reverse("portail:accueil")).text

    assert "Les enfants dont vous êtes référent." in page
    assert sien.numero in page.upper()
    assert autre.numero not in page.upper()
    assert ancien.numero not in page.upper()
    assert "groupe=retard_ancien" in page
    assert "Vos pages" in page


def test_l_accueil_d_un_cadre_tient_en_douze_requetes_avec_tous_ses_panneaux(territoire, requetes_max):
    territoire("15", "63")
    enfant = EnfantFactory()
    recevoir(enfant, 200)
    hier = il_y_a(1)
    mesures.decider(enfant=enfant, nature="aed", decidee_le=hier, accord_le=hier, par=None, au=il_y_a(0))
    client = connecter(Role.CADRE_ASE)

    with requetes_max(12):
        page = client.get(reverse("portail:accueil")).text

    assert enfant.numero in page.upper()
    assert "1 mesure en attente de début" in page
    assert "Informations préoccupantes" in page


def test_la_direction_voit_des_nombres_et_aucun_dossier(territoire, requetes_max):
    territoire("15", "63")
    enfant = EnfantFactory()
    recevoir(enfant, 200)
    client = connecter(Role.DIRECTION)

    with requetes_max(12):
        page = client.get(reverse("portail:accueil")).text

    assert "Échéances des enfants" in page
    assert "Tenues à temps" in page
    assert enfant.numero not in page.upper()


def test_l_accueil_d_un_referent_sans_rien_qui_presse_le_dit(territoire):
    territoire("15", "63")
    client = connecter(Role.REFERENT)

    page = client.get(reverse("portail:accueil")).text

    assert "Rien ne presse" in page


@pytest.mark.parametrize("regime", [r.id for r in droit.regimes()])
def test_chaque_regime_a_sa_page_avec_sa_source_et_ce_qui_n_est_pas_confirme(chargee, regime):
    page = chargee.get(reverse("portail:regime", args=[regime])).text
    attendu = droit.regime(regime)

    assert attendu.provenance.source[:40].replace("'", "&#x27;") in page
    for objectif in attendu.objectifs:
        assert objectif.libelle.replace("'", "&#x27;") in page
    non_confirmes = [f for f in (*attendu.objectifs, *attendu.echeances) if not f.provenance.confirmee]
    if non_confirmes:
        assert "non confirmé" in page


def test_un_regime_inconnu_repond_404(chargee):
    assert chargee.get(reverse("portail:regime", args=["1999"])).status_code == 404


def test_le_catalogue_montre_parametres_termes_sources_et_indicateurs(chargee):
    page = chargee.get(reverse("portail:droit")).text

    assert "50\xa0%" in page
    assert "30 juin de l&#x27;année suivante" in page
    assert "31 décembre 2023" in page
    for source in droit.sources_financement():
        assert source.code in page


@pytest.mark.parametrize("saisie", ["entretiens prenataux", "ENTRETIENS PRÉNATAUX", "prénataux entretiens"])
def test_la_recherche_ignore_casse_accents_et_ordre(chargee, saisie):
    page = chargee.get(reverse("portail:droit"), {"q": saisie}).text

    assert "prénataux précoces" in page
    assert catalogue.chercher(saisie)


@pytest.mark.parametrize("saisie", ["😀", "'", "%", "--"])
def test_ce_qui_n_est_ni_lettre_ni_chiffre_ne_trouve_rien(chargee, saisie):
    assert "0 réponse pour" in chargee.get(reverse("portail:recherche"), {"q": saisie}).text


@pytest.mark.parametrize(("role", "dit"), [(Role.CRIP, True), (Role.PREFECTURE, False)])
def test_qui_cherche_des_enfants_est_mene_a_leur_page(territoire, role, dit):
    territoire("15")
    client = Client()
    client.force_login(AffectationFactory(role=role).agent)

    texte = client.get(reverse("portail:recherche"), {"q": "zzzzzz"}).text

    assert ("Un enfant ne se cherche pas ici" in texte) is dit


def test_le_catalogue_dit_les_sources_en_clair(chargee):
    texte = chargee.get(reverse("portail:droit")).text

    assert "Données du département" in texte
    assert "LOCAL" not in texte


def test_une_recherche_sans_reponse_dit_quoi_essayer(chargee):
    assert "Essayez un mot plus court" in chargee.get(reverse("portail:recherche"), {"q": "zzzzzz"}).text
    assert catalogue.chercher("") == []
