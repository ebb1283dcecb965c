"""Calendar arithmetic: ends of months, leap days, holidays of each territory, working days, changes of clock."""

from datetime import UTC, date, datetime

import pytest

from jalons.droit.echeances import territoire, territoires
from jalons.droit.echeances.calendrier import Duree, ajouter, ajouter_heures, jours_feries, reporter

METROPOLE = territoire("metropole")


@pytest.mark.parametrize(
    ("depart", "valeur", "unite", "arrivee"),
    [
        ("2024-11-30", 3, "mois", "2025-02-28"),
        ("2023-11-30", 3, "mois", "2024-02-29"),
        ("2024-02-29", 1, "an", "2025-02-28"),
        ("2024-02-29", 4, "an", "2028-02-29"),
        ("2024-03-31", -1, "mois", "2024-02-29"),
        ("2024-12-20", 2, "semaine", "2025-01-03"),
        ("2025-04-17", 2, "jour_ouvre", "2025-04-22"),  # Friday 18 is worked, Monday 21 is Easter Monday
        ("2025-04-17", 3, "jour_ouvrable", "2025-04-22"),  # Friday, Saturday, then Tuesday
        ("2025-04-20", 1, "jour_ouvre", "2025-04-22"),
        ("2025-04-22", -1, "jour_ouvre", "2025-04-18"),
        ("2025-04-22", -1, "jour_ouvrable", "2025-04-19"),
        ("2025-04-20", 0, "jour_ouvre", "2025-04-20"),
    ],
)
def test_ajouter_une_duree(depart, valeur, unite, arrivee):
    assert ajouter(date.fromisoformat(depart), Duree(valeur, unite), METROPOLE) == date.fromisoformat(arrivee)


def test_les_onze_jours_feries_de_2025():
    assert sorted(f"{j:%d-%m}" for j in jours_feries(METROPOLE, 2025)) == [
        "01-01", "01-05", "01-11", "08-05", "09-06", "11-11", "14-07", "15-08", "21-04", "25-12", "29-05",
    ]  # fmt: skip


def test_le_8_mai_n_etait_pas_encore_ferie_en_1981():
    assert date(1981, 5, 8) not in jours_feries(METROPOLE, 1981)


@pytest.mark.parametrize(
    ("code", "jour"),
    [
        ("alsace_moselle", date(2025, 4, 18)),
        ("alsace_moselle", date(2025, 12, 26)),
        ("guadeloupe", date(2025, 5, 27)),
        ("martinique", date(2025, 5, 22)),
        ("guyane", date(2025, 6, 10)),
        ("la_reunion", date(2025, 12, 20)),
        ("mayotte", date(2025, 4, 27)),
        ("saint_martin", date(2025, 5, 28)),
        ("saint_martin", date(2018, 5, 27)),
        ("saint_barthelemy", date(2025, 10, 9)),
    ],
)
def test_chaque_territoire_ajoute_ses_jours(code, jour):
    assert territoire(code).est_ferie(jour)
    assert not METROPOLE.est_ferie(jour)


@pytest.mark.parametrize(
    ("jour", "reporte"),
    [
        (date(2025, 4, 19), date(2025, 4, 22)),  # Saturday, Easter Sunday, Easter Monday
        (date(2025, 12, 25), date(2025, 12, 26)),
        (date(2025, 12, 23), date(2025, 12, 23)),
    ],
)
def test_le_dernier_jour_chome_est_reporte(jour, reporte):
    assert reporter(jour, METROPOLE) == reporte


def test_en_alsace_le_lendemain_de_noel_est_chome_aussi():
    assert reporter(date(2025, 12, 25), territoire("alsace_moselle")) == date(2025, 12, 29)


def test_quarante_huit_heures_traversent_un_changement_d_heure():
    samedi = datetime.fromisoformat("2025-03-29T10:00:00+01:00")

    assert ajouter_heures(samedi, 48).astimezone(METROPOLE.zone()).isoformat() == "2025-03-31T11:00:00+02:00"


def test_un_instant_tombe_le_jour_du_territoire():
    instant = datetime(2025, 1, 1, 22, 30, tzinfo=UTC)

    assert {t.code: t.jour_local(instant).day for t in territoires().values()} == {
        "metropole": 1, "alsace_moselle": 1, "guadeloupe": 1, "martinique": 1, "guyane": 1, "la_reunion": 2,
        "mayotte": 2, "saint_martin": 1, "saint_barthelemy": 1,
    }  # fmt: skip
