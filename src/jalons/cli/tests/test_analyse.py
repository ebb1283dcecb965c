"""``jalons analyse delais``: what it measures on invented tables, in the three forms, and every refusal at once."""

import csv
import io
import json
import subprocess
import sys

import polars as pl
import pytest

from jalons.cli import main
from jalons.droit.loader import CATALOGUE


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    sortie = tmp_path_factory.mktemp("registres")
    assert main(["synthese", "generer", "--enfants", "300", "--annees", "3", "--sortie", str(sortie)]) == 0
    return str(sortie)


def delais(*arguments):
    return main(["analyse", "delais", *arguments])


def test_chaque_delai_a_ses_comptes_et_sa_mediane(dossier, capsys):
    assert delais(dossier, "--format", "json") == 0

    dit = json.loads(capsys.readouterr().out)
    lus = {r["lien"]: r for r in dit["resultats"]}
    assert dit["au"].startswith("2022-12-")
    assert all(r["commencees"] == r["finies"] + r["attendent"] + r["sans_objet"] for r in lus.values())
    assert 50 < lus["evaluation"]["mediane"]["jours"] < 95
    assert lus["information_evaluation"]["part"]["regle"] == "IP-EVAL"
    assert lus["decision_effective"]["part"] is None


def test_un_fichier_local_ajoute_l_objectif_du_departement(dossier, capsys):
    local = CATALOGUE / "local" / "pas-de-calais" / "echeances.yaml"
    assert delais(dossier, "--local", str(local), "--format", "json") == 0

    lus = {r["lien"]: r for r in json.loads(capsys.readouterr().out)["resultats"]}
    part = lus["decision_effective"]["part"]
    assert (part["regle"], part["nature"]) == ("ADM-DELAI-CIBLE-AED", "objectif local")
    assert part["concernees"] < lus["decision_effective"]["commencees"]


def test_un_jour_plus_tot_on_en_sait_moins(dossier, capsys):
    comptes = []
    for au in ("2021-12-31", "2022-12-31"):
        assert delais(dossier, "--au", au, "--format", "json") == 0
        lus = {r["lien"]: r for r in json.loads(capsys.readouterr().out)["resultats"]}
        comptes.append(lus["qualification"]["commencees"])
    assert 0 < comptes[0] < comptes[1]


def test_par_territoire_en_csv_un_groupe_par_ligne(dossier, capsys):
    assert delais(dossier, "--par", "territoire", "--format", "csv") == 0

    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    groupes = {x["groupe"] for x in lignes}
    assert all(g.startswith("MDS ") for g in groupes)
    assert len(lignes) == 10 * len(groupes)


def test_le_texte_dit_que_ceux_qui_attendent_comptent(dossier, capsys):
    assert delais(dossier) == 0
    dit = capsys.readouterr().out
    assert "Ceux qui attendent encore comptent" in dit
    assert "Évaluer la situation : médiane" in dit


def test_toutes_les_fautes_sont_dites_a_la_fois(tmp_path, capsys):
    assert delais(str(tmp_path / "rien"), "--par", "couleur", "--au", "hier") == 2

    dit = capsys.readouterr().err
    assert "3 fautes" in dit
    assert all(mot in dit for mot in ("« hier »", "« couleur »", "n'est pas un dossier"))


def test_une_table_absente_et_une_autre_illisible_sont_nommees(dossier, tmp_path, capsys):
    for nom in ("enfants", "familles", "ip_enfants", "evaluations", "mesures", "decisions"):
        pl.read_parquet(f"{dossier}/{nom}.parquet").write_parquet(tmp_path / f"{nom}.parquet")
    (tmp_path / "ppe.parquet").write_text("bonjour", encoding="utf-8")
    pl.DataFrame({"ip": [1]}).write_parquet(tmp_path / "ip_enfants.parquet")

    assert delais(str(tmp_path)) == 2

    dit = capsys.readouterr().err
    assert "informations_preoccupantes.parquet : La table manque" in dit
    assert "ppe.parquet : Le fichier n'est pas une table Parquet lisible" in dit
    assert "ip_enfants.parquet : La table n'a pas les colonnes attendues : enfant" in dit


def test_des_tables_fautives_sont_mesurees_et_le_desordre_est_dit(tmp_path, capsys):
    fautes = ["--fautes", "0.05"]
    assert main(["synthese", "generer", "--enfants", "200", "--annees", "2", *fautes, "--sortie", str(tmp_path)]) == 0
    capsys.readouterr()

    assert delais(str(tmp_path), "--format", "json") == 0
    lus = json.loads(capsys.readouterr().out)["resultats"]
    assert sum(r["non_verifiables"] for r in lus) > 0


def test_la_commande_ne_charge_ni_django_ni_scipy_pour_son_aide():
    code = (
        "import sys; from jalons.cli import construire; construire('analyse');"
        "print([m for m in ('django', 'scipy', 'polars') if m in sys.modules])"
    )
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert sortie.stdout.strip() == "[]"
