"""The path of an indicator to its target, each source on its own line; and the small line of a table cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU, court, entier_lisible
from jalons.analyse.graphiques.svg.dessin import ENCRE, GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, ecarter, etendue, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, marquer

HAUT, BAS, HAUTEUR = 20, 270, 300


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time.

    Attributes:
        abscisse: year, with its fraction for a shorter period (2022.5 for a middle of 2022).
        valeur: ``None`` when it is not known: the line is cut there.
        libelle: the period as the table names it.
    """

    abscisse: float
    valeur: Decimal | None
    libelle: str


@dataclass(frozen=True, slots=True)
class Ligne:
    """The values of one source, in order of time."""

    nom: str
    points: tuple[Point, ...]


def trajectoire(
    identifiant: str,
    *,
    titre: str,
    unite: str,
    cibles: Ligne,
    sources: Sequence[Ligne],
    description: str = "",
    largeur: int = 640,
) -> Figure:
    """Targets (dashed, hollow diamonds; the first point is T0) and what each source measured.

    Where two sources give different values for one period, a bar joins them and says the gap: they are never averaged.
    """
    toutes = [cibles, *sources]
    valeurs = [float(p.valeur) for ligne in toutes for p in ligne.points if p.valeur is not None]
    temps = [p.abscisse for ligne in toutes for p in ligne.points]
    bas, haut = etendue(valeurs)
    marques = graduations(bas, haut)
    gauche = max(largeur_du_texte(court(m, unite)) for m in marques) + 14
    droite = largeur - max((largeur_du_texte(ligne.nom) for ligne in toutes), default=0) - 18
    y = Echelle(marques[0], marques[-1], BAS, HAUT)
    x = Echelle(min(temps, default=0), max(temps, default=1), gauche + 14, droite - 8)
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    _axes(dessin, marques, y, x, gauche, droite, unite)
    _courbe(dessin, cibles, x, y, couleur=GRIS, tirets="5 4", marque="losange", creuse=True)
    for periode, (une, autre) in _ecarts(sources).items():
        _ecart(dessin, x(periode), y(une), y(autre), _mesure_de_l_ecart(abs(une - autre), unite))
    for rang, source in enumerate(sources):
        vue = apparence(rang)
        _courbe(dessin, source, x, y, couleur=vue.encre, tirets=vue.tirets, marque=vue.marque)
    _noms(dessin, toutes, x, y, droite)
    phrase = description or _phrase(cibles, sources, unite)
    colonnes, lignes = _table(toutes, unite)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _axes(
    dessin: Dessin, marques: Sequence[float], y: Echelle, x: Echelle, gauche: float, droite: float, unite: str
) -> None:
    for marque in marques:
        dessin.ligne(gauche, y(marque), droite, y(marque), stroke="#e1e6eb")
        dessin.texte(gauche - 8, y(marque) + 4, court(marque, unite), text_anchor="end", fill=GRIS)
    for annee in range(int(x.bas), int(x.haut) + 1):
        if annee >= x.bas:
            dessin.texte(x(annee), HAUTEUR - 8, str(annee), text_anchor="middle", fill=GRIS)


def _troncons(points: Sequence[Point]) -> list[list[tuple[float, Decimal]]]:
    """Runs of known values: an unknown one cuts the line."""
    troncons: list[list[tuple[float, Decimal]]] = [[]]
    for point in points:
        if point.valeur is None:
            troncons.append([])
        else:
            troncons[-1].append((point.abscisse, point.valeur))
    return [t for t in troncons if t]


def _courbe(
    dessin: Dessin,
    ligne: Ligne,
    x: Echelle,
    y: Echelle,
    *,
    couleur: str,
    tirets: str,
    marque: str,
    creuse: bool = False,
) -> None:
    for troncon in _troncons(ligne.points):
        trace = " ".join(f"{x(t):.1f},{y(v):.1f}" for t, v in troncon)
        dessin.element(
            "polyline", points=trace, fill="none", stroke=couleur, stroke_width=2, stroke_dasharray=tirets or None
        )
        for t, v in troncon:
            marquer(dessin, x(t), y(v), marque, couleur, creuse=creuse)


def _ecarts(sources: Sequence[Ligne]) -> dict[float, tuple[Decimal, Decimal]]:
    """Periods where sources disagree → highest and lowest value."""
    par_periode: dict[float, list[Decimal]] = {}
    for source in sources:
        for point in source.points:
            if point.valeur is not None:
                par_periode.setdefault(point.abscisse, []).append(point.valeur)
    return {t: (max(v), min(v)) for t, v in par_periode.items() if max(v) != min(v)}


def _ecart(dessin: Dessin, x: float, haut: float, bas: float, mots: str) -> None:
    dessin.ligne(x, haut, x, bas, stroke="#981f1f", stroke_width=1.2, stroke_dasharray="2 2")
    dessin.texte(x + 7, (haut + bas) / 2 + 4, f"écart {mots}", font_size=10.5, fill="#981f1f")


def _mesure_de_l_ecart(valeur: Decimal, unite: str) -> str:
    """Between two percentages the gap is in points."""
    return f"{court(valeur)}\xa0{'points' if valeur >= 2 else 'point'}" if unite == "%" else court(valeur, unite)


def _noms(dessin: Dessin, lignes: Sequence[Ligne], x: Echelle, y: Echelle, droite: float) -> None:
    """The name of each line at the right, level with its last point and tied to it, pushed apart when they meet."""
    fins = [(rang, ligne.nom, t[-1][-1]) for rang, ligne in enumerate(lignes) if (t := _troncons(ligne.points))]
    places = ecarter([y(v) + 4 for _, _, (_, v) in fins], 15, HAUT, BAS)
    for (rang, nom, (temps, valeur)), place in zip(fins, places, strict=True):
        couleur = GRIS if rang == 0 else apparence(rang - 1).encre
        depart = x(temps) + 8
        if droite - depart > 12:
            dessin.ligne(depart, y(valeur), droite, place - 4, stroke=couleur, stroke_width=0.8, stroke_dasharray="1 3")
        dessin.texte(droite + 4, place, nom, fill=couleur, font_weight="600")


def _dernier(ligne: Ligne) -> Point | None:
    return next((p for p in reversed(ligne.points) if p.valeur is not None), None)


def _phrase(cibles: Ligne, sources: Sequence[Ligne], unite: str) -> str:
    parties = []
    for source in sources:
        point = _dernier(source)
        dit = f"{entier_lisible(point.valeur, unite)} ({point.libelle})" if point else "aucune valeur"
        parties.append(f"{source.nom} : {dit}")
    but = _dernier(cibles)
    dit = f"{entier_lisible(but.valeur, unite)} ({but.libelle})" if but else "aucune"
    return f"Dernières valeurs. {', '.join(parties) or 'Aucune source'}. Dernière cible : {dit}."


def _table(lignes: Sequence[Ligne], unite: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    periodes = sorted({(p.abscisse, p.libelle) for ligne in lignes for p in ligne.points})
    par_ligne = [{p.abscisse: p.valeur for p in ligne.points} for ligne in lignes]
    cellules = tuple(
        (libelle, *(entier_lisible(valeurs[t], unite) if t in valeurs else "" for valeurs in par_ligne))
        for t, libelle in periodes
    )
    return ("Période", *(ligne.nom for ligne in lignes)), cellules


def sparkline(identifiant: str, *, titre: str, valeurs: Sequence[Decimal | None], unite: str = "") -> Figure:
    """The shape of a series in a table cell, last value marked; unknown values leave a hole."""
    connues = [float(v) for v in valeurs if v is not None]
    dessin = Dessin(identifiant, 110, 28)
    x = Echelle(0, max(len(valeurs) - 1, 1), 4, 102)
    y = Echelle(min(connues, default=0), max(connues, default=1), 23, 5)
    points = [Point(rang, v, "") for rang, v in enumerate(valeurs)]
    for troncon in _troncons(points):
        trace = " ".join(f"{x(t):.1f},{y(v):.1f}" for t, v in troncon)
        dessin.element("polyline", points=trace, fill="none", stroke=ENCRE, stroke_width=1.5)
        dessin.element("circle", cx=x(troncon[0][0]), cy=y(troncon[0][1]), r=1.4, fill=ENCRE)
    dernier = _dernier(Ligne(titre, tuple(points)))
    if dernier is not None and dernier.valeur is not None:
        dessin.element("circle", cx=x(dernier.abscisse), cy=y(dernier.valeur), r=3.2, fill=apparence(0).encre)
    ecrites = [entier_lisible(v, unite) for v in valeurs]
    dites = ", ".join(ecrites) or INCONNU
    lignes = tuple((str(rang), ecrite) for rang, ecrite in enumerate(ecrites, 1))
    return Figure(
        identifiant,
        dessin.rendre(titre, f"Valeurs : {dites}."),
        titre,
        f"Valeurs : {dites}.",
        ("Rang", "Valeur"),
        lignes,
    )
