"""In a whole département groups are ranges of days: the same deadlines as one by one, counted up to a bound."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.selectors import droits
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.echeancier import groupes, rules, selectors
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import Echeance
from jalons.application.faits.rules import CLOS, STATUTS, situation
from jalons.application.socle.chiffres import oublier
from jalons.application.socle.rendus import RENDUS

pytestmark = pytest.mark.django_db

JOUR = date(2026, 11, 25)
ECARTS = (-800, -366, -365, -364, -1, 0, 1, 3, 4, 5, 30, 31, 400)
"""Days around every limit of a group."""


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def requete(niveau=Niveau.COLLECTIVITE, **lieu):
    agent = AffectationFactory(role=Role.CADRE_ASE, niveau=niveau, collectivite_id="15", **lieu).agent
    return SimpleNamespace(user=agent, droits=droits(agent, JOUR), territoire=None)


def semer(enfant):
    """Every state on every day around the limits; dates certain, vague, or none."""
    jours = [JOUR + timedelta(days=e) for e in ECARTS]
    dates = [(j, None, None) for j in jours] + [(None, j, j + timedelta(days=6)) for j in jours] + [(None, None, None)]
    formes = product(STATUTS, (True, False), dates)
    Echeance.objects.bulk_create(
        Echeance(
            collectivite_id="15", sujet_type="enfant", sujet_id=enfant.pk, code=f"c{rang}", regle="R", libelle="L",
            etat=etat, attendue=attendue, due_le=due, due_entre_debut=debut, due_entre_fin=fin,
            alerte_le=(due or debut) - timedelta(days=30) if due or debut else None,
        )
        for rang, (etat, attendue, (due, debut, fin)) in enumerate(formes)
    )  # fmt: skip


def une_a_une(agent, jour):
    """Keys by group, as each row alone is placed."""
    return [(e.rang, e.pk) for e in selectors.ouvertes(agent, au=jour)]


@pytest.mark.parametrize("decalage", [*range(-2, 9), 30, 31, 365, 366])
def test_les_groupes_lus_par_jour_sont_ceux_de_chaque_ligne(decalage):
    semer(EnfantFactory())
    agent, jour = requete(), JOUR + timedelta(days=decalage)
    ensemble = groupes.a_tenir(agent, au=jour, maintenant=timezone.now())
    attendus = une_a_une(agent, jour)

    comptes = ensemble.compter()
    lues = ensemble.lire(comptes, 0, 10_000)

    assert isinstance(ensemble, groupes.AParGroupes)
    assert [e.pk for e in lues] == [pk for _, pk in attendus]
    nombres = Counter(rang for rang, _ in attendus)
    assert {g: c.nombre for g, c in comptes.items()} == {g: nombres[r] for g, r in selectors.RANGS.items()}


def test_la_place_en_base_est_celle_de_la_regle_pour_ce_que_les_faits_savent_produire():
    semer(EnfantFactory())
    fins = ("en_retard", "sans_objet", "non_verifiable")
    lues = (
        selectors.ouvertes(requete(), au=JOUR)
        .filter(attendue=True, etat__in=fins)
        .exclude(due_le=None, due_entre_debut=None)
    )

    for e in lues:
        dite = rules.groupe(situation(e, JOUR).statut, e.due_le or e.due_entre_debut, JOUR)
        assert selectors.RANGS[dite or ""] == e.rang, e.code


def test_les_pages_se_suivent_sans_trou_ni_doublon_meme_quand_le_compte_s_arrete():
    semer(EnfantFactory())
    agent = requete()
    ensemble, attendus = (
        groupes.a_tenir(agent, au=JOUR, maintenant=timezone.now()),
        [pk for _, pk in une_a_une(agent, JOUR)],
    )

    lus = []
    for debut in range(0, len(attendus), 25):
        lus += [e.pk for e in ensemble.lire(ensemble.compter(au_plus=debut + 26), debut, 25)]

    assert lus == attendus
    bornes = ensemble.compter(au_plus=3)
    assert groupes.somme(bornes.values()).en_mots.startswith("plus de ")
    assert bornes["retard"] == groupes.Compte(3, plus=True)


@pytest.fixture
def avec_memoire(monkeypatch):
    monkeypatch.setattr(RENDUS, "octets_au_plus", 1_000_000)
    yield
    oublier()


def test_ce_qui_est_compte_et_lu_l_est_de_nouveau_des_qu_une_echeance_change(
    avec_memoire, django_assert_max_num_queries
):
    semer(EnfantFactory())
    agent = requete()

    def regarder():
        ensemble = groupes.a_tenir(agent, au=JOUR, maintenant=timezone.now())
        comptes = ensemble.compter()
        return comptes["retard"].nombre, [e.pk for e in ensemble.lire(comptes, 0, 25)]

    combien, premieres = regarder()
    with django_assert_max_num_queries(2):  # the marks, and the rows of the page
        assert regarder() == (combien, premieres)

    Echeance.objects.filter(pk=premieres[0]).delete()

    assert regarder()[0] == combien - 1
    assert premieres[0] not in regarder()[1]


def test_ce_qu_un_agent_compte_n_est_pas_donne_a_un_autre(avec_memoire):
    semer(EnfantFactory())
    ailleurs = AffectationFactory(role=Role.CADRE_ASE, niveau=Niveau.COLLECTIVITE, collectivite_id="63").agent
    autre = SimpleNamespace(user=ailleurs, droits=droits(ailleurs, JOUR), territoire=None)

    assert groupes.somme(groupes.a_tenir(requete(), au=JOUR, maintenant=timezone.now()).compter().values()).nombre > 0
    assert groupes.somme(groupes.a_tenir(autre, au=JOUR, maintenant=timezone.now()).compter().values()).nombre == 0


def test_qui_ne_suit_que_ses_dossiers_ne_compte_que_les_siens():
    sien, autre = EnfantFactory.create_batch(2)
    semer(autre)
    agent = requete(Niveau.DOSSIERS)
    ReferentFactory(enfant=sien, agent=agent.user, debut=date(2020, 1, 1))

    ensemble = groupes.a_tenir(agent, au=JOUR, maintenant=timezone.now())

    assert isinstance(ensemble, groupes.LigneParLigne)
    assert sum(c.nombre for c in ensemble.compter().values()) == 0
    assert ensemble.lire(ensemble.compter(), 0, 25) == []


@pytest.mark.parametrize("decalage", [-1, 0, 1, 2, 30, 31])
def test_ce_qui_reste_a_faire_est_ce_qu_aucun_statut_clos_ne_ferme(decalage):
    semer(EnfantFactory())
    jour = JOUR + timedelta(days=decalage)

    directes = set(Echeance.objects.filter(faits.a_faire(jour)).values_list("code", flat=True))

    lues = faits.avec_statut(Echeance.objects.all(), jour).values_list("code", "statut")
    assert directes == {code for code, statut in lues if statut not in CLOS}
