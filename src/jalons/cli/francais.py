"""What the command line itself says, in French: usage, help, wrong options.

``argparse`` looks its sentences up in a catalogue that Python does not ship; this is that catalogue. A sentence that is
not in it (another version of Python may word it otherwise) comes in English: nothing else changes.
"""

from __future__ import annotations

import argparse

PHRASES = {
    "usage: ": "usage : ",
    "options": "options",
    "positional arguments": "arguments",
    "show this help message and exit": "montrer cette aide",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s (aide : %(prog)s --help)\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "unrecognized arguments: %s": "je ne connais pas : %s",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "l'un de ces arguments est attendu : %s",
    "not allowed with argument %s": "ne va pas avec %s : choisissez",
    "ignored explicit argument %r": "ne prend pas de valeur, et %r a été donné",
    "expected one argument": "une valeur est attendue",
    "expected at most one argument": "une valeur au plus est attendue",
    "expected at least one argument": "une valeur au moins est attendue",
    "expected %s argument": "%s valeur est attendue",
    "expected %s arguments": "%s valeurs sont attendues",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s : écrivez l'option entière (%(matches)s)",
    "invalid %(type)s value: %(value)r": "%(value)r ne convient pas (attendu : %(type)s)",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r ne convient pas ; choix : %(choices)s",
    "can't open '%(filename)s': %(error)s": "« %(filename)s » ne s'ouvre pas : %(error)s",
}
"""English sentence of ``argparse`` (Python 3.11 to 3.13), and what is said instead."""


def parler_francais() -> None:
    """Make every parser of this process speak French; calling it again changes nothing."""
    argparse._ = _dire  # type: ignore[attr-defined]  # the very name under which it looks its sentences up
    argparse.ngettext = _compter  # type: ignore[attr-defined]


def _dire(phrase: str) -> str:
    return PHRASES.get(phrase, phrase)


def _compter(un: str, plusieurs: str, nombre: int) -> str:
    """French counts zero and one as one."""
    return _dire(un if nombre < 2 else plusieurs)


def entier(texte: str) -> int:
    """A whole number; its name is what is said to be expected.

    Raises:
        ValueError: it is not one.
    """
    return int(texte)


def nombre(texte: str) -> float:
    """A number, with a point or a comma.

    >>> nombre("0,5")
    0.5

    Raises:
        ValueError: it is not one.
    """
    return float(texte.replace(",", "."))
