"""Money: no cent lost, and never more exact than its terms."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.noyau.montants import Montant, PrecisionMontant, euros, pourcentage, total

SOMMES = st.decimals(Decimal("-1e10"), Decimal("1e10"), places=2)
MONTANTS = st.builds(Montant, SOMMES, st.sampled_from(PrecisionMontant))
INSECABLE, FINE = "\xa0", "\u202f"


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [
        ("1641850", "1 641 850 €"),
        ("0", "0 €"),
        ("-0.001", "0 €"),
        ("-2717000", "-2 717 000 €"),
        ("1234.5", "1 234,50 €"),
        ("0.005", "0,01 €"),
        ("999999.995", "1 000 000 €"),
    ],
)
def test_un_montant_s_ecrit_a_la_francaise(valeur, texte):
    ecrit = euros(Decimal(valeur))

    assert ecrit.replace(FINE, " ").replace(INSECABLE, " ") == texte
    assert " " not in ecrit


@pytest.mark.parametrize(
    ("part", "ensemble", "attendu"),
    [
        ("5500000", "10500000", "52.38"),
        ("100000", "810000", "12.35"),
        ("110000", "810000", "13.58"),
        ("600000", "810000", "74.07"),
        ("1248352", "1641850", "76.03"),
        ("293498", "1641850", "17.88"),
        ("100000", "1641850", "6.09"),
        ("1", "0", None),
        ("0", "5", "0.00"),
    ],
)
def test_les_parts_des_trois_contrats(part, ensemble, attendu):
    assert pourcentage(Decimal(part), Decimal(ensemble)) == (attendu and Decimal(attendu))


@pytest.mark.parametrize(
    ("precisions", "attendue"),
    [
        ([], "exact"),
        (["exact", "exact"], "exact"),
        (["exact", "plus_de"], "plus_de"),
        (["plus_de", "plus_de"], "plus_de"),
        (["plus_de", "jusqua"], "environ"),
        (["environ", "exact"], "environ"),
    ],
)
def test_une_somme_n_est_pas_plus_exacte_que_ses_termes(precisions, attendue):
    assert total(Montant(Decimal(1), PrecisionMontant(p)) for p in precisions).precision == attendue


@given(st.lists(MONTANTS, max_size=5))
def test_l_ordre_des_termes_ne_change_pas_la_somme(montants):
    assert {total(ordre) for ordre in permutations(montants)} == {total(montants)}


@given(une=st.lists(MONTANTS), autre=st.lists(MONTANTS))
def test_la_somme_de_deux_listes_est_la_somme_de_leurs_sommes(une, autre):
    assert total([*une, *autre]).valeur == total(une).valeur + total(autre).valeur


@given(st.lists(st.decimals(Decimal("0.01"), Decimal("1e9"), places=2), min_size=1, max_size=6))
def test_les_parts_font_cent_a_l_arrondi_pres(sommes):
    parts = [pourcentage(s, sum(sommes)) for s in sommes]

    assert abs(sum(parts) - 100) <= Decimal("0.005") * len(parts)
