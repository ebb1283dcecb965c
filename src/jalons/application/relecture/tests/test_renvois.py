"""Fiches that stand apart find the parts whose text sends to them."""

import pytest

from jalons.application.relecture.assemblage import assembler_schema
from jalons.application.relecture.rattachement import rattacher
from jalons.application.relecture.renvois import renvois
from jalons.application.relecture.rules import Lu
from jalons.lecture.modele import Element, Passage
from jalons.lecture.tests.documents import SOURCES
from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode

TEXTE = """\
ENGAGEMENT 1 : Rester auprès des familles
- Visiter les jeunes parents chez eux
- Ouvrir des lieux de répit
Visiter les jeunes parents chez eux
Les équipes vont vers les parents. Voir fiche action n° 1 Visites
Ouvrir des lieux de répit
Deux lieux sont attendus. Cf. la fiche n°2 et voir fiche n° 1.
ENGAGEMENT 2 : Préparer la vie d'adulte
Aucun thème ici. Voir fiche n° 2, voir fiche n° 9.
Fiche 1 : Visites
Fiche 2 : Répit
"""


def lu(genre, texte, **plus):
    debut = TEXTE.find(texte)
    return Element(genre, texte, Passage(debut, debut + len(texte)), **plus)


def elements():
    return [
        lu("engagement", "Rester auprès des familles", numero=1),
        lu("sous_theme", "Visiter les jeunes parents chez eux", parent="engagement 1"),
        lu("sous_theme", "Ouvrir des lieux de répit", parent="engagement 1"),
        lu("engagement", "Préparer la vie d'adulte", numero=2),
        lu("fiche", "Visites", numero=1),
        lu("fiche", "Répit", numero=2),
    ]


def places(lus):
    return {lus[f].numero: [lus[r.partie].texte for r in rs] for f, rs in renvois(TEXTE, lus).items()}


def test_une_fiche_se_range_sous_chaque_partie_dont_le_texte_y_renvoie():
    assert places(elements()) == {
        1: ["Visiter les jeunes parents chez eux", "Ouvrir des lieux de répit"],
        2: ["Ouvrir des lieux de répit", "Préparer la vie d'adulte"],
    }


def test_le_passage_est_celui_du_renvoi():
    lus = elements()
    premier = renvois(TEXTE, lus)[5][0]

    assert premier.passage.de(TEXTE) == "Cf. la fiche n°2"


def test_une_fiche_deja_rangee_le_reste():
    lus = [*elements()[:4], lu("fiche", "Visites", numero=1, parent="engagement 2")]

    assert renvois(TEXTE, lus) == {}


def test_sans_renvoi_rien_n_est_devine():
    assert renvois(TEXTE.replace("oir fiche", "oir page").replace("la fiche", "la page"), elements()) == {}


def test_le_schema_assemble_dit_les_engagements_de_chaque_fiche():
    lus = (
        Lu(1, 1, "engagement", "Rester auprès des familles", "1"), Lu(2, 2, "sous_theme", "Répit", parent=1),
        Lu(3, 3, "objectif", "Un lieu par canton", parent=2), Lu(4, 4, "engagement", "La vie d'adulte", "2"),
        Lu(5, 5, "fiche", "Des lieux", "7", parent=3), Lu(6, 6, "rattachement", "la vie d'adulte", parent=5),
    )  # fmt: skip

    fait = assembler_schema(
        lus, departement="15", intitule="S", periode=Periode(DateCivile(2024), DateCivile(2028)), document="s.txt"
    )

    assert fait.fiches[0].engagements == (1, 2)
    assert fait.engagements[0].sous_themes[0].fiches == (7,)


def test_le_schema_reel_range_ses_seize_fiches():
    document = SOURCES / "pas-de-calais-schema-2023-2027.txt"
    if not document.exists():
        pytest.skip(f"Les documents réels ne sont pas là : {SOURCES}.")
    from jalons.lecture.entrees import ouvrir
    from jalons.lecture.lecteur import lire

    source = ouvrir(document.read_bytes(), document.name)
    lus = lire(source).elements
    trouves = {lus[f].numero: {lus[r.partie].parent for r in rs} for f, rs in renvois(source.texte, lus).items()}

    assert set(trouves) == set(range(1, 17))
    assert trouves[6] == {"engagement 1", "engagement 2"}
    assert trouves[16] == {"engagement 4"}
    assert len(rattacher(lus, [])) == len(lus)
