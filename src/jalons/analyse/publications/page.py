"""The edition as a fragment of HTML: no script, no style, every value escaped; it stands in any page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from jalons.analyse.publications import textes
from jalons.analyse.publications.grille import dire_regle, est_total, grille
from jalons.analyse.publications.marques import LEGENDE, ecrire
from jalons.analyse.publications.modele import Contenu, Image, TableauPublie


def fragment(contenu: Contenu) -> str:
    """Key figures, texts, pictures with their tables, tables with their rules, method, secrecy.

    Headings start at level 2: the page that receives it has the title.
    """
    return "\n".join(_morceaux(contenu)) + "\n"


def entiere(contenu: Contenu) -> str:
    """The same as a page that opens alone from a folder."""
    titre = escape(contenu.titre)
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{titre}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>\n'
        f"<body><main><h1>{titre}</h1>\n<p>{escape(contenu.sous_titre)}</p>\n{fragment(contenu)}</main></body></html>\n"
    )


def _morceaux(contenu: Contenu) -> Iterator[str]:
    yield '<div class="edition">'
    if contenu.corrige:
        yield f'<p class="edition-correction"><strong>Correction.</strong> {escape(contenu.corrige)}</p>'
    if contenu.chiffres:
        yield '<section><h2>Chiffres clés</h2><dl class="definitions">'
        for c in contenu.chiffres:
            precision = f'<span class="visually-hidden"> : {escape(c.libelle)}</span>'
            lien = f'<a href="#tableau-{c.tableau}">sa règle{precision}</a>'
            yield f"<div><dt>{escape(c.libelle)}</dt><dd><strong>{escape(c.valeur)}</strong> ({lien})</dd></div>"
        yield "</dl></section>"
    for titre, texte in contenu.textes:
        yield f"<section><h2>{escape(titre)}</h2>{_paragraphes(texte)}</section>"
    if contenu.images:
        yield "<section><h2>Graphiques et cartes</h2>"
        yield from map(_image, contenu.images)
        yield "</section>"
    yield "<section><h2>Tableaux</h2>"
    yield _legende()
    for tableau in contenu.tableaux:
        yield from _tableau(tableau)
    yield "</section>"
    for titre, phrases in (("Méthode", textes.methode(contenu)), ("Secret statistique", textes.secret(contenu))):
        yield f"<section><h2>{titre}</h2>{''.join(f'<p>{escape(p)}</p>' for p in phrases)}</section>"
    yield "</div>"


def _paragraphes(texte: str) -> str:
    return "".join(f"<p>{escape(p.strip())}</p>" for p in texte.split("\n") if p.strip())


def _legende() -> str:
    dites = "".join(f"<div><dt>{m}</dt><dd>{escape(sens)}</dd></div>" for m, sens in LEGENDE)
    return f'<dl class="definitions edition-legende">{dites}</dl>'


def _image(image: Image) -> str:
    f = image.figure
    titre = escape(f.titre)
    rangees = "".join(
        f'<tr><th scope="row">{escape(x[0])}</th>{"".join(f"<td class=nombre>{escape(c)}</td>" for c in x[1:])}</tr>'
        for x in f.lignes
    )
    tete = "".join(f'<th scope="col">{escape(c)}</th>' for c in f.colonnes)
    return (
        f'<figure class="figure" id="{f.identifiant}"><figcaption><h3 class="figure-titre">{titre}</h3>'
        f'<p>{escape(f.description)} <a href="#tableau-{image.tableau}">Le tableau et sa règle'
        f'<span class="visually-hidden"> : {titre}</span></a></p></figcaption>'
        f'<div class="figure-corps"><div class="figure-image" role="group" aria-label="Image : {titre}" tabindex="0">'
        f'{f.svg}</div><details class="figure-table"><summary>Les chiffres</summary>'
        f"{_table(titre, tete, rangees, cachee=True)}</details></div></figure>"
    )


def _table(legende: str, tete: str, corps: str, *, cachee: bool = False) -> str:
    classe = "visually-hidden" if cachee else "caption-top"
    return (
        f'<div class="tableau" role="region" aria-label="{legende}" tabindex="0"><table class="table table-sm">'
        f'<caption class="{classe}">{legende}</caption><thead><tr>{tete}</tr></thead>'
        f"<tbody>{corps}</tbody></table></div>"
    )


def _tableau(tableau: TableauPublie) -> Iterator[str]:
    yield f'<article id="tableau-{tableau.code}"><h3>{escape(tableau.titre)}</h3>'
    vue = grille(tableau)
    tete = "".join(
        f'<th scope="col"{"" if i < vue.fixes else " class=nombre"}>{escape(t)}</th>' for i, t in enumerate(vue.titres)
    )
    lignes = []
    for mots, valeurs in vue.lignes:
        gras = ' class="total"' if est_total(mots) else ""
        debut = f'<th scope="row">{escape(mots[0])}</th>' + "".join(f"<td>{escape(m)}</td>" for m in mots[1:])
        fin = "".join(f"<td class=nombre>{ecrire(v, tableau.echelle)}</td>" for v in valeurs)
        lignes.append(f"<tr{gras}>{debut}{fin}</tr>")
    unite = f"{tableau.titre}, au {tableau.au:%d/%m/%Y}" + (f" ({tableau.unite})" if tableau.unite else "")
    yield _table(escape(unite), tete, "".join(lignes))
    yield f"<p>{escape(dire_regle(tableau.regle))} Source : {escape(tableau.source)}.</p></article>"
