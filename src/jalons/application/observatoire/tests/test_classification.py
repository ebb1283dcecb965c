"""Every field is classified for data protection."""

import pytest
from django.apps import apps

from jalons.application.enfants.classification import COMMUNS
from jalons.application.observatoire.classification import CHAMPS

MODELES = [m for m in apps.get_app_config("observatoire").get_models() if not hasattr(m, "pgh_tracked_model")]
"""States kept by the history are classified as the model that they copy."""


@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m._meta.model_name)
def test_chaque_champ_est_classe(modele):
    champs = {c.name for c in modele._meta.concrete_fields} - set(COMMUNS)

    assert champs == set(CHAMPS[modele._meta.model_name])
