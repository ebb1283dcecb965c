"""Import and export of files, shared by ``jalons contrats`` and ``jalons schemas``: perimeter, difference, answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jalons.cli.django_pret import preparer
from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

COLONNES = ("quoi", "avant", "apres")


def option_departement(analyseur: argparse.ArgumentParser) -> None:
    """Add ``--departement``."""
    analyseur.add_argument(
        "--departement",
        metavar="CODE",
        help="collectivité seule concernée (15, 69D, 6AE…) ; un fichier d'une autre est refusé",
    )


def ajouter_import(sous: Any, *, aide: str, fichier: str, action: Any) -> None:
    """Add the sub-command ``importer``."""
    analyseur = sous.add_parser("importer", help=aide)
    analyseur.add_argument("fichier", metavar="FICHIER", help=fichier)
    option_departement(analyseur)
    analyseur.add_argument("--sans-ecrire", action="store_true", help="montrer les différences sans rien enregistrer")
    option_format(analyseur)
    analyseur.set_defaults(action=action)


def demarrer() -> None:
    """Make Django ready, with the rights of the web role."""
    preparer("web")


@contextmanager
def ouvrir(codes: Sequence[str], commande: str) -> Iterator[None]:
    """A transaction that sees these collectivités only, as the web role; history names the command."""
    demarrer()
    import pghistory

    from jalons.application.socle.perimetre import perimetre

    with perimetre(codes), pghistory.context(commande=commande):
        yield


def lire(options: argparse.Namespace, lecteur: Any) -> Any:
    """The dossier of the file, of the département asked for.

    Raises:
        EntreeRefusee: every fault of the file.
    """
    dossier = lecteur(lire_fichier(options.fichier), nom=Path(options.fichier).name)
    if options.departement and dossier.departement != options.departement:
        message = (
            f"Le fichier est celui de « {dossier.departement} », l'import est limité à « {options.departement} » : "
            "vérifiez le fichier ou l'option --departement."
        )
        fautes = [Faute("departement", message, dossier.departement, options.departement)]
        raise EntreeRefusee(fautes, quoi=Path(options.fichier).name)
    return dossier


def importer(options: argparse.Namespace, dossier: Any, module: Any, regles: Any, au: Any, commande: str) -> int:
    """Import ``dossier`` with the services of a module, and answer.

    Exit code 3 says that the file is imported but that a confirmed blocking écart remains to be dealt with.
    """
    dire(f"{options.fichier} : lecture terminée, import dans le périmètre « {dossier.departement} »…")
    with ouvrir([dossier.departement], commande):
        apercu = module.previsualiser(dossier)
        objet = None if options.sans_ecrire else module.importer(dossier, par=None)
        cle = objet.pk if objet is not None else None
    ecarts = regles.controler(dossier, au)
    resultat = {
        "fichier": options.fichier, "departement": dossier.departement, "intitule": dossier.intitule, "cle": cle,
        "nouveau": apercu.connu is None, "enregistre": objet is not None,
        "changements": [d.en_json() for d in apercu.changements] if apercu.connu is not None else [],
        "ecarts": [e.en_json() for e in ecarts],
    }  # fmt: skip
    rendre(resultat, options.format)
    return BLOQUANT if any(e.bloque for e in ecarts) else CORRECT


def rendre(resultat: dict[str, Any], format_: str) -> None:
    """Print what the import did."""
    lignes = [
        {"quoi": " › ".join(c["chemin"]), "avant": c["avant"], "apres": c["apres"]} for c in resultat["changements"]
    ]
    if format_ == "json":
        ecrire_json(resultat)
        return
    if format_ == "csv":
        ecrire_csv(lignes, COLONNES)
        return
    fait = "enregistré" if resultat["enregistre"] else "non enregistré (--sans-ecrire)"
    etat = "nouveau" if resultat["nouveau"] else compter(len(lignes), "changement") if lignes else "rien n'a changé"
    print(f"{resultat['intitule']} ({resultat['departement']}) : {fait}, {etat}.")
    for ligne in lignes:
        print(f"  {ligne['quoi']} : {_texte(ligne['avant'])} → {_texte(ligne['apres'])}")
    bloquants = sum(e["confirme"] and e["gravite"] == "bloquant" for e in resultat["ecarts"])
    print(f"{compter(len(resultat['ecarts']), 'écart')}, dont {compter(bloquants, 'bloquant')}.")


def _texte(valeur: Any) -> str:
    return "absent" if valeur is None else str(valeur)


def dire(phrase: str) -> None:
    """Progress, on standard error."""
    print(phrase, file=sys.stderr)


def tous_les_codes() -> list[str]:
    """Codes of every collectivité: reference data, readable outside any perimeter."""
    from jalons.application.territoires.models import Collectivite

    return list(Collectivite.objects.values_list("code", flat=True))
