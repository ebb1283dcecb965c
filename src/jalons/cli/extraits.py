"""Extracts of another software turned into tables before an analysis, with their progress on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jalons.cli.sortie import lire_fichier
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.sources.correspondance import Bilan, Correspondance

SILENCE = 2.0
"""Seconds after which progress is told."""
PAS = 0.5
"""Seconds between two marks of progress."""


def convertir(dossier: Path, fichiers: Sequence[str], travail: Path) -> Path | None:
    """Convert into ``travail`` each extract of ``dossier`` that a file of correspondences names; ``None`` for none.

    Raises:
        EntreeRefusee: a file of correspondences or an extract is faulty: every fault of every file.
    """
    if not fichiers:
        return None
    from jalons.analyse.sources import correspondance

    fautes: list[Faute] = []
    bilans: list[tuple[Correspondance, Bilan]] = []
    for fichier in fichiers:
        try:
            lue = correspondance.lire_correspondance(lire_fichier(fichier), nom=Path(fichier).name)
            sortie = travail / f"{lue.table.nom}.parquet"
            if sortie.exists():
                message = f"La table « {lue.table.nom} » vient déjà d'un autre fichier : gardez-en un."
                raise EntreeRefusee([Faute(fichier, message, lue.table.nom)])
            bilan = correspondance.convertir(dossier / lue.fichier, lue, sortie, suivre=suiveur(lue.fichier))
            bilans.append((lue, bilan))
        except EntreeRefusee as refus:
            fautes += refus.fautes
    if fautes:
        raise EntreeRefusee(fautes, quoi="--correspondance")
    for lue, bilan in bilans:
        _dire(lue, bilan)
    return travail


def suiveur(nom: str) -> Callable[[int, int], None]:
    """Tells how far the reading of a file is, once two seconds have passed."""
    depart = vu = time.monotonic()
    dit = False

    def suivre(lus: int, total: int) -> None:
        nonlocal vu, dit
        maintenant = time.monotonic()
        fini = lus >= total
        if maintenant - depart < SILENCE or (not fini and maintenant - vu < PAS) or (fini and not dit):
            return
        vu, dit = maintenant, True
        part = 100 * lus // max(total, 1)
        barre = "█" * (part // 5) + "·" * (20 - part // 5)
        print(f"\r{nom} {barre} {part} %", end="\n" if fini else "", file=sys.stderr, flush=True)

    return suivre


def _dire(lue: Correspondance, bilan: Bilan) -> None:
    """How many rows, and what could not be read, on standard error."""
    illisibles = sum(etats.get("illisible", 0) for etats in bilan.etats.values())
    suite = f", {compter(illisibles, 'cellule illisible')}" if illisibles else ""
    print(f"{lue.fichier} → {lue.table.nom} : {compter(bilan.lignes, 'ligne')}{suite}.", file=sys.stderr)
    for faute in bilan.illisibles[:10]:
        print(f"- {faute}", file=sys.stderr)
