"""Pyramid, entries and exits, fan: what they draw is what their table says; nothing unknown becomes zero."""

from datetime import date

import pytest

from jalons.analyse.graphiques import Etape, Mois, Prevision, Tranche, eventail, mouvements, pyramide

COTES = ("Filles", "Garçons")


def test_la_pyramide_dit_chaque_age_et_ne_prend_pas_l_inconnu_pour_zero():
    figure = pyramide("ages", titre="Âges", cotes=COTES, tranches=[Tranche("0 an", 3, None), Tranche("1 an", 0, 5)])

    assert figure.lignes == (("0 an", "3", "inconnu"), ("1 an", "0", "5"))
    assert "Garçons : au moins 5" in figure.description
    assert "ages-inconnu" in figure.svg


def test_les_cotes_se_distinguent_sans_couleur():
    svg = pyramide("ages", titre="Âges", cotes=COTES, tranches=[Tranche("0 an", 3, 4)]).svg

    assert "<pattern" in svg
    assert "style=" not in svg


def test_la_plus_jeune_tranche_est_en_bas():
    svg = pyramide("ages", titre="Âges", cotes=COTES, tranches=[Tranche("bas", 1, 1), Tranche("haut", 1, 1)]).svg

    assert svg.index(">haut<") < svg.index(">bas<")


def test_un_nombre_negatif_est_refuse():
    with pytest.raises(ValueError, match="negative"):
        pyramide("ages", titre="Âges", cotes=COTES, tranches=[Tranche("0 an", -1, 0)])
    with pytest.raises(ValueError, match="negative"):
        mouvements("m", titre="M", mois=[Mois("01/2025", 1, -1, 0)])


def test_les_mouvements_additionnent_la_periode_et_disent_la_fin():
    figure = mouvements("m", titre="M", mois=[Mois("01/2025", 3, 1, 10), Mois("02/2025", 2, 4, 8)])

    assert figure.description == "5 entrées et 5 sorties sur la période ; 8 à la fin."
    assert figure.lignes[1] == ("02/2025", "2", "4", "8")


def test_sans_mois_rien_n_est_invente():
    assert mouvements("m", titre="M", mois=[]).description == "Aucun mois à montrer."


def prevision(nom, median, places=None):
    return Prevision(nom, tuple(Etape(date(2026, m, 28), median, median - 5, median + 5, places) for m in (1, 2, 3)))


def test_l_eventail_met_les_scenarios_cote_a_cote():
    figure = eventail(
        "e",
        titre="E",
        passe=[(date(2025, 12, 31), 40)],
        previsions=[prevision("Sans rien", 50), prevision("Avec", 60, 70)],
    )

    assert [ligne[1] for ligne in figure.lignes] == ["Sans rien", "Sans rien", "Avec", "Avec"]
    assert figure.lignes[0][4] == "non renseignées"
    assert figure.lignes[-1] == ("28/03/2026", "Avec", "60", "55 à 65", "70")
    assert "Places autorisées" in figure.svg


def test_un_scenario_vide_est_refuse():
    with pytest.raises(ValueError, match="at least one step"):
        eventail("e", titre="E", passe=[], previsions=[])
