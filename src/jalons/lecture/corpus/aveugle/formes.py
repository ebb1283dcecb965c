"""The forms of a document: text of several habits, HTML, Word, OpenDocument, PDF by Typst in one column or two."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest
from typing import Any, Literal

from jalons.lecture.corpus.aveugle.plume import Bloc

Tableaux = Literal["cellules", "colonnes", "barres", "tabulations"]


def en_texte(blocs: Sequence[Bloc], *, tableaux: Tableaux = "cellules", largeur: int = 88) -> str:
    """The document as an export gives it; form feeds between pages; ``tableaux``: what becomes of tables."""
    return "\n".join(ligne for bloc in blocs for ligne in _lignes(bloc, tableaux, largeur)) + "\n"


def _lignes(bloc: Bloc, tableaux: Tableaux, largeur: int) -> Iterator[str]:
    if bloc.genre == "saut":
        yield "\f"
    elif bloc.genre == "tableau":
        yield ""
        yield from _cellules(bloc) if tableaux == "cellules" else _rangees(bloc, tableaux, largeur)
        yield ""
    elif bloc.genre == "puce":
        retrait = "   " * (bloc.niveau - 1)
        marque = f"{bloc.marque} " if bloc.marque else ""
        yield from textwrap.wrap(bloc.texte, largeur, initial_indent=retrait + marque, subsequent_indent=retrait + "  ")
    else:
        yield ""
        yield from textwrap.wrap(bloc.texte, largeur)


def _cellules(bloc: Bloc) -> Iterator[str]:
    yield from (texte for ligne in bloc.lignes for cellule in ligne for texte in cellule)


def _rangees(bloc: Bloc, tableaux: Tableaux, largeur: int) -> Iterator[str]:
    nombre = len(bloc.lignes[0])
    # the first column of a table of two holds labels; that of a table of more, numbers
    larges = [24, largeur - 26] if nombre == 2 else [max(8, (largeur - 2 * nombre) // nombre)] * nombre
    for ligne in bloc.lignes:
        if tableaux == "colonnes":
            plies = [[x for t in c for x in textwrap.wrap(t, w)] for c, w in zip(ligne, larges, strict=True)]
        else:
            plies = [list(c) for c in ligne]
        joint = {"barres": " | ", "tabulations": "\t"}.get(tableaux)
        for morceaux in zip_longest(*plies, fillvalue=""):
            if joint:
                yield joint.join(morceaux)
            else:
                yield "  ".join(f"{m:<{w}}" for m, w in zip(morceaux, larges, strict=True)).rstrip()


def en_html(blocs: Sequence[Bloc], titre: str) -> str:
    """The page, lists and tables as such."""
    corps = []
    for rang, bloc in enumerate(blocs):
        avant, apres = (blocs[r] if 0 <= r < len(blocs) else None for r in (rang - 1, rang + 1))
        corps.append(_balise(bloc, avant, apres))
    style = "body {font: 11pt 'DejaVu Serif'} td, th {vertical-align: top; text-align: left; padding: 4pt}"
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(titre)}</title>'
        f"<style>{style}</style></head>\n<body>\n" + "\n".join(filter(None, corps)) + "\n</body></html>\n"
    )


def _balise(bloc: Bloc, avant: Bloc | None, apres: Bloc | None) -> str:
    texte = escape(bloc.texte)
    if bloc.genre == "titre":
        saut = ' style="page-break-before: always"' if avant and avant.genre == "saut" else ""
        return f"<h{bloc.niveau}{saut}>{texte}</h{bloc.niveau}>"
    if bloc.genre == "puce":
        rangs = [b.niveau if b and b.genre == "puce" else 0 for b in (avant, bloc, apres)]
        ouvre, ferme = "<ul>" * max(0, rangs[1] - rangs[0]), "</ul>" * max(0, rangs[1] - rangs[2])
        return f"{ouvre}<li>{texte}</li>{ferme}"
    if bloc.genre == "tableau":
        lignes = []
        for rang, ligne in enumerate(bloc.lignes):
            nom = "th" if bloc.entetes and rang == 0 else "td"
            lignes.append("".join(f"<{nom}>{'<br>'.join(map(escape, c))}</{nom}>" for c in ligne))
        return "<table border=1 cellspacing=0>" + "".join(f"<tr>{x}</tr>\n" for x in lignes) + "</table>"
    return {"etiquette": f"<p><strong>{texte}</strong></p>", "para": f"<p>{texte}</p>"}.get(bloc.genre, "")


def en_docx(blocs: Sequence[Bloc]) -> bytes:
    """A Word document with its styles of headings and lists."""
    import docx

    document: Any = docx.Document()
    for bloc in blocs:
        if bloc.genre == "titre":
            document.add_heading(bloc.texte, bloc.niveau)
        elif bloc.genre == "puce":
            document.add_paragraph(bloc.texte, style="List Bullet" if bloc.niveau == 1 else "List Bullet 2")
        elif bloc.genre == "saut":
            document.add_page_break()
        elif bloc.genre == "tableau":
            _tableau_docx(document, bloc)
        else:
            document.add_paragraph().add_run(bloc.texte).bold = bloc.genre == "etiquette"
    flux = io.BytesIO()
    document.save(flux)
    return flux.getvalue()


def _tableau_docx(document: Any, bloc: Bloc) -> None:
    tableau = document.add_table(rows=0, cols=len(bloc.lignes[0]))
    for ligne in bloc.lignes:
        for case, cellule in zip(tableau.add_row().cells, ligne, strict=True):
            case.paragraphs[0].text = cellule[0]
            for texte in cellule[1:]:
                case.add_paragraph(texte)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def en_odt(blocs: Sequence[Bloc]) -> bytes:
    """An OpenDocument text."""
    espaces = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("text", "office", "style", "table"))
    corps = "".join(_balise_odt(b) for b in blocs)
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {espaces} office:version="1.3"><office:body>'
        f"<office:text>{corps}</office:text></office:body></office:document-content>"
    )
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", contenu)
    return flux.getvalue()


def _balise_odt(bloc: Bloc) -> str:
    texte = escape(bloc.texte)
    if bloc.genre == "titre":
        return f'<text:h text:outline-level="{bloc.niveau}">{texte}</text:h>'
    if bloc.genre == "puce":
        ouvre, ferme = "<text:list><text:list-item>" * bloc.niveau, "</text:list-item></text:list>" * bloc.niveau
        return f"{ouvre}<text:p>{texte}</text:p>{ferme}"
    if bloc.genre == "tableau":
        lignes = "".join(
            "<table:table-row>" + "".join(
                "<table:table-cell>" + "".join(f"<text:p>{escape(t)}</text:p>" for t in c) + "</table:table-cell>"
                for c in ligne) + "</table:table-row>"
            for ligne in bloc.lignes
        )  # fmt: skip
        return f"<table:table>{lignes}</table:table>"
    return "" if bloc.genre == "saut" else f"<text:p>{texte}</text:p>"


def en_pdf(blocs: Sequence[Bloc], *, colonnes: int = 1, paysage: bool = False) -> bytes:
    """A PDF with a head and a foot on each page."""
    import typst

    papier = f'paper: "a4", flipped: {"true" if paysage else "false"}, margin: 2.2cm, columns: {colonnes}'
    source = (
        f'#set page({papier}, header: text(8pt)[Document de référence], numbering: "1")\n'
        '#set text(lang: "fr", size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
    )
    pdf: bytes = typst.compile((source + "\n\n".join(_balise_typst(b) for b in blocs)).encode())
    return pdf


def _balise_typst(bloc: Bloc) -> str:
    texte = _chaine(bloc.texte)
    if bloc.genre == "tableau":
        cases = (f"stack(spacing: 5pt, {', '.join(f'par({_chaine(t)})' for t in c)})" for r in bloc.lignes for c in r)
        larges = "(1fr, 3fr)" if len(bloc.lignes[0]) == 2 else str(len(bloc.lignes[0]))
        return f"#table(columns: {larges}, {', '.join(cases)})"
    return {
        "saut": "#pagebreak(weak: true)",
        "titre": f"#heading(level: {bloc.niveau}, {texte})",
        "puce": f"#pad(left: {bloc.niveau - 1}em, list(marker: [{bloc.marque or '•'}], {texte}))",
        "etiquette": f"#par(strong({texte}))",
    }.get(bloc.genre, f"#par({texte})")


def _chaine(texte: str) -> str:
    return '"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"'
