"""Blocks of text as one types them: each begins with a line "# Titre". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def lire(texte: str) -> list[dict[str, str]]:
    """Blocks of a typed text; what comes before the first title is a block called "Présentation".

    >>> lire("Bonjour.\\n# À retenir\\nStable.\\n")
    [{'titre': 'Présentation', 'texte': 'Bonjour.'}, {'titre': 'À retenir', 'texte': 'Stable.'}]
    """
    blocs: list[tuple[str, list[str]]] = [("Présentation", [])]
    for ligne in texte.splitlines():
        if ligne.startswith("#") and ligne.lstrip("# ").strip():
            blocs.append((ligne.lstrip("# ").strip(), []))
        else:
            blocs[-1][1].append(ligne)
    dits = [{"titre": titre, "texte": "\n".join(lignes).strip()} for titre, lignes in blocs]
    return [b for rang, b in enumerate(dits) if b["texte"] or rang]


def ecrire(blocs: Iterable[Mapping[str, str]]) -> str:
    """The text that gives these blocks.

    >>> lire(ecrire([{"titre": "À retenir", "texte": "Stable."}]))
    [{'titre': 'À retenir', 'texte': 'Stable.'}]
    """
    return "\n\n".join(f"# {b['titre']}\n{b['texte']}" for b in blocs)
