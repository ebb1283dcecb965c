"""The real contracts, schéma and plan of openings of ``exemples/``, imported as their département would."""

from __future__ import annotations

from collections.abc import Iterator

from jalons.application.contrats import fichier as fichier_contrat
from jalons.application.contrats import services as contrats
from jalons.application.schema import fichier as fichier_schema
from jalons.application.schema import services as schemas
from jalons.demonstration import comptes, marques, plan_places
from jalons.demonstration.lieux import EXEMPLES, REELS


def charger() -> Iterator[tuple[str, bool]]:
    """Import each file; gives its name and whether there was something to do."""
    for nom, code in REELS.items():
        contrat = EXEMPLES / "contrats" / f"{nom}.yaml"
        schema = EXEMPLES / "schemas" / f"{nom}.yaml"
        par = comptes.agent(f"mission-{code}")
        with marques.dossier(f"reels/{nom}", collectivite=code, par=par) as a_faire:
            if a_faire:
                if contrat.is_file():
                    contrats.importer(fichier_contrat.lire(contrat.read_bytes(), nom=contrat.name), par=par)
                if schema.is_file():
                    schemas.importer(fichier_schema.lire(schema.read_bytes(), nom=schema.name), par=par)
                plan_places.charger(EXEMPLES / "places" / f"{nom}.yaml", collectivite=code, par=par)
        yield nom, a_faire
