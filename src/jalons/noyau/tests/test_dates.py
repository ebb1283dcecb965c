"""Civil dates: what each precision can tell, and what it cannot."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jalons.noyau.dates import DateCivile, Precision, ajouter_mois, jours_entre, texte_du_jour, veille

JOURS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
CIVILES = st.tuples(JOURS, st.integers(1, 3)).map(lambda t: DateCivile(*(t[0].year, t[0].month, t[0].day)[: t[1]]))


@pytest.mark.parametrize(
    ("ecrite", "debut", "fin", "precision", "lue"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), Precision.ANNEE, "2021"),
        (2021, date(2021, 1, 1), date(2021, 12, 31), Precision.ANNEE, "2021"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MOIS, "février 2024"),
        ("2021-09-01", date(2021, 9, 1), date(2021, 9, 1), Precision.JOUR, "1er septembre 2021"),
        (" 2021-09-30 ", date(2021, 9, 30), date(2021, 9, 30), Precision.JOUR, "30 septembre 2021"),
        (date(2021, 9, 30), date(2021, 9, 30), date(2021, 9, 30), Precision.JOUR, "30 septembre 2021"),
    ],
)
def test_une_date_se_lit_avec_sa_precision(ecrite, debut, fin, precision, lue):
    civile = DateCivile.lire(ecrite)

    assert (civile.debut, civile.fin, civile.precision, str(civile)) == (debut, fin, precision, lue)


@pytest.mark.parametrize(
    ("ecrite", "raison"),
    [
        ("30/09/2021", "n'est pas une date"),
        ("2021-9-3", "n'est pas une date"),
        ("", "n'est pas une date"),
        ("2021-02-29", "n'existe pas au calendrier"),
        ("2021-13", "n'existe pas au calendrier"),
        ("0000", "n'existe pas au calendrier"),
        ("２０２１", "n'est pas une date"),
        ("2021-٠٩", "n'est pas une date"),
    ],
)
def test_une_date_mal_ecrite_est_refusee_avec_sa_raison(ecrite, raison):
    with pytest.raises(ValueError, match=raison):
        DateCivile.lire(ecrite)


def test_un_jour_sans_mois_est_refuse():
    with pytest.raises(ValueError, match="indiquez aussi le mois"):
        DateCivile(2021, None, 3)


@pytest.mark.parametrize(
    ("une", "autre", "avant"),
    [
        ("2021-09-30", "2021-10-01", True),
        ("2021-10-01", "2021-09-30", False),
        ("2021-09-30", "2021-09-30", False),
        ("2021", "2021-10", None),
        ("2021", "2022", True),
        ("2021-12", "2022-01-01", True),
        ("2022-01-01", "2021", False),
        ("2021-12-31", "2021", False),
        ("2021-01-01", "2021", None),
    ],
)
def test_avant_dit_oui_non_ou_ne_sait_pas(une, autre, avant):
    assert DateCivile.lire(une).avant(DateCivile.lire(autre)) is avant


@given(CIVILES)
def test_ce_qui_est_ecrit_se_relit(civile):
    assert DateCivile.lire(civile.iso()) == civile


@given(une=CIVILES, autre=CIVILES)
def test_avant_n_est_affirme_que_si_tous_les_jours_possibles_le_disent(une, autre):
    reponses = {a < b for a in (une.debut, une.fin) for b in (autre.debut, autre.fin)}

    assert une.avant(autre) is (reponses.pop() if len(reponses) == 1 else None)


@given(jour=JOURS, nombre=st.integers(-600, 600))
def test_ajouter_des_mois_garde_le_jour_sauf_en_fin_de_mois(jour, nombre):
    resultat = ajouter_mois(jour, nombre)

    assert (resultat.year * 12 + resultat.month) - (jour.year * 12 + jour.month) == nombre
    assert resultat.day == jour.day or (
        resultat.day < jour.day and DateCivile(resultat.year, resultat.month).fin == resultat
    )


@given(jour=JOURS, une=st.integers(0, 200), autre=st.integers(0, 200))
def test_avant_le_29_les_mois_s_additionnent(jour, une, autre):
    assume(jour.day <= 28)

    assert ajouter_mois(ajouter_mois(jour, une), autre) == ajouter_mois(jour, une + autre)


@pytest.mark.parametrize(
    ("jour", "nombre", "attendu"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 1, 1), 60, date(2028, 1, 1)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_ajouter_des_mois_en_cas_nommes(jour, nombre, attendu):
    assert ajouter_mois(jour, nombre) == attendu


@given(une=JOURS, autre=JOURS)
def test_les_jours_entre_deux_dates_changent_de_signe_avec_l_ordre(une, autre):
    assert jours_entre(une, autre) == -jours_entre(autre, une)


def test_calvados_est_signe_81_jours_apres_la_limite():
    assert jours_entre(date(2021, 9, 30), date(2021, 12, 20)) == 81


def test_la_veille_du_1er_mars_bissextile_est_le_29_fevrier():
    assert veille(date(2024, 3, 1)) == date(2024, 2, 29)


def test_le_premier_du_mois_s_ecrit_1er():
    assert [texte_du_jour(date(2022, 8, j)) for j in (1, 2)] == ["1er août 2022", "2 août 2022"]
