"""Missing places as values of indicators: proposed from the registers, entered by a person; and on the schéma's page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.indicateurs import observatoire, places
from jalons.application.indicateurs.models import Valeur
from jalons.application.indicateurs.tests.factories import IndicateurFactory
from jalons.application.places import manquantes, services
from jalons.application.places.models import Demande
from jalons.application.places.tests.factories import DemandeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def jour():
    return timezone.localdate()


def lie(code):
    objet = IndicateurFactory()
    observatoire.lier(indicateur=objet, code=code, par=None)
    return objet


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("places:attendent:", 3), ("places:attendent:internat", 2), ("places:attente:internat", 20),
        ("places:delai:", None), ("places:refus:", 2), ("places:enfants:", 1), ("places:refus:pouponniere", 0),
    ],
)  # fmt: skip
def test_le_registre_propose_ce_qui_manque_par_type_ou_en_tout(code, attendu, jour):
    for jours in (10, 30):
        DemandeFactory(demandee_le=jour - timedelta(days=jours))
    DemandeFactory(demandee_le=jour - timedelta(days=5), type="pouponniere")
    unite = unite_de(1)
    for motif in ("aucune_place", "delai", "refus_jeune"):
        services.refuser(
            demande=Demande.objects.first(), unite=unite, par_qui="lieu", motif=motif, le=jour, par=None, jour=jour
        )

    proposee = places.lire(lie(code), jour)

    assert proposee.valeur == (None if attendu is None else Decimal(attendu))
    assert proposee.attend is (attendu is not None)
    assert [(x.type, x.bilan.attendaient, len(x.bilan.enfants)) for x in manquantes.manques_du_schema("15", jour)] == [
        ("Internat", 2, 1), ("Pouponnière", 1, 0),
    ]  # fmt: skip


def test_un_clic_entre_la_valeur_sous_sa_propre_source(client, jour):
    indicateur = lie("places:attendent:")
    DemandeFactory(demandee_le=jour)
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent)
    page = reverse("indicateurs:detail", args=[indicateur.pk])
    assert "Enfants qui attendent une place, tous types" in client.get(page).text

    client.post(reverse("indicateurs:entrer_places", args=[indicateur.pk]), {"valeur": "1"})

    entree = Valeur.objects.get(indicateur=indicateur)
    assert (entree.source, entree.valeur) == ("PLACES", 1)
    texte = client.get(page).text
    assert "Déjà entrée" in texte
    assert "Entrer cette valeur" not in texte


def test_une_valeur_qui_n_est_plus_celle_du_registre_n_est_pas_entree(jour):
    indicateur = lie("places:attendent:")
    DemandeFactory(demandee_le=jour)

    with pytest.raises(ValidationError, match="a changé entre-temps"):
        places.entrer(indicateur=indicateur, valeur="7", au=jour, par=None)

    assert not Valeur.objects.exists()


def test_un_indicateur_non_lie_ou_d_un_autre_departement_ne_lit_rien_des_places(jour):
    DemandeFactory(demandee_le=jour, collectivite_id="63", enfant__collectivite_id="63")

    assert places.lire(IndicateurFactory(), jour) is None
    assert places.lire(lie("places:attendent:"), jour).valeur == 0


def test_la_page_du_schema_demande_les_manques_de_son_departement_et_d_aucun_autre(client, jour):
    DemandeFactory(demandee_le=jour)
    client.force_login(AffectationFactory(role=Role.DIRECTION, collectivite_id="15").agent)
    htmx = {"HTTP_HX_REQUEST": "true"}

    assert "Internat" in client.get(reverse("places:manques_schema", args=["15"]), **htmx).text
    assert client.get(reverse("places:manques_schema", args=["63"]), **htmx).status_code == 404
    assert client.get(reverse("places:manques_schema", args=["15"])).status_code == 302
