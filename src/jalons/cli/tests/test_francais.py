"""What the command line says by itself is French."""

import pytest

from jalons.cli import main


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
