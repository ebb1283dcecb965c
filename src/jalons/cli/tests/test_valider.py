"""``jalons analyse valider`` in its three forms: faults explained, what could not be checked, files written or not."""

import csv
import io
import json
import subprocess
import sys

import pypdfium2
import pytest

from jalons.cli import main

ID = "a" * 40
CSV = f"NUMANONYM;EQUIPE;DECISION;TYPEV;MOTFININT;DATDECPE\n{ID};Lens;1;3;4;2024-01-02\n{ID};Arras;2;1;;03/01/2024\n"


@pytest.fixture
def extrait(tmp_path):
    chemin = tmp_path / "extrait.csv"
    chemin.write_text(CSV)
    return str(chemin)


def valider(*arguments):
    return main(["analyse", "valider", *arguments])


def test_les_fautes_se_lisent_avec_leur_ligne_et_ce_qui_n_a_pu_etre_controle(extrait, capsys):
    assert valider(extrait) == 0
    dit = capsys.readouterr().out
    assert "extrait.csv : 2 événements, année 2024" in dit
    assert "ligne 2 : MOTFININT vaut « 4 » alors que TYPEV vaut « 3 »" in dit
    assert "Non vérifiables :" in dit
    assert "0045 Accueil sans lieu : LIEUACC est absente du fichier." in dit


def test_une_faute_rouge_donne_le_code_3(tmp_path, capsys):
    chemin = tmp_path / "rouge.csv"
    chemin.write_text(f"NUMANONYM;DECISION\n{ID};\n")
    assert valider(str(chemin), "--format", "json") == 3
    dit = json.loads(capsys.readouterr().out)
    (rouge,) = [c for c in dit["controles"] if c["severite"] == "rouge"]
    assert (rouge["controle"], rouge["etat"], rouge["fautes"]) == ("0028", "fautes", 1)


def test_en_csv_une_ligne_par_faute(extrait, capsys):
    assert valider(extrait, "--format", "csv") == 0
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (motif,) = [ligne for ligne in lignes if ligne["controle"] == "0035"]
    assert (motif["variable"], motif["ligne"], motif["equipe"]) == ("MOTFININT", "2", "Lens")


def test_le_classeur_ceux_des_equipes_et_le_livret_sont_ecrits(extrait, tmp_path, capsys):
    sortie = tmp_path / "retours"
    assert valider(extrait, "--sortie", str(sortie)) == 0
    assert sorted(f.name for f in sortie.iterdir()) == [
        "controle.xlsx",
        "equipe-01-Arras.xlsx",
        "equipe-02-Lens.xlsx",
        "livret.pdf",
    ]
    livret = pypdfium2.PdfDocument(str(sortie / "livret.pdf"))
    texte = "\n".join(page.get_textpage().get_text_range() for page in livret)
    assert "Livret d'échanges" in texte or "Livret d’échanges" in texte
    assert "Motif de fin absent" in texte


def test_un_fichier_refuse_n_ecrit_rien_et_dit_toutes_les_fautes(tmp_path, capsys):
    chemin, sortie = tmp_path / "coupe.xml", tmp_path / "retours"
    chemin.write_text("<DECRET><DONNEE>")
    assert valider(str(chemin), "--sortie", str(sortie)) == 2
    assert "coupé avant sa fin" in capsys.readouterr().err
    assert not sortie.exists()


def test_toutes_les_options_fausses_sont_dites_a_la_fois(extrait, tmp_path, capsys):
    ase = tmp_path / "ase.csv"
    ase.write_text("cellule,valeur\naemo,beaucoup\n")
    assert valider(extrait, "--regime", "2020", "--sortie", extrait, "--precedent", "rien.xml", "--ase", str(ase)) == 2
    dit = capsys.readouterr().err
    assert "4 fautes" in dit
    assert all(mot in dit for mot in ("--regime", "--sortie", "il n'existe pas", "aemo,2925"))


def test_le_precedent_et_l_enquete_font_courir_deux_controles_de_plus(extrait, tmp_path, capsys):
    ase = tmp_path / "ase.csv"
    ase.write_text("cellule,valeur\naemo,5\n")
    assert valider(extrait, "--precedent", extrait, "--ase", str(ase), "--format", "json") == 0
    dit = {c["controle"]: c for c in json.loads(capsys.readouterr().out)["controles"]}
    assert dit["X007"]["fautes"] == 1
    assert dit["X004"]["pourquoi"] == ["NUMANONYMANT est absente du fichier."]


def test_valider_ne_charge_pas_django(extrait):
    programme = f"import sys; from jalons.cli import main; main(['analyse', 'valider', {extrait!r}, '--format', 'json']); print('django' in sys.modules, file=sys.stderr)"
    fini = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert fini.stderr.strip().endswith("False")
