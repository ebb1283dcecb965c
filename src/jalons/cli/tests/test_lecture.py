"""``jalons lecture``: read a document, compare a reading with its key."""

import json
import subprocess
import sys

import pytest
import yaml

from jalons.cli import extraits, lecture, main
from jalons.lecture.corpus.documents import document
from jalons.lecture.entrees.tests.fabrique import pdf


@pytest.fixture(scope="module")
def paire(tmp_path_factory):
    dossier, d = tmp_path_factory.mktemp("lecture"), document("engagements-propre")
    (dossier / "schema.txt").write_text(d.texte(), encoding="utf-8")
    (dossier / "cle.json").write_text(json.dumps(d.cle()), encoding="utf-8")
    return str(dossier / "schema.txt"), str(dossier / "cle.json")


def test_lire_donne_des_elements_et_leur_passage_en_json_et_en_yaml(paire, capsys):
    assert main(["lecture", "lire", paire[0], "--format", "json"]) == 0
    lue = json.loads(capsys.readouterr().out)
    fiches = [e for e in lue["elements"] if e["genre"] == "fiche"]
    assert [f["numero"] for f in fiches] == [1, 2, 3, 4, 5, 6]
    debut, fin = fiches[0]["passage"]
    texte = document("engagements-propre").texte()
    assert "Fiche N°1" in texte[debut - 15 : fin]

    assert main(["lecture", "lire", paire[0], "--format", "yaml"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == lue


def test_evaluer_donne_les_notes_de_chaque_genre_et_de_l_ensemble(paire, capsys):
    assert main(["lecture", "evaluer", *paire, "--format", "json"]) == 0

    notes = json.loads(capsys.readouterr().out)
    champs = {"precision", "rappel", "f1", "vrais", "faux", "manques"}
    assert notes.keys() == {"genres", "global"}
    assert all(set(n) == champs for n in (*notes["genres"].values(), notes["global"]))
    assert notes["genres"]["fiche"]["vrais"] == 6


def test_plusieurs_paires_comptent_ensemble_et_une_lecture_enregistree_suffit(paire, tmp_path, capsys):
    # the key, given as a reading: nothing is wrong, twice
    lecture = tmp_path / "lecture.json"
    lecture.write_text(json.dumps(document("engagements-propre").cle()), encoding="utf-8")
    assert main(["lecture", "evaluer", str(lecture), paire[1], str(lecture), paire[1], "--format", "json"]) == 0

    ensemble = json.loads(capsys.readouterr().out)["global"]
    assert (ensemble["f1"], ensemble["faux"], ensemble["manques"]) == (1.0, 0, 0)
    assert ensemble["vrais"] == 2 * len(document("engagements-propre").cle()["elements"])


def test_les_erreurs_se_lisent_une_par_ligne(paire, tmp_path, capsys):
    vide = tmp_path / "vide.json"
    vide.write_text('{"elements": [{"genre": "fiche", "numero": 40, "texte": "Inventée"}]}', encoding="utf-8")
    assert main(["lecture", "evaluer", str(vide), paire[1], "--erreurs"]) == 0

    dit = capsys.readouterr().out
    assert "faux essai" not in dit
    assert "faux engagements-propre.txt fiche 40 : Inventée" in dit
    assert dit.count("manque engagements-propre.txt fiche ") == 6


def test_tout_ce_qui_manque_est_dit_ensemble(tmp_path, capsys):
    absent = str(tmp_path / "absent.pdf")
    assert main(["lecture", "evaluer", absent, absent, absent, absent]) == 2
    assert capsys.readouterr().err.count("- ") == 4  # each document and each key
    assert main(["lecture", "evaluer", absent]) == 2
    assert "sans sa clé" in capsys.readouterr().err
    assert main(["lecture", "lire", absent]) == 2
    assert "il n'existe pas" in capsys.readouterr().err


def test_la_famille_se_charge_sans_django_ni_moteur():
    code = (
        "import sys; from jalons.cli import construire; construire('lecture');"
        "lourds = {'django', 'psycopg', 'pypdfium2', 'pdfplumber', 'wordfreq', 'numpy', 'scipy', 'lxml'};"
        "sys.exit(', '.join(lourds & set(sys.modules)) or 0)"
    )
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (fait.returncode, fait.stderr) == (0, "")


def test_une_lecture_qui_dure_dit_ou_elle_en_est_sur_l_erreur_standard(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(extraits, "SILENCE", 0.0)
    monkeypatch.setattr(extraits, "PAS", 0.0)
    monkeypatch.setattr(lecture, "SILENCE", 0.0)
    (tmp_path / "schema.pdf").write_bytes(pdf([(60, 780, "Fiche 1")], [(60, 780, "Fiche 2")]))

    assert main(["lecture", "lire", str(tmp_path / "schema.pdf"), "--format", "json"]) == 0

    sorties = capsys.readouterr()
    assert json.loads(sorties.out)["document"] == "schema.pdf"
    assert "100 %" in sorties.err
    assert "la structure est recherchée" in sorties.err


def test_chaque_document_et_chaque_cle_absents_sont_dits_d_un_coup(tmp_path, capsys):
    absents = [str(tmp_path / nom) for nom in ("a.txt", "a.json", "b.txt", "b.json")]

    assert main(["lecture", "evaluer", *absents]) == 2

    dit = capsys.readouterr().err
    assert [nom for nom in absents if nom not in dit] == []
    assert "4 fautes" in dit
