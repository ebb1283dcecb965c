"""The measures of the synthetic département are those of the catalogue."""

import importlib.util
from pathlib import Path

import pytest

from jalons.droit import DroitInapplicable
from jalons.droit.mesures import nature_synthetique, natures
from jalons.noyau.yaml_simple import charger

CODES = [
    "contrat_jeune_majeur", "accueil_provisoire_jeune_majeur", "pupille", "tutelle", "delegation_autorite_parentale",
    "delegation_autorite_parentale_tiers", "tiers_digne_de_confiance", "placement", "ordonnance_placement_provisoire",
    "accueil_provisoire", "accueil_parent_enfant", "accueil_72h", "accueil_urgence_5j", "aemo_renforcee", "aemo",
    "aed_renforcee", "aed", "mjie", "mjagbf", "aesf", "tisf", "parrainage",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_chaque_mesure_de_synthese_a_sa_correspondance(code):
    attendu = "placement_ase" if code == "placement" else code

    assert nature_synthetique(code) is natures()[attendu]


def test_un_code_inconnu_est_refuse():
    with pytest.raises(DroitInapplicable, match="« brouillard »"):
        nature_synthetique("brouillard")


@pytest.mark.skipif(importlib.util.find_spec("jalons.synthese") is None, reason="no synthetic département here")
def test_les_parametres_de_la_synthese_n_en_emploient_pas_d_autre():
    origine = importlib.util.find_spec("jalons.synthese").origin
    lus = charger((Path(origine).parent / "parametres.yaml").read_bytes())
    employes = {p["mesure"]: p["mandat"] for p in (*lus["profils"], *lus["annexes"])}

    assert set(employes) == set(CODES)
    assert {code: nature_synthetique(code).cadre for code in employes} == employes
