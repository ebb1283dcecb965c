"""Two people saved at once: what each wrote, side by side. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Divergence:
    """One field, or one line, on which the two texts differ."""

    libelle: str
    mien: str
    enregistre: str


def comparer(libelles: Mapping[str, str], mien: Any, enregistre: Any) -> list[Divergence]:
    """The fields (mappings) or the lines (sequences of mappings) that differ between the two texts."""
    if isinstance(mien, Mapping):
        return [
            Divergence(libelles.get(c, c), _texte(mien.get(c)), _texte(enregistre.get(c)))
            for c in enregistre
            if _texte(mien.get(c)) != _texte(enregistre.get(c))
        ]
    gauche, droite = _lignes(mien), _lignes(enregistre)
    return [Divergence(f"Ligne {i}", g, d) for i, (g, d) in enumerate(_ensemble(gauche, droite), 1) if g != d]


def _lignes(lignes: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        " · ".join(t for c, v in ligne.items() if c not in ("id", "DELETE") and (t := _texte(v))) for ligne in lignes
    ]


def _ensemble(gauche: list[str], droite: list[str]) -> list[tuple[str, str]]:
    longueur = max(len(gauche), len(droite))
    return list(zip(gauche + [""] * (longueur - len(gauche)), droite + [""] * (longueur - len(droite)), strict=True))


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, str):
        return valeur.replace("\r\n", "\n").strip()
    if hasattr(valeur, "__iter__"):
        return ", ".join(sorted(str(v) for v in valeur))
    return str(valeur)
