"""The answers laid out as DREES asks for them: one row per table and column, in the order of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jalons.analyse import sources
from jalons.analyse.indicateurs.demande import ENSEMBLE
from jalons.analyse.indicateurs.modele import Resultat
from jalons.noyau.yaml_simple import charger

COLONNES = ("annee", "code_departement", "tableau", "colonne", "valeur", "inconnus", "confirme", "raison")
_LIBRES = {"ase7": "Tab7-ase", "ase11": "Tab11-ase"}
"""Tables that DREES does not publish by département: their columns are ours."""


def lignes(resultats: Iterable[Resultat], annee: int, departement: str) -> Iterator[dict[str, Any]]:
    """Rows of ``COLONNES``; ``valeur`` is ``None``, and ``raison`` says why, where registers do not answer."""
    lus = {r.code: r for r in resultats if r.famille == "ase" and r.groupe == ENSEMBLE}
    for tableau, colonnes in _tableaux().items():
        for libelle, code in colonnes.items():
            if code in lus:
                yield _ligne(lus[code], annee, departement, tableau, libelle)
    for prefixe, tableau in _LIBRES.items():
        for code, lu in lus.items():
            if code.startswith(f"{prefixe}_"):
                yield _ligne(lu, annee, departement, tableau, lu.libelle)


def _ligne(r: Resultat, annee: int, departement: str, tableau: str, libelle: str) -> dict[str, Any]:
    valeur = None if r.valeur is None else int(r.valeur)
    return {
        "annee": annee, "code_departement": departement, "tableau": tableau, "colonne": libelle, "valeur": valeur,
        "inconnus": r.inconnus, "confirme": "oui" if r.confirme else "non", "raison": r.raison,
    }  # fmt: skip


def _tableaux() -> dict[str, dict[str, str]]:
    fichier = Path(sources.__file__).with_name("drees_tableaux.yaml")
    lus: dict[str, dict[str, str]] = charger(fichier.read_bytes())["tableaux"]
    return lus
