"""A schéma as a YAML file: read with every fault at once, written in a stable order; ``lire(ecrire(x)) == x``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jalons.application.schema.dossier import DossierSchema
from jalons.noyau.gabarit import schema_json
from jalons.noyau.gabarit_lecture import ecrire_gabarit, lire_gabarit

FORMAT = Path(__file__).with_name("schema.schema.json")
ENTETE = "Schéma départemental de protection de l'enfance. Format : docs/reference/format-schema.md"


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return dict(json.loads(FORMAT.read_text(encoding="utf-8")))


def produire_schema() -> dict[str, Any]:
    """The JSON Schema that the dossier gives; ``schema.schema.json`` is its published copy."""
    return schema_json(DossierSchema, identifiant="jalons/schema.schema.json", titre="Schéma départemental")


def lire(contenu: bytes, *, nom: str = "schéma") -> DossierSchema:
    """The schéma that the file describes.

    Raises:
        EntreeRefusee: every fault, with its line, its key, the value received and what was expected.
    """
    return lire_gabarit(contenu, DossierSchema, schema(), natures={}, nom=nom)


def ecrire(dossier: DossierSchema) -> str:
    """The YAML text of a schéma, keys in the order of the format."""
    return ecrire_gabarit(dossier, entete=ENTETE)
