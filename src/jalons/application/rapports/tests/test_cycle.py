"""The life of a report, without a database."""

from itertools import product

import pytest

from jalons.application.rapports.cycle import COTES, PERMIS, Acte, Avancee, Etat, refus


def test_chaque_etat_repond_pour_chaque_acte():
    assert set(PERMIS) == set(product(Etat, Acte))


@pytest.mark.parametrize("acte", list(Acte))
def test_un_rapport_arrete_refuse_tout(acte):
    [ecart] = refus(Etat.ARRETE, acte)

    assert ecart.bloque
    assert "ne change plus" in ecart.message


@pytest.mark.parametrize(
    ("decisions", "attendu"),
    [
        ({}, Etat.PARTAGE),
        ({"departement": "accepte", "prefecture": "accepte"}, Etat.PARTAGE),
        ({"departement": "accepte", "prefecture": "accepte", "ars": "accepte"}, Etat.ARRETE),
        ({"ars": "renvoye"}, Etat.RENVOYE),
        ({"departement": "accepte", "prefecture": "accepte", "ars": "renvoye"}, Etat.RENVOYE),
    ],
)
def test_il_faut_les_trois_accords_et_un_refus_suffit(decisions, attendu):
    assert Avancee(decisions).etat is attendu


def test_les_cotes_attendus_sont_ceux_qui_n_ont_pas_repondu():
    assert Avancee({"ars": "accepte"}).attendus == tuple(c for c in COTES if c != "ars")
