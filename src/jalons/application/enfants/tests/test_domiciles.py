"""Homes from which distances are measured: none that hides anybody. Zones that give no address away. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.appariement.geographie import kilometres
from jalons.application.enfants.domiciles import AdresseVue, mesurables
from jalons.application.enfants.zones import MARGE_KM, PAS, fautes, flouter

ENFANT, MERE, PERE, BEAU_PERE = 1, 10, 20, 30
CHEZ_MERE, CHEZ_PERE = 100, 200


def adresse(*, enfant=None, personne=None, foyer=None, protegee=False, latitude=50.0):
    return AdresseVue(enfant, personne, foyer, protegee, latitude=latitude, longitude=2.0)


def points(parents, membres, adresses):
    return [p.latitude for p in mesurables(parents, membres, adresses).get(ENFANT, ())]


def test_les_domiciles_des_deux_parents_comptent_chacun_une_fois():
    parents = [(ENFANT, MERE), (ENFANT, PERE)]
    ensemble = [(CHEZ_MERE, MERE), (CHEZ_MERE, PERE)]

    assert points(parents, ensemble, [adresse(foyer=CHEZ_MERE, latitude=50.1)]) == [50.1]
    assert points(parents, [], [adresse(personne=MERE, latitude=50.1), adresse(personne=PERE, latitude=50.2)]) == [
        50.1, 50.2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("nom", "cachee"),
    [
        ("celle du foyer", {"foyer": CHEZ_MERE}), ("celle de la mère", {"personne": MERE}),
        ("celle de qui vit avec elle", {"personne": BEAU_PERE}),
    ],
)  # fmt: skip
def test_une_adresse_protegee_cache_tous_les_domiciles_de_qui_y_vit(nom, cachee):
    """The same home is often written twice, once protected and once not: the second one must not tell."""
    parents = [(ENFANT, MERE), (ENFANT, PERE)]
    membres = [(CHEZ_MERE, MERE), (CHEZ_MERE, BEAU_PERE), (CHEZ_PERE, PERE)]
    adresses = [
        adresse(**cachee, protegee=True, latitude=51.0), adresse(foyer=CHEZ_MERE, latitude=51.1),
        adresse(personne=MERE, latitude=51.2), adresse(foyer=CHEZ_PERE, latitude=50.2),
    ]  # fmt: skip

    assert points(parents, membres, adresses) == [50.2], nom


def test_l_adresse_protegee_de_l_enfant_ote_toute_distance():
    adresses = [adresse(enfant=ENFANT, protegee=True), adresse(personne=PERE)]

    assert points([(ENFANT, PERE)], [], adresses) == []


def test_une_adresse_sans_commune_ni_point_ne_mesure_rien():
    assert mesurables([(ENFANT, MERE)], [], [AdresseVue(None, MERE, None, False)]) == {}


@given(st.floats(-60, 60), st.floats(-179, 179), st.integers(1, 200))
def test_un_disque_garde_couvre_celui_demande_et_ne_dit_pas_son_centre(latitude, longitude, rayon):
    la, lo, garde = flouter(latitude, longitude, rayon)

    assert (kilometres(latitude, longitude, la, lo) or 0) + rayon <= garde + 0.01
    assert garde == rayon + MARGE_KM
    assert round(la / PAS) == pytest.approx(la / PAS)
    voisin = (round(latitude / PAS) * PAS, round(longitude / PAS) * PAS)
    assert flouter(*voisin, rayon) == (la, lo, garde)


@pytest.mark.parametrize(
    ("zone", "nombre"),
    [
        (("62041", None, None, None), 0), ((None, 50.0, 2.0, 10), 0), ((None, None, None, None), 1),
        ((None, 50.0, None, 10), 1), (("62041", 50.0, 2.0, 10), 1), ((None, 50.0, 2.0, 500), 1),
    ],
)  # fmt: skip
def test_une_zone_est_une_commune_ou_un_disque(zone, nombre):
    assert len(list(fautes(*zone))) == nombre
