"""A fact about a child opens the deadlines of the law; only those who may open the file see them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants import services, sujets
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.faits import rules
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "63")


def ne(enfant, le=date(2015, 3, 12)):
    faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=le, par=None)
    return enfant


def recevoir(enfant, le, repere="IP-1"):
    attributs = {"ip": repere, "origine": "professionnel"}
    return faits.enregistrer(sujet=enfant, evenement="ip_recue", survenu_le=le, attributs=attributs, par=None)


def echeance(enfant, regle):
    return Echeance.objects.get(sujet_type="enfant", sujet_id=enfant.pk, regle=regle)


@pytest.mark.parametrize(
    ("cas", "au", "statut", "jours"),
    [
        ("loin", date(2024, 12, 15), "a_venir", -75),
        ("dans le mois", date(2025, 2, 10), "bientot", -18),
        ("le dernier jour compte entier", date(2025, 2, 28), "bientot", 0),
        ("le lendemain", date(2025, 3, 1), "en_retard", 1),
    ],
)
def test_l_evaluation_est_due_trois_mois_apres_la_reception(cas, au, statut, jours):
    enfant = ne(EnfantFactory())

    fait = recevoir(enfant, date(2024, 11, 30))

    due = echeance(enfant, "IP-EVAL")
    vue = rules.situation(due, au)
    assert (due.due_le, due.fait_id) == (date(2025, 2, 28), fait.pk)
    assert (vue.statut, vue.jours) == (statut, jours), cas
    assert "D226-2-4" in vue.phrase


def test_le_rapport_remis_tient_l_echeance_et_son_annulation_la_rouvre():
    enfant = ne(EnfantFactory())
    recevoir(enfant, date(2024, 11, 30))
    remis = faits.enregistrer(
        sujet=enfant, evenement="rapport_evaluation_remis", survenu_le=date(2025, 2, 20), attributs={"ip": "IP-1"},
        par=None,
    )  # fmt: skip
    assert echeance(enfant, "IP-EVAL").etat == "tenue"

    faits.annuler(fait=remis, par=None)

    assert rules.situation(echeance(enfant, "IP-EVAL"), date(2025, 3, 10)).statut == "en_retard"


def test_une_reception_au_mois_pres_n_est_dite_en_retard_qu_une_fois_sur():
    enfant = ne(EnfantFactory())
    recevoir(enfant, DateCivile(2024, 11))
    due = echeance(enfant, "IP-EVAL")

    assert due.due_le is None
    assert [rules.situation(due, jour).statut for jour in (date(2024, 12, 1), date(2025, 2, 10), date(2025, 3, 1))] == [
        "a_venir", "non_verifiable", "en_retard",
    ]  # fmt: skip


def test_deux_informations_ont_chacune_leur_echeance():
    enfant = ne(EnfantFactory())
    recevoir(enfant, date(2024, 11, 30))
    recevoir(enfant, date(2025, 1, 15), "IP-2")

    dues = Echeance.objects.filter(sujet_id=enfant.pk, regle="IP-EVAL").values_list("due_le", flat=True)
    assert sorted(dues) == [date(2025, 2, 28), date(2025, 4, 15)]


def test_un_dossier_fusionne_n_a_plus_d_echeance():
    garde, double = ne(EnfantFactory()), ne(EnfantFactory())
    services.fusionner(garde=garde, absorbe=double, par=None)

    faits.recalculer(sujet=double)

    assert not Echeance.objects.filter(sujet_type="enfant", sujet_id=double.pk).exists()


@pytest.mark.parametrize(
    ("role", "niveau", "code", "voit"),
    [
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "15", True),
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "63", False),
        (Role.CHARGEE_MISSION, Niveau.COLLECTIVITE, "15", False),
        (Role.REFERENT, Niveau.DOSSIERS, "15", False),
    ],
)
def test_les_echeances_d_un_enfant_ne_se_montrent_qu_a_qui_peut_ouvrir_son_dossier(client, role, niveau, code, voit):
    enfant = ne(EnfantFactory())
    recevoir(enfant, date(2024, 11, 30))
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=code).agent
    client.force_login(agent)

    reponse = client.get(reverse("faits:echeancier"), {"genre": "enfant"})

    assert (reponse.status_code == 200 and enfant.numero in reponse.text.upper()) == voit


def test_le_referent_voit_les_echeances_de_ses_dossiers(client):
    enfant = ne(EnfantFactory())
    recevoir(enfant, date(2024, 11, 30))
    agent = AffectationFactory(role=Role.REFERENT, niveau=Niveau.DOSSIERS, collectivite_id="15").agent
    ReferentFactory(enfant=enfant, agent=agent, debut=timezone.localdate())
    client.force_login(agent)

    assert enfant.numero in client.get(reverse("faits:echeancier")).text.upper()


def test_une_liste_d_echeances_ne_porte_aucun_nom():
    enfant = EnfantFactory(nom="Vasseline", prenom="Lilas")

    presente = sujets.presenter([enfant.pk])[enfant.pk]

    assert "vasseline" not in presente.titre.lower()
    assert enfant.numero in presente.titre.upper()
