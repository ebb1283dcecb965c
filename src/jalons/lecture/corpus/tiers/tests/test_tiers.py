"""The third corpus: varied, its keys exact, its kept files those of its blocks, and nothing tunes itself on it."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from jalons.lecture.corpus import tiers
from jalons.lecture.corpus.tiers import documenter
from jalons.lecture.corpus.tiers.atelier import empreinte, empreintes
from jalons.lecture.corpus.tiers.documents import DOCUMENTS, GARDEES, GARDES, OUVERTES
from jalons.lecture.corpus.tiers.formes import en_texte
from jalons.lecture.entrees import ouvrir
from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.notes import noter
from jalons.noyau.textes import cle_tri

LECTURE = Path(tiers.__file__).parents[2]
PAR_VALEUR = ("date", "montant", "effectif", "places", "chiffre", "partie")


def document(nom):
    return {d.nom: d for d in DOCUMENTS}[nom]


def test_les_documents_sont_nombreux_et_de_toutes_les_formes():
    formes = Counter(d.forme for d in DOCUMENTS)

    assert len(DOCUMENTS) >= 45
    assert len({d.page for d in DOCUMENTS}) >= 18
    assert len({d.nom for d in DOCUMENTS}) == len({d.graine for d in DOCUMENTS}) == len(DOCUMENTS)
    assert formes["papier"] >= 8
    assert {"txt", "html", "docx"} | GARDEES == set(formes)
    assert Counter(d.cle()["type"] for d in DOCUMENTS).keys() == {
        "schema",
        "contrat",
        "avenant",
        "rapport",
        "circulaire",
    }


@pytest.mark.parametrize("d", DOCUMENTS, ids=lambda d: d.nom)
def test_la_cle_de_chaque_document_se_suffit_et_le_document_la_contient(d):
    dite = d.cle()
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    ensemble = noter(dite["elements"], cle).ensemble
    texte = cle_tri(" ".join(en_texte(d.blocs(), largeur=10_000, par_page=10**6).split()))

    assert (ensemble.precision, ensemble.rappel) == (1, 1)
    for e in dite["elements"]:
        if e["genre"] not in PAR_VALEUR:
            assert cle_tri(e["texte"]).strip() in texte, e


def test_les_fichiers_gardes_sont_ceux_des_documents_d_aujourd_hui():
    attendues = {d.nom: empreinte(d) for d in DOCUMENTS if d.forme in GARDEES}

    assert empreintes() == attendues, "python -m jalons.lecture.corpus.tiers.atelier"
    assert {f.name for f in GARDES.iterdir()} == {
        "empreintes.txt",
        *(d.fichier for d in DOCUMENTS if d.forme in GARDEES),
    }


def test_les_mises_en_page_ouvertes_sont_nommees_et_la_moitie_reste_fermee():
    toutes = {d.page.__name__ for d in DOCUMENTS}

    assert toutes > OUVERTES
    assert 2 * len(toutes - OUVERTES) >= len(toutes)


@pytest.mark.parametrize("nom", ["avenant-docx", "communique-html", "instruction-pdf", "route-odt", "fil-texte"])
def test_chaque_forme_s_ouvre(nom):
    d = document(nom)

    assert len(ouvrir(d.contenu(), d.fichier).texte) > 500


def test_un_texte_a_des_pages_des_bandeaux_et_des_tableaux_coupes():
    d = document("recueil-texte")
    pages = d.contenu().decode().split("\f")

    assert len(pages) >= 40
    assert all("Page " in page.strip().splitlines()[-1] for page in pages)


def test_rien_de_ce_qui_regle_la_lecture_ne_regarde_ces_documents():
    """Only the folder itself may import it: no rule, no calibration, no other page."""
    for fichier in LECTURE.rglob("*.py"):
        if Path(tiers.__file__).parent in fichier.parents:
            continue
        for noeud in ast.walk(ast.parse(fichier.read_text("utf-8"))):
            if isinstance(noeud, ast.Import | ast.ImportFrom):
                noms = [getattr(noeud, "module", None) or "", *(a.name for a in noeud.names)]
                assert not any("tiers" in nom.split(".") for nom in noms), fichier


@pytest.mark.long
def test_la_page_est_a_jour():
    assert documenter.PAGE.read_text("utf-8") == documenter.page(), "python -m jalons.lecture.corpus.tiers.documenter"


def test_la_page_ne_cite_aucun_mot_de_ces_documents():
    page = cle_tri(documenter.PAGE.read_text("utf-8"))

    for d in DOCUMENTS:
        assert not any(cle_tri(e["texte"]) in page for e in d.cle()["elements"] if len(e["texte"]) > 15)
