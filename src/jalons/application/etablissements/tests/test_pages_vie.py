"""The pages of the life of an establishment: who opens them, what they show, in how many queries."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.etablissements.models import (
    Controle,
    Cpom,
    EvenementIndesirable,
    PlanControle,
    UniteAccueil,
)
from jalons.application.etablissements.tests.factories import (
    ActionAmeliorationFactory,
    AppelProjetsFactory,
    CandidatureFactory,
    ControleFactory,
    EngagementFactory,
    EvaluationFactory,
    EvenementIndesirableFactory,
    FinancementFactory,
    OperationFactory,
    SuiteControleFactory,
    controle_notifie,
    cpom_de,
    unite_de,
)
from jalons.application.faits.models import Fait

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def maison():
    return unite_de(10).etablissement


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def service():
    return connecter(Role.SERVICE_ETABLISSEMENTS)


def de_l_organisme(maison):
    return connecter(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=maison.organisme.code)


def page(nom, *args):
    return reverse(f"etablissements:{nom}", args=args)


def remplir(maison):
    """An establishment whose whole life is full."""
    SuiteControleFactory.create_batch(3, controle=controle_notifie(maison))
    EvenementIndesirableFactory.create_batch(4, etablissement=maison)
    ActionAmeliorationFactory.create_batch(3, evaluation=EvaluationFactory(etablissement=maison))
    EngagementFactory.create_batch(3, cpom=cpom_de(maison))
    for n in range(3):
        operation = OperationFactory(etablissement=maison)
        FinancementFactory(operation=operation, annee=2026 + n, precision="environ")
        FinancementFactory(operation=operation, annee=2026 + n, financeur="ars", valeur=None)


def test_la_vie_d_un_etablissement_en_douze_requetes_pour_le_service_comme_pour_l_organisme(maison, requetes_max):
    remplir(maison)
    for client in (connecter(Role.SERVICE_ETABLISSEMENTS), de_l_organisme(maison)):
        with requetes_max(12):
            lue = client.get(page("vie", maison.pk))

        assert lue.status_code == 200
        for attendu in ("Réparer l&#x27;escalier", "Revoir le livret", "Ouvrir le samedi", "Toiture"):
            assert attendu in lue.text
        assert "environ 100\u202f000\xa0€" in lue.text
        assert "et 1 montant à préciser" in lue.text


def test_les_listes_en_douze_requetes(maison, service, requetes_max):
    for _ in range(8):
        remplir(unite_de(8).etablissement)
    CandidatureFactory(appel=AppelProjetsFactory())

    for nom in ("controles", "evenements", "appels", "immobilier", "organismes"):
        with requetes_max(12):
            assert service.get(page(nom)).status_code == 200
    with requetes_max(12):
        assert service.get(page("organisme", maison.organisme_id)).status_code == 200


def test_un_organisme_ne_suit_que_les_siens_et_n_est_pas_prevenu_d_un_controle(maison):
    autre = unite_de(10).etablissement
    client = de_l_organisme(maison)
    prevu = ControleFactory(etablissement=maison, inopine=True)
    suivi = EvenementIndesirableFactory(etablissement=autre)

    assert client.get(page("vie", maison.pk)).status_code == 200
    assert "Prévu" not in client.get(page("vie", maison.pk)).text
    assert client.get(page("controle", prevu.pk)).status_code == 404
    assert client.get(page("vie", autre.pk)).status_code == 404
    assert client.get(page("evenement", suivi.pk)).status_code == 404
    assert client.get(page("controles")).status_code == 403
    assert autre.nom not in client.get(page("evenements")).text


@pytest.mark.parametrize(
    ("role", "attendu"),
    [(Role.PLACEMENT, 403), (Role.REFERENT, 403), (Role.DIRECTION, 200), (Role.SERVICE_ETABLISSEMENTS, 200)],
)
def test_la_vie_d_un_etablissement_n_est_pas_pour_tous(maison, role, attendu):
    assert connecter(role).get(page("vie", maison.pk)).status_code == attendu


def test_un_evenement_se_declare_puis_se_clot(maison):
    client, hier = de_l_organisme(maison), timezone.localdate() - timedelta(days=1)
    envoi = {
        "version": 0,
        "categorie": "equipement",
        "survenu_le": hier,
        "enfants_concernes": 2,
        "consequences": ["soins"],
    }

    client.post(page("nouvel_evenement", maison.pk), envoi)
    cree = EvenementIndesirable.objects.get()
    lue = client.get(page("vie", maison.pk)).text
    client.post(page("evenement", cree.pk), envoi | {"version": 1, "declare_le": hier, "clos_le": hier})

    assert "non déclaré, 1 jour passé" in lue
    cree.refresh_from_db()
    assert (cree.clos_le, cree.consequences) == (hier, ["soins"])


def test_du_classement_au_controle_clos_par_les_pages(maison, service):
    aujourd_hui = timezone.localdate()
    classement = service.get(page("controles")).text
    assert "aucun contrôle connu depuis l&#x27;ouverture" in classement

    service.post(page("prevoir_controle", maison.pk), {"version": 0, "themes": ["accueil"], "inopine": "on"})
    controle = Controle.objects.get()
    assert controle.plan == PlanControle.objects.get()
    assert controle.score > 0

    for code in ("realiser", "transmettre"):
        service.post(page("acte_controle", controle.pk, code), {"version": controle.version, "le": aujourd_hui})
        controle.refresh_from_db()
    suite = {"version": 0, "nature": "injonction", "libelle": "Réparer l'escalier", "terme": aujourd_hui}
    service.post(page("nouvelle_suite", controle.pk), suite)
    service.post(page("acte_controle", controle.pk, "notifier"), {"version": controle.version, "le": aujourd_hui})
    controle.refresh_from_db()
    refus = service.post(page("acte_controle", controle.pk, "clore"), {"version": controle.version, "le": aujourd_hui})
    assert refus.status_code == 422
    assert "1 suite encore à lever" in refus.text

    suite = controle.suites.get()
    envoi = {"version": suite.version, "le": aujourd_hui, "texte": "Marche refaite, photo jointe au courrier"}
    assert de_l_organisme(maison).post(page("repondre_suite", suite.pk), envoi).status_code == 302
    suite.refresh_from_db()
    service.post(page("suivre_suite", suite.pk, "lever"), envoi | {"version": suite.version})
    service.post(page("acte_controle", controle.pk, "clore"), {"version": controle.version, "le": aujourd_hui})
    controle.refresh_from_db()
    assert (controle.etat, controle.suites.get().etat) == ("clos", "levee")


def test_un_contrat_se_cree_avec_ses_etablissements_et_ses_engagements(maison, service):
    envoi = {
        "version": 0, "intitule": "CPOM 2026", "parties": ["departement", "ars"], "etablissements": [maison.pk],
        "signe_le": "2026-01-15", "debut_le": "2026-01-01", "fin_le": "2030-12-31",
    }  # fmt: skip
    service.post(page("nouveau_cpom", maison.organisme_id), envoi)
    cpom = Cpom.objects.get()
    service.post(page("nouvel_engagement", cpom.pk), {"version": 0, "libelle": "Dix places", "terme": "2027-06-30"})

    lue = service.get(page("cpom", cpom.pk)).text
    assert "Département, ARS" in lue
    assert "Dix places" in lue
    engagement = cpom.engagements.get()
    envoi = {"version": 1, "acte": "tenir", "le": "2026-02-01", "preuve": "Arrêté"}
    assert de_l_organisme(maison).post(page("noter_engagement", engagement.pk), envoi).status_code == 302
    assert "Tenu" in service.get(page("cpom", cpom.pk)).text


def test_retenir_un_candidat_cree_l_unite_et_son_acte(maison, service):
    appel = AppelProjetsFactory()
    candidature = CandidatureFactory(appel=appel, organisme=maison.organisme, avis="favorable", motif="Projet solide")
    envoi = {
        "version": appel.version, "candidature": candidature.pk, "etablissement": maison.pk, "nom": "Village",
        "effet_le": "2026-09-01", "le": "2025-06-02",
    }  # fmt: skip

    assert service.post(page("retenir", appel.pk), envoi).status_code == 302
    unite = UniteAccueil.objects.get(nom="Village")
    acte = unite.actes.get()
    assert (unite.type, acte.places, acte.effet_le, acte.ouvert_le) == ("village_enfants", 50, date(2026, 9, 1), None)
    assert "50 places" in service.get(page("appel", appel.pk)).text


def test_un_fait_qui_vient_d_une_ligne_ne_se_retire_pas_a_part(maison, service):
    envoi = {"version": 0, "realisee_le": "2024-03-15"}
    service.post(page("nouvelle_evaluation", maison.pk), envoi)
    fait = Fait.objects.get(evenement="evaluation_essms")

    assert page("retirer_constat", maison.pk, fait.pk) not in service.get(page("etablissement", maison.pk)).text
    assert service.post(page("retirer_constat", maison.pk, fait.pk)).status_code == 404
    assert Fait.objects.get().annule_le is None
