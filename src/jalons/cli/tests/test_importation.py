"""The import commands, run inside the tests' own Django and base."""

import json
from pathlib import Path

import pytest

from jalons.application.contrats import selectors
from jalons.application.socle.perimetre import perimetre
from jalons.cli import importation, main

EXEMPLES = Path(__file__).parents[4] / "exemples"
CANTAL = str(EXEMPLES / "contrats" / "cantal.yaml")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _deja_pret(monkeypatch):
    monkeypatch.setattr(importation, "preparer", lambda *a, **k: None)


def test_importer_deux_fois_le_meme_fichier_ne_change_rien(capsys):
    main(["contrats", "importer", CANTAL, "--format", "json"])
    premier = json.loads(capsys.readouterr().out)
    main(["contrats", "importer", CANTAL, "--format", "json"])
    second = json.loads(capsys.readouterr().out)
    assert (premier["nouveau"], second["nouveau"]) == (True, False)
    assert second["changements"] == []
    assert premier["cle"] == second["cle"]


def test_un_fichier_d_un_autre_departement_est_refuse(capsys):
    assert main(["contrats", "importer", CANTAL, "--departement", "63"]) == 2
    assert "l'import est limité à « 63 »" in capsys.readouterr().err


def test_un_fichier_fautif_dit_toutes_ses_fautes_et_n_ecrit_rien(tmp_path, capsys):
    fautif = tmp_path / "fautif.yaml"
    fautif.write_text(
        'departement: "15"\nintitule: X\nregime: "1999"\nperiode: {debut: 2024, fin: 2022}\n', encoding="utf-8"
    )
    assert main(["contrats", "importer", str(fautif)]) == 2
    erreur = capsys.readouterr().err
    assert "2 fautes" in erreur
    with perimetre(["15"]):
        assert not selectors.tous().exists()


def test_exporter_puis_controler_donne_le_meme_dossier(tmp_path, capsys):
    from jalons.application.contrats.fichier import lire

    main(["contrats", "importer", CANTAL])
    assert main(["contrats", "exporter", "--departement", "15", "--sortie", str(tmp_path)]) == 0
    [fichier] = tmp_path.glob("*.yaml")
    assert fichier.name == "15-contrat-departemental-de-prevention-et-de-protection-de-l-enfance-2022-2024.yaml"
    assert lire(fichier.read_bytes()) == lire(Path(CANTAL).read_bytes())


def test_exporter_ne_sort_pas_du_departement_demande(tmp_path, capsys):
    main(["contrats", "importer", CANTAL])
    capsys.readouterr()
    main(["contrats", "exporter", "--departement", "63", "--format", "json"])
    assert json.loads(capsys.readouterr().out) == {"contrats": []}


def test_le_schema_s_importe_et_annonce_ses_ecarts(capsys):
    chemin = str(EXEMPLES / "schemas" / "pas-de-calais.yaml")
    code = main(["schemas", "importer", chemin, "--format", "json"])
    resultat = json.loads(capsys.readouterr().out)
    assert resultat["nouveau"] is True
    assert code == (3 if any(e["confirme"] and e["gravite"] == "bloquant" for e in resultat["ecarts"]) else 0)
