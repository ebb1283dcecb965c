"""Where an indicator stands, on figures worked out by hand. No database but for the last test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jalons.application.indicateurs import selectors
from jalons.application.indicateurs.rules import Fraicheur, Frequence, Sens
from jalons.application.indicateurs.suivi import CibleLue, Definition, Suivi, ValeurLue, trier
from jalons.application.indicateurs.tests.factories import CibleFactory, IndicateurFactory, ValeurFactory
from jalons.noyau.dates import DateCivile

AU = date(2023, 6, 30)
DELAI = Definition(
    1, "delai", "Délai d'évaluation", "jours", Sens.BAISSE, Frequence.ANNUELLE, 90,
    t0_periode=DateCivile(2019), t0_valeur=Decimal(100),
)  # fmt: skip


def valeur(annee, nombre, source="LOCAL"):
    return ValeurLue(DateCivile(annee), source, Decimal(nombre))


def suivi(valeurs=(), cibles=((2023, 80),), definition=DELAI):
    return Suivi(definition, tuple(valeurs), tuple(CibleLue(a, Decimal(c)) for a, c in cibles), AU)


def test_un_indicateur_a_la_baisse_avance_de_25_pour_cent():
    [locale] = suivi([valeur(2020, 95)]).dernieres

    assert locale.avancement == 25


def test_la_trajectoire_dit_le_retard_a_la_date_de_la_valeur():
    # 100 at the end of 2019, 80 at the end of 2023: 95 is expected at the end of 2020 (366 days out of 1,461: 94.99)
    assert suivi([valeur(2020, "94")]).en_retard is False
    assert suivi([valeur(2020, "96")]).en_retard is True


def test_une_cible_intermediaire_plie_la_trajectoire():
    plie = suivi([valeur(2020, "96")], cibles=((2020, 99), (2023, 80)))

    assert plie.dernieres[0].attendue == 99
    assert plie.en_retard is False


def test_deux_sources_gardent_leur_valeur_et_montrent_leur_ecart():
    double = suivi([valeur(2020, 90), valeur(2020, 96, "SNDS"), valeur(2021, 85)])

    assert [(s.source, s.valeur) for s in double.dernieres] == [("LOCAL", 85), ("SNDS", 96)]
    assert double.ecarts_entre_sources == {DateCivile(2020): Decimal(6)}
    assert double.avancement == 20  # the lowest of 75 and 20, never their mean


def test_sans_depart_sans_cible_ou_sans_valeur_rien_n_est_verifiable():
    sans_depart = suivi([valeur(2020, 95)], definition=replace(DELAI, t0_valeur=None))

    assert (sans_depart.avancement, sans_depart.en_retard, sans_depart.etat) == (None, None, "non_verifiable")
    assert suivi([valeur(2020, 95)], cibles=()).sans_cible
    assert suivi().derniere_periode is None
    assert suivi().fraicheur is Fraicheur.INCONNUE


@pytest.mark.parametrize(
    ("nombre", "etat"), [(79, "atteinte"), (85, "en_bonne_voie"), (99, "en_dessous"), (101, "eloignement")]
)
def test_l_etat_suit_la_derniere_valeur(nombre, etat):
    assert suivi([valeur(2022, nombre)]).etat == etat


def test_une_plage_a_ses_bornes_pour_cible_et_pas_de_trajectoire():
    plage = replace(DELAI, sens=Sens.PLAGE, borne_min=Decimal(10), borne_max=Decimal(20), t0_valeur=Decimal(30))

    dedans = suivi([valeur(2022, 15)], (), plage)
    dehors = suivi([valeur(2022, 25)], (), plage)

    assert (dedans.sans_cible, dedans.etat, dedans.chemin) == (False, "atteinte", ())
    assert (dehors.etat, dehors.avancement) == ("hors_plage", 50)


def test_le_perime_et_le_sans_cible_sont_des_ecarts():
    codes = [e.code for e in suivi([valeur(2020, 95)], cibles=()).ecarts]

    assert codes == ["indicateur_sans_cible", "indicateur_perime"]
    assert suivi([valeur(2022, 95)]).ecarts == []


def test_l_inconnu_vient_en_dernier_dans_les_deux_sens():
    bas, haut, inconnu = suivi([valeur(2022, 99)]), suivi([valeur(2022, 81)]), suivi()

    assert trier([inconnu, haut, bas], "avancement") == [bas, haut, inconnu]
    assert trier([inconnu, bas, haut], "-avancement") == [haut, bas, inconnu]


@pytest.mark.django_db
def test_le_tableau_de_bord_coute_deux_requetes_au_plus_quel_que_soit_le_nombre(
    territoire, django_assert_max_num_queries
):
    territoire("15")
    indicateurs = [IndicateurFactory() for _ in range(5)]
    for indicateur in indicateurs:
        ValeurFactory(indicateur=indicateur)
        ValeurFactory(indicateur=indicateur, source="SNDS", valeur=Decimal(140))
        CibleFactory(indicateur=indicateur)

    with django_assert_max_num_queries(2):
        suivis = selectors.tableau_de_bord(indicateurs, AU)

    assert [s.dernier_ecart for s in suivis] == [10] * 5
