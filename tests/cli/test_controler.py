"""The pure commands: what they print, their exit codes, and that they load neither Django nor a database driver."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from jalons.cli import main

EXEMPLES = Path(__file__).parents[2] / "exemples"
CANTAL = str(EXEMPLES / "contrats" / "cantal.yaml")
SCHEMA = str(EXEMPLES / "schemas" / "pas-de-calais.yaml")


def test_le_json_porte_les_cles_promises(capsys):
    code = main(["contrats", "controler", CANTAL, "--format", "json", "--au", "2024-01-01"])

    donnees = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {"totaux", "parts", "parts_departement", "regle_50", "duree_mois", "objectifs", "ecarts"} <= set(donnees)
    assert set(donnees["totaux"]) == {"total", "par_source"}
    assert {"code", "gravite", "confirme", "message", "chiffres", "source"} <= set(donnees["ecarts"][0])
    assert donnees["parts"]["ETAT"] == 74.07


def test_le_schema_en_json(capsys):
    assert main(["schemas", "controler", SCHEMA, "--format", "json", "--au", "2024-01-01"]) == 0

    donnees = json.loads(capsys.readouterr().out)
    assert (donnees["engagements"], donnees["sous_themes"], donnees["points"]) == (4, 19, 181)


def test_le_csv_donne_un_ecart_par_ligne(capsys):
    main(["contrats", "controler", CANTAL, "--format", "csv", "--au", "2024-01-01"])

    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"terme_hors_regime", "action_en_double"} <= {x["code"] for x in lignes}
    assert {x["confirme"] for x in lignes} <= {"oui", "non"}


@pytest.mark.parametrize("arguments", [["contrats", "controler", CANTAL], ["schemas", "controler", SCHEMA],
                                       ["contrats", "enveloppe", str(EXEMPLES / "enveloppes" / "2020.yaml")]])  # fmt: skip
def test_le_texte_se_lit(arguments, capsys):
    assert main(arguments) == 0

    sortie = capsys.readouterr().out
    assert "écart" in sortie
    assert "None" not in sortie


def test_un_ecart_bloquant_sort_avec_3(tmp_path, capsys):
    mauvais = tmp_path / "contrat.yaml"
    mauvais.write_text(
        'departement: "15"\nintitule: C\nregime: "2022"\nobjectifs:\n'
        "  - {cle: o, categorie: obligatoire, complete: non, annonces: 5}\n"
        "  - {cle: f, categorie: facultatif, complete: non, annonces: 6}\n",
        encoding="utf-8",
    )

    assert main(["contrats", "controler", str(mauvais)]) == 3
    assert "BLOQUANT (regime_non_respecte)" in capsys.readouterr().out


def test_un_mauvais_fichier_sort_avec_2_et_dit_tout(tmp_path, capsys):
    mauvais = tmp_path / "contrat.yaml"
    mauvais.write_text(
        'departement: "15"\nregime: "1999"\ndates: [{etape: signature, le: 2021-02-30}]\n', encoding="utf-8"
    )

    assert main(["contrats", "controler", str(mauvais), "--format", "json"]) == 2

    fautes = json.loads(capsys.readouterr().out)["fautes"]
    assert {f["lieu"] for f in fautes} == {"intitule", "regime", "dates[0].le"}


def test_un_jour_qui_n_existe_pas_est_refuse(capsys):
    with pytest.raises(SystemExit) as sortie:
        main(["contrats", "controler", CANTAL, "--au", "demain"])

    assert sortie.value.code == 2
    assert "AAAA-MM-JJ" in capsys.readouterr().err


@pytest.mark.parametrize("famille", ["contrats", "schemas"])
def test_la_commande_ne_charge_ni_django_ni_pilote_de_base(famille):
    chemin = CANTAL if famille == "contrats" else SCHEMA
    programme = (
        "import sys; from jalons.cli import main; main(sys.argv[1:]); "
        "sys.exit(bool({'django', 'psycopg'} & set(sys.modules)))"
    )

    resultat = subprocess.run([sys.executable, "-c", programme, famille, "controler", chemin], capture_output=True)

    assert resultat.returncode == 0, resultat.stderr.decode()
