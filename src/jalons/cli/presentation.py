"""How a control is shown: écarts as sentences a person can act on, or as rows."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json
from jalons.noyau.accord import compter
from jalons.noyau.ecarts import en_nombre

COLONNES = ("fichier", "code", "gravite", "confirme", "objet", "message", "source")
_MARQUES = {"bloquant": "✗ BLOQUANT", "avertissement": "! AVERTISSEMENT", "information": "· INFORMATION"}


def jour(texte: str) -> date:
    """A day given on the command line; the message of a bad one reaches the user."""
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ.") from None


def option_au(analyseur: argparse.ArgumentParser) -> None:
    """Add ``--au JOUR``; without it, the day is today's (a command is allowed the clock)."""
    analyseur.add_argument(
        "--au", type=jour, default=None, metavar="JOUR", help="jour du contrôle, AAAA-MM-JJ (aujourd'hui)"
    )


def aujourdhui() -> date:
    """The local day."""
    return datetime.datetime.now().astimezone().date()


def rendre(
    resultat: Mapping[str, Any], *, fichier: str, format_: str, texte: Callable[[Mapping[str, Any]], Iterable[str]]
) -> int:
    """Print a control in the form asked for, and give the exit code."""
    if format_ == "json":
        ecrire_json(resultat)
    elif format_ == "csv":
        ecrire_csv(
            ({**e, "fichier": fichier, "confirme": oui_non(e["confirme"])} for e in resultat["ecarts"]), COLONNES
        )
    else:
        print("\n".join([*texte(en_nombre(dict(resultat))), "", *texte_des_ecarts(resultat["ecarts"])]))
    bloque = any(e["confirme"] and e["gravite"] == "bloquant" for e in resultat["ecarts"])
    return BLOQUANT if bloque else CORRECT


def texte_des_ecarts(ecarts: list[dict[str, Any]]) -> list[str]:
    """The écarts, one paragraph each."""
    if not ecarts:
        return ["Aucun écart."]
    lignes = [compter(len(ecarts), "écart")]
    for ecart in ecarts:
        reserve = "" if ecart["confirme"] else ", fait de droit non confirmé : ne bloque pas"
        si_confirme = " SI CONFIRMÉ" if reserve and ecart["gravite"] == "bloquant" else ""
        marque = f"{_MARQUES[ecart['gravite']]}{si_confirme}"
        lignes += ["", f"{marque} ({ecart['code']}{reserve})", f"  {ecart['message']}"]
        lignes += [f"  Source : {ecart['source']}"] if ecart["source"] else []
    return lignes


def oui_non(valeur: bool) -> str:
    """The boolean as a reader says it."""
    return "oui" if valeur else "non"


def ou_inconnu(valeur: Any) -> str:
    """The figure, or the word that says it is not known."""
    return "inconnu" if valeur is None else str(valeur)
