"""``jalons analyse parcours``: what it finds on invented tables, in the three forms, and every refusal at once."""

import csv
import io
import json
import subprocess
import sys
from xml.etree import ElementTree

import polars as pl
import pytest

from jalons.cli import main


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    sortie = tmp_path_factory.mktemp("registres")
    assert main(["synthese", "generer", "--enfants", "300", "--annees", "4", "--sortie", str(sortie)]) == 0
    return str(sortie)


def parcours(*arguments):
    return main(["analyse", "parcours", *arguments])


def lu(capsys, *arguments):
    capsys.readouterr()
    assert parcours(*arguments, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def petit(dossier):
    return [dossier, "--mois", "24", "--types", "3"]


def test_tout_ce_qui_est_compte_se_recompte(petit, capsys):
    dit = lu(capsys, *petit)
    premier = dit["effectifs"][0]
    assert sum(premier) == dit["enfants"] > 300
    assert sum(t["nombre"] for t in dit["typologie"]["types"]) == dit["typologie"]["compares"]
    assert sum(t["part"] for t in dit["typologie"]["types"]) == pytest.approx(1)
    fratrie = dit["fratries"]["au_jour"]
    assert fratrie["enfants"] == fratrie["ensemble"] + fratrie["separes"] + fratrie["non_verifiables"]
    assert [f["mois"] for f in dit["retours"] if f["cause"] == "retour"] == [6, 12, 24]


def listes(valeur):
    """Every list of a JSON document."""
    if isinstance(valeur, list):
        yield valeur
    for dedans in valeur if isinstance(valeur, list) else valeur.values() if isinstance(valeur, dict) else ():
        yield from listes(dedans)


def test_aucune_liste_n_est_aussi_longue_que_le_nombre_d_enfants(petit, capsys):
    dit = lu(capsys, *petit)
    assert max(len(liste) for liste in listes(dit)) < dit["typologie"]["compares"]


@pytest.mark.parametrize(
    ("distance", "couts", "methode"),
    [
        ("om", "2,1", "ward"),
        ("om", "1.5,1", "pam"),
        ("hamming", "constants", "hdbscan"),
        ("dhd", "taux", "pam"),
        ("lcs", "taux", "ward"),
    ],
)
def test_chaque_distance_et_chaque_methode_donne_des_types(petit, capsys, distance, couts, methode):
    dit = lu(capsys, *petit, "--distance", distance, "--couts", couts, "--methode", methode)["typologie"]
    assert dit["types"]
    assert -1 <= dit["qualite"]["silhouette"] <= 1


@pytest.mark.parametrize("origine", ["age", "calendrier"])
def test_chaque_origine_compte_ses_mois(dossier, capsys, origine):
    dit = lu(capsys, dossier, "--origine", origine, "--mois", "36", "--age", "10")
    assert dit["origine"] == origine
    assert len(dit["effectifs"]) == 36


def test_la_meme_graine_donne_la_meme_reponse(petit, capsys):
    assert lu(capsys, *petit, "--echantillon", "60") == lu(capsys, *petit, "--echantillon", "60")


def test_le_texte_avertit_avant_toute_publication(petit, capsys):
    capsys.readouterr()
    assert parcours(*petit) == 0
    dit = capsys.readouterr().out
    assert "Type 1, " in dit
    assert "contrôle de la confidentialité" in dit


def test_le_csv_a_un_chiffre_par_ligne(petit, capsys):
    capsys.readouterr()
    assert parcours(*petit, "--format", "csv") == 0
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {ligne["tableau"] for ligne in lignes} == {
        "effectifs",
        "mesures",
        "flux",
        "types",
        "fins",
        "retours",
        "fratries",
    }


def test_les_images_ont_chacune_leur_table(petit, tmp_path, capsys):
    dit = lu(capsys, *petit, "--sortie", str(tmp_path / "images"))
    assert len(dit["fichiers"]) == 10
    for image in (tmp_path / "images").glob("*.svg"):
        ElementTree.fromstring(image.read_text())  # noqa: S314 - written by us
        assert len(image.with_suffix(".csv").read_text().splitlines()) > 1


def test_des_couts_ecrits_dans_un_fichier(petit, tmp_path, capsys):
    fichier = tmp_path / "couts.csv"
    fichier.write_text("etat;aed;aemo\naed;0;0,5\naemo;0,5;0\ninsertion;1\n")
    assert lu(capsys, *petit, "--couts", str(fichier))["typologie"]["couts"] == "coûts donnés"


def test_des_couts_faux_sont_refuses_ligne_par_ligne(petit, tmp_path, capsys):
    fichier = tmp_path / "couts.csv"
    fichier.write_text("etat,aed,lune\naed,1,x\naemo,2,3\n")
    capsys.readouterr()
    assert parcours(*petit, "--couts", str(fichier)) == 2
    dit = capsys.readouterr().err
    for mots in (
        "« x » n'est pas un coût",
        "État inconnu : « lune »",
        "insertion manque",
        "ne diffère pas de lui-même",
    ):
        assert mots in dit


def test_toutes_les_fautes_sont_dites_a_la_fois(tmp_path, capsys):
    capsys.readouterr()
    assert (
        parcours(str(tmp_path / "rien"), "--mois", "deux", "--origine", "lune", "--au", "demain", "--types", "99") == 2
    )
    dit = capsys.readouterr().err
    assert "5 fautes" in dit
    for mots in ("« lune »", "« deux »", "« demain »", "« 99 »", "n'est pas un dossier"):
        assert mots in dit


def test_un_premier_jour_apres_le_dernier_est_refuse(petit, capsys):
    capsys.readouterr()
    assert parcours(*petit, "--depuis", "2022-01-01", "--au", "2021-01-01") == 2
    assert "suit le dernier" in capsys.readouterr().err


def test_des_tables_vides_ne_font_pas_tomber_la_commande(dossier, tmp_path, capsys):
    for nom in ("enfants", "mesures", "sejours", "informations_preoccupantes"):
        pl.read_parquet(f"{dossier}/{nom}.parquet").clear().write_parquet(tmp_path / f"{nom}.parquet")
    dit = lu(capsys, str(tmp_path), "--au", "2022-12-31", "--depuis", "2020-01-01", "--sortie", str(tmp_path / "f"))
    assert (dit["enfants"], dit["typologie"], dit["duree_mediane_jours"]) == (0, None, None)


def test_l_aide_ne_charge_ni_numba_ni_scikit_learn():
    programme = (
        "import sys; from jalons.cli import main\n"
        "try: main(['analyse', 'parcours', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in ('numba', 'sklearn', 'scipy', 'polars', 'django') if m in sys.modules))"
    )
    fait = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    assert fait.stdout.splitlines()[-1] == "[]"
