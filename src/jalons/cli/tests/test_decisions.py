"""A team answers in its workbook; the file is corrected and checked again, or nothing is."""

import json

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from jalons.cli import main

ID = "a" * 40
CSV = f"NUMANONYM;EQUIPE;DECISION;TYPEV;MOTFININT;DATDECPE\n{ID};Lens;1;3;4;2024-01-02\n{ID};Arras;2;1;;2024-01-03\n"


def valider(*arguments):
    return main(["analyse", "valider", *arguments])


@pytest.fixture
def extrait(tmp_path):
    chemin = tmp_path / "extrait.csv"
    chemin.write_text(CSV, encoding="utf-8")
    return str(chemin)


def repondre(extrait, tmp_path, suite, motif, apres=""):
    """The workbook of Lens as it comes back: one answer, on the reason of the end."""
    assert valider(extrait, "--sortie", str(tmp_path / "retours")) == 0
    livre = CalamineWorkbook.from_path(str(tmp_path / "retours" / "equipe-01-Lens.xlsx"))
    rendu = tmp_path / "rendu.xlsx"
    with xlsxwriter.Workbook(rendu, {"strings_to_formulas": False}) as neuf:
        feuille = neuf.add_worksheet("Fautes")
        for rang, ligne in enumerate(livre.get_sheet_by_name("Fautes").to_python()):
            repond = ligne[4] == "MOTFININT" and ligne[0] == "0035"
            feuille.write_row(rang, 0, [*ligne[:8], suite, motif, apres] if repond else ligne)
    return str(rendu)


def test_une_reparation_est_appliquee_et_la_faute_disparait(extrait, tmp_path, capsys):
    rendu = repondre(extrait, tmp_path, "réparée", "relu dans le dossier papier", "2")
    capsys.readouterr()

    sortie = tmp_path / "corrige"
    assert valider(extrait, "--decisions", rendu, "--par", "agent-7", "--sortie", str(sortie), "--format", "json") == 0

    dit = json.loads(capsys.readouterr().out)
    assert dit["decisions"] == {"reparees": 1, "refusees": 0, "acceptees": 0, "caduques": 0}
    assert {c["controle"]: c["fautes"] for c in dit["controles"]}["0035"] == 0
    assert valider(str(sortie / "evenements-corriges.csv"), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["evenements"] == 2


def test_une_reponse_qui_ne_tient_pas_n_applique_et_n_ecrit_rien(extrait, tmp_path, capsys):
    rendu = repondre(extrait, tmp_path, "réparée", "court")

    assert valider(extrait, "--decisions", rendu, "--decisions", "absent.xlsx", "--sortie", str(tmp_path / "c")) == 2

    dit = capsys.readouterr().err
    assert all(mot in dit for mot in ("--par", "absent.xlsx", "Écrivez pourquoi", "nouvelle valeur"))
    assert not (tmp_path / "c").exists()
