"""What is free, what is in excess, which place is given, what a plan changes: worked by hand. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.etablissements.rules import INCONNUE, Capacite
from jalons.application.places import rules
from jalons.application.places.rules import (
    Compte,
    Prevue,
    Prises,
    Regles,
    Total,
    effets,
    hors_autorisation,
    place_libre,
)
from jalons.noyau.dates import DateCivile

COMPTES = """
autorisees ouvertes plafond occupees reservees indispo  libres surnombre reste_autorisees reste_plafond
12         10       12      7        1         1        1      0         3                3
12         12       12      12       0         0        0      0         0                0
6          6        7       8        0         0        0      2         -2               -1
10         0        10      0        0         0        0      0         10               10
0          0        0       3        0         0        0      3         -3               -3
"""


def lire(table):
    return [tuple(int(n) for n in ligne.split()) for ligne in table.strip().splitlines()[1:]]


@pytest.mark.parametrize("ligne", lire(COMPTES), ids=str)
def test_libre_est_ouvert_moins_occupe_reserve_et_indisponible(ligne):
    autorisees, ouvertes, plafond, occupees, reservees, indispo, libres, surnombre, reste_aut, reste_plafond = ligne
    compte = Compte(Capacite(autorisees, ouvertes, plafond), Prises(occupees, reservees, indispo, enfants=occupees))

    assert (compte.libres, compte.surnombre) == (libres, surnombre)
    assert (compte.reste(autorisees), compte.reste(plafond)) == (reste_aut, reste_plafond)


def test_une_capacite_inconnue_ne_donne_aucun_nombre_libre():
    compte = Compte(INCONNUE, Prises(occupees=3))

    assert (compte.libres, compte.surnombre, compte.reste(None)) == (None, None, None)


def test_le_surnombre_d_une_unite_ne_retire_rien_aux_places_libres_d_une_autre():
    pleine = Compte(Capacite(6, 6, 6), Prises(occupees=8, enfants=8))
    ouverte = Compte(Capacite(10, 10, 10), Prises(occupees=7, enfants=7))

    total = rules.totaux([("internat", pleine), ("internat", ouverte), ("autre", Compte(INCONNUE, Prises(1)))])

    assert (total["internat"].libres, total["internat"].surnombre, total["internat"].taux) == (3, 2, 93.8)
    assert (total["autre"].sans_acte, total["autre"].occupees, total["autre"].taux) == (1, 1, None)


@pytest.mark.parametrize(
    ("prises", "jusqu_a", "part", "attendue"),
    [
        ([], 2, "entiere", (1, 0, 2)),
        ([(1, 0, 2)], 2, "entiere", (2, 0, 2)),
        ([(1, 0, 2), (2, 0, 2)], 2, "entiere", None),
        ([(2, 0, 2)], 2, "entiere", (1, 0, 2)),
        ([(1, 0, 1)], 2, "moitie", (1, 1, 2)),
        ([(1, 0, 1), (1, 1, 2)], 1, "moitie", None),
        ([(1, 0, 1)], 1, "entiere", None),
        ([(1, 1, 2)], 1, "moitie", (1, 0, 1)),
        ([(1, 0, 2), (2, 0, 2)], None, "entiere", (3, 0, 2)),
        ([], 0, "entiere", None),
    ],
)
def test_la_premiere_place_qui_convient_est_donnee(prises, jusqu_a, part, attendue):
    assert place_libre(prises, jusqu_a=jusqu_a, part=part) == attendue


OCCUPEES = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([(0, 2), (0, 1), (1, 2)])), max_size=8)


@given(occupees=OCCUPEES, jusqu_a=st.none() | st.integers(0, 6), part=st.sampled_from(["entiere", "moitie"]))
def test_jamais_une_place_deja_prise_ni_plus_que_permis(occupees, jusqu_a, part):
    prises = [(rang, *bornes) for rang, bornes in occupees]

    trouvee = place_libre(prises, jusqu_a=jusqu_a, part=part)

    if trouvee is not None:
        rang, debut, fin = trouvee
        assert all(r != rang or f <= debut or fin <= d for r, d, f in prises)
        if jusqu_a is not None and rang not in {r for r, _, _ in prises}:
            assert len({r for r, _, _ in prises}) < jusqu_a


@pytest.mark.parametrize(
    ("unite", "naissance", "sexe", "public", "contre", "inconnus"),
    [
        (Regles("i", "tous", "mixte", None, None), None, "inconnu", "mna", 0, 0),
        (Regles("i", "tous", "F", None, None), None, "M", "tous", 1, 0),
        (Regles("i", "tous", "F", None, None), None, "inconnu", "tous", 0, 1),
        (Regles("i", "tous", "mixte", 6, 12), DateCivile(2019, 1, 1), "F", "tous", 0, 0),
        (Regles("i", "tous", "mixte", 6, 12), DateCivile(2019, 1, 2), "F", "tous", 1, 0),
        (Regles("i", "tous", "mixte", 6, 12), DateCivile(2012, 1, 2), "F", "tous", 0, 0),
        (Regles("i", "tous", "mixte", 6, 12), DateCivile(2012, 1, 1), "F", "tous", 1, 0),
        (Regles("i", "tous", "mixte", 6, 12), DateCivile(2019), "F", "tous", 0, 1),
        (Regles("i", "mna", "mixte", None, None), None, "F", "tous", 1, 0),
    ],
)
def test_hors_de_l_autorisation_ou_non_verifiable(unite, naissance, sexe, public, contre, inconnus):
    lus = hors_autorisation(unite, naissance=naissance, sexe=sexe, public=public, au=date(2025, 1, 1))

    assert tuple(map(len, lus)) == (contre, inconnus), lus


def test_trois_cents_places_prevues_changent_le_taux_et_l_attente():
    """A plan of three hundred places: a hundred of village d'enfants, eighty complex situations, and so on."""
    plan = [
        Prevue("village_enfants", 2026, 50), Prevue("village_enfants", 2027, 50), Prevue("seuil_adapte", 2026, 80),
        Prevue("internat", 2026, 30), Prevue("pouponniere", 2027, 50), Prevue("internat", 2028, 40, ouvertes=10),
    ]  # fmt: skip
    offre = {
        "internat": Total(9, ouvertes=300, occupees=300),
        "village_enfants": Total(1, ouvertes=40, occupees=38, libres=2),
    }

    lus = {(e.type, e.annee): e for e in effets(offre, {"village_enfants": 120, "internat": 20}, plan)}

    assert sum(p.places for p in plan) == 300
    assert (lus["village_enfants", 2026].ouvertes, lus["village_enfants", 2026].sans_place) == (90, 68)
    assert (lus["village_enfants", 2028].ouvertes, lus["village_enfants", 2028].sans_place) == (140, 18)
    assert (lus["internat", 2028].ajoutees, lus["internat", 2028].taux) == (60, 83.3)
    assert lus["seuil_adapte", 2026].taux == 0
