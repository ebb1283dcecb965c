"""How every command answers: text for people, JSON and CSV for machines, the same three exit codes."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jalons.noyau.accord import compter
from jalons.noyau.ecarts import en_nombre
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import sans_formule

CORRECT, REFUSE, BLOQUANT = 0, 2, 3


def option_format(analyseur: argparse.ArgumentParser) -> None:
    """Add ``--format texte|json|csv``."""
    analyseur.add_argument(
        "--format", choices=("texte", "json", "csv"), default="texte", help="forme de la réponse (texte par défaut)"
    )


def ecrire_json(donnees: Any) -> None:
    """Print ``donnees`` as JSON; decimals become numbers."""
    json.dump(en_nombre(donnees), sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def ecrire_csv(lignes: Iterable[Mapping[str, Any]], colonnes: Sequence[str]) -> None:
    """Print rows as CSV (comma, UTF-8); a cell that a spreadsheet would run as a formula becomes text."""
    plume = csv.DictWriter(sys.stdout, fieldnames=colonnes, extrasaction="ignore", lineterminator="\n")
    plume.writeheader()
    for ligne in lignes:
        plume.writerow({cle: sans_formule(ligne.get(cle)) for cle in colonnes})


def dire_fautes(fautes: Sequence[Faute], *, quoi: str = "", format_: str = "texte") -> None:
    """Print every fault: JSON on standard output when asked for, else sentences on standard error."""
    if format_ == "json":
        ecrire_json({"fautes": [f.en_json() for f in fautes]})
        return
    if quoi:
        print(f"{quoi} : refusé, {compter(len(fautes), 'faute')}. Rien n'a été écrit.", file=sys.stderr)
    for faute in fautes:
        print(f"- {faute}", file=sys.stderr)


OCTETS_MAXIMAUX = 100_000_000
"""Bytes of the largest file that is read whole: those of larger ones are never in memory."""


def lire_fichier(chemin: str, *, octets: int = OCTETS_MAXIMAUX) -> bytes:
    """The bytes of a file named by the user, ``octets`` at most.

    Raises:
        EntreeRefusee: it is absent, a folder, unreadable, or larger.
    """
    try:
        with Path(chemin).open("rb") as fichier:
            lus = fichier.read(octets + 1)
        if len(lus) <= octets:
            return lus
        message = f"Le fichier pèse plus de {octets // 10**6} Mo : ce n'est pas celui qui est attendu ici."
        raise EntreeRefusee([Faute(chemin, message, "", f"{octets // 10**6} Mo au plus")])
    except OSError as erreur:
        raison = {2: "il n'existe pas", 21: "c'est un dossier", 13: "sa lecture est refusée"}.get(
            erreur.errno or 0, str(erreur)
        )
        faute = Faute(
            chemin, f"Le fichier ne peut être lu : {raison}. Vérifiez le chemin.", chemin, "un fichier lisible"
        )
        raise EntreeRefusee([faute]) from erreur
