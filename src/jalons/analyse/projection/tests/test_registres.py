"""Registers of a few rows: what is known, and until when."""

from datetime import date

import polars as pl

from jalons.analyse.projection.registres import lire


def test_une_fin_prevue_n_avance_pas_le_dernier_jour_connu(tmp_path):
    """Otherwise every month until the last planned end would be past, with nobody coming in."""
    pl.DataFrame({"enfant": [1, 2], "naissance": [date(2015, 1, 1)] * 2}).write_parquet(tmp_path / "enfants.parquet")
    pl.DataFrame(
        {
            "enfant": [1, 2],
            "genre": ["etablissement", "assistant_familial"],
            "debut_le": [date(2024, 5, 2), date(2026, 3, 10)],
            "fin_le": [date(2025, 1, 4), date(2029, 8, 31)],
        }
    ).write_parquet(tmp_path / "sejours.parquet")
    episodes, dernier = lire(tmp_path, "accueil")
    assert dernier == date(2026, 3, 10)
    assert episodes.height == 2
