"""The pages: who opens them, what they show, in how many queries, what they refuse."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.tests.factories import (
    ActeFactory,
    OrganismeFactory,
    UniteAccueilFactory,
    unite_de,
)
from jalons.application.faits.models import Fait

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    return client


def page(nom, *args):
    return reverse(f"etablissements:{nom}", args=args)


@pytest.mark.parametrize(
    ("role", "collectivite", "voit", "modifie"),
    [
        (Role.SERVICE_ETABLISSEMENTS, "15", 200, 200),
        (Role.PLACEMENT, "15", 200, 403),
        (Role.SERVICE_ETABLISSEMENTS, "63", 404, 404),
        (Role.ADMINISTRATION, "15", 403, 403),
    ],
)
def test_un_etablissement_s_ouvre_a_qui_le_droit_le_permet(role, collectivite, voit, modifie):
    maison = unite_de(10).etablissement
    client = connecter(role, collectivite=collectivite)

    assert client.get(page("etablissement", maison.pk)).status_code == voit
    assert client.get(page("modifier", maison.pk)).status_code == modifie


def test_un_organisme_gestionnaire_ne_voit_que_ses_etablissements():
    sien, autre = unite_de(10).etablissement, unite_de(12).etablissement
    client = connecter(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=sien.organisme.code)

    texte = client.get(page("liste")).text

    assert sien.nom in texte
    assert autre.nom not in texte
    assert client.get(page("etablissement", autre.pk)).status_code == 404
    assert client.get(page("etablissement", sien.pk)).status_code == 200


def test_la_liste_et_la_fiche_en_douze_requetes_au_plus(requetes_max):
    for _ in range(30):
        unite_de(7)
    client = connecter(Role.SERVICE_ETABLISSEMENTS)
    maison = Etablissement.objects.all()[0]

    with requetes_max(12):
        liste = client.get(page("liste"))
    assert maison.organisme.nom in client.get(page("organismes")).text
    with requetes_max(12):
        fiche = client.get(page("etablissement", maison.pk))

    assert (liste.status_code, fiche.status_code) == (200, 200)
    assert "Maison d&#x27;enfants à caractère social" in fiche.text


def test_les_filtres_gardent_ce_qu_on_demande():
    internat, village = unite_de(7), unite_de(8, type="village_enfants")
    client = connecter(Role.SERVICE_ETABLISSEMENTS)

    def noms(**filtre):
        texte = client.get(page("liste"), filtre).text
        return {u.type for u in (internat, village) if f">{u.etablissement.nom}</a>" in texte}

    assert noms(type="village_enfants") == {"village_enfants"}
    assert noms(texte=internat.etablissement.nom) == {"internat"}
    assert noms(organisme=village.etablissement.organisme_id) == {"village_enfants"}
    assert noms(categorie="462") == set()
    assert noms(categorie="zzz", organisme="x") == {"internat", "village_enfants"}


@pytest.mark.parametrize(
    ("au", "places"), [("2019-12-31", 0), ("2024-06-01", 12), ("2024-09-01", 16), ("2025-06-01", 0)]
)
def test_la_capacite_se_lit_a_tout_jour(au, places, requetes_max):
    unite = unite_de(12)
    ActeFactory(unite=unite, nature="extension", places=4, effet_le=date(2024, 9, 1))
    ActeFactory(unite=unite, nature="fermeture", places=16, effet_le=date(2025, 6, 1))
    client = connecter(Role.SERVICE_ETABLISSEMENTS)

    liste = client.get(page("liste"), {"au": au}).text
    with requetes_max(14):
        fiche = client.get(page("etablissement", unite.etablissement_id), {"au": au}).text

    assert f'<td class="nombre">{places}</td>' in liste
    assert f'<td class="nombre">{places}</td>' in fiche.split("Unités et places du jour lu")[2].split("</table>")[0]
    assert ("Fermée" in fiche.split("Unités et places du jour lu")[2].split("</table>")[0]) == (au == "2025-06-01")


def test_une_unite_sans_acte_est_dite_non_verifiable():
    unite = UniteAccueilFactory()

    texte = connecter(Role.SERVICE_ETABLISSEMENTS).get(page("etablissement", unite.etablissement_id)).text

    assert "non vérifiable" in texte


def test_de_l_organisme_a_l_acte_par_les_pages():
    client = connecter(Role.SERVICE_ETABLISSEMENTS)

    client.post(page("nouvel_organisme"), {"version": 0, "nom": "Les Brumes", "code": "BRU", "nature": "association"})
    organisme = Organisme.objects.get()
    cree = client.post(
        page("nouveau"), {"version": 0, "nom": "La Source", "organisme": organisme.pk, "categorie": "177"}
    )
    maison = Etablissement.objects.get()
    assert cree.headers["Location"] == page("etablissement", maison.pk)
    unite = {
        "version": 0,
        "nom": "Nord",
        "type": "internat",
        "public": "tous",
        "sexe": "mixte",
        "age_min": 6,
        "age_max": 12,
    }
    client.post(page("nouvelle_unite", maison.pk), unite)
    cle = UniteAccueil.objects.get().pk
    acte = {"nature": "ouverture", "places": 12, "effet_le": "2024-01-01", "ouvert_le": "2024-02-01"}
    lue = client.post(page("prendre_acte", cle), acte, follow=True)

    assert "6 à 12 ans" in lue.text
    assert Acte.objects.get().places == 12


def test_un_acte_refuse_garde_la_saisie_et_dit_pourquoi():
    unite = unite_de(10)
    client = connecter(Role.SERVICE_ETABLISSEMENTS)

    lue = client.post(
        page("prendre_acte", unite.pk),
        {"nature": "reduction", "places": 11, "effet_le": "2024-01-01", "reference": "R-7"},
    )

    assert lue.status_code == 422
    assert "a 10 places autorisées" in lue.text
    assert 'value="R-7"' in lue.text


def test_un_fait_s_enregistre_et_se_retire():
    maison = unite_de(10).etablissement
    client = connecter(Role.SERVICE_ETABLISSEMENTS)

    lue = client.post(
        page("constater", maison.pk), {"evenement": "evaluation_essms", "survenu_le": "03/2024"}, follow=True
    )
    assert "Évaluer la qualité de l&#x27;établissement" in lue.text

    client.post(page("retirer_constat", maison.pk, Fait.objects.get().pk))
    assert Fait.objects.get().annule_le is not None


def test_deux_agents_a_la_fois_le_second_voit_l_etat_enregistre():
    organisme, client = OrganismeFactory(), connecter(Role.SERVICE_ETABLISSEMENTS)
    envoi = {"version": 1, "nom": "Mon nom", "code": organisme.code, "nature": "association"}

    client.post(page("modifier_organisme", organisme.pk), envoi | {"nom": "Nom du collègue"})
    lue = client.post(page("modifier_organisme", organisme.pk), envoi)

    assert lue.status_code == 409
    assert 'value="Mon nom"' in lue.text
    assert "Nom du collègue" in lue.text
