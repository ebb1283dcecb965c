"""Several facts of one act: one recomputation for each subject, the same deadlines as one by one."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits import calcul, services
from jalons.application.faits.models import Echeance, Fait
from jalons.application.faits.services import Constat
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "63")


@pytest.fixture
def calculs(monkeypatch):
    """Keys of the subjects computed, in their order."""
    vus, vrai = [], calcul.valeurs
    monkeypatch.setattr(calcul, "valeurs", lambda g, cle, *autres: vus.append(cle) or vrai(g, cle, *autres))
    return vus


def dits(enfant, *reperes):
    naissance = Constat(enfant, "naissance", date(2015, 3, 12))
    return [
        naissance,
        *(Constat(enfant, "ip_recue", date(2024, 11, 30), {"ip": r, "origine": "ecole"}) for r in reperes),
    ]


def echeances(enfant):
    lues = Echeance.objects.filter(sujet_id=enfant.pk).order_by("code")
    return [(e.code, e.due_le, e.etat, e.attendue, e.explication) for e in lues]


def test_chaque_sujet_est_recalcule_une_fois_et_donne_ce_que_donnent_les_faits_un_a_un(calculs):
    un_a_un, ensemble = EnfantFactory(), EnfantFactory()
    for c in dits(un_a_un, "A", "B"):
        services.enregistrer(
            sujet=c.sujet, evenement=c.evenement, survenu_le=c.survenu_le, attributs=c.attributs, par=None
        )
    calculs.clear()

    faits = services.enregistrer_plusieurs(dits(ensemble, "A", "B"), par=None)

    assert calculs == [ensemble.pk]
    assert [f.evenement for f in faits] == ["naissance", "ip_recue", "ip_recue"]
    assert echeances(ensemble) == echeances(un_a_un)
    assert echeances(ensemble)
    assert Entree.objects.filter(acte="faits:enregistrer", details__sujet=ensemble.pk).count() == 3


def test_plusieurs_sujets_ne_coutent_pas_plus_de_requetes_qu_un_seul():
    def cout(enfants):
        with CaptureQueriesContext(connection) as lues:
            services.enregistrer_plusieurs([c for e in enfants for c in dits(e, "A", "B")], par=None)
        return len(lues.captured_queries)

    assert cout([EnfantFactory()]) == cout(EnfantFactory.create_batch(4))


def test_un_acte_de_plusieurs_appels_recalcule_a_sa_fin(calculs):
    enfant = EnfantFactory()

    with services.ensemble():
        for c in dits(enfant, "A"):
            services.enregistrer_plusieurs([c], par=None)
        with services.ensemble():
            services.annuler(fait=Fait.objects.get(evenement="ip_recue"), par=None)
        assert calculs == []

    assert calculs == [enfant.pk]
    assert not Echeance.objects.filter(sujet_id=enfant.pk, regle="IP-EVAL").exclude(etat="sans_objet").exists()


def test_un_acte_qui_echoue_ne_recalcule_rien_et_n_oublie_pas_le_suivant(calculs):
    enfant = EnfantFactory()

    @transaction.atomic
    @services.ensemble()
    def acte():
        services.enregistrer_plusieurs(dits(enfant, "A"), par=None)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        acte()

    assert calculs == []
    assert not Fait.objects.exists()
    services.enregistrer_plusieurs(dits(enfant, "A"), par=None)
    assert calculs == [enfant.pk]
