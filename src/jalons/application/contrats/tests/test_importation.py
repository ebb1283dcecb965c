"""A file into the base and back, twice, and after agents have worked."""

from pathlib import Path

import pytest

from jalons.application.contrats import selectors
from jalons.application.contrats.fichier import lire
from jalons.application.contrats.services import importer

EXEMPLES = Path(__file__).parents[5] / "exemples" / "contrats"
REELS = {"calvados": "14", "cantal": "15", "puy-de-dome": "63"}


def reel(nom):
    return lire((EXEMPLES / f"{nom}.yaml").read_bytes(), nom=nom)


@pytest.mark.parametrize(("nom", "code"), REELS.items())
def test_un_contrat_reel_importe_puis_lu_est_le_meme(nom, code, territoire):
    territoire(code)
    dossier = reel(nom)
    contrat = importer(dossier, par=None)
    assert selectors.dossier(contrat) == dossier
