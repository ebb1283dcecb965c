"""``jalons analyse publier``: whole or nothing, an accessible note, a log kept apart."""

import json
from dataclasses import replace

import pypdfium2
import pytest

from jalons.analyse.publications import note
from jalons.analyse.publications.assemblage import assembler
from jalons.analyse.publications.tests.fabrique import TEXTE, contours, edition, fichiers
from jalons.application.documents.pdf import composer
from jalons.cli import main


@pytest.fixture
def depart(tmp_path):
    for nom, contenu in fichiers().items():
        (tmp_path / nom).write_bytes(contenu)
    (tmp_path / "edition.yaml").write_text(TEXTE)
    return tmp_path


def lancer(depart, *options):
    return main(["analyse", "publier", str(depart / "edition.yaml"), "--contours", str(contours(depart)), *options])


def test_le_dossier_est_complet_et_le_journal_a_part(depart, capsys):
    assert lancer(depart, "--sortie", str(depart / "note"), "--format", "json") == 0
    reponse = json.loads(capsys.readouterr().out)

    assert reponse["resiste"] is True
    assert {"note.pdf", "tableaux.xlsx", "page.html", "confies.csv", "SHA256SUMS"} <= {
        p.name for p in (depart / "note").iterdir()
    }
    assert "journal.json" not in {p.name for p in (depart / "note").iterdir()}
    assert json.loads((depart / "note-prive" / "journal.json").read_text())["resiste"] is True


def test_la_note_tient_sur_une_feuille_et_dit_les_marques(depart):
    assert lancer(depart, "--sortie", str(depart / "note")) == 0
    lue = pypdfium2.PdfDocument(str(depart / "note" / "note.pdf"))
    texte = "\n".join(page.get_textpage().get_text_range() for page in lue)

    assert len(lue) <= 2
    assert "secret statistique" in texte
    assert "confies_mineurs" in texte


def test_sans_sortie_rien_n_est_ecrit_et_sans_fichier_non_plus(depart, capsys):
    avant = sorted(p.name for p in depart.iterdir())
    assert lancer(depart) == 0
    assert sorted({p.name for p in depart.iterdir()} - {"index.js"}) == avant

    (depart / "taux.csv").unlink()
    assert lancer(depart, "--sortie", str(depart / "note")) == 2
    assert "taux.csv" in capsys.readouterr().err
    assert not (depart / "note").exists()


def test_un_dossier_deja_publie_est_garde(depart, capsys):
    assert lancer(depart, "--sortie", str(depart / "note")) == 0
    assert lancer(depart, "--sortie", str(depart / "note")) == 2
    assert "n'en remplace jamais une autre" in capsys.readouterr().err


@pytest.mark.parametrize("nue", [False, True])
@pytest.mark.parametrize("corrige", ["", "L'Est était mal compté."])
def test_la_note_est_un_pdf_accessible_quoi_qu_elle_contienne(tmp_path, nue, corrige):
    declaree = replace(edition(), corrige=corrige)
    if nue:
        declaree = replace(declaree, chiffres=(), traces=(), textes=())
    contenu = assembler(declaree, fichiers(), contours=contours(tmp_path)).contenu
    rendue = composer(note.MODELE, note.donnees(contenu, annexe=not nue), images=note.images(contenu))
    assert rendue.startswith(b"%PDF")
