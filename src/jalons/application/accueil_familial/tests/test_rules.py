"""The approval of any day from its decisions; what makes a decision impossible. No base."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.accueil_familial import listes, rules
from jalons.application.accueil_familial.rules import DecisionConnue, agrement

FRISE = """
nature          effet       fin         enfants  ages
delivrance      2018-03-01  2023-02-28  1        0-10
modification    2019-09-01  -           2        -
derogation      2020-01-01  2020-06-30  1        -
depassement     2020-03-01  2020-03-31  1        -
suspension      2021-05-01  -           -        -
levee           2021-08-15  -           -        -
renouvellement  2023-04-01  2028-03-31  -        0-17
suspension      2024-01-10  2024-05-09  -        -
retrait         2025-02-01  -           -        -
delivrance      2026-01-01  -           3        3-12
fin             2030-01-01  -           -        -
"""

ATTENDU = """
jour        etat      autorises  plafond  ages
2018-02-28  a_venir   0          0        -
2018-03-01  valide    1          1        0-10
2019-09-01  valide    2          2        0-10
2020-01-01  valide    3          3        0-10
2020-03-15  valide    3          4        0-10
2020-04-01  valide    3          3        0-10
2020-07-01  valide    2          2        0-10
2021-04-30  valide    2          2        0-10
2021-05-01  suspendu  0          0        0-10
2021-08-14  suspendu  0          0        0-10
2021-08-15  valide    2          2        0-10
2023-02-28  valide    2          2        0-10
2023-03-01  expire    0          0        0-10
2023-03-31  expire    0          0        0-10
2023-04-01  valide    2          2        0-17
2024-01-10  suspendu  0          0        0-17
2024-05-09  suspendu  0          0        0-17
2024-05-10  valide    2          2        0-17
2025-01-31  valide    2          2        0-17
2025-02-01  retire    0          0        -
2025-12-31  retire    0          0        -
2026-01-01  valide    3          3        3-12
2029-12-31  valide    3          3        3-12
2030-01-01  termine   0          0        -
"""


def lire(table):
    return [ligne.split() for ligne in table.strip().splitlines()[1:]]


def jour(texte):
    return None if texte == "-" else date.fromisoformat(texte)


def ages(texte):
    return (None, None) if texte == "-" else tuple(int(x) for x in texte.split("-"))


def decision(nature, effet="2020-01-01", fin="-", enfants="-", en_ages="-"):
    nombre = None if enfants == "-" else int(enfants)
    return DecisionConnue(nature, jour(effet), jour(fin), nombre, *ages(en_ages))


DECISIONS = [decision(*ligne) for ligne in lire(FRISE)]


@pytest.mark.parametrize(("au", "etat", "autorises", "plafond", "en_ages"), lire(ATTENDU), ids=lambda v: v)
def test_l_agrement_de_chaque_jour_vient_des_decisions(au, etat, autorises, plafond, en_ages):
    vu = agrement(DECISIONS, jour(au))

    assert (vu.etat, vu.autorises, vu.plafond) == (etat, int(autorises), int(plafond))
    assert (vu.age_min, vu.age_max) == ages(en_ages)


def test_sans_decision_l_agrement_est_inconnu_et_non_nul():
    assert agrement([], date(2025, 1, 1)).autorises is None
    assert agrement([decision("suspension")], date(2025, 1, 1)).etat == rules.INCONNU


def test_ce_qui_precede_un_renouvellement_connu_n_est_pas_connu():
    connu = [decision("renouvellement", "2024-01-01", "-", "2")]

    assert agrement(connu, date(2023, 6, 1)).autorises is None
    assert agrement(connu, date(2024, 6, 1)).autorises == 2


def test_un_agrement_qui_ne_dit_pas_combien_n_autorise_pas_zero():
    assert agrement([decision("renouvellement")], date(2025, 1, 1)).autorises is None


@pytest.mark.parametrize(
    ("au", "raison"),
    [
        ("2018-01-01", "agrément à venir le 1er mars 2018"), ("2019-01-01", ""),
        ("2021-06-01", "agrément suspendu depuis le 1er mai 2021"), ("2023-03-05", "agrément au terme du 28 février 2023"),
        ("2025-03-01", "agrément retiré depuis le 1er février 2025"),
    ],
)  # fmt: skip
def test_la_raison_se_dit_en_quelques_mots(au, raison):
    assert agrement(DECISIONS, jour(au)).raison == raison


@pytest.mark.parametrize(
    ("cas", "neuve", "lieu", "phrase"),
    [
        ("aucun enfant", decision("derogation", "2019-01-01"), "enfants", "au moins 1"),
        ("dépassement sans raison", decision("depassement", "2019-01-01", "-", "1"), "motif", "pourquoi"),
        ("retrait avec une fin", decision("retrait", "2019-01-01", "2019-02-01"), "fin_le", "laissez-le vide"),
        ("fin avant l'effet", decision("derogation", "2019-01-01", "2018-12-31", "1"), "fin_le", "précède l'effet"),
        (
            "âges à l'envers",
            decision("modification", "2019-01-01", "-", "-", "12-3"),
            "age_max",
            "inférieur au minimum",
        ),
        ("un agrément court déjà", decision("delivrance", "2019-01-01", "-", "1"), "nature", "court déjà"),
        ("après le retrait", decision("derogation", "2025-03-01", "-", "1"), "nature", "rien à accorder de plus"),
        ("suspendu deux fois", decision("suspension", "2021-06-01"), "nature", "rien à suspendre"),
        ("retiré deux fois", decision("retrait", "2025-03-01"), "nature", "plus rien à retirer"),
        ("levée sans suspension", decision("levee", "2019-01-01"), "nature", "Aucune suspension"),
        ("avant la naissance", decision("renouvellement", "1960-01-01"), "effet_le", "précède la naissance"),
    ],
)
def test_une_decision_impossible_dit_pourquoi(cas, neuve, lieu, phrase):
    fautes = {f.lieu: f.message for f in rules.fautes_decision(neuve, DECISIONS, naissance=date(1970, 1, 1))}

    assert phrase in fautes[lieu], cas


def test_toutes_les_fautes_d_une_decision_sont_dites_a_la_fois():
    neuve = decision("depassement", "2019-01-01", "2018-01-01", "0", "12-3")

    assert {f.lieu for f in rules.fautes_decision(neuve, DECISIONS)} == {"enfants", "motif", "fin_le", "age_max"}


JOURS = st.dates(date(2018, 1, 1), date(2026, 12, 31))
QUELCONQUES = st.lists(
    st.builds(
        DecisionConnue, st.sampled_from(sorted(listes.DECISIONS)), JOURS, st.none() | JOURS, st.none() | st.integers(0, 5),
        st.none() | st.integers(0, 9), st.none() | st.integers(9, 20),
    ),
    max_size=8, unique_by=lambda d: (d.effet_le, d.nature),
)  # fmt: skip


@given(decisions=QUELCONQUES, au=JOURS)
def test_jamais_plus_d_autorises_que_le_plafond_ni_d_accueil_sans_agrement(decisions, au):
    vu = agrement(decisions, au)

    assert vu == agrement(reversed(decisions), au), "the order in which decisions were recorded is of no matter"
    if vu.autorises is None:
        assert vu.etat == rules.INCONNU or vu.enfants is None
    else:
        assert 0 <= vu.autorises <= vu.plafond
        assert vu.etat == rules.VALIDE or vu.plafond == 0
