"""What an import would change, in the words of a reader. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from jalons.noyau.differences import Difference

NOMS = {
    "departement": "collectivité", "intitule": "intitulé", "periode": "période", "complete": "document entier",
    "document": "document source", "annonces": "nombres annoncés", "chiffres_cles": "chiffres cités",
    "resultats_attendus": "résultats attendus", "sous_themes": "sous-thèmes", "priorites": "priorités",
    "regime": "régime", "numero": "numéro", "lignes": "montants", "detail": "détail", "total_annonce": "total annoncé",
    "orientations_annoncees": "orientations annoncées", "priorites_annoncees": "priorités annoncées",
    "actions_annoncees": "actions annoncées", "adopte_le": "adoption", "libelle": "libellé",
}  # fmt: skip
"""Keys of a file that are not words of a reader."""


def phrases(changements: Iterable[Difference]) -> list[str]:
    """One line for each change: where, and what becomes of it.

    >>> phrases([Difference(("chiffres_cles",), None, [1, 2]), Difference(("fiches", "3", "titre"), "a", "b")])
    ['Chiffres cités : 2 (nouveau)', 'Fiches › 3 › titre (changé)']
    """
    return [_phrase(d) for d in changements]


def _phrase(d: Difference) -> str:
    lieu = " › ".join(NOMS.get(cle, cle) for cle in d.chemin)
    combien = f" : {len(d.apres)}" if d.avant is None and isinstance(d.apres, list) else ""
    devient = "nouveau" if d.avant is None else "retiré" if d.apres is None else "changé"
    return f"{lieu[:1].upper()}{lieu[1:]}{combien} ({devient})"
