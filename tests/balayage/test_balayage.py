"""Every address × every role × (own collectivité, another one, no account) answers as the matrix says."""

import pytest
from tests.balayage import balai
from tests.balayage.arbre import adresses
from tests.balayage.objets import OBJETS

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.selectors import _codes_par_region

FERMENT_LA_SESSION = {"acces:deconnexion", "acces:sessions"}
"""They end the session of the sweep: tested with the account."""

REPRESENTANTS = {permissions: role for role, permissions in reversed(MATRICE.items())}
"""One role for each set of permissions: the one whose acts are tried as well as its reads."""

OUVERTS = (Role.CADRE_ASE, Role.ETABLISSEMENT)
"""Who tries the open gate in the ordinary suite: with it open, what a role may do no longer matters, only where it is;
one that may do much, one that may do almost nothing."""


@pytest.fixture
def liste(monde):
    return [c for c in balai.cas(adresses(), monde) if c.adresse.nom not in FERMENT_LA_SESSION]


def test_chaque_vue_dit_qui_peut_l_appeler():
    muettes = [a.nom for a in adresses() if not a.declaree]

    assert muettes == [], "decorate these views with gate.requiert or gate.ouverte, or login_not_required"


def test_chaque_adresse_qui_prend_un_objet_est_dans_le_registre():
    noms = {a.nom for a in adresses() if a.arguments}

    assert sorted(noms - set(OBJETS)) == [], "add an entry to tests/balayage/objets.py"
    assert sorted(set(OBJETS) - noms) == [], "these addresses exist no more: remove their entries"


def essayes(role):
    return ("get", "post") if role in REPRESENTANTS.values() else ("get",)


@pytest.mark.parametrize("role", list(Role))
def test_chez_soi_la_matrice_s_applique(role, monde, liste):
    assert balai.chez_soi(role, monde, liste, methodes=essayes(role)) == []


@pytest.mark.parametrize("role", list(Role))
def test_d_une_autre_collectivite_rien_n_existe(role, monde, liste):
    assert balai.ailleurs(role, monde, liste, methodes=essayes(role)) == []


def test_sans_compte_on_est_renvoye_a_la_connexion(liste):
    assert balai.anonyme(liste) == []


@pytest.mark.parametrize("role", [pytest.param(r, marks=() if r in OUVERTS else pytest.mark.long) for r in Role])
def test_la_porte_retiree_le_second_verrou_ne_laisse_rien_passer(role, monde, liste, monkeypatch):
    toutes = _codes_par_region()[None]
    monkeypatch.setattr(Droits, "perimetre", lambda self, permission: toutes)
    partout = (Place(Role.CADRE_ASE, Niveau.COLLECTIVITE, toutes),)
    monkeypatch.setattr(Droits, "places_avec", lambda self, permission: partout)
    monkeypatch.setattr(Droits, "peut", lambda self, permission, collectivite=None: True)
    methodes = ("get", "post") if role in OUVERTS else essayes(role)

    assert balai.sans_porte(role, monde, liste, methodes=methodes) == []
