"""``jalons appariement tirer``: a random problem, for trials."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from jalons.cli.appariement import lecture
from jalons.cli.sortie import CORRECT
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute


def ajouter(actes: Any) -> None:
    """Add the sub-command ``tirer``."""
    acte = actes.add_parser(
        "tirer", help="un problème au hasard, pour essayer",
        description="Écrit un problème inventé. La même graine donne le même fichier. Personne n'y est réel.",
    )  # fmt: skip
    acte.add_argument("--enfants", default="30", metavar="N", help="enfants qui attendent (30)")
    acte.add_argument("--places", default="100", metavar="N", help="places libres (100)")
    acte.add_argument("--fratries", default="5", metavar="N", help="fratries (5)")
    acte.add_argument("--incompatibilites", default="3", metavar="N", help="paires à ne pas réunir (3)")
    acte.add_argument("--graine", default="1", metavar="N", help="graine du hasard (1)")
    acte.add_argument("--sortie", required=True, metavar="FICHIER", help="fichier JSON à écrire")
    acte.set_defaults(action=_tirer)


def _tirer(options: argparse.Namespace) -> int:
    from jalons.appariement.fichier import ecrire
    from jalons.appariement.tirage import Demande, tirer

    noms = ("enfants", "places", "fratries", "incompatibilites", "graine")
    enfants, places, *autres = (lecture.entier(f"--{nom}", getattr(options, nom), 0, 100_000) for nom in noms)
    fratries, incompatibilites, graine = autres
    probleme = tirer(Demande(enfants, places, fratries, incompatibilites, graine))
    try:
        Path(options.sortie).write_text(ecrire(probleme), encoding="utf-8")
    except OSError as erreur:
        message = f"« {options.sortie} » ne peut être écrit ({cause(erreur)}) : choisissez un autre chemin."
        raise EntreeRefusee([Faute("--sortie", message, options.sortie, "un fichier à écrire")]) from erreur
    print(f"{len(probleme.enfants)} enfants, {len(probleme.lieux)} lieux, dans « {options.sortie} ».")
    return CORRECT
