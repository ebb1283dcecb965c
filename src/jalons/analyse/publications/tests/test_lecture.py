"""A bad declaration: every fault at once, with its line."""

import pytest

from jalons.analyse.publications.lecture import lire
from jalons.analyse.publications.tests.fabrique import TEXTE, edition
from jalons.noyau.saisie import EntreeRefusee


def fautes(texte):
    with pytest.raises(EntreeRefusee) as refus:
        lire(texte.encode())
    return [str(f) for f in refus.value.fautes]


def test_la_declaration_dit_la_regle_de_chaque_tableau():
    confies, taux = edition().tableaux
    assert (confies.regle.code, confies.regle.confirme) == ("confies_mineurs", True)
    assert taux.regle.definition == "Un taux d'essai."


def test_toutes_les_fautes_de_forme_a_la_fois():
    dites = fautes(TEXTE.replace('titre: "Note d\'essai"', "titer: 1").replace('au: "2020-12-31"', "au: hier"))
    assert len(dites) >= 3
    assert any("titre" in f for f in dites)
    assert any("au" in f and "ligne" in f for f in dites)


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("tableau: taux", "tableau: tox", "Aucun tableau n'a le code « tox »"),
        ("indicateur: confies_mineurs", "indicateur: inventes", "n'est pas un indicateur"),
        ("dimension: age}", "dimension: sexe}", "n'a pas de dimension « sexe »"),
        ("code: taux, titre", "code: confies, titre", "sert déjà"),
        ("fond: departements", "fond: mds.geojson", "à qui sont dus les contours"),
        ("fond: departements", "fond: departements, bornes: [1, 1]", "doivent croître"),
        (', definition: "Un taux d\'essai."', "", "renvoie à sa règle"),
    ],
)
def test_chaque_faute_de_sens_se_dit(avant, apres, dit):
    assert avant in TEXTE
    assert any(dit in f for f in fautes(TEXTE.replace(avant, apres)))
