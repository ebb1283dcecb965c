"""Places month after month, worked by hand; the last day is what the page of the offer counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.etablissements.rules import ActeConnu
from jalons.application.places.chronique import Jour, Prise, fins_de_mois, par_unite, sommer

JOURS = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)]
DIX = [ActeConnu("ouverture", 10, date(2024, 1, 1), ouvert_le=date(2025, 2, 15))]


def lire(prises, actes=None):
    return par_unite({1: DIX} if actes is None else actes, prises, JOURS).get(1, [Jour()] * 3)


def test_les_places_ouvrent_le_jour_dit():
    assert [(j.autorisees, j.ouvertes, j.libres) for j in lire([])] == [(10, 0, 0), (10, 10, 10), (10, 10, 10)]


@pytest.mark.parametrize(
    ("du", "au", "occupees"),
    [
        #  from      until (not included)   at the end of January, February, March
        ((2025, 1, 31), None, [1, 1, 1]),
        ((2025, 2, 1), (2025, 2, 28), [0, 0, 0]),
        ((2025, 2, 1), (2025, 3, 1), [0, 1, 0]),
        ((2024, 1, 1), (2025, 1, 31), [0, 0, 0]),
        ((2025, 4, 1), None, [0, 0, 0]),
    ],
)
def test_un_accueil_compte_le_dernier_jour_du_mois_s_il_dure_encore(du, au, occupees):
    prise = Prise(1, 1, "sejour", date(*du), date(*au) if au else None)

    assert [j.occupees for j in lire([prise])] == occupees


def test_une_place_prise_deux_fois_compte_une_fois_et_l_accueil_l_emporte():
    debut = date(2025, 1, 1)
    partagee = [Prise(1, 1, "sejour", debut, None), Prise(1, 1, "sejour", debut, None)]
    autres = [Prise(1, 2, "reservation", debut, None), Prise(1, 2, "sejour", date(2025, 3, 1), None),
              Prise(1, 3, "indisponibilite", debut, None)]  # fmt: skip

    lus = lire([*partagee, *autres])

    assert [(j.occupees, j.reservees, j.indisponibles) for j in lus] == [(1, 1, 1), (1, 1, 1), (2, 0, 1)]
    assert [j.libres for j in lus] == [0, 7, 7]


def test_une_unite_sans_acte_compte_ses_enfants_et_aucune_place():
    [jour, *_] = lire([Prise(1, 1, "sejour", date(2025, 1, 1), None)], actes={})

    assert (jour.unites, jour.sans_acte, jour.autorisees, jour.occupees, jour.connu) == (1, 1, 0, 1, False)


def test_une_unite_fermee_ne_compte_plus():
    actes = {1: [*DIX, ActeConnu("fermeture", 0, date(2025, 3, 1))]}

    assert [j.unites for j in lire([], actes)] == [1, 1, 0]


@given(st.dates(date(2000, 3, 31), date(2100, 1, 1)), st.integers(0, 60))
def test_les_fins_de_mois_se_suivent_et_finissent_au_jour_dit(au, mois):
    jours = fins_de_mois(au, mois)

    assert len(jours) == mois + 1
    assert jours[-1] == au
    assert jours == sorted(set(jours))
    assert {(j.year * 12 + j.month) for j in jours} == set(
        range(au.year * 12 + au.month - mois, au.year * 12 + au.month + 1)
    )


def test_la_somme_de_rien_garde_ses_jours():
    assert sommer([], 2) == [Jour(), Jour()]
