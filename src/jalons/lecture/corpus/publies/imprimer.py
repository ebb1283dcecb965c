"""A ``Feuille`` as PDF (Typst), as a web page (from which LibreOffice makes Word and OpenDocument files), as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from jalons.lecture.corpus.annote import sans_marques
from jalons.lecture.corpus.publies.feuille import Feuille, Morceau

_CORPS = (15, 13, 11.5, 10.5)
"""Size of each level of headings, in points."""
_LARGEUR = 92
"""Characters of a line of text."""


def en_pdf(feuille: Feuille) -> bytes:
    """The document as a PDF with text."""
    import typst

    pied = feuille.pied.replace("{n}", "#counter(page).display()").replace(
        "{total}", "#counter(page).final().first()"
    )  # fmt: skip
    source = [
        f'#set page(paper: "a4", flipped: {str(feuille.paysage).lower()}, margin: 1.8cm, header: '
        f"text(8pt, {_chaine(feuille.courant)}), footer: context align(center, text(8pt)[{pied}]))",
        '#set text(lang: "fr", size: 10pt, font: "Libertinus Serif")', "#set par(justify: true)",
        *(f"#show heading.where(level: {n}): set text({t}pt)" for n, t in enumerate(_CORPS, 1)),
        *map(_en_typst, feuille.blocs),
    ]  # fmt: skip
    pdf: bytes = typst.compile("\n\n".join(source).encode())
    return pdf


def _en_typst(bloc: Morceau) -> str:
    texte = _chaine(sans_marques(bloc.texte))
    if bloc.genre == "titre":
        return f"#heading(level: {bloc.niveau}, {texte})"
    if bloc.genre == "etiquette":
        return f"#block(above: 1.2em, below: 0.7em, strong({texte}))"
    if bloc.genre == "puce":
        return f"#pad(left: {bloc.niveau - 1}em, list({texte}))"
    if bloc.genre == "tableau":
        return _tableau_typst(bloc)
    if bloc.genre == "saut":
        return "#pagebreak(weak: true)"
    if bloc.genre == "sommaire":
        return '#outline(title: "Sommaire", depth: 2)\n#pagebreak()'
    if bloc.genre == "pages":
        return f"#set page(columns: {bloc.niveau})"
    note = f"#footnote({_chaine(sans_marques(bloc.note))})" if bloc.note else ""
    return f"#{texte}{note}"


def _tableau_typst(bloc: Morceau) -> str:
    cases = list(_cases(bloc.rangees))
    tete = [c for c in cases if c[0] == 0] if bloc.entete else []
    dites = [", ".join(_case_typst(c, gras=True) for c in tete)] if tete else []
    dites += [_case_typst(c) for c in cases if c not in tete]
    if tete:
        dites[0] = f"table.header({dites[0]})"
    largeurs = ", ".join(f"{n}fr" for n in bloc.largeurs)
    trait = "0.5pt" if bloc.traits else "none"
    return f"#table(columns: ({largeurs}), stroke: {trait}, {', '.join(dites)})"


def _case_typst(case: tuple[int, str, int, int], *, gras: bool = False) -> str:
    _, texte, large, haute = case
    lignes = [
        f"list({_chaine(li[2:])})" if li.startswith("• ") else f"par({'strong' if gras else ''}({_chaine(li)}))"
        for li in texte.split("\n")
    ]  # fmt: skip
    return f"table.cell(colspan: {large}, rowspan: {haute}, {{ {'; '.join(lignes)} }})"


def _cases(rangees: Sequence[Sequence[str]]) -> Iterator[tuple[int, str, int, int]]:
    """Each cell: its row, its words, how many columns and rows it covers."""
    for y, rangee in enumerate(rangees):
        for x, texte in enumerate(rangee):
            if texte in ("<", "^"):
                continue
            large = next((n for n in range(1, len(rangee) - x) if rangee[x + n] != "<"), len(rangee) - x)
            haute = next(
                (n for n in range(1, len(rangees) - y) if rangees[y + n][x] != "^"), len(rangees) - y
            )  # fmt: skip
            yield y, sans_marques(texte), large, haute


def _chaine(texte: str) -> str:
    return '"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"'


def en_html(feuille: Feuille, titre: str) -> str:
    """The document as a web page."""
    corps = "\n".join(_en_html(bloc) for bloc in feuille.blocs if bloc.genre not in ("sommaire", "pages"))
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{escape(titre)}</title></head><body>\n'
        f"{corps.replace('</ul>' + chr(10) + '<ul>', '')}\n</body></html>\n"
    )


def _en_html(bloc: Morceau) -> str:
    texte = escape(sans_marques(bloc.texte))
    if bloc.genre == "titre":
        return f"<h{bloc.niveau}>{texte}</h{bloc.niveau}>"
    if bloc.genre == "etiquette":
        return f"<p><b>{texte}</b></p>"
    if bloc.genre == "puce":
        return "<ul>" * bloc.niveau + f"<li>{texte}</li>" + "</ul>" * bloc.niveau
    if bloc.genre == "saut":
        return '<p style="page-break-before: always"></p>'
    if bloc.genre == "tableau":
        rangees: dict[int, list[str]] = {}
        for y, mots, large, haute in _cases(bloc.rangees):
            dits = "".join(_paragraphe(li) for li in mots.split("\n"))
            rangees.setdefault(y, []).append(f'<td colspan="{large}" rowspan="{haute}">{dits}</td>')
        lignes = "".join(f"<tr>{''.join(cases)}</tr>" for cases in rangees.values())
        return f'<table border="{int(bloc.traits)}" cellspacing="0">{lignes}</table>'
    return f"<p>{texte}</p>"


def _paragraphe(ligne: str) -> str:
    return f"<ul><li>{escape(ligne[2:])}</li></ul>" if ligne.startswith("• ") else f"<p>{escape(ligne)}</p>"


def en_texte(feuille: Feuille) -> str:
    """The document as an export of its words gives it: a table row by row, its cells parted by bars."""
    return "\n".join(ligne for bloc in feuille.blocs for ligne in _en_lignes(bloc)) + "\n"


def _en_lignes(bloc: Morceau) -> Iterator[str]:
    texte = sans_marques(bloc.texte)
    if bloc.genre in ("titre", "para", "etiquette"):
        yield from ("", *textwrap.wrap(texte, _LARGEUR, break_on_hyphens=False))
    elif bloc.genre == "puce":
        marge = "  " * (bloc.niveau - 1)
        yield from textwrap.wrap(
            texte, _LARGEUR, initial_indent=f"{marge}{'•–'[bloc.niveau - 1]} ", subsequent_indent=f"{marge}  ",
            break_on_hyphens=False,
        )  # fmt: skip
    elif bloc.genre == "saut":
        yield "\f"
    elif bloc.genre == "tableau":
        yield ""
        for rangee in bloc.rangees:
            cases = [sans_marques(c) for c in rangee if c not in ("<", "^")]
            if len(cases) == 2 and "\n" in cases[1]:
                yield from (cases[0], *cases[1].split("\n"))
            else:
                yield " | ".join(c.replace("\n", " ") for c in cases)
        yield ""
