"""Pages given again are those that would be drawn, for every role; and nobody else's."""

import re

import pytest
from django.urls import resolve, reverse
from tests.balayage import balai
from tests.balayage.arbre import adresses

from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.fiches.models import Fiche, Note
from jalons.application.socle.perimetre import perimetre
from jalons.application.socle.rendus import RENDUS

JETON = re.compile(r"[A-Za-z0-9]{64}")
INTERDITS = ("enfants", "crip", "mesures", "projets_enfant", "places", "etablissements", "observatoire", "echeancier")
"""Modules whose pages may show what is known of a child: none is kept, but those that read figures of runs only."""
DES_CALCULS = {
    "observatoire:delais",
    "observatoire:trimestres",
    *(f"observatoire:tableaux_{g}" for g in ("chiffres", "parcours", "projection", "comparaison")),
}


@pytest.fixture(autouse=True)
def memoire(monkeypatch):
    monkeypatch.setattr(RENDUS, "octets_au_plus", 32 * 1024 * 1024)
    RENDUS.vider()
    yield
    RENDUS.vider()


@pytest.fixture
def gardees(monde):
    return [c for c in balai.cas(adresses(), monde) if hasattr(resolve(c.chemin).func, "page_gardee")]


@pytest.fixture
def direction(monde):
    return balai.client_de(balai.agent_de(Role.DIRECTION, monde.code))


def lire(client, chemin):
    reponse = client.get(chemin)
    return reponse.status_code, JETON.sub("jeton", reponse.text)


def page_de(monde):
    with perimetre([monde.code]):
        return Fiche.objects.get(pk=monde.fiche.pk), reverse("fiches:fiche", args=[monde.fiche.pk])


def test_la_page_redonnee_est_celle_qui_serait_dessinee(monde, gardees):
    for role in Role:
        client = balai.Passant(balai.agent_de(role, monde.code))
        for c in gardees:
            dessinee, redonnee = lire(client, c.chemin), lire(client, c.chemin)
            assert dessinee == redonnee, (c.adresse.nom, role)


def test_chaque_page_gardee_l_est_vraiment(monde, gardees):
    mission, etudes = (
        balai.client_de(balai.agent_de(role, monde.code)) for role in (Role.CHARGEE_MISSION, Role.OBSERVATOIRE)
    )
    assert len(gardees) > 20
    for c in gardees:
        RENDUS.vider()
        statut, _ = lire(etudes if c.adresse.nom in DES_CALCULS else mission, c.chemin)
        assert (statut, len(RENDUS._gardes)) == (200, 1), c.adresse.nom


@pytest.mark.parametrize(("nom", "suite"), [("faits:echeancier", "?genre=enfant"), ("portail:accueil", "")])
def test_une_page_ou_paraissent_des_enfants_n_est_pas_gardee(monde, nom, suite):
    cadre = balai.client_de(balai.agent_de(Role.CADRE_ASE, monde.code))

    statut, page = lire(cadre, reverse(nom) + suite)

    assert (statut, len(RENDUS._gardes)) == (200, 0)
    assert "Dossier" in page or nom == "portail:accueil"


def test_aucune_page_ou_un_enfant_peut_paraitre_n_est_gardee(gardees):
    des_registres = {c.adresse.nom for c in gardees if c.adresse.nom.split(":")[0] in INTERDITS}

    assert des_registres == DES_CALCULS


def test_une_page_faite_de_chiffres_gardes_une_minute_n_est_pas_gardee_plus_longtemps(monde):
    national = AffectationFactory(role=Role.NATIONAL, niveau=Niveau.NATION, collectivite_id=None).agent
    statut, _ = lire(balai.client_de(national), reverse("portail:accueil"))

    assert (statut, len(RENDUS._gardes)) == (200, 0)


def test_ce_qui_change_se_voit_aussitot(monde, direction):
    fiche, chemin = page_de(monde)
    lire(direction, chemin)
    with perimetre([monde.code]):
        Fiche.objects.filter(pk=fiche.pk).update(titre="Un titre nouveau")
        assert "Un titre nouveau" in lire(direction, chemin)[1]
        Note.objects.create(fiche=fiche, collectivite_id=monde.code, texte="Une note nouvelle", avancement=10)

    assert "Une note nouvelle" in lire(direction, chemin)[1]


def test_une_page_gardee_ne_va_a_personne_d_autre(monde, direction):
    _, chemin = page_de(monde)
    lire(direction, chemin)

    assert lire(balai.client_de(balai.agent_de(Role.DIRECTION, "15")), chemin)[0] == 404
    assert lire(balai.client_de(None), chemin)[0] == 302


def test_qui_perd_son_role_perd_la_page(monde):
    agent = balai.agent_de(Role.DIRECTION, monde.code)
    client, (_, chemin) = balai.client_de(agent), page_de(monde)
    assert lire(client, chemin)[0] == 200

    Affectation.objects.filter(agent=agent).delete()

    assert lire(client, chemin)[0] in (403, 404)


def test_un_message_a_montrer_fait_dessiner_la_page_et_ne_revient_pas(monde, direction):
    _, chemin = page_de(monde)
    lire(direction, chemin)
    direction.post(reverse("fiches:retirer", args=[monde.fiche.pk, monde.placement.pk]))

    assert "plus dans" in lire(direction, chemin)[1]
    assert "La fiche n&#x27;est plus dans" not in lire(direction, chemin)[1]


def test_les_formulaires_d_une_page_redonnee_ont_un_jeton_qui_sert(monde, direction):
    _, chemin = page_de(monde)
    direction.get(chemin)
    jetons = set(JETON.findall(direction.get(chemin).text))

    assert len(jetons) == 1
    direction.handler.enforce_csrf_checks = True
    envoi = {"csrfmiddlewaretoken": jetons.pop(), "version": "0"}
    assert direction.post(reverse("fiches:annuler", args=[monde.fiche.pk]), envoi).status_code == 302
