"""Yearly series: intervals made of past errors, on invented series and on the published ones."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jalons.analyse.projection.series import couverture, matrices, prevoir
from jalons.analyse.sources import drees

DREES = Path(__file__).parents[6] / "shared" / "donnees" / "drees_ase_beneficiaires_dep_2002_2020.csv"


def marches(graine, series=60, annees=19, pas=0.05):
    alea = np.random.default_rng(graine)
    return 500 * np.exp(np.cumsum(alea.normal(0, pas, (series, annees)), axis=1))


def test_une_marche_au_hasard_se_prevoit_sans_pente_et_son_intervalle_tient():
    valeurs = marches(3)

    tenus, prevus = couverture(valeurs, 2, depuis=9)

    assert prevus == 60 * 2 * 8
    assert 0.85 <= tenus / prevus <= 0.96
    assert prevoir(valeurs, 2).part_de_pente == 0.0


def test_l_intervalle_s_elargit_avec_les_annees():
    p = prevoir(marches(4), 3)

    largeurs = np.log(p.haut / p.bas).mean(axis=0)
    assert largeurs[0] < largeurs[1] < largeurs[2]


def test_une_valeur_inconnue_reste_inconnue_et_n_est_pas_zero():
    valeurs = marches(5)
    valeurs[0, -1] = np.nan
    valeurs[1, 4] = np.nan

    p = prevoir(valeurs, 1)

    assert np.isnan(p.median[0, 0])
    assert np.isfinite(p.median[1, 0])


def test_trop_peu_d_annees_est_refuse():
    with pytest.raises(ValueError, match="au moins 8 années"):
        prevoir(marches(6, annees=7), 2)


def test_les_matrices_laissent_vide_ce_que_la_serie_ne_dit_pas():
    lignes = [("departement", "01", 2019, 5.0), ("departement", "01", 2020, None), ("departement", "02", 2019, 0.0),
              ("departement", "02", 2020, 2.0), ("departement", "69M", 2020, 9.0), ("nation", "FR", 2020, 7.0)]  # fmt: skip
    series = pl.DataFrame(
        [(*ligne, "confies") for ligne in lignes],
        orient="row",
        schema=["niveau", "code", "annee", "valeur", "indicateur"],
    )

    ((indicateur, valeurs),) = matrices(series).items()

    assert indicateur == "confies"
    np.testing.assert_array_equal(valeurs, [[5.0, np.nan], [0.0, 2.0]])


def test_les_series_de_la_drees_sont_tenues_a_un_et_deux_ans(tmp_path):
    if not DREES.is_file():
        pytest.skip(f"Série DREES absente ({DREES.name}) : la couverture sur données réelles n'est pas éprouvée.")
    (tmp_path / DREES.name).symlink_to(DREES)
    for indicateur, valeurs in matrices(drees.lire(tmp_path).series).items():
        for horizon in (1, 2):
            tenus, prevus = couverture(valeurs, horizon, depuis=9)
            assert 0.85 <= tenus / prevus <= 0.95, f"{indicateur}, {horizon} an(s) : {tenus}/{prevus}"
