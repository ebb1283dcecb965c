"""Waits: the median and the 90th percentile of several delays on one scale; the curve of those who still wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, abreger, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, marquer

NON_ATTEINT = "non atteint"
RANG, GAUCHE, TETE = 34, 230, 46
"""Height of a line, width of the names, height of the legend."""


@dataclass(frozen=True, slots=True)
class Attente:
    """One delay: its percentiles in days; ``None``: not reached. ``vide``: no wait has begun."""

    libelle: str
    mediane: int | None
    bas: int | None
    haut: int | None
    p90: int | None
    vide: bool = False


@dataclass(frozen=True, slots=True)
class PointDeCourbe:
    """After ``jour`` days, ``reste`` (0 to 1) still wait; ``None``: the interval is not defined there."""

    jour: int
    reste: float
    bas: float | None
    haut: float | None


def haltere(
    identifiant: str, *, titre: str, attentes: Sequence[Attente], description: str = "", largeur: int = 680
) -> Figure:
    """One line per delay: a disc at the median (its interval as a bar), a diamond at the 90th percentile.

    What is not reached is an arrow towards the right, never a mark on the scale.
    """
    jours = [j for a in attentes for j in (a.mediane, a.haut, a.p90) if j is not None]
    marques = graduations(0, max([*jours, 1]))
    hauteur = TETE + RANG * len(attentes) + 28
    dessin = Dessin(identifiant, largeur, hauteur)
    x = Echelle(0, marques[-1], GAUCHE, largeur - 34)
    _legende(dessin)
    for marque in marques:
        dessin.ligne(x(marque), TETE, x(marque), hauteur - 26, stroke="#9aa5b1" if marque == 0 else "#e1e6eb")
        dessin.texte(x(marque), hauteur - 8, f"{marque:.0f}\xa0j", text_anchor="middle", fill=GRIS)
    for rang, attente in enumerate(attentes):
        _ligne(dessin, attente, x, TETE + RANG * (rang + 0.5), largeur)
    phrase = description or _phrase(attentes)
    lignes = tuple((a.libelle, _jours(a.mediane, a), _jours(a.p90, a)) for a in attentes)
    colonnes = ("Délai", "Médiane", "90e percentile")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _legende(dessin: Dessin) -> None:
    marquer(dessin, 8, 12, "rond", apparence(0).encre)
    dessin.texte(20, 16, "Médiane et son intervalle")
    marquer(dessin, 198, 12, "losange", apparence(1).encre)
    dessin.texte(210, 16, "90e percentile")
    dessin.texte(322, 16, "→ non atteint : trop d'attentes durent encore", fill=GRIS)


def _ligne(dessin: Dessin, attente: Attente, x: Echelle, y: float, largeur: float) -> None:
    dessin.texte(0, y + 4, abreger(attente.libelle, GAUCHE - 12))
    if attente.vide:
        dessin.texte(x(0) + 8, y + 4, "aucune attente", fill=GRIS, font_style="italic")
        return
    fin = x(attente.p90) if attente.p90 is not None else largeur - 24
    debut = x(attente.mediane) if attente.mediane is not None else x(0)
    dessin.ligne(
        debut, y, fin, y, stroke="#b9c2cc", stroke_width=2, stroke_dasharray=None if attente.p90 is not None else "4 4"
    )
    if attente.p90 is None:
        fleche = f"M{fin:.1f} {y - 5:.1f}l8 5l-8 5"
        dessin.element("path", d=fleche, fill="none", stroke=GRIS, stroke_width=1.8)
    else:
        marquer(dessin, fin, y, "losange", apparence(1).encre)
    if attente.mediane is not None:
        bas = attente.bas if attente.bas is not None else attente.mediane
        haut = attente.haut if attente.haut is not None else attente.mediane
        dessin.ligne(x(bas), y, x(haut), y, stroke=apparence(0).couleur, stroke_width=6, stroke_opacity=0.4)
        marquer(dessin, x(attente.mediane), y, "rond", apparence(0).encre)


def _jours(valeur: int | None, attente: Attente) -> str:
    if attente.vide:
        return "aucune attente"
    return NON_ATTEINT if valeur is None else f"{valeur}\xa0j"


def _phrase(attentes: Sequence[Attente]) -> str:
    dits = [f"{a.libelle} : {_jours(a.mediane, a)}" for a in attentes if not a.vide]
    return f"Médianes. {' ; '.join(dits)}." if dits else "Aucune attente n'a commencé."


def courbe_d_attente(
    identifiant: str, *, titre: str, points: Sequence[PointDeCourbe], repere: tuple[int, str] | None = None,
    description: str = "", axe: str = "jours d'attente", reste: str = "Attendent encore", largeur: int = 640,
) -> Figure:  # fmt: skip
    """A staircase that falls each time a wait ends, in its interval; ``repere``: a delay in days, and its name.

    Args:
        axe, reste: words of the scale and of the column, when what lasts is not a wait.
    """
    dernier = max([p.jour for p in points] + ([repere[0]] if repere else []) + [1])
    marques = graduations(0, dernier)
    dessin = Dessin(identifiant, largeur, 290)
    x, y = Echelle(0, marques[-1], 52, largeur - 16), Echelle(0, 1, 246, 24)
    for part in (0, 0.25, 0.5, 0.75, 1):
        dessin.ligne(52, y(part), largeur - 16, y(part), stroke="#9aa5b1" if part in (0, 0.5) else "#e1e6eb")
        dessin.texte(44, y(part) + 4, f"{100 * part:.0f}\xa0%", text_anchor="end", fill=GRIS)
    for marque in marques:
        dessin.texte(x(marque), 266, f"{marque:.0f}", text_anchor="middle", fill=GRIS)
    dessin.texte((52 + largeur) / 2, 284, axe, text_anchor="middle", fill=GRIS)
    if points:
        _bande(dessin, points, x, y)
        dessin.element(
            "path", d=_escalier([(p.jour, p.reste) for p in points], x, y), fill="none", stroke=apparence(0).encre,
            stroke_width=2,
        )  # fmt: skip
    if repere is not None:
        jour, nom = repere
        dessin.ligne(x(jour), 24, x(jour), 246, stroke="#981f1f", stroke_width=1.4, stroke_dasharray="5 3")
        a_droite = x(jour) + largeur_du_texte(nom) + 8 < largeur
        dessin.texte(
            x(jour) + (6 if a_droite else -6), 36, nom, fill="#981f1f", text_anchor="start" if a_droite else "end"
        )
    phrase = description or _phrase_de_courbe(points)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Jours", reste), _table(points))


def _escalier(points: Sequence[tuple[int, float]], x: Echelle, y: Echelle) -> str:
    trace = [f"M{x(0):.1f} {y(1):.1f}"]
    for jour, reste in points:
        trace += [f"H{x(jour):.1f}", f"V{y(reste):.1f}"]
    return "".join(trace)


def _bande(dessin: Dessin, points: Sequence[PointDeCourbe], x: Echelle, y: Echelle) -> None:
    """The interval, where it is defined."""
    connus = [(p.jour, p.bas, p.haut) for p in points if p.bas is not None and p.haut is not None]
    if len(connus) < 2:
        return
    haut = "".join(
        f"{'M' if rang == 0 else 'H'}{x(j):.1f}{f' {y(h):.1f}' if rang == 0 else f'V{y(h):.1f}'}"
        for rang, (j, _, h) in enumerate(connus)
    )
    bas = "".join(f"V{y(b):.1f}H{x(j):.1f}" for j, b, _ in reversed(connus[:-1]))
    dessin.element("path", d=f"{haut}{bas}Z", fill=apparence(2).couleur, fill_opacity=0.25)


TABLE_AU_PLUS = 12
"""Lines of the table beside a curve: the tenths, and both ends."""


def _table(points: Sequence[PointDeCourbe]) -> tuple[tuple[str, ...], ...]:
    lignes: list[tuple[str, str]] = []
    seuil = 1.0
    for point in points:
        if point.reste <= seuil - 0.1 + 1e-9 or point is points[-1]:
            seuil = point.reste
            lignes.append((str(point.jour), f"{100 * point.reste:.0f}\xa0%"))
    return tuple(lignes[-TABLE_AU_PLUS:])


def _phrase_de_courbe(points: Sequence[PointDeCourbe]) -> str:
    if not points:
        return "Aucune attente n'a commencé."
    moitie = next((p.jour for p in points if p.reste <= 0.5), None)
    debut = (
        f"La moitié des attentes a fini au bout de {moitie} jours."
        if moitie is not None
        else ("Moins de la moitié des attentes ont fini.")
    )
    return f"{debut} Au bout de {points[-1].jour} jours, {100 * points[-1].reste:.0f}\xa0% attendent encore."
