"""Pages on indicators: who sees what, what is refused, how many queries."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.application.indicateurs.tests.factories import (
    CibleFactory,
    IndicateurFactory,
    PropositionFactory,
    ValeurFactory,
)
from jalons.application.socle.perimetre import perimetre
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicateur():
    with perimetre(["15"]):
        return IndicateurFactory()


def connecte(client, role=Role.CHARGEE_MISSION, collectivite="15"):
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)
    return client


def tous(modele):
    with perimetre(["15"]):
        return list(modele.objects.all())


@pytest.mark.parametrize("page", ["detail", "detail_csv"])
@pytest.mark.parametrize(
    ("role", "collectivite", "attendu"),
    [(Role.ELU_LECTEUR, "15", 200), (Role.ADMINISTRATION, "15", 403), (Role.CHARGEE_MISSION, "63", 404)],
)
def test_lire(client, indicateur, page, role, collectivite, attendu):
    adresse = reverse(f"indicateurs:{page}", args=[indicateur.pk])

    assert connecte(client, role, collectivite).get(adresse).status_code == attendu


SAISIES = {
    "valeur": {"periode": "2023", "source": "local", "valeur": "12,5", "precision": "exact"},
    "cibles": {"cible_2024": "300"},
    "modifier": {"libelle": "Neuf", "code": "neuf", "unite": "visites", "sens": "hausse", "frequence": "annuelle",
                 "delai_jours": "90"},
    "archiver": {},
    "contreproposer": {"objet": "cible", "periode": "2024", "valeur": "150", "motif": "Trop haut."},
}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "role", "collectivite", "attendu"),
    [
        ("valeur", Role.PILOTE_FICHE, "15", 302),
        ("valeur", Role.ELU_LECTEUR, "15", 403),
        ("valeur", Role.CHARGEE_MISSION, "63", 404),
        ("cibles", Role.OBSERVATOIRE, "15", 302),
        ("cibles", Role.PILOTE_FICHE, "15", 403),
        ("cibles", Role.OBSERVATOIRE, "63", 404),
        ("modifier", Role.DIRECTION, "15", 302),
        ("modifier", Role.ARS, "15", 403),
        ("modifier", Role.DIRECTION, "63", 404),
        ("archiver", Role.DIRECTION, "15", 302),
        ("archiver", Role.PILOTE_FICHE, "15", 403),
        ("archiver", Role.DIRECTION, "63", 404),
        ("contreproposer", Role.ARS, "15", 302),
        ("contreproposer", Role.PREFECTURE, "15", 302),
        ("contreproposer", Role.CHARGEE_MISSION, "15", 403),
        ("contreproposer", Role.ARS, "63", 404),
    ],
)
def test_ecrire(client, indicateur, page, role, collectivite, attendu):
    adresse = reverse(f"indicateurs:{page}", args=[indicateur.pk])

    assert connecte(client, role, collectivite).post(adresse, SAISIES[page]).status_code == attendu


def test_une_valeur_saisie_est_ecrite_pour_sa_source(client, indicateur):
    connecte(client).post(reverse("indicateurs:valeur", args=[indicateur.pk]), SAISIES["valeur"])

    [valeur] = tous(Valeur)
    assert (valeur.source, valeur.valeur, valeur.periode) == ("LOCAL", Decimal("12.5"), DateCivile(2023))


@pytest.mark.parametrize("ecrite", ["Données du département", " données  du département", "local"])
def test_une_source_se_saisit_par_son_nom(client, indicateur, ecrite):
    connecte(client).post(reverse("indicateurs:valeur", args=[indicateur.pk]), SAISIES["valeur"] | {"source": ecrite})

    assert [v.source for v in tous(Valeur)] == ["LOCAL"]


@pytest.mark.parametrize(
    "page", ["liste", "detail", "detail_csv", "detail_svg", "grille", "valeur", "contreproposer", "retirer_valeur"]
)
def test_les_pages_disent_les_sources_en_mots(client, indicateur, page):
    with perimetre(["15"]):
        valeurs = [ValeurFactory(indicateur=indicateur, periode=DateCivile(n)) for n in (2022, 2023)]
        PropositionFactory(indicateur=indicateur, objet="valeur", source="LOCAL")
    objet = valeurs[0].pk if page == "retirer_valeur" else indicateur.pk
    adresse = reverse(f"indicateurs:{page}", args=[] if page in ("liste", "grille") else [objet])
    role = Role.PREFECTURE if page == "contreproposer" else Role.CHARGEE_MISSION

    texte = re.sub(r'(name|id|for|aria-describedby)="[^"]*"', "", connecte(client, role).get(adresse).text)

    assert "Données du département" in texte
    assert "LOCAL" not in texte


def test_vider_une_cible_la_retire(client, indicateur):
    with perimetre(["15"]):
        CibleFactory(indicateur=indicateur, annee=2024)

    connecte(client).post(reverse("indicateurs:cibles", args=[indicateur.pk]), {"cible_2025": "10"})

    assert [(c.annee, c.valeur) for c in tous(Cible)] == [(2025, 10)]


def test_une_cible_fausse_est_refusee_a_son_annee_et_rien_n_est_ecrit(client, indicateur):
    adresse = reverse("indicateurs:cibles", args=[indicateur.pk])

    reponse = connecte(client).post(adresse, {"cible_2025": "10", "cible_2026": "-4"})

    assert reponse.status_code == 422
    assert "Fin 2026" in reponse.text
    assert tous(Cible) == []


def test_repondre_accepte_ou_refuse(client, indicateur):
    with perimetre(["15"]):
        proposition = PropositionFactory(indicateur=indicateur)
    adresse = reverse("indicateurs:repondre", args=[proposition.pk])

    assert connecte(client, Role.ARS).post(adresse, {"decision": "accepter"}).status_code == 403
    assert connecte(client).post(adresse, {"decision": "refuser"}).status_code == 422
    assert connecte(client).post(adresse, {"decision": "accepter"}).status_code == 302
    assert [p.etat for p in tous(Proposition)] == ["acceptee"]


def test_le_catalogue_se_reprend_en_un_clic_dans_son_departement(client):
    adresse = reverse("indicateurs:catalogue")

    assert connecte(client).post(adresse, {"collectivite": "63"}).status_code == 403
    assert client.post(adresse, {"collectivite": "15"}).status_code == 302
    assert {i.collectivite_id for i in tous(Indicateur)} == {"15"}


def test_la_grille_dit_toutes_ses_fautes_et_n_ecrit_alors_rien(client, indicateur):
    with perimetre(["15"]):
        autre = IndicateurFactory(unite="pourcent", t0_valeur=None, t0_periode=None)
    adresse = reverse("indicateurs:grille") + "?periode=2023"
    donnees = {f"v-{indicateur.pk}-LOCAL": "-1", f"v-{autre.pk}-SNDS": "120", f"v-{autre.pk}-LOCAL": "12"}

    reponse = connecte(client).post(adresse, donnees)

    assert reponse.status_code == 422
    assert "2 erreurs à corriger" in reponse.text
    assert tous(Valeur) == []

    assert client.post(adresse, {f"v-{autre.pk}-SNDS": "20,5", f"v-{autre.pk}-LOCAL": "12"}).status_code == 302
    assert {(v.source, v.valeur) for v in tous(Valeur)} == {("SNDS", Decimal("20.5")), ("LOCAL", 12)}


def test_la_grille_d_un_autre_departement_est_refusee(client):
    assert connecte(client).get(reverse("indicateurs:grille") + "?collectivite=63").status_code == 403


def test_la_liste_filtre_trie_et_montre_l_ecart_sans_moyenne(client, indicateur):
    with perimetre(["15"]):
        IndicateurFactory(libelle="Sans rien")
        CibleFactory(indicateur=indicateur)
        ValeurFactory(indicateur=indicateur, valeur=150)
        ValeurFactory(indicateur=indicateur, source="SNDS", valeur=130)

    page = connecte(client).get(reverse("indicateurs:liste")).text
    sans_cible = client.get(reverse("indicateurs:liste") + "?etat=sans_cible").text

    assert "20\u202fvisites" in page
    assert "140" not in page
    assert "Sans rien" in sans_cible
    assert indicateur.libelle not in sans_cible


@pytest.mark.parametrize("page", ["liste", "detail", "grille", "valeur", "cibles"])
def test_une_page_pleine_coute_au_plus_douze_requetes(client, page, requetes_max):
    with perimetre(["15"]):
        indicateurs = [IndicateurFactory() for _ in range(40)]
        for i in indicateurs:
            CibleFactory(indicateur=i)
            for annee in range(2019, 2024):
                ValeurFactory(indicateur=i, periode=DateCivile(annee))
                ValeurFactory(indicateur=i, periode=DateCivile(annee), source="SNDS")
    connecte(client)
    url = reverse(f"indicateurs:{page}", args=[] if page in ("liste", "grille") else [indicateurs[0].pk])
    client.get(url)

    with requetes_max(12):
        assert client.get(url).status_code == 200


def test_sans_indicateur_la_liste_et_la_grille_disent_quoi_faire(client):
    connecte(client)

    assert "Aucun indicateur à saisir" in client.get(reverse("indicateurs:grille")).text
    assert "Reprenez le catalogue national" in client.get(reverse("indicateurs:liste")).text


def test_annuler_ramene_a_l_indicateur(client, indicateur):
    page = connecte(client).get(reverse("indicateurs:valeur", args=[indicateur.pk])).text

    assert f'class="btn" href="{reverse("indicateurs:detail", args=[indicateur.pk])}"' in page
