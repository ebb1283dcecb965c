"""What the command line says when it is misused: in French, with the code 2."""

import pytest

from jalons.cli import main

FAUTES = {
    "famille inconnue": (["bidule"], "reçu 'bidule', attendu l'un de"),
    "forme inconnue": (["droit", "verifier", "--format", "xml"], "reçu 'xml', attendu l'un de 'texte', 'json', 'csv'"),
    "fichier oublié": (["contrats", "controler"], "il manque FICHIER."),
    "option inconnue": (["droit", "verifier", "--zut"], "reçu « --zut », que cette commande ne connaît pas."),
    "valeur oubliée": (["serveur", "--port"], "--port : attend une valeur."),
    "pas un nombre": (["serveur", "--port", "abc"], "reçu 'abc', qui n'est pas une valeur possible ici."),
}


@pytest.mark.parametrize("cas", FAUTES)
def test_une_faute_de_frappe_se_dit_en_francais(cas, capsys):
    mots, attendu = FAUTES[cas]

    with pytest.raises(SystemExit) as sortie:
        main(mots)

    erreur = capsys.readouterr().err
    assert sortie.value.code == 2
    assert attendu in erreur
    assert "usage : jalons" in erreur
    assert "error" not in erreur


def test_l_aide_est_en_francais(capsys):
    with pytest.raises(SystemExit):
        main(["droit", "verifier", "--help"])

    aide = capsys.readouterr().out
    assert "montrer cette aide, puis s'arrêter" in aide
    assert "show" not in aide
