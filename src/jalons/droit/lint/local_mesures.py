"""Checks of a département's own ceilings, against the national catalogue of measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jalons.droit.lint.lecture import forme
from jalons.droit.loader import CATALOGUE, lire
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml, verifier_forme


def verifier_mesures_locales(document: DocumentYaml, nom: str) -> list[Faute]:
    """Every fault of a local file already read as YAML."""
    fautes = verifier_forme(document, forme("mesures_local")) or [
        document.faute(ou, message, recu=recu) for ou, message, recu in _remarques(document.donnees)
    ]
    return [replace(f, lieu=f"{nom} : {f.lieu}") for f in fautes]


def _remarques(local: dict[str, Any]) -> Iterator[tuple[Chemin, str, Any]]:
    connues = {m["code"] for f in sorted((CATALOGUE / "mesures").glob("*.yaml")) for m in lire(f)["mesures"]}
    for i, plafond in enumerate(local["plafonds"]):
        for j, code in enumerate(plafond["mesures"]):
            if code not in connues:
                yield ("plafonds", i, "mesures", j), f"Mesure inconnue au catalogue national : « {code} ».", code
        for champ in ("du", "au"):
            try:
                if plafond.get(champ) is not None:
                    DateCivile.lire(plafond[champ])
            except ValueError as erreur:
                yield ("plafonds", i, champ), str(erreur), plafond[champ]
        if plafond.get("au") is not None and plafond["au"] < plafond["du"]:
            yield ("plafonds", i, "au"), "Le plafond finit avant de commencer : échangez les dates.", plafond["au"]
