"""``jalons analyse indicateurs`` and ``comparer``: the three forms, every refusal at once."""

import csv
import io
import json
import shlex

import pytest

from jalons.analyse.sources.tests.donnees import DOSSIER, VRAIES
from jalons.cli import main


def jalons(ligne):
    """The exit code of a command as it is typed."""
    return main(shlex.split(ligne))


def indicateurs(registres, options):
    return jalons(f"analyse indicateurs --source {registres} --au 2022-12-31 {options}")


def comparer(options):
    return jalons(f"analyse comparer {options}")


SERIE = "annee,code_region,code_departement,departement,indicateur,valeur,unite\n"


@pytest.fixture(scope="module")
def registres(tmp_path_factory):
    sortie = tmp_path_factory.mktemp("registres")
    assert jalons(f"synthese generer --enfants 200 --annees 3 --sortie {sortie}") == 0
    return str(sortie)


@pytest.fixture
def series(tmp_path):
    lignes = [
        f"2020,R,{c:02},D{c:02},{i},{v},enfants"
        for c in range(1, 13)
        for i, v in (("enfants_confies_total", 100 + c), ("mesures_judiciaires_placement", 80))
    ]
    (tmp_path / "serie.csv").write_text(SERIE + "\n".join(lignes) + "\n", encoding="utf-8")
    return tmp_path


def test_les_indicateurs_en_json_disent_ce_qui_manque(registres, capsys):
    assert indicateurs(registres, "--indicateur ase1_confies --indicateur taux_accueillis_0_19 --format json") == 0
    dit = json.loads(capsys.readouterr().out)
    confies, taux = dit["resultats"]
    assert (dit["departement"], dit["depuis"], confies["etat"]) == ("99", "2021-12-31", "calcule")
    assert confies["valeur"] > 50
    assert (taux["valeur"], taux["etat"]) == (None, "non_calculable")
    assert "--population" in taux["raison"]


def test_par_territoire_en_csv(registres, capsys):
    assert indicateurs(registres, "--par territoire --indicateur ase1_confies --format csv") == 0
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert lignes[0]["groupe"] == "ensemble"
    assert float(lignes[0]["valeur"]) == sum(float(x["valeur"]) for x in lignes[1:])


def test_la_forme_de_la_drees(registres, capsys):
    assert indicateurs(registres, "--tableaux --format csv") == 0
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (lignes[0]["tableau"], lignes[0]["code_departement"], lignes[0]["annee"]) == ("Tab1-ase", "99", "2022")
    assert int(lignes[0]["valeur"]) + int(lignes[1]["valeur"]) == int(lignes[2]["valeur"])


def test_en_texte_ce_qui_n_est_pas_confirme_le_dit(registres, capsys):
    assert indicateurs(registres, "--indicateur ase10_majeurs --indicateur taux_confies_0_19") == 0
    dit = capsys.readouterr().out
    assert "définition non confirmée" in dit
    assert "non calculable (aucune population" in dit


def test_toutes_les_fautes_d_une_demande_viennent_ensemble(registres, capsys):
    assert jalons(f"analyse indicateurs --source {registres} --au hier --ages 3,1 --indicateur rien --format json") == 2
    assert [f["lieu"] for f in json.loads(capsys.readouterr().out)["fautes"]] == ["--au", "--indicateur", "--ages"]
    assert comparer("--departement 62 --annee 20 --base x --indicateur rien --drees nulle-part") == 2
    assert "3 fautes" in capsys.readouterr().err


def test_comparer_sans_population_le_dit_et_ecrit_ses_figures(series, tmp_path, capsys):
    figures = tmp_path / "figures"
    demande = (
        f"--departement 01 --annee 2020 --drees {series} --indicateur taux_confies --indicateur part_judiciaire_drees"
    )
    assert comparer(f"{demande} --figures {figures} --format json") == 0
    taux, part = json.loads(capsys.readouterr().out)["comparaisons"]
    assert taux["territoires"][0]["raison"] == "population des 0-19 ans inconnue"
    assert (part["rang"], part["sur"], part["position"]) == (1, 12, "dans les limites")
    assert sorted(p.name for p in figures.iterdir()) == [
        "part-judiciaire-drees-entonnoir.csv",
        "part-judiciaire-drees-entonnoir.svg",
    ]


@pytest.mark.parametrize(
    ("code", "annee", "dit"),
    [("99", "2020", "ne le connaissent pas"), ("976", "2020", "ne le publie pas"), ("01", "2019", "Aucun chiffre")],
)
def test_un_departement_sans_chiffres_dit_pourquoi(series, capsys, code, annee, dit):
    assert comparer(f"--departement {code} --annee {annee} --drees {series}") == 2
    assert dit in capsys.readouterr().err


@VRAIES
def test_le_pas_de_calais_de_2020_en_clair(capsys):
    assert comparer(f"--departement 62 --annee 2020 --drees {DOSSIER}") == 0
    dit = capsys.readouterr().out.replace("\u202f", " ")
    for attendu in ("7 265", "479", "7 744", "637", "2 925", "80,2", "199 530"):
        assert attendu in dit
    assert "Deux lignes se contredisent" in dit


@VRAIES
def test_une_partie_qui_n_existe_plus_renvoie_au_tout(capsys):
    assert comparer(f"--departement 2A --annee 2020 --drees {DOSSIER}") == 2
    assert "prenez le territoire qui le contient" in capsys.readouterr().err


@VRAIES
def test_en_csv_une_ligne_par_territoire(capsys):
    assert comparer(f"--departement 62 --annee 2020 --drees {DOSSIER} --indicateur serie_confies --format csv") == 0
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(x["niveau"], x["valeur"], x["rang"]) for x in lignes] == [
        ("departement", "7265.0", "2"),
        ("region", "25227.0", ""),
        ("nation", "183915.0", ""),
    ]


@VRAIES
def test_les_registres_en_regard_de_la_drees(registres, capsys):
    demande = f"--indicateur ase1_confies --drees {DOSSIER}"
    assert indicateurs(registres, f"{demande} --departement 62") == 0
    dit = capsys.readouterr().out.replace("\u202f", " ")
    assert "DREES 2020 : Pas-de-Calais 7 265" in dit
    assert indicateurs(registres, demande) == 2
    assert "« 99 »" in capsys.readouterr().err


FICHES = {
    "enfants": 'produit: Essai\ntable: enfants\nfichier: BENEF.csv\njour: "%d/%m/%Y"\nchamps: {enfant: ID, naissance: NE_LE}\n',
    "mesures": 'produit: Essai\ntable: mesures\njour: "%d/%m/%Y"\nchamps:\n  mesure: NUM\n  enfant: ID\n  type: {colonne: PREST, codes: {P: placement_ase, A: aemo}}\n  debut_le: DEBUT\n  fin_le: FIN\n',
}  # fmt: skip


@pytest.fixture
def extraits(tmp_path):
    (tmp_path / "BENEF.csv").write_text("ID;NE_LE\n1;02/03/2010\n2;\n", encoding="utf-8")
    (tmp_path / "mesures.csv").write_text(
        "NUM;ID;PREST;DEBUT;FIN\n1;1;P;01/02/2020;\n2;2;A;01/02/2020;\n3;2;Z;01/02/2020;\n", encoding="utf-8"
    )
    for nom, fiche in FICHES.items():
        (tmp_path / f"{nom}.yaml").write_text(fiche, encoding="utf-8")
    return tmp_path


def demander(extraits, *codes, fiches=("enfants", "mesures")):
    options = [o for nom in fiches for o in ("--correspondance", str(extraits / f"{nom}.yaml"))]
    options += [o for code in codes for o in ("--indicateur", code)]
    return main(
        ["analyse", "indicateurs", "--source", str(extraits), "--au", "2020-12-31", "--format", "json", *options]
    )


def test_un_extrait_d_un_autre_logiciel_par_ses_correspondances(extraits, capsys):
    assert demander(extraits, "ase1_confies", "ase9_aemo", "confies_mineurs", "en_attente") == 0
    sortie = capsys.readouterr()
    lus = {r["code"]: r for r in json.loads(sortie.out)["resultats"]}
    assert (lus["ase1_confies"]["valeur"], lus["ase1_confies"]["inconnus"]) == (1, 1)
    assert (lus["ase9_aemo"]["valeur"], lus["confies_mineurs"]["valeur"]) == (1, 1)
    assert "mesures.csv → mesures : 3 lignes, 1 cellule illisible." in sortie.err
    assert "« Z » (PREST)" in sortie.err


def test_les_fautes_de_tous_les_extraits_viennent_ensemble(extraits, capsys):
    (extraits / "mesures.csv").write_text("NUM;ID\n1;1\n", encoding="utf-8")
    (extraits / "BENEF.csv").unlink()
    assert demander(extraits) == 2
    lieux = [f["lieu"] for f in json.loads(capsys.readouterr().out)["fautes"]]
    assert lieux[0] == "BENEF.csv"
    assert lieux.count("mesures.csv") == 3


def test_une_table_donnee_deux_fois_est_refusee(extraits, capsys):
    assert demander(extraits, fiches=("enfants", "enfants")) == 2
    assert "déjà d'un autre fichier" in capsys.readouterr().out


def test_un_numero_ecrit_de_deux_facons_est_refuse(extraits, registres, capsys):
    (extraits / "mesures.csv").rename(extraits / "m.csv")
    assert indicateurs(registres, f"--correspondance {extraits / 'absente.yaml'}") == 2
    (extraits / "enfants.parquet").write_bytes((__import__("pathlib").Path(registres) / "enfants.parquet").read_bytes())
    (extraits / "m.csv").rename(extraits / "mesures.csv")
    assert demander(extraits, fiches=("mesures",)) == 2
    assert "n'est pas du même type partout" in capsys.readouterr().out


def test_la_progression_se_dit_apres_deux_secondes(monkeypatch, capsys):
    from jalons.cli import extraits

    horloge = iter([0.0, 1.0, 3.0, 3.1, 4.0])
    monkeypatch.setattr(extraits.time, "monotonic", lambda: next(horloge))
    suivre = extraits.suiveur("gros.csv")
    for lus in (10, 50, 55, 100):
        suivre(lus, 100)
    dit = capsys.readouterr().err
    assert "50 %" in dit
    assert "10 %" not in dit
    assert dit.endswith("100 %\n")
