"""The same expressions give the same tables on DuckDB and on a Spark cluster (a master and two workers)."""

import os
from datetime import date

import polars as pl
import pytest

from jalons.analyse.indicateurs.calcul import calculer
from jalons.analyse.indicateurs.demande import Demande
from jalons.analyse.sources.registres import lire
from jalons.analyse.store import ouvrir, ouvrir_grappe
from jalons.cli.tests.grappe import absente, grappe
from jalons.noyau.saisie import EntreeRefusee
from jalons.synthese import ecriture
from jalons.synthese.departement import Demande as Departement
from jalons.synthese.departement import generer

# Ibis 12 reads what Spark answers through pandas, with words that pandas 4 will refuse
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning", "default::FutureWarning")
LONGS = os.environ.get("JALONS_TESTS_LONGS") == "oui"
DEMANDE = Demande(date(2022, 12, 31), par_territoire=True, bornes=(0, 3, 6, 11, 16, 18))


@pytest.fixture(scope="module")
def registres(tmp_path_factory):
    """A small synthetic département, with the faults that real extracts have: doubles, ends before starts, no birth."""
    dossier = tmp_path_factory.mktemp("registres")
    ecriture.ecrire(generer(Departement(enfants=500)), dossier)
    return dossier


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    if not LONGS:
        pytest.skip("Une grappe se démarre en une minute : make test-long.")
    if pourquoi := absente():
        pytest.skip(pourquoi)
    with grappe(tmp_path_factory.mktemp("grappe")) as adresse, ouvrir_grappe(adresse, memoire="800m") as magasin:
        yield magasin


def _resultats(magasin, dossier, demande=DEMANDE):
    return {(r.code, r.groupe): r.en_json() for r in calculer(lire(magasin, dossier), demande)}


def test_every_indicator_is_the_same_on_both(spark, registres):
    with ouvrir() as duckdb:
        attendus = _resultats(duckdb, registres)

    obtenus = _resultats(spark, registres)

    assert len(attendus) > 300
    assert sum(r["valeur"] is not None for r in attendus.values()) > 150
    assert {c: (attendus[c], obtenus.get(c)) for c in attendus if attendus[c] != obtenus.get(c)} == {}
    assert obtenus.keys() == attendus.keys()


def test_a_table_in_several_files_is_one_table_on_both(spark, registres, tmp_path):
    for fichier in registres.glob("*.parquet"):
        table = pl.read_parquet(fichier)
        (tmp_path / fichier.stem).mkdir()
        for i, morceau in enumerate(table.iter_slices(max(1, table.height // 3 + 1))):
            morceau.write_parquet(tmp_path / fichier.stem / f"{i}.parquet")
    demande = Demande(date(2021, 6, 30), codes=("ase1_confies", "ase9_aed", "ase4_total"))
    with ouvrir() as duckdb:
        entiers = _resultats(duckdb, registres, demande)

    assert _resultats(spark, tmp_path, demande) == entiers


def test_a_file_that_is_no_table_is_refused_on_the_cluster_too(spark, registres, tmp_path):
    for fichier in registres.glob("*.parquet"):
        (tmp_path / fichier.name).write_bytes(fichier.read_bytes())
    (tmp_path / "mesures.parquet").write_text("enfant;type\n1;AEMO\n")

    with pytest.raises(EntreeRefusee, match=r"mesures\.parquet.*pas une table Parquet lisible"):
        lire(spark, tmp_path)


def test_without_a_cluster_the_sentence_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)

    with pytest.raises(EntreeRefusee, match="extra « spark »"), ouvrir_grappe("spark://127.0.0.1:1"):
        pass
