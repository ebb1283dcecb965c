"""The "note de l'ODPE": two A4 pages by default. Here are its data, its pictures and its Typst template.

Whoever holds the house style of documents composes the PDF: ``composer(MODELE, donnees(c), images=images(c))``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jalons.analyse.publications import textes
from jalons.analyse.publications.grille import dire_regle, grille
from jalons.analyse.publications.marques import LEGENDE, ecrire
from jalons.analyse.publications.modele import Contenu, TableauPublie

MODELE = Path(__file__).with_name("note.typ")
GRAPHIQUES, CARTES = 3, 1
"""Pictures of the two pages; those that come after, and the tables, follow in annex when it is asked for."""


def donnees(contenu: Contenu, *, annexe: bool = False) -> Mapping[str, Any]:
    """What the template shows, ready for JSON.

    Args:
        annexe: also every table and the remaining pictures, on pages of their own.
    """
    graphiques, cartes, reste = _partages(contenu)
    return {
        "titre": contenu.titre, "date": contenu.jour.isoformat(),
        "sous_titre": " · ".join(t for t in (contenu.departement, contenu.sous_titre) if t),
        "mention": f"{contenu.departement}, édition du {contenu.jour:%d/%m/%Y}", "corrige": contenu.corrige,
        "chiffres": [[c.libelle, c.valeur] for c in contenu.chiffres],
        "textes": [{"titre": t, "texte": p} for t, p in contenu.textes],
        "graphiques": [_image(contenu, i) for i in graphiques], "cartes": [_image(contenu, i) for i in cartes],
        "methode": list(textes.methode(contenu)), "secret": list(textes.secret(contenu)),
        "regles": [[t.titre, dire_regle(t.regle)] for t in contenu.tableaux],
        "legende": [list(x) for x in LEGENDE], "licence": contenu.licence, "contact": contenu.contact,
        "annexe": {
            "images": [_image(contenu, i) for i in reste], "tableaux": [_tableau(t) for t in contenu.tableaux],
        } if annexe else None,
    }  # fmt: skip


def images(contenu: Contenu) -> dict[str, str]:
    """SVG by file name."""
    return {f"{i.figure.identifiant}.svg": i.figure.svg for i in contenu.images}


def _partages(contenu: Contenu) -> tuple[list[int], list[int], list[int]]:
    rangs = range(len(contenu.images))
    graphiques = [r for r in rangs if contenu.images[r].genre != "carte"][:GRAPHIQUES]
    cartes = [r for r in rangs if contenu.images[r].genre == "carte"][:CARTES]
    return graphiques, cartes, [r for r in rangs if r not in (*graphiques, *cartes)]


def _image(contenu: Contenu, rang: int) -> dict[str, str]:
    f = contenu.images[rang].figure
    table = " ; ".join(f"{x[0]} {', '.join(x[1:])}" for x in f.lignes)
    return {"titre": f.titre, "description": f.description, "fichier": f"{f.identifiant}.svg", "table": table}


def _tableau(tableau: TableauPublie) -> dict[str, Any]:
    vue = grille(tableau)
    return {
        "titre": f"{tableau.titre}, au {tableau.au:%d/%m/%Y} ({tableau.unite})",
        "colonnes": [[t, 1.6 if i < vue.fixes else 1, i >= vue.fixes] for i, t in enumerate(vue.titres)],
        "lignes": [[*mots, *(ecrire(v, tableau.echelle) for v in valeurs)] for mots, valeurs in vue.lignes],
        "regle": dire_regle(tableau.regle),
    }
