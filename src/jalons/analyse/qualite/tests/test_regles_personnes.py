"""Each check that compares the events of a person, on events drawn by hand."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.qualite import Appuis, Etat, controler, personnes
from jalons.analyse.qualite.tests.dessin import dessiner, fautives, rapport
from jalons.analyse.sources import Evenements

CAS = {
    "0005": ("""
NUMANONYM ANAIS MNAIS SEXE
a         2010  1     1
a         2010  1     9
a         9999  1     1
b         2010  1     1
b         2010  2     1
""", [4, 5]),
    "0018": ("""
NUMANONYM TYPEV SEXE
a         1     2
a         1     2
a         1     .
a         1     -
b         1     2
a         1     2
""", [2, 6]),
    "0022": ("""
NUMANONYM TYPEV DECISION NATPDECADM LIEUACC TYPINTERDOM DATDECPE   SEXE
a         1     1        14         1       .           2024-01-01 1
a         1     1        14         1       .           2024-01-01 2
a         1     1        14         2       .           2024-01-01 1
a         2     1        14         1       .           2024-01-01 1
a         1     2        14         1       .           2024-01-01 1
b         1     1        14         1       .           2024-01-01 1
""", [2]),
    "0026": ("""
NUMANONYM TYPEV DECISION NATDECASSED LIEUPLAC TYPDECJUD DATDECPE
a         1     2        17          1        .         2024-01-01
a         1     2        17          1        .         2024-01-01
a         1     2        15          .        5         2024-01-01
""", [2]),
    "0036": ("""
NUMANONYM DATDECPE   DATDEB     DATFIN
a         2024-01-01 .          .
a         2024-05-01 2024-06-01 .
a         2023-12-31 2023-12-31 .
a         2023-01-01 2023-01-01 2024-01-01
a         .          .          .
a         2023-01-01 2024-01-01 .
a         2024-05-02 2024-06-01 .
""", [3]),
    "0060": ("""
NUMANONYM TYPEV DATDEB     DATDECPE
a         1     2024-01-01 2024-01-01
a         3     2024-01-01 2024-01-01
b         3     2024-01-01 2024-01-01
b         3     2022-05-05 2024-01-01
c         2     2022-05-05 2024-01-01
c         3     2022-05-05 2024-01-01
c         3     .          2024-01-01
""", [3, 4]),
    "E002": ("""
NUMANONYM TYPEV DATDEB     DATDECPE
b         3     2024-01-01 2024-01-01
b         3     2022-05-05 2024-01-01
""", [1]),
    "E004": ("""
NUMANONYM TYPEV DATDEB     NATDECASSED DATDECPE
a         1     2024-01-01 17          2024-01-01
a         1     2024-01-01 17          2024-01-02
a         1     2024-01-01 15          2024-01-01
a         2     2024-01-01 17          2024-06-01
""", [2]),
    "E005": ("""
NUMANONYM TYPEV DATDEB     DATFIN     DATDECPE   NATPDECADM
a         3     2024-01-01 2024-06-01 2024-01-01 10
a         2     2024-01-01 .          2024-06-02 10
a         2     2024-01-01 .          2024-05-31 10
a         2     2024-01-01 .          2024-07-01 14
""", [2]),
    # a stay elsewhere that has not ended when this one begins; the day of departure is free; home is no placement
    "X002": ("""
NUMANONYM TYPEV DATDEB     DATFIN     NATDECASSED LIEUPLAC AUTRLIEUAR NATPDECADM LIEUACC
a         1     2024-01-01 .          17          1        1          .          .
a         3     2024-01-01 2024-03-01 17          1        1          .          .
a         1     2024-02-29 .          .           .        .          14         2
b         1     2024-01-01 .          17          1        1          .          .
b         3     2024-01-01 2024-03-01 17          1        1          .          .
b         1     2024-03-01 .          .           .        .          14         2
c         1     2024-01-01 .          17          12       1          .          .
c         1     2024-02-01 .          .           .        .          14         2
d         1     2024-01-01 .          17          1        2          .          .
d         1     2024-02-01 .          .           .        .          14         2
e         3     2024-01-01 .          17          1        1          .          .
e         1     2024-02-01 .          .           .        .          14         2
""", [3]),
    "E001": ("""
NUMANONYM TYPEV DATDEB     DATFIN     NATDECASSED
a         1     2024-01-01 .          15
a         1     2024-05-01 .          15
a         1     2024-05-01 .          17
b         3     2024-01-01 2024-05-01 15
b         1     2024-05-01 .          15
c         1     2024-01-01 .          15
c         3     2024-01-01 2024-04-01 .
c         1     2024-05-01 .          15
""", [2]),
    "X005": ("""
NUMANONYM TYPEV DATDEB     NATDECASSED DATFIN
a         1     2024-01-01 15          .
a         1     2024-02-01 17          .
a         1     2024-03-01 19          .
b         1     2024-01-01 15          .
b         1     2024-01-01 17          .
c         3     2024-01-01 15          2024-03-01
c         1     2024-02-01 17          .
c         1     2024-03-01 19          .
""", [3, 5]),
}  # fmt: skip


@pytest.mark.parametrize("controle", CAS)
def test_le_controle_prend_ces_lignes_et_pas_une_autre(controle):
    texte, attendues = CAS[controle]
    assert fautives(controle, texte) == attendues


@pytest.mark.parametrize("controle", CAS)
def test_en_plusieurs_parts_la_reponse_est_la_meme(controle, monkeypatch):
    monkeypatch.setattr(personnes, "PART", 2)
    monkeypatch.setattr(personnes, "TAMPON", 2)
    texte, attendues = CAS[controle]
    assert fautives(controle, texte) == attendues


def test_sans_identifiant_rien_ne_se_compare_sinon_la_ligne_entiere():
    dit = rapport("""
NUMANONYM TYPEV DECISION NATPDECADM DATDEB
.         1     1        14         2024-01-01
.         1     1        14         2024-01-01
.         1     1        10         2024-01-01
""")
    assert dit.resultat("0018").fautes == 1
    assert dit.resultat("0022").fautes == dit.resultat("X005").fautes == 0


def test_un_trou_entre_deux_decisions_se_voit_avec_leurs_termes():
    table = dessiner("""
NUMANONYM TYPEV DATDEB     DATDECPE
a         2     2023-01-01 2024-01-05
b         2     2023-01-01 2024-01-05
""")
    termes = pl.DataFrame({
        "NUMANONYM": ["a" * 40, "b" * 40], "DATDEB": [date(2023, 1, 1)] * 2, "DATDECPE": [date(2024, 1, 5)] * 2,
        "effet": [date(2024, 1, 3), date(2024, 1, 1)], "terme": [date(2024, 1, 1)] * 2,
    })  # fmt: skip
    resultat = controler(Evenements.de_table(table), appuis=Appuis(termes=termes)).resultat("X003")
    assert resultat.constats.select("ligne", "raison").rows() == [
        (1, "Le renouvellement prend effet le 2024-01-03, plus d'un jour après le terme, 2024-01-01 : trou de mesure.")
    ]


def test_un_identifiant_corrige_doit_etre_dans_l_extraction_precedente():
    texte = """
NUMANONYM NUMANONYMANT
a         {b}
c         {d}
e         .
""".format(b="b" * 40, d="d" * 40)
    anterieurs = pl.Series(["b" * 40])
    assert fautives("X004", texte, appuis=Appuis(anterieurs=anterieurs)) == [2]
    assert rapport(texte).resultat("X004").etat is Etat.IMPOSSIBLE


def test_le_stock_du_31_decembre_se_compare_a_l_enquete():
    texte = """
NUMANONYM TYPEV DATDEB     DATFIN     DATDECPE   NATDECASSED LIEUPLAC
a         1     2024-01-01 .          2024-01-01 15          .
b         1     2024-01-01 .          2024-01-01 17          1
b         3     2024-01-01 2024-12-31 2024-01-01 17          1
c         1     2024-01-01 .          2024-01-01 17          1
c         3     2024-01-01 2025-01-01 2024-01-01 17          1
"""
    juste = rapport(texte, appuis=Appuis(ase={"aemo": 1, "placement_juge": 1, "familles_accueil": 1}))
    assert juste.resultat("X007").etat is Etat.CONFORME
    faux = rapport(texte, appuis=Appuis(ase={"aemo": 3, "lits": 2})).resultat("X007")
    assert faux.constats["raison"].to_list() == [
        "1 mesures en cours au 31/12/2024 selon les événements, 3 selon l'enquête."
    ]
    assert faux.pourquoi == ("« lits » n'est pas une cellule que les événements donnent.",)
