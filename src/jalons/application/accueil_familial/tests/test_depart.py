"""The leaving curve: counts by hand, a forecast that a simple register checks. No base."""

from datetime import date

import pytest

from jalons.application.accueil_familial import depart, export
from jalons.application.accueil_familial.depart import Carriere, courbe, observer

AU = date(2025, 6, 30)


def ne(annee, mois=1, jour=1, entre=date(2010, 1, 1), sorti=None):
    return Carriere(date(annee, mois, jour), entre, sorti)


def test_les_ages_et_les_annees_se_comptent_et_l_inconnu_est_a_part():
    gens = [
        ne(1961, 6, 30),
        ne(1961, 7, 1),
        ne(1963, 2, 28),
        ne(1990),
        Carriere(None),
        ne(1950, sorti=date(2020, 1, 1)),
    ]

    vue = courbe(gens, AU, ans=64, annees=3)

    assert (vue.presents, vue.sans_naissance, vue.deja) == (5, 1, 1)
    assert {t.libelle: t.nombre for t in vue.tranches if t.nombre} == {
        "moins de 40 ans": 1, "62 et 63 ans": 2, "64 à 66 ans": 1,
    }  # fmt: skip
    assert [(a.annee, a.atteignent, a.cumul) for a in vue.annees] == [(2025, 1, 2), (2026, 0, 2), (2027, 1, 3)]


def test_trop_peu_de_departs_et_rien_n_est_prevu():
    vue = courbe([ne(1970) for _ in range(50)], AU)

    assert {a.prevus for a in vue.annees} == {None}
    assert "trop peu" in export.phrase_des_taux(vue)
    assert export.departs(vue, 64).lignes[0][3:] == [None, None, None]


def test_la_presence_et_les_departs_s_observent_sur_cinq_ans():
    gens = [ne(1960, 7, 1, sorti=date(2023, 6, 30)), Carriere(date(1960, 1, 1), None, date(2024, 1, 1))]

    vus = dict(zip((depart.libelle(t) for t in depart.TRANCHES), observer(gens, AU), strict=True))

    assert vus["62 et 63 ans"] == (1, pytest.approx(1.0, abs=0.01))
    assert vus["60 et 61 ans"] == (0, pytest.approx(2.0, abs=0.01))
    assert sum(d for d, _ in vus.values()) == 1, "a carer whose beginning is unknown is left out"


def test_la_prevision_suit_les_departs_observes():
    """Each year one in ten of those of 55 to 59 left: about as many of the hundred present will."""
    passes = [ne(1966, sorti=date(2021 + n % 5, 3, 1)) for n in range(60)]
    vue = courbe([ne(1968) for _ in range(100)] + passes, AU, annees=2)

    entiere = vue.annees[1]
    assert vue.departs == 60
    assert entiere.bas < entiere.prevus < entiere.haut
    departs, presence = observer([ne(1968) for _ in range(100)] + passes, AU)[3]
    attendu = (departs + 0.5) / (presence + 1)
    restent = 100 * (1 - attendu * 185 / 365.25)
    assert entiere.prevus == pytest.approx(restent * attendu * 365 / 365.25, rel=0.01)


def test_ne_un_29_fevrier_on_vieillit_quand_meme():
    assert courbe([ne(1964, 2, 29)], AU, ans=63, annees=3).annees[2].atteignent == 1
