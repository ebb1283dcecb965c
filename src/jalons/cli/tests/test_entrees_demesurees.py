"""Ten gigabytes of zeros, or more rows than fit: every reader refuses with a sentence, in little memory, writing nothing."""

import json
import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from jalons.analyse.attaque.lecture import lire_publie
from jalons.analyse.secret.lecture import lire_lignes
from jalons.analyse.sources import drees, flux, parquets
from jalons.noyau.saisie import EntreeRefusee

DIX_GIGAOCTETS = 10 * 2**30
MEGAOCTETS = 600
"""Allowed to a process that loads every engine; a file held in memory would take ten times as much."""
TABLES = ("enfants", "mesures", "sejours", "lieux", "decisions", "informations_preoccupantes", "ip_enfants", "ppe",
          "evaluations", "foyers", "familles")  # fmt: skip
PROGRAMME = """
import contextlib, io, json, re, sys
from jalons.cli import main
dits = []
for commande in json.loads(sys.argv[1]):
    erreurs = io.StringIO()
    with contextlib.redirect_stderr(erreurs), contextlib.redirect_stdout(io.StringIO()):
        code = main(commande)
    dits.append([commande, code, erreurs.getvalue()])
with open("/proc/self/status") as etat:
    plus_haut = int(re.search(r"VmHWM:\\s+(\\d+)", etat.read())[1])
print(json.dumps([dits, plus_haut // 1024]))
"""
"""Its own highest memory: what ``getrusage`` tells is at least that of the process which started it."""


def zeros(chemin):
    """A sparse file: it takes no room on the disk."""
    with chemin.open("wb") as fichier:
        fichier.truncate(DIX_GIGAOCTETS)
    return str(chemin)


@pytest.fixture
def monde(tmp_path):
    registres, publie = tmp_path / "registres", tmp_path / "publie"
    registres.mkdir()
    publie.mkdir()
    for nom in TABLES:
        zeros(registres / f"{nom}.parquet")
    zeros(publie / "z.csv")
    zeros(tmp_path / "z.xml")
    return tmp_path


def test_dix_gigaoctets_de_zeros_sont_refuses_par_chaque_lecteur(monde):
    registres, csv, xml = str(monde / "registres"), str(monde / "publie" / "z.csv"), str(monde / "z.xml")
    sortie = monde / "sortie"
    commandes = [
        ["analyse", "indicateurs", "--source", registres, "--au", "2024-12-31"],
        ["analyse", "parcours", registres, "--sortie", str(sortie)],
        ["analyse", "delais", registres],
        ["analyse", "projeter", registres],
        ["analyse", "projeter", registres, "--champ", "domicile", "--scenario", csv],
        ["analyse", "comparer", "--departement", "62", "--annee", "2020", "--drees", str(monde / "publie")],
        ["analyse", "proteger", csv, "--dimensions", "a,b", "--sortie", str(sortie)],
        ["analyse", "attaquer", csv, "--dimensions", "a,b"],
        ["analyse", "valider", xml, "--sortie", str(sortie)],
        ["olinpe", "exporter", registres, "--annee", "2022", "--sortie", str(monde / "o.xml")],
        ["olinpe", "relire", xml, "--sortie", str(monde / "o.csv")],
    ]

    # by a shell that forks: the peak of a process begins at that of the one that started it, and this one is large
    fini = subprocess.run(
        ["/bin/sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", PROGRAMME, json.dumps(commandes)],
        capture_output=True, text=True, check=False, cwd=monde,
    )  # fmt: skip

    assert fini.returncode == 0, fini.stderr
    dits, megaoctets = json.loads(fini.stdout)
    assert {" ".join(c[:2]): code for c, code, _ in dits if code != 2} == {}
    assert all("Rien n'a été écrit" in erreurs for _, _, erreurs in dits)
    assert megaoctets < MEGAOCTETS
    assert sorted(p.name for p in monde.iterdir()) == ["publie", "registres", "z.xml"]


def test_une_table_qui_ne_tiendrait_pas_est_refusee_avant_d_etre_lue(tmp_path, monkeypatch):
    fichier = tmp_path / "mesures.parquet"
    pl.DataFrame({"mesure": range(1000), "debut_le": [date(2024, 1, 1)] * 1000}).write_parquet(fichier)
    monkeypatch.setattr(parquets, "OCTETS_MAXIMAUX", 10_000)
    fautes = []

    lue = parquets.lire_table(fichier, ("mesure", "debut_le"), fautes)

    assert lue.is_empty()
    assert ["en mémoire" in f.message for f in fautes] == [True]


@pytest.mark.parametrize("colonnes", [("mesure",), ("debut_le", "mesure")])
def test_une_table_qui_tient_est_lue(tmp_path, colonnes):
    fichier, fautes = tmp_path / "mesures.parquet", []
    pl.DataFrame({"mesure": [1], "debut_le": [date(2024, 1, 1)], "autre": ["x"]}).write_parquet(fichier)

    assert parquets.lire_table(fichier, colonnes, fautes, facultatives=("rien",)).columns == list(colonnes)
    assert fautes == []


def test_une_serie_de_trop_de_lignes_est_refusee(tmp_path, monkeypatch):
    monkeypatch.setattr(flux, "LIGNES_EN_MEMOIRE", 3)
    entete = "annee,code_departement,departement,indicateur,valeur\n"
    (tmp_path / "serie.csv").write_text(entete + "2020,62,Pas-de-Calais,confies,1\n" * 4, encoding="utf-8")

    with pytest.raises(EntreeRefusee) as refus:
        drees.lire(tmp_path)

    assert "Plus de 3 lignes" in refus.value.fautes[0].message


def test_un_tableau_de_trop_de_lignes_est_refuse_par_le_secret_et_par_l_attaque():
    contenu = b"age,valeur\n" + b"a,1\n" * 300_001

    (du_secret,) = lire_lignes(contenu, "t.csv")[2]
    (de_l_attaque,) = lire_publie(contenu, "t.csv", ["age"], "valeur")[1]

    assert [f.attendu for f in (du_secret, de_l_attaque)] == ["300000 lignes au plus"] * 2
