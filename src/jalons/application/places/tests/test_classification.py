"""Every field of a place is classified for data protection."""

import pytest
from django.apps import apps

from jalons.application.enfants.classification import COMMUNS
from jalons.application.places.classification import CHAMPS

MODELES = [m for m in apps.get_app_config("places").get_models() if not hasattr(m, "pgh_tracked_model")]


@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m._meta.model_name)
def test_chaque_champ_est_classe_et_chaque_classe_a_son_champ(modele):
    champs = {c.name for c in modele._meta.concrete_fields} - set(COMMUNS)

    assert champs == set(CHAMPS[modele._meta.model_name])


def test_aucune_table_inconnue_n_est_classee():
    assert set(CHAMPS) == {m._meta.model_name for m in MODELES}
