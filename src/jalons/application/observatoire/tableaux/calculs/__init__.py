"""What each kind of run computes from a folder of tables. Pure: no database, no clock; heavy engines load when called.

``FAIRE[genre](demande)`` gives a ``Produit``; it raises ``EntreeRefusee`` with sentences that the page shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from jalons.application.observatoire.tableaux.calculs.modele import Demande, Produit


def empreinte(dossier: Path) -> str:
    """Tells apart two states of a folder: names and bytes of its files."""
    lue = hashlib.sha256()
    for chemin in sorted(p for p in dossier.rglob("*") if p.is_file()):
        lue.update(f"{chemin.relative_to(dossier)}\0".encode())
        with chemin.open("rb") as contenu:
            lue.update(hashlib.file_digest(contenu, "sha256").digest())
    return lue.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Of Jalons and of the libraries that count."""
    return {nom: version(nom) for nom in ("jalons", "duckdb", "ibis-framework", "numpy", "polars")}


def _chiffres(demande: Demande) -> Produit:
    from jalons.application.observatoire.tableaux.calculs.chiffres import calculer

    return calculer(demande)


def _parcours(demande: Demande) -> Produit:
    from jalons.application.observatoire.tableaux.calculs.parcours import calculer

    return calculer(demande)


def _projection(demande: Demande) -> Produit:
    from jalons.application.observatoire.tableaux.calculs.projection import calculer

    return calculer(demande)


def _comparaison(demande: Demande) -> Produit:
    from jalons.application.observatoire.tableaux.calculs.comparaison import calculer

    return calculer(demande)


FAIRE: Mapping[str, Callable[[Demande], Produit]] = {
    "chiffres": _chiffres, "parcours": _parcours, "projection": _projection, "comparaison": _comparaison,
}  # fmt: skip
