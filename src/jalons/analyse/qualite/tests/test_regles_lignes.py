"""Each check of one event, on events drawn by hand: which lines it catches, and no other."""

import pytest

from jalons.analyse.qualite.tests.dessin import fautives, rapport

CAS = {
    "0009": ("""
NUMANONYM DATDEB      DATDCMERE   ANAIS  ANSA1
b         2024-02-30  .           2010   1975
b         2024-02-29  2020-01     2010   1919
b         29/02/2024  9999-99     2010   1920
b         2024/02/29  2020-01-15  1810   0000
b         0000-00-00  2020-13     9999   9999
b         9999-99-99  -           20_10  .
b         2024-2-9    .           .      75
""", [1, 2, 3, 4, 4, 4, 5, 6, 7, 7, 7]),
    "0010": ("""
NUMANONYM ANAIS MNAIS DATDECPE   ANSA1 ANSMERE
c         2003  1     2024-01-01 1975  1975
c         2003  2     2024-01-01 1975  1975
c         2010  1     2024-01-01 2001  1975
c         2010  1     2024-01-01 2000  2010
c         2010  1     2024-01-01 2000  2011
c         2005  1     2024-01-01 2000  1975
c         9999  1     2024-01-01 2011  1975
""", [1, 3, 5]),
    "0011": ("""
NUMANONYM ANAIS MNAIS DATDECPE   DATDEB     NBFRAT NATPDECADM
d         2006  1     2024-01-01 .          2      18
d         2006  2     2024-01-01 .          2      14
d         2006  1     .          2024-01-31 99     20
d         2006  1     2024-01-01 .          .      14
d         9999  1     2024-01-01 .          2      14
d         2006  1     .          .          2      14
""", [1, 4]),
    "0012": ("""
NUMANONYM ANAIS MNAIS DATDECPE   NATPDECADM NATDECASSED NBENF
e         2010  1     2024-01-01 20         .           .
e         2010  1     2024-01-01 14         24          .
e         2005  1     2024-01-01 21         24          1
e         2010  1     2024-01-01 18         .           0
e         9999  99    2024-01-01 21         .           99
""", [1, 2, 4, 5]),
    "0013": ("""
NUMANONYM TYPEV SCODTCOM NIVSCO DECISION NATPDECADM LIEUACC
f         1     2        310    1        14         1
f         1     1        310    1        10         1
f         1     9        310    1        18         1
f         1     .        310    2        14         .
f         1     1        999    1        99         1
f         1     1        .      1        .          1
""", [2, 2, 4]),
    "0028": ("""
NUMANONYM DECISION
a         1
a         2
a         .
a         -
a         3
""", [3, 4, 5]),
    "0030": ("""
NUMANONYM DATDECPE
a         2024-01-01
a         .
a         0000-00-00
a         9999-99-99
a         -
""", [2, 3, 4, 5]),
    "0032": ("""
NUMANONYM DATDEB
a         2024-01-01
a         0000-00-00
""", [2]),
    "0034": ("""
NUMANONYM TYPEV DATFIN
a         3     2024-01-01
a         3     .
a         1     .
a         3     9999-99-99
""", [2, 4]),
    "0035": ("""
NUMANONYM TYPEV MOTFININT
a         3     1
a         3     9
a         3     4
a         3     .
a         2     .
""", [3, 4]),
    "0038": ("""
NUMANONYM DECISION NATPDECADM
a         1        10
a         1        17
a         1        .
a         2        .
a         1        99
""", [2, 3]),
    "0044": ("""
NUMANONYM NATPDECADM TYPINTERDOM
a         10         2
a         20         8
a         18         .
a         14         .
""", [2, 3]),
    "0045": ("""
NUMANONYM NATPDECADM LIEUACC
a         14         1
a         21         15
a         16         99
a         10         .
""", [2]),
    "0046": ("""
NUMANONYM NATPDECADM ACCMOD
a         14         9
a         14         3
a         10         .
""", [2]),
    "0047": ("""
NUMANONYM NATPDECADM AUTRLIEUACC
a         14         1
a         19         .
""", [2]),
    "0048": ("""
NUMANONYM DECISION NATDECASSED
a         2        17
a         2        12
a         1        .
""", [2]),
    "0049": ("""
NUMANONYM NATDECASSED TYPDECJUD
a         15          5
a         15          11
a         17          .
""", [2]),
    "0050": ("""
NUMANONYM NATDECASSED INSTITPLAC
a         17          3
a         18          .
a         22          .
""", [2]),
    "0051": ("""
NUMANONYM NATDECASSED NATDECPLAC
a         17          3
a         17          4
""", [2]),
    "0052": ("""
NUMANONYM NATDECASSED LIEUPLAC
a         22          1
a         23          7
a         15          .
""", [2]),
    "0053": ("""
NUMANONYM NATDECASSED PLACMOD
a         17          1
a         17          .
""", [2]),
    "0054": ("""
NUMANONYM NATDECASSED AUTRLIEUAR
a         17          9
a         17          5
""", [2]),
    "0056": ("""
NUMANONYM TYPEV CHGLIEU ANAIS MNAIS DATDECPE
a         2     1       2010  1     2024-01-01
a         2     .       2010  1     2024-01-01
a         2     .       2004  1     2024-01-01
a         1     .       2010  1     2024-01-01
""", [2]),
    "0058": ("""
NUMANONYM TYPEV DATFIN
a         3     2024-01-01
a         1     2024-01-01
a         .     2024-01-01
a         2     9999-99-99
""", [2, 3]),
    "0080": ("""
NUMANONYM DATDEB     DATFIN
a         .          2024-01-01
a         0000-00-00 2024-01-01
a         9999-99-99 2024-01-01
a         2023-01-01 2024-01-01
a         .          .
""", [1, 2]),
    "0095": ("""
NUMANONYM DATDEB     DATFIN
a         2022-01-01 2024-01-01
a         2022-01-01 2024-01-02
a         .          2024-01-02
""", [2]),
    "0099": ("""
NUMANONYM SEXE MNAIS NUMDEP AUTREDA TYPCLASSPE
a         1    12    62     aide    12
zz        1    13    62     aide    47
.         3    99    9999   aide    .
a         9    0     2A     0123456789012345678901234567890123456789X .
""", [2, 2, 3, 3, 3, 4, 4]),
    "X001": ("""
NUMANONYM TYPEV DATDECPE   DATDEB     DATFIN     DATDECMIN
a         1     2024-01-16 2024-01-01 .          .
a         1     2024-01-17 2024-01-01 .          .
a         2     2024-06-01 2024-01-01 .          .
a         3     2024-01-01 2024-01-02 2024-01-01 .
a         3     2024-01-01 2024-01-02 2024-03-04 2024-04
a         3     2024-01-01 2024-01-02 2024-03-04 2024-03
""", [2, 4, 5]),
    "E003": ("""
NUMANONYM ANAIS MNAIS DATDECPE
a         2024  3     2024-02-28
a         2024  3     2024-03-01
a         9999  3     2024-03-01
""", [1]),
}  # fmt: skip


@pytest.mark.parametrize("controle", CAS)
def test_le_controle_prend_ces_lignes_et_pas_une_autre(controle, monkeypatch):
    texte, attendues = CAS[controle]
    assert fautives(controle, texte) == attendues


def test_la_raison_dit_ce_qui_est_venu_et_ce_qu_il_faut():
    constats = rapport(CAS["0035"][0]).resultat("0035").constats
    assert constats["raison"].to_list() == [
        "MOTFININT vaut « 4 » alors que TYPEV vaut « 3 » : il faut un des codes 1, 2, 3, 9.",
        "MOTFININT est vide alors que TYPEV vaut « 3 » : il faut un des codes 1, 2, 3, 9.",
    ]
    assert constats.select("identifiant", "variable", "valeur").row(0) == ("a" * 40, "MOTFININT", "4")


def test_une_date_mal_ecrite_est_dite_puis_comprise():
    dit = rapport("""
NUMANONYM DATDEB     DATFIN
a         01/02/2020 2024-01-01
""")
    assert dit.resultat("0009").constats["raison"].to_list() == [
        "DATDEB vaut « 01/02/2020 » au lieu de AAAA-MM-JJ : compris comme le 2020-02-01."
    ]
    assert dit.resultat("0095").fautes == 1


def test_une_liste_non_lue_dans_le_texte_le_dit():
    (raison,) = (
        rapport("""
NUMANONYM TITAP
a         12
""")
        .resultat("0099")
        .constats["raison"]
    )
    assert raison.endswith("(liste non confirmée).")
