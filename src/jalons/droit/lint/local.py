"""Checks of a département's own files, against the national catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jalons.droit.lint.lecture import lire_fichier
from jalons.droit.lint.local_echeances import verifier_echeances_locales
from jalons.droit.lint.local_mesures import verifier_mesures_locales
from jalons.droit.loader import regimes, sources_financement
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml

PREFIXE_DELAIS, PREFIXE_MESURES = "echeances", "mesures"
"""Files of those names hold the département's own delays and its ceilings of measures, the others its objectives."""


def lire_local(dossier: Path) -> tuple[dict[str, DocumentYaml], list[Faute]]:
    """The well-formed files of a local folder, and the faults of the others."""
    if not dossier.is_dir():
        return {}, [Faute(str(dossier), "Ce dossier d'objectifs locaux n'existe pas. Vérifiez le chemin.")]
    documents: dict[str, DocumentYaml] = {}
    fautes: list[Faute] = []
    for chemin in sorted(c for c in dossier.glob("*.yaml") if not c.name.startswith((PREFIXE_DELAIS, PREFIXE_MESURES))):
        document, mal_forme = lire_fichier(chemin, chemin.name, "local")
        fautes += mal_forme
        if document is not None and not mal_forme:
            documents[chemin.name] = document
    return documents, fautes


def verifier_local(dossier: Path) -> list[Faute]:
    """Every fault of the local files of ``dossier``."""
    documents, fautes = lire_local(dossier)
    vus: set[str] = set()
    for nom, document in documents.items():
        for rang, objectif in enumerate(document.donnees["objectifs"]):
            for chemin, message, recu in _fautes(objectif, vus):
                faute = document.faute(("objectifs", rang, *chemin), message, recu=recu)
                fautes.append(replace(faute, lieu=f"{nom} : {faute.lieu}"))
            vus.add(objectif["code"])
    fautes += [f for chemin in sorted(dossier.glob(f"{PREFIXE_DELAIS}*.yaml")) for f in _des_delais(chemin)]
    return fautes + [f for chemin in sorted(dossier.glob(f"{PREFIXE_MESURES}*.yaml")) for f in _des_plafonds(chemin)]


def _des_delais(chemin: Path) -> list[Faute]:
    document, mal_forme = lire_fichier(chemin, chemin.name, "echeances_local")
    return mal_forme if mal_forme or document is None else verifier_echeances_locales(document, chemin.name)


def _des_plafonds(chemin: Path) -> list[Faute]:
    document, mal_forme = lire_fichier(chemin, chemin.name, "mesures_local")
    return mal_forme if mal_forme or document is None else verifier_mesures_locales(document, chemin.name)


def _fautes(objectif: dict[str, Any], vus: set[str]) -> Iterator[tuple[Chemin, str, Any]]:
    if objectif["code"] in vus:
        yield ("code",), f"« {objectif['code']} » est déjà pris : choisissez un autre code.", objectif["code"]
    nationaux = {r.id: r for r in regimes()}
    for i, identifiant in enumerate(objectif["regimes"]):
        regime = nationaux.get(identifiant)
        if regime is None:
            connus = ", ".join(nationaux)
            yield ("regimes", i), f"Régime inconnu : « {identifiant} ». Régimes connus : {connus}.", identifiant
        elif objectif.get("engagement") not in {None, *(e.numero for e in regime.engagements)}:
            message = f"L'engagement {objectif['engagement']} n'existe pas dans le régime {identifiant}."
            yield ("engagement",), message, objectif["engagement"]
    financeurs = {s.code for s in sources_financement()}
    for i, code in enumerate(objectif.get("sources", ())):
        if code not in financeurs:
            message = f"Source de financement inconnue : « {code} ». Connues : {', '.join(sorted(financeurs))}."
            yield ("sources", i), message, code
