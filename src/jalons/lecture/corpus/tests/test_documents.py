"""The corpus is what it says: large, varied, the same at each run, its keys exact, its test part apart."""

import re
from collections import Counter

import pytest

from jalons.lecture.corpus import annote
from jalons.lecture.corpus.documents import DOCUMENTS, document, documents
from jalons.lecture.evaluation.concordance import similitude
from jalons.lecture.evaluation.notes import noter
from jalons.lecture.evaluation.tests.test_notes import cle as faire_cle
from jalons.noyau.textes import cle_tri


def cle_de(d):
    dite = d.cle()
    return faire_cle(*dite["elements"], exhaustif=dite["exhaustif"])


def test_le_corpus_est_assez_grand_et_sa_part_d_essai_est_a_part():
    assert len(DOCUMENTS) >= 40
    assert len({d.nom for d in DOCUMENTS}) == len({d.graine for d in DOCUMENTS}) == len(DOCUMENTS)
    assert len(documents(papier=True)) >= 8
    assert len(documents("essai")) >= 12
    assert len(documents("essai", papier=True)) >= 3


def test_les_etiquettes_de_la_part_d_essai_ne_servent_pas_au_reglage():
    def etiquettes(usage):
        styles = [d.style for d in documents(usage) if d.contrat is None and not d.forme and d.style.engagements]
        return {s.engagement for s in styles} | {x for s in styles for x in (*s.roles, *s.sections)}

    assert not etiquettes("essai") & etiquettes("reglage")


def test_le_meme_document_est_tire_a_chaque_fois():
    for d in DOCUMENTS[:4]:
        assert d.texte() == d.texte()
        assert d.cle() == d.cle()


@pytest.mark.parametrize("d", DOCUMENTS, ids=lambda d: d.nom)
def test_la_cle_de_chaque_document_se_suffit(d):
    # its own elements, read back, are all right: no two of them can be mistaken for one another
    ensemble = noter(d.cle()["elements"], cle_de(d)).ensemble

    assert (ensemble.precision, ensemble.rappel) == (1, 1)
    assert len(d.cle()["elements"]) >= 15


@pytest.mark.parametrize("d", [d for d in DOCUMENTS if not d.bruits and not d.ocr], ids=lambda d: d.nom)
def test_un_document_sans_bruit_contient_tout_ce_que_dit_sa_cle(d):
    lu = annote.texte(d.forme, marges=False) if d.forme else d.texte()
    # a printed page cuts words at the end of lines, and may put a number between the lines of a title
    texte = cle_tri(re.sub(r"(?<=[a-zà-ÿ])-\s+(?=[a-zà-ÿ])", "", lu) if d.publie else lu)

    for e in d.cle()["elements"]:
        if e["genre"] not in ("date", "montant", "effectif", "places", "partie"):
            assert cle_tri(e["texte"]) in texte, e


@pytest.mark.parametrize("d", documents(papier=True), ids=lambda d: d.nom)
def test_un_document_de_papier_se_reconnait_encore(d):
    lignes = [ligne for ligne in d.texte().split("\n") if len(ligne) > 8]
    fiches = [e["texte"] for e in d.cle()["elements"] if e["genre"] in ("fiche", "engagement")]
    trouvees = sum(max(similitude(f[:30], ligne[-len(f) :][:30]) for ligne in lignes) > 0.5 for f in fiches)

    assert trouvees >= 0.8 * len(fiches)


def test_chaque_bruit_abime_le_texte_et_laisse_l_essentiel():
    propre = document("engagements-propre").texte()
    bruits = Counter(b.__name__ for d in DOCUMENTS for b in d.bruits)
    assert len(bruits) >= 9

    for d in DOCUMENTS:
        for bruit in d.bruits:
            abime = bruit(propre, d._alea())
            assert abime != propre or bruit.__name__ in ("cesures", "lignes_serrees"), bruit.__name__
            assert 0.6 * len(propre) < len(abime) < 1.6 * len(propre), bruit.__name__
