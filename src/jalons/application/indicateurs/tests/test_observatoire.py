"""Values proposed by a run: entered with one click, refused with a reason, never over what was entered by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.indicateurs import observatoire
from jalons.application.indicateurs.models import ReponseObservatoire, Valeur
from jalons.application.indicateurs.tests.factories import IndicateurFactory, ValeurFactory
from jalons.application.observatoire.models import Calcul
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
CODE = "confies_personnes"


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def indicateur():
    objet = IndicateurFactory()
    observatoire.lier(indicateur=objet, code=CODE, par=None)
    return objet


def calcul(valeur=88.0, jour=25):
    return Calcul.objects.create(
        collectivite_id="15", genre="chiffres", au=date(2026, 11, jour), etat="fait", avancement=100, chaines=1,
        fini_le=datetime(2026, 11, jour, 4, tzinfo=UTC), resultats={"indicateurs": {CODE: {"valeur": valeur}}},
    )  # fmt: skip


def page(client, indicateur, role=Role.CHARGEE_MISSION):
    client.force_login(AffectationFactory(role=role, collectivite_id="15").agent)
    return client.get(reverse("indicateurs:detail", args=[indicateur.pk]))


def test_le_dernier_calcul_propose_sa_valeur(indicateur, client):
    calcul(70.0, jour=24)
    dernier = calcul()

    proposee = observatoire.lire(indicateur)

    assert (proposee.valeur, proposee.periode, proposee.attend) == (Decimal(88), DateCivile(2026), True)
    assert f"calcul n° {dernier.pk} du 25 novembre 2026" in page(client, indicateur).text
    assert not Valeur.objects.exists()


def test_un_clic_entre_la_valeur_avec_sa_source(indicateur, client):
    fait = calcul()
    page(client, indicateur)

    client.post(
        reverse("indicateurs:repondre_observatoire", args=[indicateur.pk]), {"calcul": fait.pk, "decision": "entrer"}
    )

    valeur = Valeur.objects.get()
    assert (valeur.source, valeur.valeur, valeur.periode) == ("OBSERVATOIRE", Decimal(88), DateCivile(2026))
    assert f"Observatoire, calcul n° {fait.pk}" in valeur.commentaire
    assert not observatoire.lire(indicateur).attend


def test_la_valeur_saisie_a_la_main_reste_et_l_ecart_se_montre(indicateur, client):
    ValeurFactory(indicateur=indicateur, periode=DateCivile(2026), source="LOCAL", valeur=Decimal(90))
    observatoire.repondre(indicateur=indicateur, calcul=calcul().pk, entrer=True, par=None)

    assert {v.source: v.valeur for v in Valeur.objects.all()} == {"LOCAL": Decimal(90), "OBSERVATOIRE": Decimal(88)}
    assert "Écart entre sources" in page(client, indicateur).text


def test_une_valeur_de_cette_source_saisie_a_la_main_n_est_pas_remplacee(indicateur):
    ValeurFactory(indicateur=indicateur, periode=DateCivile(2026), source="OBSERVATOIRE", valeur=Decimal(90))

    with pytest.raises(ValidationError, match="saisie à la main"):
        observatoire.repondre(indicateur=indicateur, calcul=calcul().pk, entrer=True, par=None)

    assert Valeur.objects.get().valeur == Decimal(90)
    assert not ReponseObservatoire.objects.exists()


def test_un_calcul_suivant_met_a_jour_la_valeur_qu_un_calcul_a_donnee(indicateur):
    observatoire.repondre(indicateur=indicateur, calcul=calcul(70.0, jour=24).pk, entrer=True, par=None)
    observatoire.repondre(indicateur=indicateur, calcul=calcul().pk, entrer=True, par=None)

    assert Valeur.objects.get().valeur == Decimal(88)


def test_un_refus_demande_un_motif_et_n_est_pas_redemande_pour_la_meme_valeur(indicateur):
    fait = calcul()
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        observatoire.repondre(indicateur=indicateur, calcul=fait.pk, entrer=False, par=None)

    observatoire.repondre(indicateur=indicateur, calcul=fait.pk, entrer=False, motif="Champ différent.", par=None)
    calcul(jour=26)

    assert not observatoire.lire(indicateur).attend
    assert not Valeur.objects.exists()


def test_un_calcul_depasse_ne_peut_plus_etre_entre(indicateur):
    ancien = calcul(70.0, jour=24)
    calcul()

    with pytest.raises(ValidationError, match="plus récent"):
        observatoire.repondre(indicateur=indicateur, calcul=ancien.pk, entrer=True, par=None)


def test_un_indicateur_non_lie_ne_recoit_rien(client):
    libre = IndicateurFactory()
    calcul()

    assert observatoire.lire(libre) is None
    assert "lié à aucun indicateur" in page(client, libre).text


def test_la_prefecture_ne_voit_pas_la_proposition(indicateur, client):
    calcul()

    assert "Entrer cette valeur" not in page(client, indicateur, Role.PREFECTURE).text


def test_un_code_inconnu_n_est_pas_lie(indicateur):
    with pytest.raises(ValidationError, match="rien"):
        observatoire.lier(indicateur=indicateur, code="rien", par=None)
