"""Blocks as PDF by Typst: running head, page numbers, one column or two; no LibreOffice needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jalons.lecture.corpus.mise_en_page import Bloc


def en_pdf(blocs: Iterable[Bloc], *, entete: str = "", colonnes: int = 1) -> bytes:
    """The document as a tagged PDF; ``entete`` heads every page, whose number stands at its foot."""
    import typst

    entetes = f", header: {_chaine(entete)}, numbering: " + '"1 / 1"' if entete else ""
    source = f'#set page(paper: "a4", margin: 2cm, columns: {colonnes}{entetes})\n#set text(lang: "fr", size: 10pt)\n'
    pdf: bytes = typst.compile((source + "\n\n".join(_lignes(blocs))).encode())
    return pdf


def _lignes(blocs: Iterable[Bloc]) -> Iterator[str]:
    """Typst's markup; text goes through string literals, so that none of it is markup."""
    for bloc in blocs:
        if bloc.genre == "saut":
            yield "#pagebreak(weak: true)"
        elif bloc.genre == "titre":
            yield f"#heading(level: {bloc.niveau}, {_chaine(bloc.texte)})"
        elif bloc.genre == "puce":
            puce = f"list({_chaine(bloc.texte)})"
            yield f"#{puce}" if bloc.niveau == 1 else f"#pad(left: 1em, {puce})"
        elif bloc.genre in ("champs", "tableau"):
            yield _tableau(bloc)
        else:
            yield f"#par({_chaine(bloc.texte)})"


def _tableau(bloc: Bloc) -> str:
    if bloc.genre == "tableau":
        cases = [_chaine(x) for label, valeurs in bloc.champs for x in (label, *valeurs)]
    else:
        cases = [_chaine(label) for label, _ in bloc.champs]
        cases += [f"stack(spacing: 6pt, {', '.join(map(_chaine, valeurs))})" for _, valeurs in bloc.champs]
    return f"#table(columns: (1fr, 1fr), {', '.join(cases)})"


def _chaine(texte: str) -> str:
    return '"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"'
