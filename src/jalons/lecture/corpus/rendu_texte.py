"""Blocks as plain text, as an export of a PDF gives it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from jalons.lecture.corpus.mise_en_page import Bloc
from jalons.lecture.corpus.style import Style


def en_texte(blocs: Iterable[Bloc], style: Style) -> str:
    """The document; a form feed where a page ends."""
    return "\n".join(ligne for bloc in blocs for ligne in _lignes(bloc, style)) + "\n"


def _lignes(bloc: Bloc, style: Style) -> Iterator[str]:
    if bloc.genre == "saut":
        yield "\f"
    elif bloc.genre == "champs":
        yield from ("", *_champs(bloc, style))
    elif bloc.genre == "tableau":
        yield from ("", *(" | ".join((label, *cases)) for label, cases in bloc.champs), "")
    elif bloc.genre == "puce":
        marge = "  " * (bloc.niveau - 1)
        yield from textwrap.wrap(
            bloc.texte,
            style.largeur - 4,
            initial_indent=f"{marge}{style.puces[bloc.niveau - 1]} ",
            subsequent_indent=marge,
        )
    else:
        yield from ("", *textwrap.wrap(bloc.texte, style.largeur, break_long_words=False, break_on_hyphens=False))
        if bloc.genre == "titre":
            yield ""


def _champs(bloc: Bloc, style: Style) -> Iterator[str]:
    (a, gauche), (b, droite) = bloc.champs
    if style.champs == "colonnes":
        largeur = max(len(x) for x in (a, *gauche)) + 6
        paires = zip_longest(gauche, (f"{style.puces[0]} {p}" for p in droite), fillvalue="")
        yield f"{a:<{largeur}}{b}"
        yield from (f"{g:<{largeur}}{d}".rstrip() for g, d in paires)
    elif style.champs == "barres":
        yield f"{a} | {b}"
        yield from (f"{g} | {d}".strip() for g, d in zip_longest(gauche, droite, fillvalue=""))
    elif style.champs == "ligne":
        yield from (f"{label} : {', '.join(valeurs)}" for label, valeurs in bloc.champs)
    else:
        for label, valeurs in bloc.champs:
            yield label
            yield from (f"{style.puces[0]} {v}" if style.champs == "puces" else v for v in valeurs)
