"""Distances, and how each was known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalons.appariement.geographie import TEXTES, Carte, Mode, kilometres
from jalons.appariement.probleme import Commune, Position, Trajet

CONVENTIONS = dict(zip(Mode, [0.0, 0.0, 0.0, 3.0, 15.0, 40.0, 80.0, 60.0], strict=True))
ARRAS = {"latitude": Decimal("50.291"), "longitude": Decimal("2.777")}
LENS = {"latitude": Decimal("50.433"), "longitude": Decimal("2.827")}
COMMUNES = [
    Commune("62041", **ARRAS, epci="E1", departement="62"),
    Commune("62498", **LENS, epci="E2", departement="62"),
]
TRAJETS = [Trajet("62041", "62498", km=Decimal(19)), Trajet("62041", "59350", minutes=Decimal(45))]


@pytest.mark.parametrize(
    ("vers", "communes", "km", "mode"),
    [
        (Position(**LENS), [], 16.18, Mode.COORDONNEES),
        (Position(commune="62498"), COMMUNES, 16.18, Mode.COMMUNES),
        (Position(commune="62041"), [], 3.0, Mode.MEME_COMMUNE),
        (Position(epci="E1", departement="62"), [], 15.0, Mode.MEME_EPCI),
        (Position(epci="E2", departement="62"), [], 40.0, Mode.MEME_DEPARTEMENT),
        (Position(departement="59"), [], 80.0, Mode.AUTRE_DEPARTEMENT),
        (Position(), [], 60.0, Mode.INCONNUE),
    ],
    ids=lambda v: v.name if isinstance(v, Mode) else None,
)
def test_the_best_known_distance_is_taken(vers: Position, communes: list[Commune], km: float, mode: Mode) -> None:
    depuis = Position(commune="62041", epci="E1", departement="62", **ARRAS)
    carte = Carte([vers], communes, [], CONVENTIONS, 1.0)

    distances, modes = carte.vers(depuis)

    assert (round(float(distances[0]), 2), Mode(modes[0])) == (km, mode)


@pytest.mark.parametrize(("vers", "km"), [("62498", 19.0), ("59350", 36.0)])
def test_a_travel_matrix_comes_first_both_ways_minutes_by_convention(vers: str, km: float) -> None:
    for depart, arrivee in (("62041", vers), (vers, "62041")):
        carte = Carte([Position(commune=arrivee)], COMMUNES, TRAJETS, CONVENTIONS, 0.8)

        distances, modes = carte.vers(Position(commune=depart))

        assert (float(distances[0]), Mode(modes[0])) == (km, Mode.TRAJET)


def test_one_pair_and_all_pairs_give_the_same_kilometres() -> None:
    carte = Carte([Position(**LENS)], [], [], CONVENTIONS, 1.0)

    assert carte.vers(Position(**ARRAS))[0][0] == pytest.approx(kilometres(*ARRAS.values(), *LENS.values()))


def test_every_way_of_knowing_has_its_words() -> None:
    assert set(TEXTES) == set(Mode)


def test_a_distance_says_how_it_is_known_and_since_when_it_was_loaded() -> None:
    trajets = [*TRAJETS, Trajet("62041", "62119", km=Decimal(31), minutes=Decimal(28))]
    lieux = [Position(commune="62498"), Position(commune="62119"), Position(**LENS)]
    carte = Carte(lieux, COMMUNES, trajets, CONVENTIONS, 1.0, ("2 mars 2026", "4 mai 2026"))
    depuis = Position(commune="62041")

    km, modes = carte.vers(depuis)

    assert [carte.dire(depuis, j, float(km[j]), Mode(modes[j])) for j in range(3)] == [
        "19 km de trajet (chargé le 4 mai 2026)",
        "31 km de trajet, 28 min (chargé le 4 mai 2026)",
        "16 km à vol d'oiseau, de centre à centre des communes (chargés le 2 mars 2026)",
    ]
