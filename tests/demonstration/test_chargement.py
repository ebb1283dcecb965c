"""The demonstration: loaded twice it is the same, nothing is half-made, and every state is there to be seen."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps

from jalons.application.acces.models import Agent
from jalons.application.contrats import controle, fichier
from jalons.application.contrats import selectors as contrats
from jalons.application.contrats.models import Avenant
from jalons.application.fiches.models import Fiche, Justification, Note
from jalons.application.finances import calculs
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Indicateur, Proposition
from jalons.application.indicateurs.selectors import tableau_de_bord
from jalons.application.rapports import selectors as rapports
from jalons.application.rapports.models import Rapport
from jalons.application.socle.perimetre import perimetre
from jalons.demonstration import chargement, comptes, haute_rive, marques
from jalons.demonstration.lieux import EXEMPLES
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

JOUR = date(2026, 11, 24)
CODES = ("F0", "14", "15", "62", "63")


@pytest.fixture(autouse=True)
def _sans_communes(monkeypatch):
    """Communes are written by the owner, outside the test's transaction: they have their own tests."""
    monkeypatch.setattr("jalons.demonstration.territoires.charger", lambda: ("communes", False))


def charger(**options):
    return chargement.charger(au=JOUR, dire=lambda phrase: None, **options)


def empreinte():
    """Number of rows of every territorial table, history included."""
    modeles = [m for m in apps.get_models() if hasattr(m, "colonne_territoire")]
    return {m._meta.label: m.objects.count() for m in modeles}


def test_charger_deux_fois_donne_les_memes_lignes():
    premier = charger()
    with perimetre(CODES):
        avant = empreinte()

    second = charger()

    with perimetre(CODES):
        assert empreinte() == avant
    assert premier.chargees == 9
    assert second.chargees == 0
    assert avant["fiches.Fiche"] > 30


def test_un_dossier_interrompu_ne_laisse_rien_et_la_suite_le_finit(monkeypatch):
    ecrire = haute_rive.DOSSIERS["contrats et crédits"]

    def mourir(**arguments):
        ecrire(**arguments)
        raise KeyboardInterrupt

    monkeypatch.setitem(haute_rive.DOSSIERS, "contrats et crédits", mourir)
    with pytest.raises(KeyboardInterrupt):
        charger()
    with perimetre(["F0"]):
        assert not contrats.tous().exists()
        assert not Montant.objects.exists()
        assert marques.deja("haute-rive/indicateurs", collectivite="F0")
    monkeypatch.setitem(haute_rive.DOSSIERS, "contrats et crédits", ecrire)

    assert charger().chargees == 2  # contracts, then reports

    with perimetre(["F0"]):
        assert contrats.tous().count() == 2


def test_une_base_qui_sert_deja_est_refusee_sauf_si_on_confirme():
    Agent.objects.create(courriel="quelquun@departement.invalid", nom="Vrai", prenom="Agent")

    with pytest.raises(EntreeRefusee, match="pas de la démonstration"):
        charger()
    with pytest.raises(EntreeRefusee, match="viderait leur base"):
        charger(recommencer=True, confirmer=True)

    assert charger(confirmer=True).chargees == 9


def test_chaque_situation_est_montree():
    charger()

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


def test_les_indicateurs_montrent_hausse_baisse_plage_ecarts_et_manques():
    charger()

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
    charger()

    with perimetre(["F0"]):
        codes = {e.code for c in contrats.tous() for e in contrats.ecarts(c, JOUR)}
        justifiees = {j.cle.partition(":")[0] for j in Justification.objects.all()}

    assert codes >= {"total_incoherent", "double_financement", "montant_approximatif", "effectif_annonce_different"}
    assert justifiees


def test_le_rapport_arrete_se_reconstruit_identique():
    charger()

    with perimetre(["F0"]):
        rapport = Rapport.objects.select_related("contrat__cadre", "contrat__collectivite").get(etat="arrete")
        assert rapports.verifier(rapport).identiques
        assert rapport.arrete_le.date() == date(2023, 6, 22)


@pytest.mark.parametrize(
    ("nom", "code", "total", "parts"),
    [
        ("calvados", "14", 10_500_000, {"DEPT": Decimal("52.38")}),
        ("cantal", "15", 810_000, {"FIR1": Decimal("12.35"), "ONDAM_MS": Decimal("13.58")}),
        ("puy-de-dome", "63", 1_641_850, {"P304": Decimal("76.03"), "ONDAM_MS": Decimal("17.88")}),
    ],
)
def test_les_vrais_contrats_gardent_leurs_chiffres_et_leurs_ecarts(nom, code, total, parts):
    charger()
    lu = fichier.lire(Path(EXEMPLES / "contrats" / f"{nom}.yaml").read_bytes(), nom=nom)

    with perimetre([code]):
        [vue] = contrats.vues(contrats.tous(), JOUR)

    finances = vue.dossier.finances
    bilan = calculs.bilan(finances.lignes, complete=finances.complete, au=vue.dossier.jour_du_droit)
    assert bilan.total == total
    assert {s: bilan.parts[s] for s in parts} == parts
    assert [e.en_json() for e in vue.ecarts] == controle.controle(lu, JOUR)["ecarts"]


def test_un_agent_de_haute_rive_ne_voit_rien_du_cantal(client):
    charger()
    client.force_login(comptes.agent("mission-f0"))

    pages = [client.get(adresse).text for adresse in ("/", "/contrats/", "/fiches/", "/recherche/?q=contrat")]

    with perimetre(["15"]):
        [contrat] = contrats.tous()
    assert all("Cantal" not in p for p in pages)
    assert client.get(f"/contrats/{contrat.pk}/").status_code == 404
