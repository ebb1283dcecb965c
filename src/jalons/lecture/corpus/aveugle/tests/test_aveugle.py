"""The documents that only judge the reader: varied, the same at each run, their keys exact and never used to tune."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from jalons.lecture.corpus import aveugle
from jalons.lecture.corpus.aveugle import documenter
from jalons.lecture.corpus.aveugle.documents import DOCUMENTS, NOMBRE
from jalons.lecture.corpus.aveugle.evaluer import Degres, evaluer
from jalons.lecture.corpus.aveugle.formes import en_texte
from jalons.lecture.corpus.documents import DOCUMENTS as AUTRES
from jalons.lecture.entrees import ouvrir
from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.notes import noter
from jalons.lecture.modele import Confiance
from jalons.noyau.textes import cle_tri

LECTURE = Path(aveugle.__file__).parents[2]
PAR_VALEUR = ("date", "montant", "effectif", "places", "chiffre", "partie")


def document(nom):
    return {d.nom: d for d in DOCUMENTS}[nom]


def test_les_documents_sont_nombreux_et_de_toutes_les_formes():
    formes = Counter(d.forme for d in DOCUMENTS)

    assert len(DOCUMENTS) >= NOMBRE
    assert len({d.nom for d in DOCUMENTS}) == len({d.graine for d in DOCUMENTS}) == len(DOCUMENTS)
    assert formes["papier"] >= 6
    assert {"txt", "html", "docx", "odt", "pdf"} < set(formes)
    assert not {d.graine for d in DOCUMENTS} & {d.graine for d in AUTRES}


@pytest.mark.parametrize("d", DOCUMENTS, ids=lambda d: d.nom)
def test_la_cle_de_chaque_document_se_suffit(d):
    dite = d.cle()
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    ensemble = noter(dite["elements"], cle).ensemble

    assert (ensemble.precision, ensemble.rappel) == (1, 1)


@pytest.mark.parametrize("d", DOCUMENTS, ids=lambda d: d.nom)
def test_le_document_contient_tout_ce_que_dit_sa_cle(d):
    texte = cle_tri(" ".join(en_texte(d.blocs(), largeur=10_000).split()))

    for e in d.cle()["elements"]:
        if e["genre"] not in PAR_VALEUR:
            assert cle_tri(e["texte"]).strip() in texte, e


@pytest.mark.parametrize("nom", ["questions-texte", "avenant-docx", "romains-odt", "communique-html", "circulaire-pdf"])
def test_chaque_forme_s_ouvre_et_se_redonne(nom):
    d = document(nom)
    textes = [ouvrir(d.contenu(), d.fichier).texte for _ in range(2)]

    assert textes[0] == textes[1]
    assert len(textes[0]) > 500


def test_rien_de_ce_qui_regle_la_lecture_ne_regarde_ces_documents():
    """Only the folder itself, and that of the other judge, may import it: no rule, no calibration, no other page."""
    permis = {Path(aveugle.__file__).parent, Path(aveugle.__file__).parents[1] / "tiers"}
    for fichier in LECTURE.rglob("*.py"):
        if permis & set(fichier.parents):
            continue
        for noeud in ast.walk(ast.parse(fichier.read_text("utf-8"))):
            noms = [
                getattr(noeud, "module", None) or "",
                *(a.name for a in getattr(noeud, "names", ()) if hasattr(a, "name")),
            ]
            assert not any("aveugle" in nom for nom in noms), fichier


def test_la_note_d_un_document_se_lit_par_genre_et_par_degre():
    bilan, degres = evaluer(document("avenant-docx"))

    assert bilan.genres["montant"].vrais + bilan.genres["montant"].manques == 3
    assert sum(tous for _, tous in degres.comptes.values()) > 0


def test_les_degres_se_comptent():
    degres = Degres({"sûr": (9, 10)})
    degres.ajouter(Degres({"sûr": (9, 10), "douteux": (0, 20)}))

    assert (degres.juste(Confiance.SUR), degres.part(Confiance.SUR), degres.juste(Confiance.PROBABLE)) == (
        0.9,
        0.5,
        None,
    )


@pytest.mark.long
def test_la_page_est_a_jour():
    assert documenter.PAGE.read_text("utf-8") == documenter.page(), "python -m jalons.lecture.corpus.aveugle.documenter"


def test_la_page_ne_cite_aucun_mot_de_ces_documents():
    page = cle_tri(documenter.PAGE.read_text("utf-8"))

    for d in DOCUMENTS:
        assert not any(cle_tri(e["texte"]) in page for e in d.cle()["elements"] if len(e["texte"]) > 15)
