"""``jalons sauvegarder``: one archive with the base and the files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jalons.cli.sortie import CORRECT, ecrire_json, option_format


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = "Exemple : jalons sauvegarder --sortie /srv/sauvegardes/jalons-2026-11-24.tar"
    analyseur.add_argument("--sortie", required=True, metavar="FICHIER", help="archive à écrire (.tar)")
    option_format(analyseur)
    analyseur.set_defaults(action=_sauvegarder)


def _sauvegarder(options: argparse.Namespace) -> int:
    from jalons.cli.django_pret import preparer

    preparer()
    from django.conf import settings

    from jalons.config.sauvegarde import sauvegarder

    print("Sauvegarde de la base et des fichiers…", file=sys.stderr)
    manifeste = sauvegarder(Path(options.sortie), Path(settings.MEDIA_ROOT))
    if options.format == "json":
        ecrire_json({"archive": options.sortie, "octets_base": manifeste.octets_base, "fichiers": manifeste.fichiers})
    else:
        print(f"{options.sortie} : base de {manifeste.octets_base // 1000} ko, {manifeste.fichiers} fichier(s).")
    return CORRECT
