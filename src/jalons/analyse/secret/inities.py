"""Amounts: somebody alone in a hidden cell knows it, and may subtract it. He must not find out the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jalons.analyse.secret.mouvements import Treillis
from jalons.analyse.secret.suppression import Motif, reparer
from jalons.analyse.secret.systeme import Systeme


def contre_les_inities(systeme: Systeme, treillis: Treillis | None, motif: Motif, seuls: Iterable[int]) -> Motif:
    """Hide more until no one alone in a hidden cell finds out another hidden cell.

    Args:
        seuls: cells with one contributor, who knows his own amount (and, at worst, that he is alone).
    """
    seuls, faits = set(seuls), -1
    while faits != motif.caches.sum() and not motif.impossibles:
        faits = int(motif.caches.sum())
        for seul in sorted(seuls):
            if motif.caches[seul] and not systeme.connues[seul]:
                motif = _contre(systeme, treillis, motif, seul)
    return motif


def _contre(systeme: Systeme, treillis: Treillis | None, motif: Motif, seul: int) -> Motif:
    connues, inconnues = systeme.connues.copy(), systeme.inconnues.copy()
    connues[seul], inconnues[seul] = True, False
    sien = replace(systeme, connues=connues, inconnues=inconnues)
    caches = motif.caches.copy()
    caches[seul] = False
    grille = treillis and treillis.avec(sien)
    vu = reparer(sien, grille, Motif(caches, motif.doutes.pour(caches), dict(motif.pour)))
    caches = vu.caches.copy()
    caches[seul] = True
    complet = Motif(caches, motif.doutes, vu.pour, vu.impossibles)
    return complet if vu.impossibles else reparer(systeme, treillis, complet)
