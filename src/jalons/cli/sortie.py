"""How every command answers: text for people, JSON and CSV for machines, the same three exit codes."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jalons.noyau.accord import compter
from jalons.noyau.ecarts import en_nombre
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import sans_formule

CORRECT, REFUSE, BLOQUANT = 0, 2, 3

TAILLE_MAXIMALE = 200_000_000
"""Bytes of the largest file that is read whole: the facts of a large département with room to spare."""


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


def lire_fichier(chemin: str) -> bytes:
    """The bytes of a file named by the user; one of more than ``TAILLE_MAXIMALE`` is refused before it fills memory.

    Raises:
        EntreeRefusee: it is absent, a folder, unreadable, or too large.
    """
    try:
        with Path(chemin).open("rb") as flux:
            taille = os.fstat(flux.fileno()).st_size
            # a pipe or a device says 0 and may never end: one byte too many is enough to know
            contenu = flux.read(TAILLE_MAXIMALE + 1) if taille <= TAILLE_MAXIMALE else b""
    except OSError as erreur:
        raison = {2: "il n'existe pas", 21: "c'est un dossier", 13: "sa lecture est refusée"}.get(
            erreur.errno or 0, str(erreur)
        )
        faute = Faute(
            chemin, f"Le fichier ne peut être lu : {raison}. Vérifiez le chemin.", chemin, "un fichier lisible"
        )
        raise EntreeRefusee([faute]) from erreur
    if max(taille, len(contenu)) > TAILLE_MAXIMALE:
        raise EntreeRefusee([_trop_gros(chemin, taille)])
    return contenu


def _trop_gros(chemin: str, taille: int) -> Faute:
    maximum = f"{TAILLE_MAXIMALE // 10**6} Mo"
    pese = f"{taille // 10**6:,} Mo".replace(",", "\u202f") if taille else f"plus de {maximum}"
    message = (
        f"Le fichier pèse {pese} : cette commande lit d'un coup {maximum} au plus. Vérifiez que c'est le bon fichier, "
        "ou découpez-le."
    )
    return Faute(chemin, message, pese, f"{maximum} au plus")
