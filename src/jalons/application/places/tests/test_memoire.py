"""What is kept of the offer: nothing old, nothing of another perimeter, nothing read from a table that leaves no mark."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalons.application.enfants.models import Enfant
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.places import evolution, memoire, selectors
from jalons.application.places.models import Occupation
from jalons.application.places.tests.factories import OccupationFactory
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")
    memoire.oublier()


def lue():
    return memoire.offre_du_jour(UniteAccueil.objects.all(), ["15"], timezone.localdate())


def test_ce_qui_est_garde_est_ce_qui_serait_lu():
    unite_de(3)
    OccupationFactory(unite=unite_de(2), rang=1)

    for _ in range(2):
        assert lue() == selectors.offre(UniteAccueil.objects.all(), ["15"], timezone.localdate())


def test_une_deuxieme_lecture_ne_relit_pas_les_places(requetes_max):
    OccupationFactory(unite=unite_de(2), rang=1)
    lue()

    with requetes_max(3):  # the marks, the units that the agent sees, and one that the counter always adds
        [ligne] = lue()

    assert ligne.compte.prises.occupees == 1


@pytest.mark.parametrize("changement", ["accueil", "départ", "nom de l'établissement", "acte"])
def test_un_changement_se_voit_aussitot(changement):
    sejour = OccupationFactory(unite=unite_de(2), rang=1)
    [avant] = lue()

    match changement:
        case "accueil":
            OccupationFactory(unite=sejour.unite, rang=2)
        case "départ":
            Occupation.objects.update(au=timezone.localdate())
        case "acte":
            sejour.unite.actes.update(places=7)
        case _:
            type(sejour.unite.etablissement).objects.update(nom="Autre nom")

    [apres] = lue()
    assert apres != avant


def test_hors_du_perimetre_rien_n_est_rendu():
    OccupationFactory(unite=unite_de(2), rang=1)
    assert lue()

    with perimetre(["63"]):
        assert lue() == []
        assert evolution.lire(["15"], timezone.localdate(), 3) == []


def test_chaque_table_lue_laisse_des_marques():
    OccupationFactory(unite=unite_de(2), rang=1)
    jour = timezone.localdate()

    with CaptureQueriesContext(connection) as captures:
        selectors.offre(UniteAccueil.objects.filter(collectivite_id="15"), ["15"], jour)
        evolution.lire(["15"], jour, 3)

    lues = {t for r in captures.captured_queries for t in re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z_]+)"?', r["sql"])}
    marquees = {m._meta.db_table for m in memoire.LUES}
    assert "places_occupation" in lues
    assert lues - marquees - memoire.REFERENCES - {"socle_marque"} == set(), "add these tables to memoire.LUES"
    assert all(m.changements_marques for m in memoire.LUES)


def test_le_dernier_jour_de_l_evolution_est_celui_de_l_offre():
    OccupationFactory(unite=(unite := unite_de(4)), rang=1)
    OccupationFactory(unite=unite, rang=2, nature="indisponibilite", enfant=None, motif="travaux")
    [lu] = evolution.lire(["15"], timezone.localdate(), 6)
    [ligne] = lue()

    jour = lu.par_unite[unite.pk][-1]

    compte = ligne.compte
    assert (jour.autorisees, jour.ouvertes) == (compte.capacite.autorisees, compte.capacite.ouvertes)
    assert (jour.occupees, jour.indisponibles, jour.libres) == (1, 1, compte.libres)


def test_une_reponse_qui_lit_une_autre_table_n_est_jamais_gardee():
    def compter(code):
        return Enfant.objects.filter(collectivite_id=code).count()

    def lus():
        return memoire.garder(["15"], "enfants", None, compter)

    assert lus() == {"15": 0}
    EnfantFactory()
    assert lus() == {"15": 1}
