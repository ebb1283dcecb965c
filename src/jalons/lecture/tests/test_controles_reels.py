"""Checks on the five real documents, as they are and with one thing changed: a check that cannot fail checks nothing."""

from __future__ import annotations

import re

import pytest

from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Source
from jalons.lecture.tests.documents import PARTAGE, SOURCES

SCHEMA = "pas-de-calais-schema-2023-2027.txt"
CAS = """
document             | motif                     | remplacé par            | écarts
calvados-2022.txt    |                           |                         |
calvados-2022.txt    | 10,5 (M€|mill)            | 11,5 \\1                 | somme
calvados-2022.txt    | quatre engagements        | cinq engagements        | annonce_et_trouve
cantal-2022.txt      |                           |                         | liste_annoncee
cantal-2022.txt      | 7 actions                 | 6 actions               |
cantal-2022.txt      | 810 000                   | 820 000                 | liste_annoncee somme
cantal-2022.txt      | oeuvre 5 actions          | oeuvre 4 actions        | liste_annoncee liste_annoncee
puy-de-dome-2020.txt |                           |                         |
puy-de-dome-2020.txt | 1 ?641 ?850               | 1 651 850               | somme
communique-2020.txt  |                           |                         |
communique-2020.txt  | (4|quatre) engagements    | cinq engagements        | annonce_et_trouve
"""


def codes(nom: str, motif: str = "", par: str = "") -> list[str]:
    if not SOURCES.is_dir():
        pytest.skip(f"Les documents réels ne sont pas là : {PARTAGE}.")
    texte = (SOURCES / nom).read_text("utf-8")
    if motif:
        texte, nombre = re.subn(motif, par, texte)
        assert nombre, f"{motif} n'est plus dans {nom}"
    return [e.code for e in lire(Source(nom, "txt", texte)).ecarts]


@pytest.mark.parametrize("ligne", CAS.strip().splitlines()[1:])
def test_chaque_desaccord_est_vu_et_rien_d_autre(ligne: str) -> None:
    nom, motif, par, attendus = (c.strip() for c in re.split(r"\s\|(?=\s|$)", ligne))
    assert codes(nom, motif, par) == attendus.split()


def test_les_desaccords_du_schema_sont_les_siens() -> None:
    assert codes(SCHEMA) == [
        "annonce_et_trouve", "etiquette_perdue", "deux_valeurs", "deux_valeurs", "rubrique_absente",
    ]  # fmt: skip
