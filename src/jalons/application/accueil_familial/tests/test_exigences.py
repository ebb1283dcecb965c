"""Hours of stage and training, by the rule of the day: three answers. The catalogue, no base."""

from datetime import date

import pytest

from jalons.application.accueil_familial import constats, exigences
from jalons.application.accueil_familial.exigences import Fait, exiger

CAS = """
nature     le          faites  verdict         attendues
stage      2025-06-30  60      conforme        60
stage      2025-07-01  60      non_conforme    100
stage      2025-07-01  100     conforme        100
stage      -           100     non_verifiable  -
formation  2025-12-31  240     conforme        240
formation  2026-01-01  240     non_conforme    420
formation  2026-01-01  420     conforme        420
formation  2026-01-01  ?       non_verifiable  420
formation  2001-01-01  240     non_verifiable  -
formation  2026-01-01  -       non_conforme    420
"""


@pytest.mark.parametrize(
    ("nature", "le", "faites", "verdict", "attendues"),
    [x.split() for x in CAS.strip().splitlines()[1:]],
    ids=lambda v: v,
)
def test_les_heures_attendues_suivent_la_regle_du_jour(nature, le, faites, verdict, attendues):
    faits = [] if faites == "-" else [Fait(nature, date(2026, 6, 1), None if faites == "?" else int(faites))]

    vue = exiger(nature, None if le == "-" else date.fromisoformat(le), faits)

    assert vue.verdict == verdict
    assert vue.attendues == (None if attendues == "-" else int(attendues))
    assert vue.phrase


def test_ce_qui_n_est_pas_fini_ne_compte_pas():
    assert exiger("stage", date(2024, 1, 1), [Fait("stage", None, 60)]).verdict == "non_conforme"


def test_le_nombre_sans_derogation_vient_du_catalogue_et_se_dit_non_confirme():
    nombre, source, confirme = exigences.nombre_maximal(date(2025, 1, 1))

    assert nombre is not None
    assert "L421-5" in source
    assert not confirme
    assert exigences.nombre_maximal(date(1990, 1, 1))[0] is None


def test_chaque_evenement_dit_par_un_acte_est_du_catalogue():
    dits = {*constats.DECISIONS.values(), *constats.JUSTIFICATIFS.values(), constats.PREMIER_ACCUEIL}

    assert dits | {e for lus in constats.PARCOURS.values() for e in lus} <= set(constats.evenements())
    assert constats.PREMIER_ACCUEIL in constats.a_constater()
    assert not set(constats.a_constater()) & set(constats.DECISIONS.values())
