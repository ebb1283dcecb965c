"""``jalons olinpe``: from the registers' tables to the file, and back."""

import csv
import json

import pytest

from jalons.analyse.transmissions.tests.registres import tables
from jalons.cli import main


@pytest.fixture
def registres(tmp_path):
    dossier = tmp_path / "registres"
    dossier.mkdir()
    for nom, table in tables().items():
        table.write_parquet(dossier / f"{nom}.parquet")
    return dossier


def exporter(dossier, sortie, *arguments, annee="2022"):
    return main(["olinpe", "exporter", str(dossier), "--annee", annee, "--sortie", str(sortie), *arguments])


def test_exporter_dit_ce_qu_il_a_ecrit_laisse_de_cote_et_jusqu_a_quand(registres, tmp_path, capsys):
    assert exporter(registres, tmp_path / "o.xml") == 0
    dit = capsys.readouterr().out
    assert "4 événements de 2022, relus à l'identique." in dit
    assert "ce fichier le dit, et ne peut être transmis." in dit
    assert "au plus tard le 30/04/2023" in dit
    assert "Laissé de côté, 1 : tutelle" in dit


def test_exporter_puis_relire_puis_recopier(registres, tmp_path, capsys):
    exporter(registres, tmp_path / "o.xml")
    capsys.readouterr()
    assert (
        main(["olinpe", "relire", str(tmp_path / "o.xml"), "--sortie", str(tmp_path / "o.csv"), "--format", "json"])
        == 0
    )
    dit = json.loads(capsys.readouterr().out)
    assert (dit["evenements"], dit["entete"]["pseudonymes"]) == (4, "essai")
    with (tmp_path / "o.csv").open(encoding="utf-8") as flux:
        lignes = list(csv.DictReader(flux, delimiter=";"))
    assert [ligne["TYPEV"] for ligne in lignes] == ["2", "3", "1", "1"]
    assert main(["analyse", "valider", str(tmp_path / "o.csv"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["inconnues"] == {}


def test_les_debuts_transmis_sont_notes_et_relus(registres, tmp_path):
    debuts = tmp_path / "debuts.csv"
    assert exporter(registres, tmp_path / "a.xml", "--debuts", str(debuts), annee="2021") == 0
    assert debuts.read_text().splitlines() == ["mesure,DATDEB", "100,2021-12-01"]
    assert exporter(registres, tmp_path / "b.xml", "--debuts", str(debuts)) == 0
    assert len(debuts.read_text().splitlines()) == 4


def test_toutes_les_fautes_a_la_fois_et_rien_d_ecrit(tmp_path, capsys):
    assert exporter(tmp_path / "rien", tmp_path / "non" / "o.xml", "--pseudonymes", "autre", annee="22") == 2
    dit = capsys.readouterr().err
    assert "4 fautes. Rien n'a été écrit." in dit
    assert list(tmp_path.iterdir()) == []


def test_pour_de_vrai_les_identifiants_d_essai_sont_refuses(registres, tmp_path, capsys):
    assert exporter(registres, tmp_path / "o.xml", "--reel") == 2
    assert "ne protègent personne" in capsys.readouterr().err
    assert not (tmp_path / "o.xml").exists()


def test_un_fichier_de_debuts_illisible_est_refuse(registres, tmp_path, capsys):
    (tmp_path / "d.csv").write_text("n'importe quoi\n")
    assert exporter(registres, tmp_path / "o.xml", "--debuts", str(tmp_path / "d.csv")) == 2
    assert "mesure,DATDEB" in capsys.readouterr().err


def test_relire_un_fichier_abime_le_dit(tmp_path, capsys):
    (tmp_path / "x.xml").write_text("<DECRET>")
    assert main(["olinpe", "relire", str(tmp_path / "x.xml")]) == 2
    assert "coupé avant sa fin" in capsys.readouterr().err
