"""Facts open deadlines; a deadline has the status of the day one looks, the same in Python and in the database."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory, AgentFactory
from jalons.application.faits import rules, selectors, services, sujets
from jalons.application.faits.models import Echeance, Fait
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.socle.models import Entree
from jalons.droit import regime
from jalons.droit.echeances import FaitsContrat, FaitsSchema, echeances_contrat, echeances_schema
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


def _contrat_2021(sujet_id, faits, au):
    return echeances_contrat(
        FaitsContrat("contrat", regime("2021"), (2021, 2022), fin=DateCivile(2022, 12), **rules.contrat_depuis(faits)),
        au=au,
    )


def _schema_2023(sujet_id, faits, au):
    return echeances_schema(
        FaitsSchema("schéma", DateCivile(2023), DateCivile(2027), **rules.schema_depuis(faits)), au=au
    )


def _presenter(ids):
    return {i: sujets.Presentation(f"Contrat {i}", "/") for i in ids}


@pytest.fixture
def genre(monkeypatch):
    """Cadres stand for contracts here: contracts live above."""

    def poser(evaluer, **options):
        monkeypatch.setitem(
            sujets._GENRES, "cadre", sujets.GenreSujet("cadre", "Contrats", evaluer, _presenter, **options)
        )

    return poser


@pytest.fixture(autouse=True)
def _cantal(territoire):
    territoire("15", "63")


def _codes(cadre):
    return {e.code: e for e in Echeance.objects.filter(sujet_id=cadre.pk)}


def test_la_signature_tardive_est_dite_avec_ses_81_jours(genre):
    genre(_contrat_2021)
    cadre = CadreFactory()

    services.enregistrer(sujet=cadre, evenement="signature", survenu_le=date(2021, 12, 20), par=None)

    signature = _codes(cadre)["signature_2021"]
    vue = rules.situation(signature, date(2026, 1, 1))
    assert (vue.statut, vue.jours, signature.due_le) == ("tenue_en_retard", 81, date(2021, 9, 30))
    assert {e.acte for e in Entree.objects.all()} == {"faits:enregistrer"}


def test_un_fait_annule_rouvre_l_echeance_et_ne_s_annule_qu_une_fois(genre):
    genre(_contrat_2021)
    cadre = CadreFactory()
    fait = services.enregistrer(sujet=cadre, evenement="signature", survenu_le=date(2021, 12, 20), par=None)

    services.annuler(fait=fait, par=None)

    vue = rules.situation(_codes(cadre)["signature_2021"], date(2021, 10, 10))
    assert (vue.statut, vue.jours) == ("en_retard", 10)
    assert "10\xa0jours de retard" in vue.phrase
    with pytest.raises(EntreeRefusee):
        services.annuler(fait=fait, par=None)


def test_recalculer_deux_fois_ne_change_aucune_ligne(genre, django_assert_num_queries):
    genre(_schema_2023)
    cadre = CadreFactory()
    services.recalculer(sujet=cadre)
    avant = list(Echeance.objects.values())

    with django_assert_num_queries(4):  # savepoint, facts, deadlines, release: no write
        services.recalculer(sujet=cadre)

    assert list(Echeance.objects.values()) == avant


def test_une_echeance_qui_n_a_plus_lieu_disparait(genre):
    genre(_contrat_2021)
    cadre = CadreFactory()
    services.recalculer(sujet=cadre)
    genre(_schema_2023)
    services.recalculer(sujet=cadre)

    assert set(_codes(cadre)) == {"schema_duree", "schema_terme"}


def test_un_genre_inconnu_garde_le_fait_sans_echeance():
    cadre = CadreFactory()

    services.enregistrer(sujet=cadre, evenement="signature", survenu_le=DateCivile(2021), par=None)

    assert Fait.objects.count() == 1
    assert not Echeance.objects.exists()


@pytest.mark.parametrize(
    ("jour", "statut", "jours"),
    [
        (date(2025, 1, 1), "a_venir", -1094),
        (date(2027, 12, 1), "bientot", -30),
        (date(2027, 12, 31), "bientot", 0),
        (date(2028, 1, 1), "en_retard", 1),
    ],
)
def test_le_terme_du_schema_selon_le_jour(genre, jour, statut, jours):
    genre(_schema_2023)
    cadre = CadreFactory()
    services.recalculer(sujet=cadre)

    vue = rules.situation(_codes(cadre)["schema_terme"], jour)

    assert (vue.statut, vue.jours) == (statut, jours)


@pytest.mark.parametrize("evaluer", [_contrat_2021, _schema_2023])
@pytest.mark.parametrize("faits", [[], [("signature", date(2021, 9, 1))], [("signature", date(2021, 12, 20))]])
def test_la_base_et_la_regle_donnent_le_statut_que_donne_le_droit(genre, evaluer, faits):
    genre(evaluer)
    cadre = CadreFactory()
    for evenement, jour in faits:
        services.enregistrer(sujet=cadre, evenement=evenement, survenu_le=jour, par=None)
    services.recalculer(sujet=cadre)
    connus = [rules.FaitConnu(e, DateCivile.lire(j), {}) for e, j in faits]

    for pas in range(0, 3000, 61):
        jour = date(2022, 1, 1) + timedelta(days=pas)
        en_base = {e.code: e for e in selectors.avec_statut(Echeance.objects.all(), jour)}
        for attendue in evaluer(0, connus, jour):
            vue = rules.situation(en_base[attendue.code], jour)
            droit = "bientot" if attendue.code == "schema_terme" and attendue.statut == "bientot" else attendue.statut
            if attendue.code == "schema_terme" and droit == "bientot":
                continue  # its notice is given to the registry, in days
            assert (vue.statut, en_base[attendue.code].statut) == (droit, droit), (attendue.code, jour)
            assert vue.jours == attendue.jours, (attendue.code, jour)


def _connecte(client, role=Role.CHARGEE_MISSION, collectivite="15"):
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)


def test_l_echeancier_ne_montre_que_le_perimetre_et_dit_pourquoi(client, genre):
    genre(_contrat_2021)
    for code in ("15", "63"):
        cadre = CadreFactory(collectivite_id=code)
        services.enregistrer(sujet=cadre, evenement="signature", survenu_le=date(2021, 12, 20), par=None)
    _connecte(client)

    page = client.get(reverse("faits:echeancier"))
    fragment = client.get(reverse("faits:echeancier"), headers={"HX-Request": "true"})

    assert "tenue en retard" in page.text.lower()
    assert "81" in page.text
    assert "<html" not in fragment.text
    assert fragment.text.strip() in page.text
    assert len(page.context["lignes"]) == Echeance.objects.filter(collectivite_id="15").count()


@pytest.mark.parametrize(
    ("filtre", "statuts"),
    [
        ("statut=tenue_en_retard", {"tenue_en_retard"}),
        ("statut=a_faire", {"en_retard"}),
        ("statut=nimporte", None),
        ("du=2199-01-01", set()),
        ("du=pas-une-date", None),
    ],
)
def test_l_echeancier_se_filtre_sans_jamais_tomber(client, genre, filtre, statuts):
    genre(_contrat_2021)
    services.enregistrer(sujet=CadreFactory(), evenement="signature", survenu_le=date(2021, 12, 20), par=None)
    _connecte(client)

    reponse = client.get(f"{reverse('faits:echeancier')}?{filtre}")

    vus = {ligne.situation.statut for ligne in reponse.context["lignes"]}
    assert reponse.status_code == 200
    assert vus == statuts if statuts is not None else len(vus) > 1


def test_l_echeancier_vide_dit_quoi_faire(client):
    _connecte(client)

    assert "enregistrez une signature" in client.get(reverse("faits:echeancier")).text


def test_qui_n_a_pas_le_droit_recoit_403_et_un_anonyme_va_se_connecter(client):
    assert client.get(reverse("faits:echeancier")).status_code == 302
    client.force_login(AgentFactory())

    assert client.get(reverse("faits:echeancier")).status_code == 403
