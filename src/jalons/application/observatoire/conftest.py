"""Files of the observatory go to a folder of the test."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _fichiers_de_l_essai(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
