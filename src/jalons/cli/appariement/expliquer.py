"""``jalons appariement expliquer``: one child and one place, rule by rule and wish by wish."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jalons.cli.appariement import lecture
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json

if TYPE_CHECKING:
    from jalons.appariement.explications import Explication

EXEMPLE = """exemple :
  jalons appariement expliquer essai.json --enfant e3 --place l12"""
MARQUES = {"conforme": "✓", "à vérifier": "?", "non conforme": "✗"}


def ajouter(actes: Any) -> None:
    """Add the sub-command ``expliquer``."""
    acte = actes.add_parser(
        "expliquer", help="un enfant et un lieu : règle par règle, vœu par vœu", epilog=EXEMPLE,
        description="Dit pourquoi un lieu convient ou non à un enfant, et ce que coûte chaque vœu.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    lecture.options(acte)
    acte.add_argument("--enfant", metavar="ENFANT", required=True, help="identifiant de l'enfant")
    acte.add_argument("--place", metavar="LIEU", required=True, help="identifiant du lieu")
    acte.set_defaults(action=_expliquer)


def _expliquer(options: argparse.Namespace) -> int:
    from jalons.appariement.explications import expliquer

    terrain = lecture.terrain(options)
    enfant = lecture.rang(terrain.rang_enfant, options.enfant, "--enfant", "un enfant")
    lieu = lecture.rang(terrain.rang_lieu, options.place, "--place", "un lieu")
    vue = expliquer(terrain, enfant, lieu)
    if options.format == "json":
        ecrire_json(vue.en_json())
    elif options.format == "csv":
        ecrire_csv((asdict(r) for r in vue.regles), ("code", "libelle", "verdict", "phrase"))
    else:
        print("\n".join(_texte(vue)))
    return CORRECT


def _texte(vue: Explication) -> Iterator[str]:
    verdict = f"possible, {lecture.points(vue.points)}" if vue.admissible else "écarté"
    yield f"{vue.enfant} et {vue.nom} : {verdict}."
    yield from (f"  {MARQUES[r.verdict]} {r.libelle} ({r.verdict}). {r.phrase}" for r in vue.regles)
    yield "Vœux" + ("" if vue.admissible else " (pour mémoire)") + " :"
    yield from (f"  {n.libelle} : {lecture.points(n.points)} sur {n.sur}. {n.phrase}" for n in vue.voeux)
