"""The gate and the perimeter of a request, through the real middleware."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.gate import exiger, obtenir, requiert, visibles
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.acces.selectors import droits
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import UniteLocale
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db
MODIFIER, VOIR = Permission.TERRITOIRES_MODIFIER, Permission.FICHES_VOIR


@pytest.fixture
def essais(settings):
    settings.ROOT_URLCONF = "jalons.application.acces.tests.vues_d_essai"


@pytest.fixture
def unites(db):
    with perimetre(["15", "63"]):
        return {code: UniteLocaleFactory(collectivite_id=code, code=f"U{code}") for code in ("15", "63")}


def requete(rf, *places):
    demande = rf.get("/")
    demande.droits = Droits.depuis(Place(role, Niveau.COLLECTIVITE, frozenset(codes)) for role, codes in places)
    return demande


def connecter(client, role=Role.ADMINISTRATION, code="15", **champs):
    client.force_login(AffectationFactory(role=role, collectivite_id=code, **champs).agent)


def test_hors_du_perimetre_404_dedans_sans_le_droit_403(rf, unites):
    demande = requete(rf, (Role.DIRECTION, ["15"]), (Role.ELU_LECTEUR, ["63"]))
    with perimetre(["15", "63"]):
        assert obtenir(UniteLocale.objects, requete=demande, voir=VOIR, faire=MODIFIER, pk=unites["15"].pk)
        with pytest.raises(PermissionDenied):
            obtenir(UniteLocale.objects, requete=demande, voir=VOIR, faire=MODIFIER, pk=unites["63"].pk)
        with pytest.raises(Http404):
            obtenir(UniteLocale.objects, requete=demande, voir=MODIFIER, pk=unites["63"].pk)
        assert [u.code for u in visibles(UniteLocale.objects.all(), requete=demande, permission=MODIFIER)] == ["U15"]


def test_le_refus_dit_le_droit_qui_manque(rf):
    with pytest.raises(PermissionDenied, match="unités locales"):
        exiger(requete(rf, (Role.ELU_LECTEUR, ["15"])), MODIFIER)


def test_requiert_declare_la_permission_et_refuse_avant_la_vue(rf):
    vue = requiert(MODIFIER)(lambda demande: pytest.fail("the view was called"))

    assert vue.permission is MODIFIER
    with pytest.raises(PermissionDenied):
        vue(requete(rf))


@pytest.mark.parametrize(
    ("debut", "fin", "valable"),
    [
        (date(2024, 5, 2), None, True),
        (date(2024, 5, 3), None, False),
        (date(2024, 1, 1), date(2024, 5, 2), True),
        (date(2024, 1, 1), date(2024, 5, 1), False),
    ],
)
def test_une_habilitation_vaut_du_premier_au_dernier_jour_inclus(debut, fin, valable):
    agent = AffectationFactory(debut=debut, fin=fin).agent

    assert bool(droits(agent, date(2024, 5, 2)).collectivites) is valable


@pytest.mark.parametrize(
    ("niveau", "region", "collectivite", "dedans", "dehors"),
    [
        (Niveau.COLLECTIVITE, None, "15", {"15"}, {"63"}),
        (Niveau.REGION, "84", None, {"15", "63", "69D", "69M"}, {"14", "F0"}),
        (Niveau.NATION, None, None, {"15", "14", "20", "6AE"}, set()),
        (Niveau.DOSSIERS, None, "15", {"15"}, {"63"}),
    ],
)
def test_chaque_niveau_couvre_ses_collectivites(niveau, region, collectivite, dedans, dehors):
    agent = AffectationFactory(niveau=niveau, region_id=region, collectivite_id=collectivite).agent

    couvertes = droits(agent, date(2024, 5, 2)).collectivites

    assert dedans <= couvertes
    assert not dehors & couvertes


@pytest.mark.parametrize(("adresse", "garde"), [("echoue", False), ("404", False), ("ecrit", True)])
def test_une_vue_qui_echoue_n_a_rien_ecrit(client, essais, adresse, garde):
    client.raise_request_exception = False
    connecter(client)

    client.get(f"/essai/{adresse}")

    with perimetre(["15"]):
        assert UniteLocale.objects.exists() is garde


def test_une_reponse_rendue_apres_la_vue_voit_encore_ses_lignes(client, essais, unites):
    connecter(client)

    assert client.get("/essai/differee").text == "[U15]"


def test_une_vue_sans_filtre_ne_montre_que_le_perimetre_requete_apres_requete(client, essais, unites):
    for code in ("15", "63", "14", "15"):
        connecter(client, code=code)
        attendu = f"U{code}" if code != "14" else ""
        assert client.get("/essai/sans-filtre").text == attendu
