"""Who sends a request: what is read at once is what Django would have read, and its refusals stay its own."""

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from jalons.application.acces import identite
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.selectors import droits
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.socle.journal import journaliser_lectures, lecture
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre
from jalons.application.ui.adresses import vers

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(territoire):
    territoire("15", "63")
    return AffectationFactory(role=Role.CADRE_ASE, niveau=Niveau.COLLECTIVITE, collectivite_id="15").agent


def connecte(agent):
    client = Client()
    client.force_login(agent)
    return client


def requete(client, rf):
    demande = rf.get("/")
    demande.session = client.session
    return demande


def test_l_agent_et_ses_roles_viennent_d_une_seule_requete(agent, rf, django_assert_num_queries):
    AffectationFactory(agent=agent, role=Role.REFERENT, niveau=Niveau.DOSSIERS, collectivite_id="63")
    jour = timezone.localdate()
    AffectationFactory(
        agent=agent,
        role=Role.CRIP,
        niveau=Niveau.COLLECTIVITE,
        collectivite_id="63",
        debut=jour.replace(year=jour.year + 1),
    )
    demande = requete(connecte(agent), rf)
    demande.session.get("_auth_user_id")

    with django_assert_num_queries(1):
        lu = identite.agent_de(demande, jour)
        tenues = identite.habilitations(lu)

    assert lu == agent
    assert {(t["role"], t["collectivite"]) for t in tenues} == {("cadre_ase", "15"), ("referent", "63")}
    assert len(droits(agent, jour).places) == 2


def test_un_agent_sans_role_n_a_pas_de_droits_et_un_agent_lu_autrement_les_demande(agent, rf):
    agent.affectations.all().delete()

    assert identite.habilitations(identite.agent_de(requete(connecte(agent), rf), timezone.localdate())) == []
    assert identite.habilitations(agent) is None


@pytest.mark.parametrize("fin", ["compte fermé", "sessions fermées", "mot de passe changé"])
def test_une_session_qui_ne_vaut_plus_est_refusee_comme_par_django(agent, rf, fin):
    client = connecte(agent)
    assert client.get(vers("enfants:liste")).status_code == 200
    if fin == "compte fermé":
        agent.is_active = False
    elif fin == "sessions fermées":
        agent.jeton_session = "x" * 32
    else:
        agent.set_password("Autre-Mot-De-Passe-2026")
    agent.save()

    demande = requete(client, rf)

    assert identite.agent_de(demande, timezone.localdate()).is_anonymous
    assert get_user(requete(client, rf)).is_anonymous
    assert client.get(vers("enfants:liste")).status_code == 302


def test_une_session_echue_ne_rend_personne(agent):
    client = connecte(agent)
    session = client.session
    session.set_expiry(-1)
    session.save()

    assert client.get(vers("enfants:liste")).status_code == 302


def test_plusieurs_lectures_s_ecrivent_d_un_coup_telles_qu_elles_sont(agent, django_assert_num_queries):
    with perimetre(["15"], agent=agent.pk):
        enfants = [EnfantFactory(), EnfantFactory()]
        avant = timezone.now()
        with django_assert_num_queries(1):
            journaliser_lectures(
                lecture("enfants:lire", objet=e, par=agent, page="dossier", urgence=True) for e in enfants
            )
        ecrites = Entree.objects.filter(acte="enfants:lire").order_by("pk")

        assert [e.objet_id for e in ecrites] == [str(e.pk) for e in enfants]
        assert {e.collectivite_id for e in ecrites} == {"15"}
        assert all(e.details == {"page": "dossier", "urgence": True} and e.nature == "lecture" for e in ecrites)
        assert all(avant <= e.quand <= timezone.now() and e.agent_id == agent.pk for e in ecrites)


def test_sans_lecture_rien_ne_s_ecrit(agent, django_assert_num_queries):
    with perimetre(["15"], agent=agent.pk), django_assert_num_queries(0):
        journaliser_lectures([])
