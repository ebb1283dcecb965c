"""Capacity from dated acts, worked by hand; what makes an act impossible. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.etablissements import rules
from jalons.application.etablissements.rules import ActeConnu, capacite

FRISE = """
acte          places  effet       fin         ouvert
ouverture     10      2020-01-01  -           2020-03-01
extension     4       2021-01-01  -           -
reduction     2       2022-01-01  -           -
conversion    3       2022-06-01  2022-12-31  -           mna
surcapacite   1       2022-07-01  2022-08-31  -
fermeture     0       2024-01-01  -           -
ouverture     6       2025-01-01  -           2025-01-01
"""

ATTENDU = """
jour        autorisees  ouvertes  plafond  mna
2019-12-31  0           0         0        0
2020-01-01  10          0         10       0
2020-03-01  10          10        10       0
2021-01-01  14          10        14       0
2022-01-01  12          8         12       0
2022-06-01  12          8         12       3
2022-07-01  12          8         13       3
2022-08-31  12          8         13       3
2022-09-01  12          8         12       3
2023-01-01  12          8         12       0
2023-12-31  12          8         12       0
2024-01-01  0           0         0        0
2024-12-31  0           0         0        0
2025-01-01  6           6         6        0
"""


def lire(table):
    return [ligne.split() for ligne in table.strip().splitlines()[1:]]


def jour(texte):
    return None if texte == "-" else date.fromisoformat(texte)


def acte(nature, places=0, effet="2020-01-01", fin="-", ouvert="-", public=""):
    return ActeConnu(nature, int(places), jour(effet), jour(fin), jour(ouvert), public)


ACTES = [acte(*ligne) for ligne in lire(FRISE)]


@pytest.mark.parametrize(("au", "autorisees", "ouvertes", "plafond", "mna"), lire(ATTENDU), ids=lambda v: v)
def test_la_capacite_de_chaque_jour_vient_des_actes(au, autorisees, ouvertes, plafond, mna):
    vue = capacite(ACTES, jour(au))

    assert (vue.autorisees, vue.ouvertes, vue.plafond) == (int(autorisees), int(ouvertes), int(plafond))
    assert vue.converties.get("mna", 0) == int(mna)


def test_sans_acte_la_capacite_est_inconnue_et_non_nulle():
    assert capacite([], date(2025, 1, 1)) == rules.INCONNUE
    assert rules.INCONNUE.autorisees is None


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True), ("2025-01-01", False)]
)
def test_une_unite_est_fermee_entre_sa_fermeture_et_une_nouvelle_ouverture(au, attendu):
    assert rules.ferme(ACTES, jour(au)) is attendu


def test_une_extension_a_venir_n_est_pas_une_fermeture():
    assert not rules.ferme([acte("ouverture", 5, "2030-01-01")], date(2025, 1, 1))


@pytest.mark.parametrize(
    ("cas", "propose", "lieu", "phrase"),
    [
        ("aucune place", acte("extension", 0, "2021-06-01"), "places", "au moins 1"),
        ("durable avec une fin", acte("reduction", 1, "2021-06-01", "2021-07-01"), "fin_le", "durable"),
        ("fin avant l'effet", acte("surcapacite", 1, "2021-06-01", "2021-05-31"), "fin_le", "précède l'effet"),
        ("conversion sans public", acte("conversion", 1, "2021-06-01"), "public", "Choisissez le public"),
        ("plus que la capacité", acte("reduction", 15, "2021-06-01"), "places", "a 14 places autorisées"),
        ("avant toute ouverture", acte("extension", 2, "2019-06-01"), "nature", "aucune place autorisée"),
    ],
)
def test_un_acte_impossible_dit_pourquoi(cas, propose, lieu, phrase):
    fautes = {f.lieu: f.message for f in rules.fautes_acte(propose, ACTES)}

    assert phrase in fautes[lieu], cas


def test_toutes_les_fautes_d_un_acte_sont_dites_a_la_fois():
    propose = acte("conversion", 99, "2021-06-01", "2021-05-01")

    assert {f.lieu for f in rules.fautes_acte(propose, ACTES, meme_unite=True)} == {
        "fin_le",
        "public",
        "vers",
        "places",
    }


JOURS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
QUELCONQUES = st.lists(
    st.builds(
        ActeConnu, st.sampled_from(sorted(rules.NATURES)), st.integers(0, 40), JOURS, st.none() | JOURS,
        st.none() | JOURS, st.sampled_from(["", "mna"]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@given(actes=QUELCONQUES, au=JOURS)
def test_jamais_de_place_negative_ni_plus_d_ouvertes_que_d_autorisees(actes, au):
    vue = capacite(actes, au)

    assert 0 <= vue.ouvertes <= vue.autorisees <= vue.plafond
    assert vue == capacite(reversed(actes), au), "the order in which acts were recorded is of no matter"
