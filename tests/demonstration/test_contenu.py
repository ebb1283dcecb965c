"""What the demonstration shows: every status, version and state; the real contracts with their figures."""

import os
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve
from django.utils import timezone
from tests import demo

from jalons.application.contrats import controle, fichier
from jalons.application.contrats import selectors as contrats
from jalons.application.contrats.models import Avenant
from jalons.application.fiches.models import Fiche, Justification, Note
from jalons.application.finances import calculs
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Indicateur, Proposition
from jalons.application.indicateurs.selectors import tableau_de_bord
from jalons.application.mesures.etats import etat_de
from jalons.application.mesures.models import Mesure, Renouvellement
from jalons.application.rapports import selectors as rapports
from jalons.application.rapports.models import Rapport
from jalons.application.socle.perimetre import perimetre
from jalons.config import base_essai
from jalons.config.pour_pytest import comme_proprietaire
from jalons.demonstration import comptes
from jalons.demonstration.lieux import EXEMPLES

pytestmark = pytest.mark.xdist_group("demonstration")

JOUR = timezone.localdate()
"""The day of the load, which is counted from today as everywhere but in tests of a single calculation."""


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the loaded base for the tests of this file; what their pages write goes with it."""
    nom, dossier = f"jalons_contenu_{os.getpid()}", tmp_path_factory.mktemp("contenu")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=dossier / "fichiers"):
        demo.copier(nom, dossier)
        with base_essai.dans(nom), transaction.atomic():
            cache.clear()  # figures of several départements are kept a minute
            yield
            transaction.set_rollback(True)
        with comme_proprietaire():
            base_essai.supprimer(nom)


def test_chaque_situation_est_montree():
    with perimetre(["F0"]):
        assert set(Fiche.objects.values_list("statut", flat=True)) == set(Fiche.Statut.values)
        assert Fiche.objects.count() == 30
        assert not Fiche.objects.filter(statut__in=("retardee", "suspendue"), blocage="").exists()
        assert Fiche.objects.filter(rappel_le__lt=JOUR).exists()
        assert Fiche.objects.filter(rappel_le__gt=JOUR).exists()
        versions = set(Montant.objects.values_list("version", flat=True))
        assert versions == {"prevu", "notifie", "signe", "engage", "paye", "justifie"}
        assert Montant.objects.filter(precision="environ").exists()
        assert Montant.objects.filter(beneficiaire="essms").exclude(beneficiaire_nom="").exists()
        etats = dict(Rapport.objects.values_list("exercice", "etat"))
        assert etats == {2022: "arrete", 2023: "renvoye", 2024: "brouillon"}
        assert set(Avenant.objects.values_list("etat", flat=True)) == {"signe", "projet"}
        assert set(Proposition.objects.values_list("etat", flat=True)) == {"ouverte", "acceptee", "refusee"}
        assert Note.objects.filter(quand__year=2022).exists()


def test_les_mesures_montrent_chaque_etat():
    with perimetre(["F0"]):
        etats = {etat_de(m, JOUR) for m in Mesure.objects.all()}
        assert etats == {"en_attente", "en_cours", "echue", "terminee"}
        assert Renouvellement.objects.exists()


def test_les_indicateurs_montrent_hausse_baisse_plage_ecarts_et_manques():
    with perimetre(["F0"]):
        suivis = tableau_de_bord(Indicateur.objects.all(), JOUR)

    assert len(suivis) >= 12
    assert {s.definition.sens.value for s in suivis} == {"hausse", "baisse", "plage"}
    assert {s.definition.frequence.value for s in suivis} >= {"mensuelle", "annuelle"}
    assert any(s.dernier_ecart for s in suivis)
    assert any(s.sans_cible for s in suivis)
    assert {s.fraicheur.value for s in suivis} >= {"a_jour", "perime"}
    assert {s.etat for s in suivis} >= {"atteinte", "en_dessous", "eloignement", "non_verifiable"}


def test_les_contrats_fictifs_ont_des_ecarts_dont_certains_justifies():
    with perimetre(["F0"]):
        codes = {e.code for c in contrats.tous() for e in contrats.ecarts(c, JOUR)}
        justifiees = {j.cle.partition(":")[0] for j in Justification.objects.all()}

    assert codes >= {"total_incoherent", "double_financement", "montant_approximatif", "effectif_annonce_different"}
    assert justifiees


def test_le_rapport_arrete_se_reconstruit_identique():
    with perimetre(["F0"]):
        rapport = Rapport.objects.select_related("contrat__cadre", "contrat__collectivite").get(etat="arrete")
        assert rapports.verifier(rapport).identiques
        assert rapport.arrete_le.date() == date(2023, 6, 22)


def test_le_rapport_arrete_ne_sait_que_ce_que_l_on_savait_alors():
    with perimetre(["F0"]):
        fige = Rapport.objects.get(etat="arrete").fige

    assert fige["contrat"]["fin"] == "2023-12"  # the avenant of November 2023 is still to come
    assert {f["statut"] for f in fige["fiches"]} == {"en_cours", "a_engager"}
    assert [f["statut"] for f in fige["fiches"]].count("en_cours") == 11
    assert not any("2024" in e["message"] for e in fige["ecarts"])


@pytest.mark.parametrize(
    ("nom", "code", "total", "parts"),
    [
        ("calvados", "14", 10_500_000, {"DEPT": Decimal("52.38")}),
        ("cantal", "15", 810_000, {"FIR1": Decimal("12.35"), "ONDAM_MS": Decimal("13.58")}),
        ("puy-de-dome", "63", 1_641_850, {"P304": Decimal("76.03"), "ONDAM_MS": Decimal("17.88")}),
    ],
)
def test_les_vrais_contrats_gardent_leurs_chiffres_et_leurs_ecarts(nom, code, total, parts):
    lu = fichier.lire(Path(EXEMPLES / "contrats" / f"{nom}.yaml").read_bytes(), nom=nom)

    with perimetre([code]):
        [vue] = contrats.vues(contrats.tous(), JOUR)

    finances = vue.dossier.finances
    bilan = calculs.bilan(finances.lignes, complete=finances.complete, au=vue.dossier.jour_du_droit)
    assert bilan.total == total
    assert {s: bilan.parts[s] for s in parts} == parts
    assert [e.en_json() for e in vue.ecarts] == controle.controle(lu, JOUR)["ecarts"]


def test_un_agent_de_haute_rive_ne_voit_rien_du_cantal(client):
    client.force_login(comptes.agent("mission-f0"))

    pages = [client.get(adresse).text for adresse in ("/", "/contrats/", "/fiches/", "/recherche/?q=contrat")]

    with perimetre(["15"]):
        [contrat] = contrats.tous()
    assert all("Cantal" not in p for p in pages)
    assert client.get(f"/contrats/{contrat.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("compte", "attendus"),
    [
        ("mission-f0", ["Fiches à suivre", "Rapport d'exécution 2023", "Contre-propositions", "Dernières notes"]),
        ("pilote-pmi-f0", ["Mes fiches", "Noter l'avancement"]),
        ("direction-f0", ["À arbitrer", "Ce qui débloquerait", "des fiches sont engagées ou réalisées"]),
        ("elu-f0", ["Où en est-on", "2 fiches de statut inconnu"]),
        ("prefecture-f0", ["Rapports qui attendent ma réponse", "Programme 304"]),
        ("ars-f0", ["Mes crédits", "ONDAM médico-social"]),
        ("observatoire-f0", ["Indicateurs", "sans valeur récente"]),
        ("administration-f0", ["vous ne voyez aucun dossier"]),
        (
            "national",
            [
                "3 départements sur 103 ont un contrat enregistré",
                "ne sont pas comptées",
                "sans aucun montant connu",
                "Haute-Rive",
                "Fictif",
            ],
        ),
        ("ars-84", ["2 départements sur 13", "Cantal"]),
    ],
)
def test_chaque_role_trouve_son_accueil_en_douze_requetes(client, requetes_max, compte, attendus):
    client.force_login(comptes.agent(compte))
    client.get("/")

    with requetes_max(12):
        page = client.get("/").text

    for attendu in attendus:
        assert attendu.replace("'", "&#x27;") in page or attendu in page, attendu


def test_un_montant_change_se_voit_aussitot_sur_l_accueil(client):
    client.force_login(comptes.agent("mission-14"))
    avant = client.get("/").text

    with transaction.atomic():
        with perimetre(["14"]):
            Montant.objects.filter(source="DEPT", est_total=False).update(valeur=Decimal(1_234_567))
        apres = client.get("/").text
        transaction.set_rollback(True)

    assert "1\u202f234\u202f567" not in avant
    assert "1\u202f234\u202f567" in apres


def test_la_vue_d_ensemble_se_filtre_et_s_exporte(client):
    client.force_login(comptes.agent("national"))

    page = client.get("/vue-d-ensemble/", {"regime": "2020"}).text
    fichier_csv = client.get("/vue-d-ensemble/", {"regime": "2020", "forme": "csv"}).content.decode("utf-8-sig")

    assert "Puy-de-Dôme" in page
    assert "Calvados" not in page
    assert fichier_csv.splitlines()[1].startswith("63;Puy-de-Dôme;")
    assert "1248352,00" in fichier_csv


def test_la_recherche_trouve_un_contrat_de_son_perimetre_et_lui_seul(client):
    client.force_login(comptes.agent("mission-63"))

    page = client.get("/recherche/", {"q": "contrat"}).text

    assert "Puy-de-Dôme" in page
    assert "2025-2027" not in page.partition("Droit")[0]


def test_chaque_page_ou_mene_un_lien_s_ouvre():
    """From the home of each account, every view reached by a link, twice at most: what tests build is not all there is."""
    vues, pannes = Counter(), []
    for compte in sorted(c["compte"] for c in comptes.donnees()["comptes"]):
        client = Client(raise_request_exception=False)
        client.force_login(comptes.agent(compte))
        a_voir, connues = ["/"], {"/"}
        while a_voir:
            lien = a_voir.pop()
            nom = resolve(lien.partition("?")[0]).view_name
            if nom == "acces:deconnexion" or (vues[nom] >= 2 and lien != "/"):
                continue
            vues[nom] += 1
            reponse = client.get(lien)
            if reponse.status_code >= 500:
                pannes.append(f"{compte} {lien} {reponse.status_code}")
            if "html" in reponse.headers.get("Content-Type", ""):
                nouveaux = set(re.findall(r'href="(/[^"#]*)', reponse.text)) - connues
                connues |= nouveaux
                a_voir += sorted(x.replace("&amp;", "&") for x in nouveaux if not x.startswith("/static/"))
    assert pannes == []
    assert len(vues) > 120, sorted(vues)
