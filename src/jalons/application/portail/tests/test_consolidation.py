"""Figures of several départements at once."""

import pytest

from jalons.application.fiches.tests.factories import CadreFactory, FicheFactory
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.portail.accueil import consolidation
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


def montants_lus():
    with perimetre(["15"]):
        [ligne] = consolidation._calculer(frozenset({"15"}), frozenset())
        return {source: int(somme) for source, somme in ligne.montants.items()}, {
            source: int(somme) for source, somme in ligne.annuels.items()
        }


def test_la_version_la_plus_forte_de_chaque_montant_compte_seule():
    with perimetre(["15"]):
        cadre, une, autre = CadreFactory(), FicheFactory(), FicheFactory()
        for valeur, version, fiche in (
            (100, "signe", une), (90, "notifie", une), (40, "prevu", une),
            (7, "notifie", autre), (5, "prevu", autre), (3, "prevu", None), (1000, "paye", une),
        ):  # fmt: skip
            MontantFactory(cadre=cadre, valeur=valeur, version=version, fiche=fiche)
        MontantFactory(cadre=cadre, valeur=11, version="prevu", source="DEPT")
        MontantFactory(cadre=CadreFactory(), valeur=20, version="prevu")

    assert montants_lus() == ({"P304": 100 + 7 + 3 + 20, "DEPT": 11}, {})


def test_ce_qui_revient_chaque_annee_et_les_totaux_annonces_restent_a_part():
    with perimetre(["15"]):
        cadre = CadreFactory()
        tout = MontantFactory(cadre=cadre, valeur=10)
        MontantFactory(cadre=cadre, valeur=4, inclus_dans=tout)
        MontantFactory(cadre=cadre, valeur=500, est_total=True, source="")
        MontantFactory(cadre=cadre, valeur=6, annee=None, par_an=True)

    assert montants_lus() == ({"P304": 10}, {"P304": 6})
