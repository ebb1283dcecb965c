"""Periods, both ends included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode
from jalons.noyau.tests.test_dates import CIVILES


def periode(debut, fin):
    return Periode(DateCivile.lire(debut), DateCivile.lire(fin))


@pytest.mark.parametrize(
    ("debut", "fin", "mois", "annees"),
    [
        ("2021-10", "2022-12", 15, (2021, 2022)),
        ("2022", "2024", 36, (2022, 2023, 2024)),
        ("2020", "2020", 12, (2020,)),
        ("2021-10-01", "2022-12-31", 15, (2021, 2022)),
        ("2021-10-15", "2022-12", None, (2021, 2022)),
        ("2021-10", "2022-12-30", None, (2021, 2022)),
        ("2024-02", "2024-02-29", 1, (2024,)),
        ("2024-02-29", "2024-02-29", None, (2024,)),
    ],
)
def test_la_duree_se_compte_en_mois_entiers_ou_pas_du_tout(debut, fin, mois, annees):
    p = periode(debut, fin)

    assert (p.duree_mois, p.annees) == (mois, annees)


@pytest.mark.parametrize(("debut", "fin"), [("2022", "2021"), ("2022-03-02", "2022-03-01"), ("2022-04", "2022-03")])
def test_une_periode_a_l_envers_est_refusee(debut, fin):
    with pytest.raises(ValueError, match="corrigez l'une des dates"):
        periode(debut, fin)


@pytest.mark.parametrize(
    ("une", "autre", "chevauche"),
    [
        (("2020", "2022"), ("2022", "2024"), True),
        (("2020", "2021"), ("2022", "2024"), False),
        (("2021-10", "2022-12"), ("2022-12-31", "2023"), True),
        (("2021-10", "2022-12"), ("2023-01-01", "2023"), False),
    ],
)
def test_deux_periodes_se_chevauchent_si_un_jour_leur_est_commun(une, autre, chevauche):
    assert periode(*une).chevauche(periode(*autre)) is chevauche
    assert periode(*autre).chevauche(periode(*une)) is chevauche


@given(st.tuples(CIVILES, CIVILES).filter(lambda t: t[1].fin >= t[0].debut).map(lambda t: Periode(*t)))
def test_une_periode_se_chevauche_elle_meme_et_dure_au_moins_un_mois_entier_ou_rien(p):
    assert p.chevauche(p)
    assert p.duree_mois is None or 1 <= p.duree_mois <= 12 * len(p.annees)


@pytest.mark.parametrize(
    ("debut", "fin", "texte"),
    [
        ("2022", "2024", "2022-2024"),
        ("2022", "2022", "2022"),
        ("2021-10", "2022-12", "d'octobre 2021 à décembre 2022"),
        ("2021-09", "2022-12-31", "de septembre 2021 au 31 décembre 2022"),
        ("2021-09-01", "2022", "du 1er septembre 2021 à 2022"),
        ("2021", "2022-08", "de 2021 à août 2022"),
    ],
)
def test_une_periode_s_ecrit_en_francais(debut, fin, texte):
    assert str(periode(debut, fin)) == texte
