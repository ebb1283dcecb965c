"""The same document is read the same whatever the form of its file: text, web page, PDF in one or two columns."""

import pytest

from jalons.lecture.corpus.documents import document
from jalons.lecture.corpus.rendu_html import en_html
from jalons.lecture.corpus.rendu_typst import en_pdf
from jalons.lecture.entrees import ouvrir
from jalons.lecture.entrees.pdf_pages import lire_pages
from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.notes import noter
from jalons.lecture.lecteur import lire

ENTETE = "Schéma de l'enfance et de la famille"


def f1(d, source):
    dite = d.cle()
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    return noter([e.en_json() for e in lire(source).elements], cle).ensemble.f1


@pytest.mark.parametrize("nom", ["engagements-propre", "strategies-propre"])
def test_un_pdf_se_lit_comme_le_texte_avec_entetes_numeros_de_page_et_colonnes(nom):
    d = document(nom)

    for reglages in ({}, {"entete": ENTETE}, {"entete": ENTETE, "colonnes": 2}):
        source = lire_pages(en_pdf(d.blocs(), **reglages), "schema.pdf", par_image=False)
        assert len(source.pages) > 5
        assert f1(d, source) >= 0.98, reglages


def test_une_page_web_se_lit_comme_le_texte():
    d = document("engagements-propre")

    assert f1(d, ouvrir(en_html(d.blocs(), "schéma").encode(), "schema.html")) >= 0.98
