"""Blocks as HTML, from which LibreOffice makes PDF, DOCX and ODT files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from jalons.lecture.corpus.mise_en_page import Bloc

_STYLE = "body {font-family: 'Liberation Sans'; font-size: 11pt} td {vertical-align: top; padding: 3pt}"


def en_html(blocs: Iterable[Bloc], titre: str) -> str:
    """The whole page."""
    corps = "\n".join(_suite(list(blocs)))
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{escape(titre)}</title>'
        f"<style>{_STYLE}</style></head><body>\n{corps}\n</body></html>\n"
    )


def _suite(blocs: list[Bloc]) -> Iterator[str]:
    saut = ""
    for genre, groupe in groupby(blocs, key=lambda b: b.genre):
        for bloc in groupe if genre != "puce" else ():
            if genre == "saut":
                saut = ' style="page-break-before: always"'
                continue
            yield _bloc(bloc, saut)
            saut = ""
        if genre == "puce":
            yield from _liste(list(groupe))


def _bloc(bloc: Bloc, saut: str) -> str:
    if bloc.genre == "titre":
        return f"<h{bloc.niveau}{saut}>{escape(bloc.texte)}</h{bloc.niveau}>"
    if bloc.genre == "champs":
        tete = "".join(f"<td><p><b>{escape(label)}</b></p></td>" for label, _ in bloc.champs)
        corps = "".join(
            "<td>" + "".join(f"<p>{escape(v)}</p>" for v in valeurs) + "</td>" for _, valeurs in bloc.champs
        )
        return f'<table border="1" cellspacing="0"{saut}><tr>{tete}</tr><tr>{corps}</tr></table>'
    if bloc.genre == "tableau":
        lignes = "".join(
            "<tr>" + "".join(f"<td><p>{escape(x)}</p></td>" for x in (label, *cases)) + "</tr>"
            for label, cases in bloc.champs
        )
        return f'<table border="1" cellspacing="0"{saut}>{lignes}</table>'
    return f"<p{saut}>{escape(bloc.texte)}</p>"


def _liste(puces: list[Bloc]) -> Iterator[str]:
    yield "<ul>"
    profond = False
    for puce in puces:
        if (puce.niveau > 1) != profond:
            yield "<ul>" if not profond else "</ul>"
            profond = not profond
        yield f"<li>{escape(puce.texte)}</li>"
    yield ("</ul>" if profond else "") + "</ul>"
