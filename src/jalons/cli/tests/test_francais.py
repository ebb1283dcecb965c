"""What the command line says by itself is French."""

import re
import shlex

import pytest

from jalons.cli import FAMILLES, construire, main
from jalons.cli.exemples import actes


@pytest.mark.parametrize(
    ("mots", "dit"),
    [
        (["synthese", "generer", "--fautes"], "--fautes : une valeur est attendue"),
        (["synthese", "generer", "--sortie", "x", "--frmat", "json"], "je ne connais pas : --frmat json"),
        (["rapports", "produire"], "il manque : --departement"),
        (["demo", "--enfants", "beaucoup"], "--enfants : 'beaucoup' ne convient pas (attendu : entier)"),
        (["droit", "verifier", "--format", "pdf"], "'pdf' ne convient pas ; choix :"),
        (["droit", "verifer"], "'verifer' ne convient pas ; choix :"),
    ],
)
def test_une_option_de_travers_est_refusee_par_une_phrase(mots, dit, capsys):
    with pytest.raises(SystemExit) as arret:
        main(mots)

    erreur = capsys.readouterr().err
    assert arret.value.code == 2
    assert dit in erreur
    assert erreur.startswith("usage : jalons")
    assert "--help)" in erreur


def test_l_aide_est_dite_en_francais(capsys):
    with pytest.raises(SystemExit):
        main(["analyse", "delais", "--help"])

    aide = capsys.readouterr().out
    assert aide.startswith("usage : jalons analyse delais")
    assert "montrer cette aide" in aide
    assert [mot for mot in ("usage: ", "show this", "positional") if mot in aide] == []


@pytest.mark.parametrize("famille", FAMILLES)
def test_chaque_acte_montre_un_exemple_que_la_ligne_de_commande_comprend(famille):
    for acte in (a for a in actes(construire(famille)) if a.prog.startswith(f"jalons {famille}")):
        montres = re.findall(r"jalons .+", acte.epilog or "")
        assert montres, f"{acte.prog} --help shows no example"
        for exemple in montres:
            mots = shlex.split(exemple.partition(" > ")[0])[1:]
            assert construire(mots[0]).parse_args(mots), exemple


@pytest.mark.parametrize("famille", [None, *FAMILLES])
def test_un_exemple_n_est_pas_replie_dans_l_aide(famille, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    analyseur = construire(famille)
    concernes = [analyseur] if famille is None else [a for a in actes(analyseur) if famille in a.prog.split()]
    for acte in concernes:
        lignes = [ligne.strip() for ligne in acte.format_help().splitlines()]
        for exemple in re.findall(r"jalons .+", acte.epilog or ""):
            assert exemple in lignes, f"{acte.prog} --help folds « {exemple} »"


def test_l_aide_dit_la_version_en_francais(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    assert "montrer la version" in capsys.readouterr().out
