"""Sub-themes without a label: a list that follows the heading of an engagement, then treated one by one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut, du_bloc, nombre
from jalons.noyau.textes import cle_tri

LONG = 260
SEMBLABLE = 85
"""Similarity, out of 100, of an item and of the heading that takes it up."""


def sous_themes(liste: Sequence[Bloc], engagements: Sequence[tuple[Bloc, str]]) -> list[Brut]:
    """The unlabelled sub-themes of ``engagements`` (heading and name, "engagement 2").

    An item counts when the document takes it up later as a heading. When few do, the lists with bullets just
    under the headings count, or what reads as headings under them.
    """
    from rapidfuzz import fuzz

    rendus: list[Brut] = []
    rangs = {id(bloc): rang for rang, bloc in enumerate(liste)}
    candidats = [
        (rang, cle_tri(b.texte))
        for rang, b in enumerate(liste)
        if b.nature == "texte" and b.lignes[0].blanc and len(b.texte) < LONG
    ]
    total = 0
    for bloc, nom in engagements:
        debut = rangs[id(bloc)] + 1
        items = _items(liste, debut)
        total += len(items)
        for item in items:
            cle = cle_tri(item.texte)
            if any(r >= debut + len(items) and fuzz.ratio(cle, autre) >= SEMBLABLE for r, autre in candidats):
                rendus.append(du_bloc("sous_theme", item, "repris", parent=nom))
    if rendus and 2 * len(rendus) >= total:
        return rendus
    rendus = []
    for bloc, nom in engagements:
        rendus += [
            du_bloc("sous_theme", item, indice, parent=nom)
            for item, indice in _de_la_partie(liste, rangs[id(bloc)] + 1)
        ]
    return rendus


def _de_la_partie(liste: Sequence[Bloc], debut: int) -> list[tuple[Bloc, str]]:
    """The list with bullets, else the headings without a label, of the part that begins at ``debut``."""
    fin = next((r for r in range(debut, len(liste)) if liste[r].nature in ("titre", "section")), len(liste))
    partie = liste[debut:fin]
    puces = [b for b in partie if b.puce]
    if puces and partie.index(puces[0]) <= 2 and len(puces) > 1:
        return [(b, "liste") for b in puces if len(b.texte) <= LONG]
    return [(b, "titre seul") for b, apres in itertools.pairwise(partie) if _titre_seul(b, apres)]


def _titre_seul(bloc: Bloc, apres: Bloc) -> bool:
    """Whether a block reads as a heading: apart, a few words, no full stop, a sentence or more under it."""
    texte = bloc.texte
    return (
        bloc.lignes[0].blanc and apres.lignes[0].blanc and not bloc.puce and 12 <= len(texte) <= 160
        and texte[:1].isupper()
        and bloc.lignes[-1].texte.rstrip()[-1:] not in ".;:," and apres.lignes[-1].texte.rstrip().endswith(".")
        and len(apres.texte) > len(texte) / 2
    )  # fmt: skip


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
    titres = [b for b in liste if b.nature == "titre" and b.mot == mot and not b.sommaire]
    return [(b, f"engagement {nombre(b.numero) or rang}") for rang, b in enumerate(titres, 1)]
