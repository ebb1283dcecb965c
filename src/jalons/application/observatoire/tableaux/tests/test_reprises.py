"""Round trip: registers, their events as transmitted, registers rebuilt from these events."""

from datetime import date

import polars as pl

from jalons.analyse.projection.registres import lire as lire_la_projection
from jalons.analyse.reprises import evenements
from jalons.analyse.transmissions import PseudonymesDEssai, extraire
from jalons.analyse.transmissions.registres import TABLES
from jalons.synthese import departement


def test_les_evenements_des_registres_redonnent_leurs_debuts_et_leurs_fins(tmp_path):
    tables = departement.generer(departement.Demande(enfants=60, annees=3, graine=5, au=date(2025, 6, 30)))
    lus = extraire({nom: tables[nom] for nom in TABLES}, 2024, PseudonymesDEssai()).evenements
    part, sortie = tmp_path / "part.parquet", tmp_path / "tables"
    sortie.mkdir()
    lus.write_parquet(part)

    evenements.ecrire([part], sortie, annees=[2024], departement="62")

    relues = pl.read_parquet(sortie / "mesures.parquet")
    for typev, colonne in (("1", "debut_le"), ("3", "fin_le")):
        attendues = lus.filter(pl.col("TYPEV") == typev).select("NUMANONYM", "DATDEB", "NATPDECADM", "NATDECASSED")
        assert relues.filter(pl.col(colonne).dt.year() == 2024).height == attendues.unique().height > 0
    assert not relues["type"].str.starts_with("olinpe").any()
    episodes, _ = lire_la_projection(sortie, "placement")
    assert episodes.height > 0
