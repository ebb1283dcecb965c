"""``jalons analyse proteger`` and ``attaquer``: files in, files out, exit codes, every refusal at once."""

import csv
import json

import pytest

from jalons.cli import main

MESURES = "lieu,sexe,nombre\nNord,F,3\nNord,G,20\nSud,F,14\nSud,G,30\nEst,F,50\nEst,G,60\n"


@pytest.fixture
def table(tmp_path):
    fichier = tmp_path / "mesures.csv"
    fichier.write_text(MESURES, encoding="utf-8")
    return str(fichier)


def proteger(*arguments):
    return main(["analyse", "proteger", *arguments, "--dimensions", "lieu,sexe"])


def attaquer(*arguments):
    return main(["analyse", "attaquer", *arguments, "--dimensions", "lieu,sexe"])


def test_proteger_ecrit_ce_qui_se_publie_et_ce_qui_reste(table, tmp_path, capsys):
    sortie = tmp_path / "publie"
    assert proteger(table, "--sortie", str(sortie), "--format", "json") == 0

    dit = json.loads(capsys.readouterr().out)
    assert (dit["primaires"], dit["secondaires"], dit["attaque"]["resiste"]) == (1, 3, True)
    assert sorted(f.name for f in sortie.iterdir()) == ["journal.html", "journal.json", "publie-mesures.csv"]
    publie = {
        (r["lieu"], r["sexe"]): r["nombre"]
        for r in csv.DictReader((sortie / "publie-mesures.csv").read_text().splitlines())
    }
    assert publie["Nord", "F"] == "s"
    assert publie["Total", "Total"] == "177"
    assert attaquer(str(sortie / "publie-mesures.csv")) == 0


def test_attaquer_rend_trois_et_les_bornes_de_chaque_cellule_retrouvee(tmp_path, capsys):
    fichier = tmp_path / "publie.csv"
    fichier.write_text(MESURES.replace("Nord,F,3", "Nord,F,s") + "Nord,Total,23\n", encoding="utf-8")
    assert attaquer(str(fichier), "--format", "json") == 3

    (cassee,) = json.loads(capsys.readouterr().out)["cassees"]
    assert cassee == {
        "cellule": {"lieu": "Nord", "sexe": "F"}, "libelle": "lieu = Nord, sexe = F", "bas": 3, "haut": 3, "exacte": True,
    }  # fmt: skip


def test_attaquer_dit_en_francais_ce_qu_il_retrouve(tmp_path, capsys):
    fichier = tmp_path / "publie.csv"
    fichier.write_text(MESURES.replace("Nord,F,3", "Nord,F,s") + "Nord,Total,23\n", encoding="utf-8")
    attaquer(str(fichier))
    assert "- lieu = Nord, sexe = F : vaut 3" in capsys.readouterr().out


def test_toutes_les_fautes_de_tous_les_fichiers_a_la_fois(tmp_path, capsys):
    mauvais = tmp_path / "mauvais.csv"
    mauvais.write_text("lieu,sexe,nombre\nNord,F,trois\nNord,F,4\n", encoding="utf-8")
    sortie = tmp_path / "publie"
    code = proteger(
        str(mauvais), str(tmp_path / "absent.csv"), "--seuil", "0", "--hierarchie", "age=x.csv", "--sortie", str(sortie),
        "--format", "json",
    )  # fmt: skip

    fautes = json.loads(capsys.readouterr().out)["fautes"]
    assert code == 2
    assert len(fautes) == 6
    assert not sortie.exists()


def test_une_dimension_que_personne_n_a_est_dite(table, capsys):
    assert main(["analyse", "proteger", table, "--dimensions", "lieu,sexe,age"]) == 2
    assert "Aucun tableau n'a de colonne « age »" in capsys.readouterr().err


def test_un_total_faux_est_refuse(tmp_path, capsys):
    fichier = tmp_path / "t.csv"
    fichier.write_text(MESURES + "Total,Total,180\n", encoding="utf-8")
    assert proteger(str(fichier)) == 2
    assert "180" in capsys.readouterr().err


def test_l_arrondi_garde_les_totaux_et_resiste(table, tmp_path, capsys):
    sortie = tmp_path / "arrondi"
    assert proteger(table, "--methode", "arrondi", "--sortie", str(sortie), "--format", "csv") == 0
    lignes = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert all(int(r["nombre"]) % 5 == 0 for r in lignes)
    assert attaquer(str(sortie / "publie-mesures.csv"), "--arrondi") == 0


def test_une_edition_passee_contraint_la_suivante(table, tmp_path, capsys):
    passee = tmp_path / "2023.csv"
    passee.write_text("lieu,nombre\nNord,23\nSud,44\nEst,110\nTotal,177\n", encoding="utf-8")
    assert proteger(table, "--editions", str(passee), "--format", "csv") == 0
    publiees = {(r["lieu"], r["sexe"]): r["nombre"] for r in csv.DictReader(capsys.readouterr().out.splitlines())}
    assert publiees["Nord", "Total"] == "23"
    assert publiees["Nord", "F"] == "s"


def test_des_euros_avec_dominance(tmp_path, capsys):
    fichier = tmp_path / "euros.csv"
    fichier.write_text(
        "lieu;montant;contributeurs;premier;second\nNord;1000,50;20;950;10\nSud;900;30;60;50\nEst;800;40;50;40\n",
        encoding="utf-8",
    )
    code = main(
        [
            "analyse",
            "proteger",
            str(fichier),
            "--dimensions",
            "lieu",
            "--valeur",
            "montant",
            "--montant",
            "--dominance",
            "1,85",
            "--format",
            "json",
        ]
    )
    dit = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [m["motif"] for m in dit["masques"] if m["nature"] == "primaire"] == [
        "dominance : 1 contributeur fait plus de 85 %"
    ]
    assert {p["montant"] for p in dit["publiees"]} >= {"s", "2700.50"}


EXTRAIT = "age;sexe;lieu;motif\n3;F;Nord;x\n3;F;Nord;y\n3;F;Nord;x\n17;G;;x\n"


def anonymat(fichier, *arguments):
    return main(["analyse", "anonymat", str(fichier), "--connues", "age,sexe,lieu", *arguments])


def test_un_extrait_dit_qui_y_est_trop_seul(tmp_path, capsys):
    fichier = tmp_path / "extrait.csv"
    fichier.write_text(EXTRAIT, encoding="utf-8")

    assert anonymat(fichier, "--k", "3", "--sensible", "motif", "--format", "json") == 3
    dit = json.loads(capsys.readouterr().out)
    assert (dit["suffit"], dit["k"], dit["l"], dit["groupes"], dit["personnes_exposees"]) == (False, 1, 1, 2, 1)
    assert dit["petits"][0]["valeurs"] == {"age": "17", "sexe": "G", "lieu": None}

    assert anonymat(fichier, "--k", "3") == 3
    assert "age 17, sexe G, lieu vide : 1" in capsys.readouterr().out


def test_un_extrait_regroupe_tient(tmp_path, capsys):
    fichier = tmp_path / "extrait.csv"
    fichier.write_text(EXTRAIT.replace("17;G;;x\n", ""), encoding="utf-8")

    assert anonymat(fichier, "--k", "3", "--sensible", "motif", "--l", "2") == 0
    assert "L'extrait tient." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("contenu", "arguments", "dits"),
    [
        (EXTRAIT, ("--k", "1", "--l", "2"), ("--k vaut 1", "--sensible")),
        (EXTRAIT, ("--sensible", "nom"), ("« nom »",)),
        ("age;sexe;lieu\n3;F\n3;F;N;x;y\n", (), ("ne peut être lu",)),
        ("\udce9".encode("latin-1", "ignore") + b"\xe9;\x00\n\xff", (), ("extrait",)),
    ],
)
def test_un_extrait_mal_donne_est_refuse_avec_toutes_ses_fautes(tmp_path, capsys, contenu, arguments, dits):
    fichier = tmp_path / "extrait.csv"
    fichier.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())

    assert anonymat(fichier, *arguments) == 2
    erreur = capsys.readouterr().err
    assert [d for d in dits if d not in erreur] == []
