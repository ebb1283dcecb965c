"""``argparse`` speaks French: what it says of a command line goes to people who read French.

The standard library leaves one door for that, the function by which it translates its own sentences.
"""

from __future__ import annotations

import argparse

PHRASES = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "montrer cette aide, puis s'arrêter",
    "show program's version number and exit": "montrer la version, puis s'arrêter",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s L'option --help montre ce qui est possible.\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "reçu %(value)r, attendu l'un de %(choices)s.",
    "invalid %(type)s value: %(value)r": "reçu %(value)r, qui n'est pas une valeur possible ici.",
    "the following arguments are required: %s": "il manque %s.",
    "one of the arguments %s is required": "il manque l'une des options %s.",
    "unrecognized arguments: %s": "reçu « %s », que cette commande ne connaît pas.",
    "expected one argument": "attend une valeur.",
    "expected at most one argument": "attend une valeur au plus.",
    "expected at least one argument": "attend au moins une valeur.",
    "not allowed with argument %s": "ne va pas avec %s.",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s peut être %(matches)s : écrivez-la en entier.",
    "ignored explicit argument %r": "ne prend pas de valeur, reçu %r.",
}


def traduire(phrase: str) -> str:
    """The French sentence, or the phrase itself when the library says something new."""
    return PHRASES.get(phrase, phrase)


def traduire_compte(un: str, plusieurs: str, nombre: int) -> str:
    """The only counted sentence of the library: how many values an option takes."""
    if un == "expected %s argument":
        return "attend %s valeur." if nombre == 1 else "attend %s valeurs."
    return un if nombre == 1 else plusieurs


def parler_francais() -> None:
    """From now on, every parser of this process."""
    vars(argparse).update(_=traduire, ngettext=traduire_compte)
