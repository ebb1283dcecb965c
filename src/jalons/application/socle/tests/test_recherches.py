"""``__parmi`` finds what ``__in`` finds, with one parameter."""

import pytest

from jalons.application.fiches.models import Intervenant
from jalons.application.fiches.tests.factories import FicheFactory, IntervenantFactory
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("combien", [0, 1, 3])
def test_les_lignes_dont_la_cle_est_parmi_celles_donnees(combien):
    with perimetre(["15"]):
        fiches = FicheFactory.create_batch(3)
        for fiche in fiches:
            IntervenantFactory(fiche=fiche)
        cles = [f.pk for f in fiches[:combien]]
        trouves = Intervenant.objects.filter(fiche__parmi=cles)

        assert set(trouves) == set(Intervenant.objects.filter(fiche__in=cles))
        assert trouves.count() == combien


def test_une_liste_de_cles_est_un_seul_parametre():
    _, parametres = Intervenant.objects.filter(fiche__parmi=range(100)).query.sql_with_params()
    assert parametres == (list(range(100)),)
