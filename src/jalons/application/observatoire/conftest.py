"""Files of the observatory go to a folder of the test."""

import pytest


@pytest.fixture(autouse=True)
def _fichiers_de_l_essai(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "fichiers"
