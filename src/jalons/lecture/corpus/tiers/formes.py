"""The forms made at each run: text of several habits, a page of a website."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest
from typing import Literal

from jalons.lecture.corpus.tiers.plume import Bloc, Case

Tableaux = Literal["cellules", "colonnes", "barres"]


def en_texte(
    blocs: Sequence[Bloc], *, bandeau: str = "", tableaux: Tableaux = "cellules", largeur: int = 92, par_page: int = 52
) -> str:
    """The document as an export gives it, cut in pages by form feeds; a running head and a number on each when named.

    Tables are cut wherever a page ends. Footnotes stand at the foot of the page where they are called.
    """
    pages: list[list[str]] = [[]]
    notes: list[str] = []
    for bloc in blocs:
        if bloc.genre in ("saut", "page"):
            pages, notes = _tourner(pages, notes)
        elif bloc.genre == "note":
            notes.append(f"{len(notes) + 1} {bloc.texte}")
        else:
            for ligne in _lignes(bloc, tableaux, largeur):
                if len(pages[-1]) >= par_page:
                    pages, notes = _tourner(pages, notes)
                pages[-1].append(ligne)
    _tourner(pages, notes)
    pleines = [page for page in pages if any(page)]
    if bandeau:
        pleines = [[bandeau, "", *page, "", f"Page {n} sur {len(pleines)}"] for n, page in enumerate(pleines, 1)]
    return "\n\f".join("\n".join(page) for page in pleines) + "\n"


def _tourner(pages: list[list[str]], notes: list[str]) -> tuple[list[list[str]], list[str]]:
    pages[-1] += ["", *notes] if notes else []
    return [*pages, []], []


def _lignes(bloc: Bloc, tableaux: Tableaux, largeur: int) -> Iterator[str]:
    if bloc.genre == "tableau":
        yield ""
        yield from _rangees(bloc, tableaux, largeur)
        yield ""
    elif bloc.genre == "puce":
        retrait = "  " * (bloc.niveau - 1)
        tete = f"{retrait}{bloc.marque} "
        yield from textwrap.wrap(bloc.texte, largeur, initial_indent=tete, subsequent_indent=" " * len(tete))
    else:
        yield ""
        yield from textwrap.wrap(bloc.tete + bloc.texte, largeur)


def _rangees(bloc: Bloc, tableaux: Tableaux, largeur: int) -> Iterator[str]:
    total = sum(bloc.largeurs)
    for ligne in bloc.lignes:
        if tableaux == "cellules":
            yield from (texte for case in ligne for texte in case.textes if texte)
            continue
        if tableaux == "barres":
            yield from (" | ".join(t) for t in zip_longest(*(case.textes for case in ligne), fillvalue=""))
            continue
        rang = len(bloc.largeurs) - sum(case.colonnes for case in ligne)  # the columns that a cell above still covers
        blanc, colonnes = int(largeur * sum(bloc.largeurs[:rang]) / total), []
        for case in ligne:
            large = max(7, int(largeur * sum(bloc.largeurs[rang : rang + case.colonnes]) / total) - 2)
            colonnes.append((large, [x for t in case.textes for x in textwrap.wrap(t, large) or [""]]))
            rang += case.colonnes
        for morceaux in zip_longest(*(textes for _, textes in colonnes), fillvalue=""):
            yield " " * blanc + "  ".join(f"{m:<{w}}" for m, (w, _) in zip(morceaux, colonnes, strict=True)).rstrip()


_CSS = "body{font-family:sans-serif} td,th{border:1px solid #888;padding:4px;vertical-align:top;text-align:left}"


def en_html(blocs: Sequence[Bloc], titre: str) -> str:
    """A page of a website: a menu and a foot that are not the document, lists and tables as such."""
    corps, ouverte = [], 0
    for bloc in blocs:
        voulue = bloc.niveau if bloc.genre == "puce" else 0
        corps.append("<ul>" * (voulue - ouverte) + "</ul>" * (ouverte - voulue))
        ouverte = voulue
        corps.append(_balise(bloc))
    menu = "".join(f'<li><a href="#">{x}</a></li>' for x in ("Accueil", "Le Département", "Vos aides", "Contact"))
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(titre)}</title>'
        f"<style>{_CSS}</style></head>\n<body><header><nav><ul>{menu}</ul></nav></header>\n<main>\n"
        + "\n".join(filter(None, corps))
        + "</ul>" * ouverte
        + "\n</main>\n<footer><p>Mentions légales – Plan du site – Accessibilité</p></footer></body></html>\n"
    )


def _balise(bloc: Bloc) -> str:
    texte = (f"<strong>{escape(bloc.tete)}</strong>" if bloc.tete else "") + escape(bloc.texte)
    if bloc.genre == "tableau":
        lignes = "".join(f"<tr>{''.join(map(_case, ligne))}</tr>\n" for ligne in bloc.lignes)
        return f"<table>\n{lignes}</table>"
    return {
        "titre": f"<h{bloc.niveau}>{texte}</h{bloc.niveau}>", "puce": f"<li>{texte}</li>",
        "etiquette": f"<p><b>{texte}</b></p>", "para": f"<p>{texte}</p>", "note": f"<p><small>{texte}</small></p>",
    }.get(bloc.genre, "")  # fmt: skip


def _case(case: Case) -> str:
    nom = "th" if case.gras else "td"
    etendue = (f' colspan="{case.colonnes}"' if case.colonnes > 1 else "") + (
        f' rowspan="{case.rangs}"' if case.rangs > 1 else ""
    )
    return f"<{nom}{etendue}>{'<br>'.join(map(escape, case.textes))}</{nom}>"
