"""The sweep finds the faults it is there for."""

import pytest
from tests.balayage import balai, objets
from tests.balayage.arbre import adresses
from tests.balayage.monde import Monde

from jalons.application.acces.permissions import Role

URLCONF = "tests.balayage.adresses_fautives"
FICHE = objets.Objet(lambda m: [m.fiche.pk])


@pytest.fixture
def monde(db, settings, monkeypatch):
    settings.ROOT_URLCONF = URLCONF
    monkeypatch.setattr(objets, "OBJETS", {"sans_porte": FICHE, "gardee": FICHE})
    monkeypatch.setattr(balai, "OBJETS", objets.OBJETS)
    return Monde()


def liste(monde, *noms):
    return balai.cas([a for a in adresses(URLCONF) if a.nom in noms], monde, URLCONF)


def test_une_vue_qui_ne_dit_rien_ou_dit_deux_choses_est_trouvee():
    assert [a.nom for a in adresses(URLCONF) if not a.declaree] == ["muette", "publique"]


@pytest.mark.parametrize(("nom", "trouvee"), [("sans_porte", True), ("gardee", False)])
def test_une_vue_qui_oublie_la_porte_est_trouvee(monde, nom, trouvee):
    """Without the gate the second lock still hides the row: the view breaks instead of answering 404."""
    fautes = balai.ailleurs(Role.CHARGEE_MISSION, monde, liste(monde, nom), methodes=("get",))

    assert bool(fautes) is trouvee
    assert not any("montre" in f for f in fautes)


def test_une_vue_qui_montre_a_qui_n_a_pas_le_droit_est_trouvee(monde):
    fautes = balai.chez_soi(Role.CHARGEE_MISSION, monde, liste(monde, "autre_droit"), methodes=("get",))

    assert len(fautes) == 1


def test_un_agent_de_deux_collectivites_verrait_la_fuite(monde, monkeypatch):
    """With the second lock open on both, what the view shows and changes elsewhere is found."""
    from jalons.application.acces.droits import Droits

    monkeypatch.setattr(Droits, "collectivites", property(lambda self: frozenset({"15", "F0"})))
    fautes = balai.ailleurs(
        Role.CHARGEE_MISSION, monde, liste(monde, "sans_porte", "ecrit_sans_porte"), methodes=("get", "post")
    )

    assert any("montre" in f for f in fautes)
    assert "la table fiches_fiche a changé depuis une autre collectivité" in fautes


def test_une_vue_publique_sans_le_dire_est_trouvee(monde):
    publique = [a for a in adresses(URLCONF) if a.nom == "publique"]
    dite_fermee = [type(a)(a.nom, a.arguments, a.permission, a.ouverte, publique=False) for a in publique]

    assert len(balai.anonyme(balai.cas(dite_fermee, monde, URLCONF))) == 2
