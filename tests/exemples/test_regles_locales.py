"""The local rules of the Pas-de-Calais: dates worked out by hand from its schéma, and nothing for its neighbours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jalons.droit.echeances.evaluation import evaluer
from jalons.droit.echeances.faits import fait
from jalons.droit.echeances.local import composer, regles_du_departement

FICHIER = Path(__file__).parents[2] / "exemples" / "local" / "62-offre.yaml"

ENFANT = [{"evenement": "naissance", "le": "2021-08-31"}]
GOS2 = [{"evenement": "gos2_reuni", "le": "2025-01-06"}]
GROUPE = [{"evenement": "groupe_ressources_reuni", "le": "2024-12-31"}]
SEMESTRE = [{"evenement": "local_semestre_gos2", "le": "2025-07-01", "attributs": {"semestre": "2025-2"}}]
RETOUR = [{"evenement": "local_retour_domicile", "le": "2025-03-03", "attributs": {"grossesse": "G1"}}]
EVALUATION = [{"evenement": "evaluation_essms", "le": "2024-05-31"}]
DOSSIER = [{"evenement": "dossier_clos", "le": "1985-06-30"}]


def echeances(code: str, faits: list[dict[str, Any]], au: date) -> list[tuple[str | None, str | None, str]]:
    """Earliest day, last day and status of each deadline of that rule."""
    regles = regles_du_departement(FICHIER)
    lus = [fait(f, regles.territoire, sujet_type=regles.par_code[code].sujet, sujet="62") for f in faits]
    donnees = [e.en_json() for e in evaluer(regles, lus, au=au) if e.regle == code]
    return [(d["au_plus_tot"], d["due_le"], d["statut"]) for d in donnees]


TABLE = [
    # 31 August 2021: three years on 31 August 2024, three and a half on 28 February 2025.
    ("LOCAL-62-ORTHOPTIE",       ENFANT,     date(2025, 3, 3),  [("2024-08-31", "2025-02-28", "en_retard")]),
    # 6 January + 28 days = 3 February.
    ("HAND-GOS2",                GOS2,       date(2025, 1, 20), [(None, "2025-02-03", "bientot")]),
    # 31 December + 2 months = 28 February.
    ("HAND-GR",                  GROUPE,     date(2025, 1, 2),  [(None, "2025-02-28", "a_venir")]),
    # The half-year begins on 1 July: its calendar is known on 30 June.
    ("LOCAL-62-GOS2-CALENDRIER", SEMESTRE,   date(2025, 6, 1),  [(None, "2025-06-30", "bientot")]),
    # « dès le retour » : no date is invented.
    ("LOCAL-62-RETOUR-DOMICILE", RETOUR,     date(2025, 9, 1),  [(None, None, "a_venir")]),
    # 31 May 2024 + 1 year.
    ("LOCAL-62-EVAL-SUITES",     EVALUATION, date(2025, 6, 2),  [(None, "2025-05-31", "en_retard")]),
    # Closed on 30 June 1985, kept 90 years.
    ("ARCHIVE-90A",              DOSSIER,    date(2026, 1, 1),  [(None, "2075-06-30", "a_venir")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "faits", "au", "attendu"), TABLE)
def test_une_regle_du_pas_de_calais_donne_la_date_calculee_a_la_main(code, faits, au, attendu):
    assert echeances(code, faits, au) == attendu


def test_un_departement_sans_fichier_ne_suit_aucune_regle_du_pas_de_calais():
    nationales = {r.code for r in composer({}).regles}

    assert not [code for code in nationales if code.startswith("LOCAL-")]
    assert "ARCHIVE-90A" not in nationales
