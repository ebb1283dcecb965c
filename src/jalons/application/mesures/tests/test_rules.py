"""States and acts: the table is whole, the state follows the days."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.mesures import rules
from jalons.droit.mesures import natures

AU = date(2025, 6, 30)


def test_la_table_dit_chaque_etat_et_chaque_acte():
    assert set(rules.TABLE) == set(product(rules.ETATS, rules.ACTES))


def test_un_acte_impossible_a_une_phrase():
    impossibles = [raison for raison in rules.TABLE.values() if raison]

    assert impossibles
    assert all(raison.endswith(".") and raison[0].isupper() for raison in impossibles)


@pytest.mark.parametrize(
    ("cas", "debut", "fin", "terme", "annulee", "attendu"),
    [
        ("décidée", None, None, None, False, "en_attente"),
        ("terme passé sans début", None, None, date(2025, 1, 1), False, "en_attente"),
        ("commencée", date(2025, 1, 1), None, None, False, "en_cours"),
        ("dernier jour du terme", date(2025, 1, 1), None, AU, False, "en_cours"),
        ("lendemain du terme", date(2025, 1, 1), None, date(2025, 6, 29), False, "echue"),
        ("finie", date(2025, 1, 1), date(2025, 2, 1), date(2025, 1, 31), False, "terminee"),
        ("finie sans avoir commencé", None, date(2025, 2, 1), None, False, "terminee"),
        ("annulée", date(2025, 1, 1), date(2025, 2, 1), None, True, "annulee"),
    ],
)
def test_l_etat_suit_les_dates(cas, debut, fin, terme, annulee, attendu):
    assert rules.etat(debut=debut, fin=fin, terme=terme, annulee=annulee, au=AU) == attendu, cas


def test_une_mesure_qui_ne_se_renouvelle_pas_ne_le_propose_pas():
    assert "renouveler" not in rules.possibles("en_cours", natures()["mjie"], notifiee=False)
    assert "renouveler" in rules.possibles("en_cours", natures()["aed"], notifiee=True)


JOURS = st.dates(date(2020, 1, 1), date(2022, 12, 31))
DUREES = st.one_of(st.none(), st.integers(0, 400))
INTERVALLE = st.builds(lambda debut, n: (debut, None if n is None else debut + timedelta(days=n)), JOURS, DUREES)


@given(st.lists(INTERVALLE, max_size=8))
def test_les_periodes_ne_dependent_pas_de_l_ordre_et_ne_se_touchent_pas(intervalles):
    jointes = rules.periodes(intervalles)

    assert jointes == rules.periodes(reversed(intervalles)) == rules.periodes(sorted(intervalles, key=str))
    assert all(a[1] is not None and (b[0] - a[1]).days > 1 for a, b in pairwise(jointes))
    assert all(any(d <= debut and (f is None or debut <= f) for d, f in jointes) for debut, _ in intervalles)
