"""A contract as a YAML file: read with every fault at once, written in a stable order; ``lire(ecrire(x)) == x``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jalons.application.contrats.dossier import DossierContrat
from jalons.application.finances.controle_fichier import verifier_lignes
from jalons.droit import regimes, sources_financement
from jalons.noyau.gabarit import schema_json
from jalons.noyau.gabarit_lecture import Natures, ecrire_gabarit, lire_gabarit
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import DocumentYaml

FORMAT = Path(__file__).with_name("contrat.schema.json")
ENTETE = "Contrat de prévention et de protection de l'enfance. Format : docs/reference/format-contrat.md"


def natures() -> Natures:
    """The codes of the law that a file may use."""
    return {
        "regime": lambda: {r.id: r.libelle for r in regimes()},
        "source": lambda: {s.code: s.libelle for s in sources_financement()},
        "objectif": lambda: {o.code: o.libelle for r in regimes() for o in r.objectifs},
    }


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return dict(json.loads(FORMAT.read_text(encoding="utf-8")))


def produire_schema() -> dict[str, Any]:
    """The JSON Schema that the dossier gives; ``contrat.schema.json`` is its published copy."""
    return schema_json(DossierContrat, identifiant="jalons/contrat.schema.json", titre="Contrat")


def lire(contenu: bytes, *, nom: str = "contrat") -> DossierContrat:
    """The contract that the file describes.

    Raises:
        EntreeRefusee: every fault, with its line, its key, the value received and what was expected.
    """
    return lire_gabarit(contenu, DossierContrat, schema(), natures=natures(), nom=nom, controle=_ensemble)


def _ensemble(document: DocumentYaml) -> list[Faute]:
    donnees = document.donnees
    if isinstance(donnees, dict) and "regime" not in donnees and "bilan" in donnees:
        message = "Ce fichier ressemble à un schéma : utilisez « jalons schemas » au lieu de « jalons contrats »."
        return [document.faute(("regime",), message, recu="un schéma", attendu="un contrat")]
    finances = donnees.get("finances") if isinstance(donnees, dict) else None
    lignes = finances.get("lignes") if isinstance(finances, dict) else None
    return verifier_lignes(document, lignes, ("finances", "lignes"))


def ecrire(dossier: DossierContrat) -> str:
    """The YAML text of a contract, keys in the order of the format."""
    return ecrire_gabarit(dossier, entete=ENTETE)
