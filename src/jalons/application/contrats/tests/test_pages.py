"""Every page of contracts answers, says what it must, and stays within its budget of queries."""

from datetime import date

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.contrats import rules, selectors, services
from jalons.application.contrats.avenant import OUVERTURES
from jalons.application.contrats.sections import SECTIONS
from jalons.application.contrats.tests.test_importation import reel
from jalons.application.fiches.services import creer_fiche, placer
from jalons.application.fiches.tests.factories import FicheFactory, PlacementFactory
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db
REQUETES = 12 + 4
"""Twelve, and what only a test adds around a request: outer perimeter read and restored, savepoint opened and closed."""


@pytest.fixture
def cantal(territoire):
    territoire("15")
    return services.importer(reel("cantal"), par=None)


@pytest.fixture
def agent(client, cantal):
    affectation = AffectationFactory(collectivite_id="15", role=Role.CHARGEE_MISSION)
    client.force_login(affectation.agent)
    return affectation.agent


def test_la_page_d_un_contrat_montre_les_memes_ecarts_que_la_commande(
    client, agent, cantal, django_assert_max_num_queries
):
    with django_assert_max_num_queries(REQUETES):
        reponse = client.get(reverse("contrats:contrat", args=[cantal.pk]))
    assert reponse.status_code == 200
    attendus = [e.cle for e in rules.controler(reel("cantal"), reponse.context["s"].vue.au)]
    assert [e.ecart.cle for e in reponse.context["s"].ecarts] == attendus
    assert "effectif_annonce_different" in reponse.text


def test_la_page_mene_au_classeur_du_plan_d_action(client, agent, cantal):
    page = client.get(reverse("contrats:contrat", args=[cantal.pk])).text

    assert reverse("documents:classeur_telecharger", args=["plan-action", cantal.pk]) in page
    assert reverse("documents:classeur_deposer", args=["plan-action", cantal.pk]) in page


def test_une_fiche_rattachee_que_deux_financeurs_paient_est_un_ecart_du_contrat(client, agent, cantal):
    with perimetre(["15"]):
        fiche = FicheFactory(titre="Ouvrir une équipe mobile")
        PlacementFactory(fiche=fiche, cadre=cantal.cadre)
        for source in ("P304", "FIR1"):
            MontantFactory(cadre=cantal.cadre, fiche=fiche, source=source)

    page = client.get(reverse("contrats:contrat", args=[cantal.pk])).text

    assert "« Ouvrir une équipe mobile » est visée par" in page


def test_trente_fiches_ne_coutent_pas_une_requete_de_plus(client, agent, cantal, django_assert_max_num_queries):
    for rang in range(30):
        fiche = creer_fiche(collectivite="15", titre=f"Fiche {rang}", par=None)
        placer(fiche=fiche, cadre=cantal.cadre, par=None)
    with django_assert_max_num_queries(REQUETES):
        reponse = client.get(reverse("contrats:contrat", args=[cantal.pk]))
    assert len(reponse.context["s"].autres) == 30


def test_la_liste_tient_dans_son_budget(client, agent, django_assert_max_num_queries):
    with django_assert_max_num_queries(REQUETES):
        reponse = client.get(reverse("contrats:liste"), {"regime": "2022", "annee": "2023"})
    assert "Contrat départemental" in reponse.text


@pytest.mark.parametrize("nom", ["documents", "versions", "avenants", "ouvrir_avenant"])
def test_les_pages_d_un_contrat_repondent(nom, client, agent, cantal, django_assert_max_num_queries):
    with django_assert_max_num_queries(REQUETES):
        assert client.get(reverse(f"contrats:{nom}", args=[cantal.pk])).status_code == 200


@pytest.mark.parametrize("code", list(SECTIONS))
def test_enregistrer_une_section_telle_quelle_ne_change_rien(code, client, agent, cantal):
    adresse = reverse("contrats:section", args=[cantal.pk, code])
    form = client.get(adresse).context["form"]
    avant = selectors.dossier(cantal)
    reponse = client.post(adresse, donnees_de(form))
    assert reponse.status_code == 302, reponse.context["form"].errors
    assert selectors.dossier(cantal) == avant


@pytest.mark.parametrize("code", list(OUVERTURES))
def test_un_avenant_prepare_chaque_champ_qu_il_ouvre(code, client, agent, cantal):
    avenant = services.ouvrir_avenant(contrat=cantal, objet="Essai", champs=[code], exercice=None, par=None)
    assert client.get(reverse("contrats:preparer_avenant", args=[avenant.pk, code])).status_code == 200
    assert client.get(reverse("contrats:avenant", args=[avenant.pk])).status_code == 200


def test_les_fautes_d_une_section_a_lignes_disent_leur_ligne(client, agent, cantal):
    avenant = services.ouvrir_avenant(contrat=cantal, objet="Essai", champs=["montants"], exercice=None, par=None)
    adresse = reverse("contrats:preparer_avenant", args=[avenant.pk, "montants"])
    envoi = donnees_de(client.get(adresse).context["form"])
    page = client.post(adresse, envoi | {"montants-0-valeur": "douze", "montants-1-valeur": "1,2,3"}).content.decode()
    assert "2 erreurs à corriger" in page
    assert "Ligne 1, Montant en euros</a> : « douze »" in page
    assert "Ligne 2, Montant en euros</a> : « 1,2,3 »" in page
    assert 'value="douze"' in page


def test_une_signature_a_venir_est_refusee_et_un_avenant_signe_ne_se_resigne_pas(client, cantal):
    client.force_login(AffectationFactory(collectivite_id="15", role=Role.DIRECTION).agent)
    avenant = services.ouvrir_avenant(contrat=cantal, objet="Essai", champs=["periode"], exercice=None, par=None)
    adresse = reverse("contrats:signer_avenant", args=[avenant.pk])
    assert "est à venir" in client.post(adresse, {"le": "01/01/2199"}).content.decode()
    services.abandonner_avenant(avenant=avenant, par=None)
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse.url) == (302, reverse("contrats:avenant", args=[avenant.pk]))


def donnees_de(form):
    """What a browser posts back when nothing is touched."""
    formes = [form] if hasattr(form, "fields") else [*form.forms, form.management_form]
    donnees = {}
    for forme in formes:
        for champ in forme:
            valeur = champ.value()
            donnees[champ.html_name] = ([] if "roles" in champ.html_name else "") if valeur is None else valeur
    return donnees


def test_creer_puis_choisir_les_objectifs_du_regime(client, agent):
    reponse = client.post(
        reverse("contrats:creer"),
        {"collectivite": "15", "intitule": "Contrat 2025-2027", "regime": "2025-2027", "debut": "2025", "fin": "2027"},
    )
    assert reponse.status_code == 302
    page = client.get(reponse.url)
    assert page.context["form"].fields["obligatoire"].choices or page.context["form"].fields["facultatif"].choices
    contrat = selectors.tous().get(cadre__titre="Contrat 2025-2027")
    assert selectors.etat(selectors.dossier(contrat), date(2025, 6, 1)) == "projet"


def test_une_justification_survit_a_la_disparition_de_son_ecart(client, agent, cantal):
    ecart = next(e for e in selectors.ecarts(cantal, date(2024, 1, 1)) if e.code == "effectif_annonce_different")
    adresse = f"{reverse('contrats:justifier', args=[cantal.pk])}?cle={ecart.cle}"
    assert client.post(adresse, {"commentaire": "Le septième est en annexe."}).status_code == 302
    assert "Le septième est en annexe." in client.get(reverse("contrats:contrat", args=[cantal.pk])).text
    assert client.get(adresse).status_code == 200


@pytest.mark.parametrize(
    ("cas", "role", "collectivite", "voir", "modifier", "signer"),
    [
        ("chargée de mission du Cantal", Role.CHARGEE_MISSION, "15", 200, 200, 200),
        ("élue du Cantal", Role.ELU_LECTEUR, "15", 200, 403, 403),
        ("préfecture du Cantal", Role.PREFECTURE, "15", 200, 403, 403),
        ("chargée de mission d'ailleurs", Role.CHARGEE_MISSION, "63", 404, 404, 404),
        ("administration du Cantal", Role.ADMINISTRATION, "15", 403, 403, 403),
    ],
)
def test_acces(cas, role, collectivite, voir, modifier, signer, client, cantal):
    client.force_login(AffectationFactory(collectivite_id=collectivite, role=role).agent)
    assert client.get(reverse("contrats:contrat", args=[cantal.pk])).status_code == voir, cas
    assert client.get(reverse("contrats:section", args=[cantal.pk, "periode"])).status_code == modifier, cas
    assert client.get(reverse("contrats:signer", args=[cantal.pk])).status_code == signer, cas
