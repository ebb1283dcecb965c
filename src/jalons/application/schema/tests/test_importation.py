"""A schéma file into the base and back, twice, and after agents have worked."""

from pathlib import Path

from jalons.application.schema import selectors
from jalons.application.schema.fichier import lire
from jalons.application.schema.services import importer

FICHIER = Path(__file__).parents[5] / "exemples" / "schemas" / "pas-de-calais.yaml"


def test_le_schema_du_pas_de_calais_importe_puis_lu_est_le_meme(territoire):
    territoire("62")
    dossier = lire(FICHIER.read_bytes(), nom="62")
    schema = importer(dossier, par=None)
    assert selectors.dossier(schema) == dossier
