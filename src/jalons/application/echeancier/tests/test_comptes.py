"""Figures for the direction: by team, rule and status; no name, no file, no link to one."""

import pytest

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.echeancier.tests.scene import connecter, page, recevoir
from jalons.application.enfants import services as enfants
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def unite():
    return UniteLocaleFactory(collectivite_id="15", nom="Maison des Essais")


def evaluations(lue):
    """Line of the rule of the evaluation: held, held late, late, not checkable, to be held."""
    [ligne] = [
        x for titre, lignes in lue.context["axes"] if titre == "règle" for x in lignes if "(IP-EVAL)" in x.libelle
    ]
    return ligne.tenues, ligne.tenues_en_retard, ligne.en_retard, ligne.inconnues, ligne.a_tenir


def test_la_direction_compte_par_equipe_regle_et_statut_sans_rien_ouvrir(unite, requetes_max):
    dans, hors = EnfantFactory(nom="Vasseline", unite=unite), EnfantFactory()
    for enfant, jours in ((dans, 200), (hors, 5)):
        recevoir(enfant, jours)
    client = connecter(Role.DIRECTION)

    with requetes_max(12):
        lue = client.get(page("comptes"))
    d_une_equipe = client.get(page("comptes"), {"unite": unite.pk})

    assert evaluations(lue) == (0, 0, 1, 0, 1)
    assert evaluations(d_une_equipe) == (0, 0, 1, 0, 0)
    assert "Maison des Essais" in lue.text
    assert "Équipe non précisée" in lue.text
    principal = lue.text.split("<main", 1)[1].upper()
    for tu in ("VASSELINE", dans.numero, hors.numero, "/ENFANTS/"):
        assert tu not in principal


def test_un_doublon_reuni_n_est_pas_compte_deux_fois():
    garde, double = EnfantFactory(), EnfantFactory()
    recevoir(garde, 200)
    recevoir(double, 200, "IP-2")
    enfants.fusionner(garde=garde, absorbe=double, par=None)

    assert evaluations(connecter(Role.DIRECTION).get(page("comptes"))) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize(
    ("role", "niveau", "code", "attendu"),
    [
        (Role.DIRECTION, Niveau.COLLECTIVITE, "63", 200),
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "15", 200),
        (Role.REFERENT, Niveau.DOSSIERS, "15", 403),
        (Role.ELU_LECTEUR, Niveau.COLLECTIVITE, "15", 403),
    ],
)
def test_chacun_ne_compte_que_chez_lui(role, niveau, code, attendu):
    recevoir(EnfantFactory(), 200)

    lue = connecter(role, niveau, code).get(page("comptes"))

    assert lue.status_code == attendu
    if code == "63":
        assert lue.context["bilan"].ensemble.total == 0


def test_un_cadre_d_unite_ne_compte_que_son_unite(unite):
    recevoir(EnfantFactory(unite=unite), 200)
    recevoir(EnfantFactory(), 200)
    client = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=unite)

    assert evaluations(client.get(page("comptes"))) == (0, 0, 1, 0, 0)
