from datetime import date

import pytest

from jalons.application.rapports import rules
from jalons.noyau.ecarts import Gravite


@pytest.mark.parametrize(
    ("nom", "exercice", "arrete_le", "au", "jours"),
    [
        ("à temps", 2022, date(2023, 6, 30), date(2024, 1, 1), None),
        ("un jour de retard", 2022, date(2023, 7, 1), date(2024, 1, 1), 1),
        ("attendu, pas encore dû", 2022, None, date(2023, 6, 30), None),
        ("attendu, en retard", 2022, None, date(2023, 7, 10), 10),
        ("exercice 2020 : date reportée, à temps", 2020, date(2021, 9, 30), date(2022, 1, 1), None),
        ("exercice 2020 : au-delà du report", 2020, date(2021, 10, 2), date(2022, 1, 1), 2),
        ("avant toute règle : non vérifiable", 2018, None, date(2030, 1, 1), None),
    ],
)
def test_rapport_en_retard(nom, exercice, arrete_le, au, jours):
    trouves = rules.rapport_en_retard(exercice, arrete_le=arrete_le, au=au)

    assert [e.chiffres["jours"] for e in trouves] == ([] if jours is None else [jours]), nom


def test_le_rapport_d_un_contrat_anterieur_dont_rien_n_est_dit_n_est_pas_en_retard_mais_non_verifiable():
    [trouve] = rules.rapport_en_retard(2022, arrete_le=None, au=date(2026, 1, 1), suivi=False)

    assert (trouve.gravite, trouve.chiffres["verifiable"]) == (Gravite.INFORMATION, False)
    assert "non vérifiable" in trouve.message
    assert rules.rapport_en_retard(2022, arrete_le=None, au=date(2023, 6, 30), suivi=False) == []
    assert rules.rapport_en_retard(2022, arrete_le=date(2023, 7, 1), au=date(2026, 1, 1), suivi=False)[0].chiffres[
        "jours"
    ]


def test_la_limite_vient_du_droit():
    assert [rules.limite_du_rapport(e)[0] for e in (2020, 2021)] == [date(2021, 9, 30), date(2022, 6, 30)]
    assert rules.limite_du_rapport(2018) is None
