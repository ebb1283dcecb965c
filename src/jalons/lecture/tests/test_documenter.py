"""The page of what the reader gets wrong is that of the reader that is here."""

import json

import pytest

from jalons.lecture import documenter
from jalons.lecture.corpus.documents import documents
from jalons.lecture.evaluation.notes import Bilan, Erreur, Note


@pytest.mark.long
def test_la_page_est_a_jour():
    assert documenter.PAGE.read_text(encoding="utf-8") == documenter.page(), "python -m jalons.lecture.documenter"


@pytest.mark.parametrize("d", documents("reglage")[::8], ids=lambda d: d.nom)
def test_la_page_dit_ce_que_ce_lecteur_fait_de_ce_document(d):
    ligne = documenter._ligne(d.nom, documenter.evaluer(d).ensemble)

    assert ligne in documenter.PAGE.read_text(encoding="utf-8"), "Lancez : python -m jalons.lecture.documenter"


@pytest.mark.long
def test_les_chiffres_des_documents_reels_sont_ceux_de_ce_lecteur():
    mesures = documenter.mesurer_les_reels()
    if not mesures:
        pytest.skip(f"Les documents réels ne sont pas dans {documenter.PARTAGE} : comparaison laissée de côté.")

    assert json.loads(documenter.REELS.read_text(encoding="utf-8")) == mesures, "python -m jalons.lecture.documenter"


def test_les_exemples_d_erreurs_viennent_du_reglage_seulement():
    fiche = {
        "genre": "fiche",
        "texte": "Une fiche | au titre très long qui ne tient pas sur une ligne de la page du tout",
    }
    bilan = Bilan({"fiche": Note(3, 1, 3, 2, exhaustif=True)}, [Erreur("a.txt", "manque", fiche)])

    avec, sans = ("\n".join(documenter._corpus("Essai", {"a": bilan}, avec_exemples=x)) for x in (True, False))

    assert "`fiche` manqué, 1 fois : « Une fiche \\| au titre" in avec
    assert "Une fiche" not in sans
    assert "| `fiche` | 60,0 % | 75,0 % | 66,7 % | 3 | 2 | 1 |" in sans
