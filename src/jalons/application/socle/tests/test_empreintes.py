"""A page is given again only when nothing that it read has changed: what is read is noted, what changes is told."""

import pytest

from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.tests.factories import AffectationFactory, AgentFactory
from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.socle.empreintes import Lues, empreintes, suivies
from jalons.application.socle.memoire import Lecture, piece
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def cadre():
    with perimetre(["15"]):
        return CadreFactory()


def lues(acte):
    with Lues() as notees:
        acte()
    return notees


def test_les_tables_lues_sont_notees_jointures_comprises():
    notees = lues(lambda: list(Fiche.objects.filter(placements__cadre__titre="x")))

    assert {"fiches_fiche", "fiches_placement", "fiches_cadre"} <= notees.tables
    assert (notees.ecrit, notees.muettes) == (False, set())


def test_une_table_dont_rien_ne_dit_les_changements_est_nommee():
    assert lues(lambda: list(Affectation.objects.all())).muettes == {"acces_affectation"}


def test_ce_qu_une_memoire_lit_par_ses_marques_est_note(cadre):
    lecture = Lecture(Cadre, cadre=piece(Cadre, "id"), fiches=piece(Fiche, "collectivite_id"))
    with perimetre(["15"]):
        notees = lues(lambda: lecture.empreintes([cadre.pk]))

    assert {"fiches_cadre", "fiches_fiche"} <= notees.tables


@pytest.mark.parametrize(
    "acte",
    [
        lambda: AgentFactory(),
        lambda: Agent.objects.filter(pk=0).update(nom="x"),
        lambda: Affectation.objects.filter(pk=0)._raw_delete("default"),
        lambda: list(Agent.objects.select_for_update(of=("self",)).filter(pk=0)),
    ],
)
def test_un_acte_qui_ecrit_ou_verrouille_se_voit(acte):
    assert lues(acte).ecrit


def test_l_empreinte_change_avec_les_lignes_d_une_seule_table(cadre):
    with perimetre(["15"]):
        avant = empreintes()
        Cadre.objects.update(titre="Autre titre")
        apres = empreintes()

    assert {t for t in apres if apres[t] != avant.get(t)} == {"fiches_cadre"}


def test_un_autre_departement_ne_change_rien_ici(cadre):
    with perimetre(["15"]):
        avant = empreintes(["fiches_cadre"])
    with perimetre(["63"]):
        CadreFactory(collectivite_id="63")
    with perimetre(["15"]):
        assert empreintes(["fiches_cadre"]) == avant


@pytest.mark.parametrize(("champs", "change"), [({"nom": "Martin"}, True), ({"jeton_session": "x"}, False)])
def test_un_agent_renomme_se_voit_une_session_fermee_non(champs, change):
    agent = AffectationFactory().agent
    avant = empreintes(["acces_agent"])
    Agent.objects.filter(pk=agent.pk).update(**champs)

    assert (empreintes(["acces_agent"]) != avant) is change


def test_rien_d_un_enfant_n_est_suivi():
    prefixes = ("enfants_", "crip_", "mesures_", "projets_enfant_", "places_")
    assert [t for t in suivies() if t.startswith(prefixes)] == []
