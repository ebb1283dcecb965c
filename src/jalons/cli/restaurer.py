"""``jalons restaurer``: put an archive in place of the base."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jalons.cli.sortie import CORRECT, REFUSE, ecrire_json, option_format


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = "Exemple : jalons restaurer /srv/sauvegardes/jalons-2026-11-24.tar --confirmer"
    analyseur.add_argument("archive", metavar="FICHIER", help="archive faite par « jalons sauvegarder »")
    analyseur.add_argument(
        "--confirmer", action="store_true", help="remplacer la base en service (sans cela : vérifier)"
    )
    option_format(analyseur)
    analyseur.set_defaults(action=_restaurer)


def _restaurer(options: argparse.Namespace) -> int:
    from jalons.config.sauvegarde import lire_manifeste, restaurer

    archive = Path(options.archive)
    manifeste = lire_manifeste(archive)
    print(f"Sauvegarde du {manifeste.faite_le}, Jalons {manifeste.version}, intacte.", file=sys.stderr)
    if not options.confirmer:
        print("Rien n'a été changé. Ajoutez --confirmer pour remplacer la base en service.", file=sys.stderr)
        return REFUSE
    from jalons.cli.django_pret import preparer

    preparer(migree=False)
    from django.conf import settings

    _, ancienne = restaurer(archive, Path(settings.MEDIA_ROOT))
    if options.format == "json":
        ecrire_json({"faite_le": manifeste.faite_le, "ancienne_base": ancienne, "fichiers": manifeste.fichiers})
    else:
        print(f"La base est restaurée. L'ancienne est conservée sous le nom {ancienne}.")
        print("Lancez « jalons base preparer » pour la mettre à jour.")
    return CORRECT
