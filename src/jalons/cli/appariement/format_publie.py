"""``jalons appariement format``: the JSON Schema of a problem, for those who write one."""

from __future__ import annotations

import argparse
from typing import Any

from jalons.cli.sortie import CORRECT, ecrire_json


def ajouter(actes: Any) -> None:
    """Add the sub-command ``format``."""
    acte = actes.add_parser(
        "format", help="le format d'un problème (JSON Schema)",
        description="Écrit le JSON Schema d'un problème, que dit aussi docs/reference/format-appariement.md.",
    )  # fmt: skip
    acte.set_defaults(action=_format)


def _format(options: argparse.Namespace) -> int:
    from jalons.appariement.fichier import schema

    ecrire_json(schema())
    return CORRECT
