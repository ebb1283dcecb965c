"""``jalons analyse projeter`` as a user types it."""

import csv
import io
import json

import polars as pl
import pytest

from jalons.analyse.projection.tests.fabrique import departement
from jalons.cli import main


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    lieu = tmp_path_factory.mktemp("registres")
    lues = departement(5)
    lues.select("enfant", "naissance").unique("enfant").write_parquet(lieu / "enfants.parquet")
    lues.select("enfant", genre="type", debut_le="debut", fin_le="fin").write_parquet(lieu / "sejours.parquet")
    return lieu


def test_la_prevision_dit_ses_intervalles_et_ce_que_valaient_les_precedentes(dossier, capsys):
    assert main(["analyse", "projeter", str(dossier), "--horizon", "12", "--futurs", "60", "--format", "json"]) == 0

    lue = json.loads(capsys.readouterr().out)
    assert {p["type"] for p in lue["points"]} == {"famille", "maison", "ensemble"}
    assert len(lue["points"]) == 36
    assert all(p["bas"] <= p["median"] <= p["haut"] for p in lue["points"])
    assert lue["retrospective"]["previsions"] == len(lue["retrospective"]["detail"]) > 0
    assert 0 <= lue["retrospective"]["couverture"] <= 1


def test_le_texte_montre_la_saturation_et_le_cout(dossier, tmp_path, capsys):
    scenario = tmp_path / "s.yaml"
    scenario.write_text("titre: Essai\nplaces: {famille: 1}\ncouts: {famille: 100}\n", encoding="utf-8")

    commande = ["analyse", "projeter", str(dossier), "--horizon", "6", "--futurs", "60", "--scenario", str(scenario)]
    commande += ["--au", "2026-12-31"]
    assert main(commande) == 0

    dite = capsys.readouterr().out
    assert dite.startswith("Essai : effectifs à la fin du mois")
    assert "Saturation, famille : vers le 31/01/2027" in dite
    assert "Coût sur la période, famille :" in dite
    assert "Prévisions passées refaites" in dite


def test_le_csv_a_une_ligne_par_type_et_par_mois(dossier, capsys):
    assert main(["analyse", "projeter", str(dossier), "--horizon", "3", "--futurs", "60", "--format", "csv"]) == 0

    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == 9


def test_toutes_les_fautes_viennent_ensemble(tmp_path, capsys):
    assert main(["analyse", "projeter", str(tmp_path), "--horizon", "an", "--futurs", "3", "--au", "hier"]) == 2

    dites = capsys.readouterr().err
    assert all(mot in dites for mot in ("--horizon", "--futurs", "--au", "de 1 à 180", "AAAA-MM-JJ"))


def test_un_dossier_sans_tables_dit_lesquelles(tmp_path, capsys):
    pl.DataFrame({"enfant": [1]}).write_parquet(tmp_path / "enfants.parquet")

    assert main(["analyse", "projeter", str(tmp_path)]) == 2

    dites = capsys.readouterr().err
    assert "La table sejours.parquet manque" in dites
    assert "enfants.parquet : La table n'a pas les colonnes attendues : naissance" in dites
