"""Sub-themes without a label: a list that follows the heading of an engagement, then treated one by one."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut, du_bloc, nombre
from jalons.noyau.textes import cle_tri

LONG = 260
SEMBLABLE = 85
"""Similarity, out of 100, of an item and of the heading that takes it up."""


def sous_themes(liste: Sequence[Bloc], engagements: Sequence[tuple[Bloc, str]]) -> list[Brut]:
    """The unlabelled sub-themes of ``engagements`` (heading and name, "engagement 2").

    An item counts when the document takes it up later as a heading; in a list with bullets, half of them are enough.
    """
    from rapidfuzz import fuzz

    rendus: list[Brut] = []
    rangs = {id(bloc): rang for rang, bloc in enumerate(liste)}
    candidats = [
        (rang, cle_tri(b.texte))
        for rang, b in enumerate(liste)
        if b.nature == "texte" and b.lignes[0].blanc and len(b.texte) < LONG
    ]
    for bloc, nom in engagements:
        debut = rangs[id(bloc)] + 1
        items = _items(liste, debut)
        repris = [
            any(r >= debut + len(items) and fuzz.ratio(cle_tri(item.texte), cle) >= SEMBLABLE for r, cle in candidats)
            for item in items
        ]
        tous = bool(items) and all(i.puce for i in items) and sum(repris) * 2 >= len(items)
        for item, ok in zip(items, repris, strict=True):
            if ok or tous:
                rendus.append(du_bloc("sous_theme", item, "repris" if ok else "liste", parent=nom))
    return rendus


def _items(liste: Sequence[Bloc], debut: int) -> list[Bloc]:
    """The short blocks that follow a heading, up to a long one, another heading or the next page."""
    items: list[Bloc] = []
    for bloc in liste[debut:]:
        if bloc.nature not in ("texte", "puce") or len(bloc.texte) > LONG or (items and bloc.lignes[0].page):
            break
        items.append(bloc)
    return items


def engagements_de(liste: Sequence[Bloc], mot: str | None) -> list[tuple[Bloc, str]]:
    """The headings of the widest rank, with their names."""
    return [
        (b, f"engagement {nombre(b.numero)}") for b in liste if b.nature == "titre" and b.mot == mot and not b.sommaire
    ]
