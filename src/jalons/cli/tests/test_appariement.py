"""``jalons appariement`` as a user types it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from jalons.cli import main


@pytest.fixture(scope="module")
def probleme(tmp_path_factory):
    fichier = tmp_path_factory.mktemp("places") / "essai.json"
    assert main(["appariement", "tirer", "--enfants", "12", "--places", "16", "--sortie", str(fichier)]) == 0
    return str(fichier)


def test_le_plan_dit_sa_preuve_ses_propositions_et_qui_n_en_a_pas(probleme, capsys):
    assert main(["appariement", "resoudre", probleme, "--format", "json"]) == 0

    lu = json.loads(capsys.readouterr().out)
    assert lu["plan"]["statut"] == "optimal"
    assert lu["plan"]["ecart"] == 0
    assert len(lu["propositions"]) + len(lu["sans_place"]) == 12
    assert all(s["phrase"] for s in lu["sans_place"])


def test_le_texte_se_lit_et_rappelle_qu_une_personne_decide(probleme, capsys):
    assert main(["appariement", "resoudre", probleme]) == 0

    dite = capsys.readouterr().out
    assert dite.startswith("Meilleur plan possible, prouvé")
    assert "une personne décide" in dite


def test_un_plan_precedent_n_est_pas_bouscule(probleme, tmp_path, capsys):
    assert main(["appariement", "resoudre", probleme, "--format", "json"]) == 0
    plan = tmp_path / "plan.json"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")

    commande = ["appariement", "resoudre", probleme, "--precedent", str(plan), "--changements", "0", "--format", "csv"]
    assert main(commande) == 0

    lignes = {x["enfant"]: x["lieu"] for x in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    avant = {p["enfant"]: p["lieu"] for p in json.loads(plan.read_text(encoding="utf-8"))["propositions"]}
    assert {e: lieu for e, lieu in lignes.items() if lieu} == avant


def test_les_places_d_un_enfant_et_d_une_fratrie(probleme, capsys):
    assert main(["appariement", "proposer", probleme, "--enfant", "e3", "--format", "json"]) == 0
    lu = json.loads(capsys.readouterr().out)
    lieux = len(json.loads(Path(probleme).read_text(encoding="utf-8"))["lieux"])
    assert lu["admissibles"] + len(lu["ecartes"]) == lieux
    assert all(e["raisons"] for e in lu["ecartes"])

    assert main(["appariement", "proposer", probleme, "--fratrie", "f0"]) == 0
    assert "Fratrie f0" in capsys.readouterr().out


def test_une_paire_s_explique_regle_par_regle(probleme, capsys):
    assert main(["appariement", "expliquer", probleme, "--enfant", "e0", "--place", "l0", "--format", "json"]) == 0
    lu = json.loads(capsys.readouterr().out)
    assert len(lu["regles"]) == 13
    assert {v["code"] for v in lu["voeux"]} >= {"parents", "duree", "charge", "territoire"}

    assert main(["appariement", "expliquer", probleme, "--enfant", "e0", "--place", "l0"]) == 0
    assert "Âge (" in capsys.readouterr().out


def test_des_places_de_plus_se_simulent(tmp_path, capsys):
    probleme = str(tmp_path / "serre.json")
    assert main(["appariement", "tirer", "--enfants", "12", "--places", "4", "--sortie", probleme]) == 0
    capsys.readouterr()
    ajouts = tmp_path / "ouvertures.json"
    ouverte = {"cle": "village", "libres": 50, "genre": "village_enfants", "autorise": "oui", "age_min": 0,
               "age_max": 20, "accueil": "mixte", "publics": ["general", "mna"], "sejour_limite": "non"}  # fmt: skip
    ajouts.write_text(json.dumps({"lieux": [ouverte]}), encoding="utf-8")

    assert main(["appariement", "simuler", probleme, "--ajouter", str(ajouts), "--format", "json"]) == 0

    lu = json.loads(capsys.readouterr().out)
    assert lu["apres"]["sans_place"] < lu["avant"]["sans_place"]
    assert lu["usages"][0]["ajoutees"] == 50
    assert lu["usages"][0]["occupees"] > 0


def test_le_format_publie_est_un_json_schema_que_le_probleme_respecte(probleme, capsys):
    assert main(["appariement", "format"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(Path(probleme).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("suite", "mot"),
    [
        (["resoudre", "{p}", "--changements", "x"], "--changements"),
        (["resoudre", "{p}", "--precedent", "{p}"], "n'est pas un plan"),
        (["resoudre", "{p}", "--poids", "{p}"], "n'existe pas ici"),
        (["resoudre", "absent.json"], "il n'existe pas"),
        (["resoudre", "."], "Refaites l'extraction"),
        (["expliquer", "{p}", "--enfant", "zz", "--place", "l0"], "n'est pas un enfant"),
        (["expliquer", "{p}", "--enfant", "e0", "--place", "zz"], "n'est pas un lieu"),
        (["proposer", "{p}"], "l'un des deux"),
        (["proposer", "{p}", "--fratrie", "zz"], "n'est pas une fratrie"),
        (["tirer", "--enfants", "-1", "--sortie", "x.json"], "--enfants"),
        (["tirer", "--sortie", "/absent/x.json"], "ne peut être écrit"),
    ],
)
def test_une_mauvaise_entree_est_refusee_par_une_phrase(probleme, suite, mot, capsys):
    assert main(["appariement", *(s.replace("{p}", probleme) for s in suite)]) == 2

    assert mot in capsys.readouterr().err


def test_la_commande_ne_charge_ni_django_ni_le_solveur_pour_s_expliquer():
    programme = (
        "import sys; from jalons.cli import construire; construire('appariement');"
        "print([m for m in ('django', 'ortools', 'numpy', 'polars') if m in sys.modules])"
    )
    fini = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert fini.stdout.strip() == "[]"
