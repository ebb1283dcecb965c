"""The bars to hold on the five real documents: F1 and recall by kind."""

from __future__ import annotations

import pytest

from jalons.lecture.evaluation.notes import Bilan
from jalons.lecture.tests.documents import notes_des_documents_reels

F1 = {
    "engagement": 0.98, "sous_theme": 0.98, "fiche": 0.98, "pilote": 0.95, "partenaire": 0.95, "resultat_attendu": 0.90,
    "bilan_orientation": 0.98, "bilan_priorite": 0.98, "bilan_action": 0.90,
}  # fmt: skip
RAPPEL = {"montant": 0.95, "date": 0.95, "effectif": 0.95, "chiffre": 0.85, "places": 0.95, "constat": 0.90}


@pytest.fixture(scope="module")
def bilan() -> Bilan:
    return notes_des_documents_reels()


@pytest.mark.parametrize("genre", F1)
def test_ce_qui_structure_un_document_est_retrouve_sans_rien_inventer(bilan: Bilan, genre: str) -> None:
    f1 = bilan.genres[genre].f1
    assert f1 is not None
    assert f1 >= F1[genre]


@pytest.mark.parametrize("genre", RAPPEL)
def test_les_faits_des_cles_sont_retrouves(bilan: Bilan, genre: str) -> None:
    rappel = bilan.genres[genre].rappel
    assert rappel is not None
    assert rappel >= RAPPEL[genre]


def test_chaque_document_est_reconnu_pour_ce_qu_il_est(bilan: Bilan) -> None:
    assert [(document, lu) for document, lu, attendu in bilan.types if lu != attendu] == []


def test_le_bilan_dont_les_pastilles_sont_perdues_laisse_les_statuts_inconnus(bilan: Bilan) -> None:
    note = bilan.genres["bilan_action"]
    assert (note.vrais + note.manques, note.faux) == (91, 1)
