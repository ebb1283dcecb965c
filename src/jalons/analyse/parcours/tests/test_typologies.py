"""Types against exhaustive search, textbook formulas written pair by pair, and truths that are known."""

from itertools import combinations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from jalons.analyse.parcours.distances import constants, matrice
from jalons.analyse.parcours.sequences import depuis_listes
from jalons.analyse.parcours.tests import reference
from jalons.analyse.parcours.typologies import SANS_TYPE, Partition, classer, decrire, qualite, stabilite
from jalons.analyse.parcours.typologies.description import MINIMUM
from jalons.analyse.parcours.typologies.medoides import medoides
from jalons.analyse.parcours.typologies.representants import representants
from jalons.analyse.parcours.typologies.stabilite import contingence, rand_ajuste

HASARD = np.random.default_rng(5)


def bruite(suite, nombre, graine):
    """Copies of a path, each with a few months changed."""
    hasard = np.random.default_rng(graine)
    lignes = np.tile(suite, (nombre, 1))
    change = hasard.random(lignes.shape) < 0.1
    return np.where(change, hasard.integers(0, 4, lignes.shape), lignes).tolist()


VRAIS = np.repeat([0, 1, 2], [40, 30, 20])
NETS = bruite([0] * 12, 40, 1) + bruite([1] * 6 + [2] * 6, 30, 2) + bruite([3] * 12, 20, 3)


@pytest.fixture(scope="module")
def nettes():
    return matrice(depuis_listes(NETS, 4), "om", constants(4))


@pytest.mark.parametrize("methode", ["pam", "ward"])
def test_des_types_nets_sont_retrouves(nettes, methode):
    partition = classer(nettes, methode, 3, graine=1)
    assert adjusted_rand_score(VRAIS, partition.types[nettes.places]) > 0.95


def test_la_densite_trouve_les_types_d_elle_meme_et_laisse_les_autres_sans_type(nettes):
    partition = classer(nettes, "hdbscan", 3, graine=1)
    classes = partition.types[nettes.places]
    assert len(partition) >= 2
    assert (classes == SANS_TYPE).any()
    for trouve in range(len(partition)):
        assert len(set(VRAIS[classes == trouve])) == 1


@pytest.mark.parametrize("k", [1, 2, 3])
def test_les_medoides_sont_les_meilleurs_de_tous(k):
    points = HASARD.random((14, 2))
    distances = np.linalg.norm(points[:, None] - points, axis=2).astype(np.float32)
    poids = HASARD.integers(1, 5, 14).astype(float)

    choisis = medoides(distances, poids, k, graine=1)

    meilleur = min(distances[list(c)].min(axis=0) @ poids for c in combinations(range(14), k))
    assert distances[choisis].min(axis=0) @ poids == pytest.approx(meilleur, rel=1e-5)


def test_la_meme_graine_donne_les_memes_types(nettes):
    uns, autres = (classer(nettes, "pam", 4, graine=3) for _ in range(2))
    assert (uns.types == autres.types).all()


def test_le_plus_gros_type_est_le_premier_et_son_medoide_lui_appartient(nettes):
    partition = classer(nettes, "pam", 3, graine=1)
    poids = [nettes.distinctes.poids[partition.types == t].sum() for t in range(3)]
    assert poids == sorted(poids, reverse=True)
    assert partition.types[partition.medoides].tolist() == [0, 1, 2]


def test_plus_de_types_que_de_parcours_differents_est_refuse():
    distances = matrice(depuis_listes([[0], [0]], 2), "om", constants(2))
    with pytest.raises(ValueError, match="among 1"):
        classer(distances, "pam", 2, graine=1)


def paires_lentes(carree, types):
    """Distance and whether the two are of different types, pair by pair."""
    return [(float(carree[i, j]), types[i] != types[j]) for i, j in combinations(range(len(types)), 2)]


@pytest.fixture(scope="module")
def jugee():
    lignes = reference.tirer(60, 6, 3, graine=9)
    distances = matrice(depuis_listes(lignes, 3), "om", constants(3))
    partition = classer(distances, "pam", 3, graine=1)
    return distances, partition, qualite(distances, partition)


def test_la_silhouette_est_celle_de_scikit_learn_enfant_par_enfant(jugee):
    distances, partition, lue = jugee
    enfants = distances.enfants().astype(float)
    assert lue.silhouette == pytest.approx(
        silhouette_score(enfants, partition.types[distances.places], metric="precomputed"), abs=1e-6
    )


def test_la_correlation_et_le_gamma_comptent_les_paires(jugee):
    distances, partition, lue = jugee
    paires = paires_lentes(distances.enfants(), partition.types[distances.places])
    d, autres = (np.array(x, dtype=float) for x in zip(*paires, strict=True))
    assert lue.correlation == pytest.approx(np.corrcoef(d, autres)[0, 1], abs=1e-6)

    dedans, dehors = d[autres == 0], d[autres == 1]
    bons, mauvais = ((dedans[:, None] < dehors).sum(), (dedans[:, None] > dehors).sum())
    assert lue.gamma == pytest.approx((bons - mauvais) / (bons + mauvais), abs=1e-9)


def test_l_indice_de_calinski_compte_les_ecarts_dans_et_entre_les_types(jugee):
    distances, partition, lue = jugee
    carree, types = distances.enfants().astype(float), partition.types[distances.places]
    n, k = len(types), 3
    total = carree.sum() / (2 * n)
    dedans = sum(carree[np.ix_(types == t, types == t)].sum() / (2 * (types == t).sum()) for t in range(k))
    assert lue.part_expliquee == pytest.approx(1 - dedans / total)
    assert lue.calinski == pytest.approx(((total - dedans) / (k - 1)) / (dedans / (n - k)))


def test_un_seul_type_ne_se_juge_pas(nettes):
    seul = classer(nettes, "pam", 1, graine=1)
    assert qualite(nettes, seul).silhouette is None
    assert stabilite(nettes, seul, "pam", tirages=3, graine=1) is None


def test_des_types_nets_tiennent_et_du_hasard_ne_tient_pas(nettes):
    tenue = stabilite(nettes, classer(nettes, "pam", 3, graine=1), "pam", tirages=5, graine=1)
    assert tenue.rand > 0.9
    assert min(tenue.jaccard) > 0.85

    hasard = matrice(depuis_listes(HASARD.integers(0, 4, (60, 12)).tolist(), 4), "om", constants(4))
    assert stabilite(hasard, classer(hasard, "pam", 5, graine=1), "pam", tirages=5, graine=1).rand < 0.6


def test_l_indice_de_rand_ajuste_est_celui_de_scikit_learn():
    uns, autres = HASARD.integers(0, 4, 200), HASARD.integers(0, 3, 200)
    assert rand_ajuste(contingence(uns, autres, np.ones(200))) == pytest.approx(adjusted_rand_score(uns, autres))


def test_chaque_type_se_dit_en_une_phrase():
    lignes = [[6] * 10 + [11] * 2] * 30 + [[3] * 12] * 10
    distances = matrice(depuis_listes(lignes, 14), "om", constants(14))
    types = decrire(distances, classer(distances, "pam", 2, graine=1))
    assert types[0].phrase == (
        "Type 1, 75\xa0% des parcours : surtout une famille d'accueil (10 mois), aussi la sortie du dispositif (2 mois), "
        "sur 12 mois observés en moyenne ; 1 changement d'état en moyenne."
    )
    assert (types[0].median, types[1].median) == (((6, 10), (11, 2)), ())
    assert [t.couverture for t in types] == [1, 1]


def test_ceux_qu_aucun_type_ne_reunit_sont_decrits_a_part():
    distances = matrice(depuis_listes([[6] * 4] * 3 + [[3] * 4], 14), "om", constants(14))
    types = np.where(distances.distinctes.etats[:, 0] == 3, SANS_TYPE, 0)
    dits = decrire(distances, Partition(types, np.flatnonzero(types == 0)))
    assert [t.numero for t in dits] == [1, 0]
    assert dits[1].phrase.startswith("Parcours qu'aucun type ne réunit, 25\xa0%")


def test_aucune_ligne_dessinee_ne_vient_de_moins_de_onze_enfants(nettes):
    partition = classer(nettes, "pam", 3, graine=1)
    dessines = representants(nettes, partition)
    assert min(r.nombre for r in dessines) >= MINIMUM
    assert sum(r.nombre for r in dessines) == len(NETS)
    assert (
        representants(
            matrice(depuis_listes([[0], [1]], 2), "om", constants(2)), Partition(np.array([0, 1]), np.array([0, 1]))
        )
        == []
    )
