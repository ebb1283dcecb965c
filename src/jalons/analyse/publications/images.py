"""Key figures, charts and maps, drawn from what is published and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jalons.analyse.graphiques import categories
from jalons.analyse.graphiques.carte import Fond, carte
from jalons.analyse.graphiques.classes import Classes, Marque, par_quantiles
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.publications import fonds, marques
from jalons.analyse.publications.modele import TOTAL, ChiffrePublie, Edition, Image, TableauPublie, Trace
from jalons.noyau.saisie import EntreeRefusee, Faute

LARGEUR = 480
"""Of charts, in points: their words stay readable on half a page of the note."""
MOTS = {marques.MASQUE: "secret", marques.INCONNU: "inconnu"}


def chiffres(edition: Edition, tableaux: Mapping[str, TableauPublie]) -> Iterator[ChiffrePublie]:
    """Each key figure, its unit beside it.

    Raises:
        EntreeRefusee: a cell that its table has not, each a fault.
    """
    fautes = []
    for chiffre in edition.chiffres:
        tableau = tableaux[chiffre.tableau]
        codes = tuple(chiffre.cellule.get(d, TOTAL) for d in tableau.dimensions)
        if codes not in tableau.cellules:
            message = f"Le tableau n'a pas de cellule {' × '.join(codes)} : corrigez « cellule »."
            fautes.append(Faute(chiffre.libelle, message, " × ".join(codes), "une cellule du tableau"))
            continue
        valeur = tableau.cellules[codes]
        dite = MOTS.get(str(valeur)) or f"{marques.ecrire(valeur, tableau.echelle)}\xa0{tableau.unite}".strip()
        yield ChiffrePublie(chiffre.libelle, dite, tableau.code)
    if fautes:
        raise EntreeRefusee(fautes, quoi="les chiffres clés")


def images(
    edition: Edition, tableaux: Mapping[str, TableauPublie], fichiers: Mapping[str, bytes], contours: Path | None
) -> Iterator[Image]:
    """Each chart, then each map.

    Raises:
        EntreeRefusee: shapes that cannot be read or do not match the table, a filter without cells.
    """
    for trace in edition.traces:
        tableau = tableaux[trace.tableau]
        yield Image(trace.genre, tableau.code, _figure(trace, tableau, fichiers, contours))


def _figure(
    trace: Trace, tableau: TableauPublie, fichiers: Mapping[str, bytes], contours: Path | None
) -> Figure:  # fmt: skip
    identifiant = f"figure-{trace.code}"
    if trace.genre != "carte" or not trace.fond:
        dessiner = categories.barres if trace.genre == "barres" else categories.points
        lues = lignes(trace, tableau, {})
        return dessiner(identifiant, titre=trace.titre, marques=lues, unite=tableau.unite, largeur=LARGEUR)
    fond = _fond(trace, tableau, fichiers, contours)
    lues = lignes(trace, tableau, fond.noms)
    connues = [m.valeur for m in lues if m.valeur]
    classes = Classes(trace.bornes) if trace.bornes else par_quantiles(connues, trace.classes)
    return carte(
        identifiant, titre=trace.titre, fond=fond, marques=lues, classes=classes, unite=tableau.unite, largeur=520
    )


def _fond(
    trace: Trace, tableau: TableauPublie, fichiers: Mapping[str, bytes], contours: Path | None
) -> Fond:  # fmt: skip
    if trace.fond == "departements":
        return fonds.departements(contours or Path(fonds.FICHIER_NPM))
    connus = frozenset(marques.codes(tableau, trace.dimension)) - {TOTAL}
    return fonds.geojson(fichiers[trace.fond], trace.fond, connus=connus, credit=trace.credit)


def lignes(trace: Trace, tableau: TableauPublie, noms: Mapping[str, str]) -> list[Marque]:
    """Values along one dimension, the total and what is above others left out, the other dimensions fixed.

    Raises:
        EntreeRefusee: the filter names a code that the table has not.
    """
    dessus = set(tableau.parents.get(trace.dimension, {}).values()) | {TOTAL}
    lues = []
    for codes, valeur in tableau.cellules.items():
        dits = dict(zip(tableau.dimensions, codes, strict=True))
        code = dits.pop(trace.dimension)
        if code not in dessus and all(c == trace.filtre.get(d, TOTAL) for d, c in dits.items()):
            lues.append(marques.marque(code, noms.get(code, code), valeur, tableau.echelle))
    if not lues:
        choix = ", ".join(f"{d} = {trace.filtre.get(d, TOTAL)}" for d in tableau.dimensions if d != trace.dimension)
        message = f"Le tableau « {tableau.titre} » n'a aucune ligne pour {choix} : corrigez « filtre »."
        raise EntreeRefusee([Faute(trace.code, message, choix, "des codes du tableau")], quoi=trace.titre)
    return lues
