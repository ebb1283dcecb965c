"""``jalons droit``: the counts that other tools read, and the exit code."""

import csv
import io
import json

import pytest

from jalons.cli import main
from jalons.droit import loader
from jalons.droit.inventaire import confiances


def test_verifier_compte_les_regimes_les_regles_et_les_confiances(capsys):
    code = main(["droit", "verifier", "--format", "json"])

    reponse = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(reponse) == ["regimes", "regles", "confiance", "fautes"]
    assert list(reponse["regles"]) == ["total", "datees", "confirmees", "non_confirmees", "sans_cas"]
    assert reponse["regimes"] == 6
    assert reponse["regles"]["total"] == reponse["regles"]["confirmees"] + reponse["regles"]["non_confirmees"]
    assert reponse["regles"]["sans_cas"] == 0
    assert list(reponse["confiance"]) == ["A", "B", "C", "D", "R"]
    assert reponse["fautes"] == []


def test_chaque_fait_du_catalogue_porte_une_confiance_et_une_seule():
    ecrites = sum(f.read_text(encoding="utf-8").count("confiance:") for f in loader.CATALOGUE.rglob("*.yaml"))

    assert sum(confiances().values()) == ecrites


def test_un_objectif_local_fautif_donne_le_code_2_et_la_ligne(capsys, tmp_path):
    (tmp_path / "62.yaml").write_text('departement: "62"\nobjectifs: []\n', encoding="utf-8")

    code = main(["droit", "verifier", "--local", str(tmp_path), "--format", "json"])

    [faute] = json.loads(capsys.readouterr().out)["fautes"]
    assert code == 2
    assert (faute["lieu"], faute["ligne"]) == ("62.yaml : objectifs", 2)


def test_en_texte_la_faute_va_sur_la_sortie_d_erreur(capsys, tmp_path):
    code = main(["droit", "verifier", "--local", str(tmp_path / "ailleurs")])

    sortie = capsys.readouterr()
    assert code == 2
    assert "n'existe pas" in sortie.err
    assert "6 régimes" in sortie.out


def test_consulter_un_regime_dit_ce_qui_n_est_pas_confirme(capsys):
    main(["droit", "consulter", "2023"])

    assert "obligatoires — Objectifs obligatoires : non vu (non confirmé)" in capsys.readouterr().out


def test_consulter_un_regime_inconnu_donne_les_regimes_connus(capsys):
    code = main(["droit", "consulter", "2019"])

    assert code == 2
    assert "Régimes connus : 2020, 2021" in capsys.readouterr().err


@pytest.mark.parametrize("acte", [["verifier"], ["consulter", "2022"], ["consulter"]])
def test_le_csv_a_un_entete_et_des_lignes_entieres(capsys, acte):
    main(["droit", *acte, "--format", "csv"])

    lignes = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert len(lignes) > 5
    assert {len(ligne) for ligne in lignes} == {len(lignes[0])}
