"""Distances of every engine against a slow one that shares nothing with them."""

import numpy as np
import pytest

from jalons.analyse.parcours.distances import constants, donnes, matrice, taux, taux_dates, vers
from jalons.analyse.parcours.distances.moteurs import alignements, sous_suites
from jalons.analyse.parcours.sequences import depuis_listes
from jalons.analyse.parcours.tests import reference
from jalons.noyau.saisie import EntreeRefusee

ETATS, MOIS, NOMBRE = 5, 10, 200
EGALES = reference.tirer(NOMBRE, MOIS, ETATS, graine=1)
INEGALES = reference.tirer(NOMBRE, MOIS, ETATS, graine=2, inegales=True)
QUELCONQUES = np.round(np.random.default_rng(3).random((ETATS, ETATS)) * 3, 3)
QUELCONQUES = QUELCONQUES + QUELCONQUES.T
np.fill_diagonal(QUELCONQUES, 0)


def attendues(lignes, mesure):
    table = np.zeros((len(lignes), len(lignes)))
    for i, x in enumerate(lignes):
        for j in range(i):
            table[i, j] = table[j, i] = mesure(x, lignes[j])
    return table


@pytest.mark.parametrize(
    ("couts", "nom"),
    [
        (constants(ETATS, 2, 1), "rapidfuzz"),
        (constants(ETATS, 1.5, 1), "un octet"),
        (constants(ETATS, 12.5, 25.5), "deux octets"),
        (donnes(np.where(QUELCONQUES > 3, 4, np.ceil(QUELCONQUES)), 1), "entiers, certains au-delà de deux insertions"),
        (donnes(QUELCONQUES, 1.234), "réels"),
        (donnes(QUELCONQUES, 0.4), "insertions bon marché"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_l_appariement_optimal_est_celui_du_calcul_lent(couts, nom):
    substitution = couts.substitution.tolist()
    lent = attendues(INEGALES, lambda x, y: reference.appariement(x, y, substitution, couts.indel))

    vite = matrice(depuis_listes(INEGALES, ETATS), "om", couts).enfants()

    np.testing.assert_allclose(vite, lent, rtol=2e-6, atol=2e-5)


def test_avec_les_taux_de_passage():
    p = np.array(reference.passages(INEGALES, ETATS))
    substitution = 2 - p - p.T
    np.fill_diagonal(substitution, 0)
    lent = attendues(INEGALES, lambda x, y: reference.appariement(x, y, substitution, substitution.max() / 2))
    sequences = depuis_listes(INEGALES, ETATS)

    np.testing.assert_allclose(matrice(sequences, "om", taux(sequences)).enfants(), lent, rtol=2e-6, atol=2e-5)


def test_la_plus_longue_sous_suite_commune():
    lent = attendues(INEGALES, reference.sous_suite)

    assert (matrice(depuis_listes(INEGALES, ETATS), "lcs", constants(ETATS)).enfants() == lent).all()


def test_hamming_avec_des_couts_quelconques():
    lent = attendues(EGALES, lambda x, y: reference.hamming(x, y, QUELCONQUES))

    vite = matrice(depuis_listes(EGALES, ETATS), "hamming", donnes(QUELCONQUES, 1)).enfants()

    np.testing.assert_allclose(vite, lent, rtol=2e-6, atol=2e-5)


def test_hamming_dynamique_avec_les_taux_de_chaque_mois():
    p = np.array([reference.passages(EGALES, ETATS, depart=t) for t in range(MOIS - 1)])
    par_mois = np.zeros((MOIS, ETATS, ETATS))
    for t in range(MOIS):
        avant, apres = p[max(t - 1, 0)], p[min(t, MOIS - 2)]
        par_mois[t] = 4 - avant - avant.T - apres - apres.T
        np.fill_diagonal(par_mois[t], 0)
    lent = attendues(EGALES, lambda x, y: reference.dynamique(x, y, par_mois))
    sequences = depuis_listes(EGALES, ETATS)

    np.testing.assert_allclose(matrice(sequences, "dhd", taux_dates(sequences)).enfants(), lent, rtol=2e-6, atol=2e-5)


@pytest.mark.parametrize("lignes", [EGALES, INEGALES], ids=["égales", "inégales"])
def test_le_noyau_donne_exactement_ce_que_donne_rapidfuzz(lignes):
    sequences, _ = depuis_listes(lignes, ETATS).distinctes()
    couts = constants(ETATS, 2, 1)
    de_rapidfuzz = sous_suites(sequences, sequences, couts, 1, depuis_soi=False)
    du_noyau = alignements(sequences, sequences, couts, 1, depuis_soi=False)

    blocs = [du_noyau.bloc(depart)[1] for depart in range(0, len(sequences), du_noyau.pas)]

    assert (np.hstack(blocs) == de_rapidfuzz.bloc(0)[1]).all()


def test_les_distances_a_quelques_uns_sont_celles_de_la_matrice():
    sequences = depuis_listes(INEGALES, ETATS)
    for methode, couts in (("om", constants(ETATS, 1.5, 1)), ("lcs", constants(ETATS))):
        tout = matrice(sequences, methode, couts).enfants()
        assert (vers(sequences, sequences.garder(np.array([7, 3])), methode, couts) == tout[:, [7, 3]]).all()


def test_dans_un_fichier_et_sur_un_seul_fil_les_memes_distances(tmp_path):
    sequences, couts = depuis_listes(INEGALES, ETATS), donnes(QUELCONQUES, 1.2)

    fichier = matrice(sequences, "om", couts, fichier=tmp_path / "d", fils=1)

    assert isinstance(fichier.carree, np.memmap)
    assert (fichier.carree == matrice(sequences, "om", couts).carree).all()


def test_les_lignes_egales_ne_comptent_qu_une_fois_et_gardent_leur_poids():
    distances = matrice(depuis_listes([[0, 1], [1], [0, 1], []], 2), "om", constants(2))

    assert len(distances.distinctes) == 3
    assert distances.enfants()[0].tolist() == [0, 1, 0, 2]
    assert sorted(distances.distinctes.poids) == [1, 1, 2]


def test_des_longueurs_differentes_ne_se_comparent_pas_mois_par_mois():
    with pytest.raises(ValueError, match="one length"):
        matrice(depuis_listes([[0, 1], [1]], 2), "hamming", constants(2))


def test_des_couts_impossibles_sont_refuses_tous_a_la_fois():
    with pytest.raises(EntreeRefusee) as refus:
        donnes([[1, 2], [3, 0]], 0)
    assert len(refus.value.fautes) == 3


def test_des_couts_d_un_autre_alphabet_sont_refuses():
    with pytest.raises(ValueError, match="expected"):
        matrice(depuis_listes([[0, 1]], 2), "om", constants(3))
