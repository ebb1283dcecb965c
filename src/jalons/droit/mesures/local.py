"""The ceilings that a département sets itself on the measures of one référent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jalons.droit.lint.local_mesures import verifier_mesures_locales
from jalons.droit.loader import CATALOGUE
from jalons.droit.mesures.modele import Plafond
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.yaml_situe import lire_yaml


def plafonds_de(departement: str, au: date, *, dossier: Path | None = None) -> tuple[Plafond, ...]:
    """The ceilings of a département in force on ``au``; empty when it has set none.

    Args:
        dossier: a folder with one folder per département, whose ``mesures.yaml`` replace those of the catalogue.

    Raises:
        EntreeRefusee: with every fault of a file; nothing is loaded.
    """
    return tuple(p for p in plafonds_locaux(dossier).get(departement, ()) if p.vaut_au(au))


@lru_cache(maxsize=4)
def plafonds_locaux(dossier: Path | None = None) -> Mapping[str, tuple[Plafond, ...]]:
    """Every ceiling, by code of département; read once."""
    lus = _fichiers(CATALOGUE / "local")
    return {**lus, **_fichiers(dossier)} if dossier is not None else lus


def _fichiers(dossier: Path) -> dict[str, tuple[Plafond, ...]]:
    lus: dict[str, tuple[Plafond, ...]] = {}
    fautes = []
    for fichier in sorted(dossier.glob("*/mesures.yaml")):
        nom = str(fichier.relative_to(dossier))
        document = lire_yaml(fichier.read_bytes(), nom=nom)
        trouvees = verifier_mesures_locales(document, nom)
        fautes += trouvees
        if not trouvees:
            lus[document.donnees["departement"]] = tuple(_plafond(p) for p in document.donnees["plafonds"])
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return lus


def _plafond(p: Mapping[str, Any]) -> Plafond:
    return Plafond(
        p["libelle"], frozenset(p["mesures"]), p["valeur"], date.fromisoformat(p["du"]),
        date.fromisoformat(p["au"]) if p.get("au") else None, p["source"], p.get("note", ""),
    )  # fmt: skip
