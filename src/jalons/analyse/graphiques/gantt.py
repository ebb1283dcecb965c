"""The calendar of actions: one line each, with what is done, and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU
from jalons.analyse.graphiques.svg.dessin import ENCRE, GRIS, Dessin, abreger
from jalons.analyse.graphiques.svg.echelles import Echelle, annees_decimales
from jalons.analyse.graphiques.svg.motifs import hachures_inconnu
from jalons.noyau.dates import texte_du_jour

RANG, TETE = 26, 30
"""Height of a line and of the heading, in points."""


@dataclass(frozen=True, slots=True)
class LigneGantt:
    """One action.

    Attributes:
        debut: first day; ``None`` when unknown.
        fin: last day, included; ``None`` when unknown.
        avancement: percent done, 0 to 100; ``None`` when unknown (the bar is hatched).
        statut: its status in words, written after the bar.
    """

    libelle: str
    debut: date | None
    fin: date | None
    avancement: int | None = None
    statut: str = ""


def gantt(
    identifiant: str, *, titre: str, lignes: Sequence[LigneGantt], aujourd_hui: date | None = None, largeur: int = 960
) -> Figure:
    """Bars over years; an unknown end runs to the edge, dashed, with a question mark; unknown dates are said in words.

    Raises:
        ValueError: an action ends before it starts, or its progress is not within 0 to 100.
    """
    _verifier(lignes)
    annees = _annees(lignes, aujourd_hui)
    gauche, droite = largeur * 0.3, largeur - 120
    x = Echelle(annees[0], annees[-1], gauche, droite)
    hauteur = TETE + RANG * len(lignes) + 22
    dessin = Dessin(identifiant, largeur, hauteur)
    for annee in annees:
        dessin.ligne(x(annee), TETE - 10, x(annee), hauteur - 20, stroke="#d5dbe2")
        if annee != annees[-1]:
            dessin.texte(x(annee + 0.5), TETE - 14, str(annee), text_anchor="middle", fill=GRIS, font_weight="600")
    for rang, ligne in enumerate(lignes):
        haut = TETE + rang * RANG
        if rang % 2:
            dessin.boite(0, haut, largeur, RANG, fill="#1d2733", fill_opacity=0.035)
        dessin.texte(4, haut + 17, abreger(ligne.libelle, gauche - 14))
        _barre(dessin, ligne, haut, x)
        dessin.texte(largeur - 112, haut + 17, _etat(ligne), font_size=11, fill=GRIS)
    if aujourd_hui is not None and annees[0] <= annees_decimales(aujourd_hui) <= annees[-1]:
        place = x(annees_decimales(aujourd_hui))
        dessin.ligne(place, TETE - 8, place, hauteur - 18, stroke="#981f1f", stroke_width=1.6, stroke_dasharray="5 3")
        dessin.texte(
            place,
            hauteur - 5,
            f"aujourd'hui, {texte_du_jour(aujourd_hui)}",
            text_anchor="middle",
            fill="#981f1f",
            font_size=11,
        )
    phrase = _phrase(lignes, aujourd_hui)
    cellules = tuple(
        (ligne.libelle, _jour(ligne.debut), _jour(ligne.fin), _part(ligne), ligne.statut or INCONNU) for ligne in lignes
    )
    colonnes = ("Action", "Premier jour", "Dernier jour", "Avancement", "Statut")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, cellules)


def _annees(lignes: Sequence[LigneGantt], aujourd_hui: date | None) -> range:
    """The years to draw, one more at the end for its edge; today's is added when it touches them."""
    vues = {j.year for ligne in lignes for j in (ligne.debut, ligne.fin) if j is not None}
    if aujourd_hui is not None and (not vues or min(vues) - 1 <= aujourd_hui.year <= max(vues) + 1):
        vues.add(aujourd_hui.year)
    return range(min(vues, default=2000), max(vues, default=2000) + 2)


def _verifier(lignes: Sequence[LigneGantt]) -> None:
    for ligne in lignes:
        if ligne.debut and ligne.fin and ligne.fin < ligne.debut:
            raise ValueError(f"{ligne.libelle}: ends on {ligne.fin}, before it starts on {ligne.debut}.")
        if ligne.avancement is not None and not 0 <= ligne.avancement <= 100:
            raise ValueError(f"{ligne.libelle}: progress of {ligne.avancement}, expected 0 to 100.")


def _barre(dessin: Dessin, ligne: LigneGantt, haut: float, x: Echelle) -> None:
    if ligne.debut is None and ligne.fin is None:
        dessin.texte(x.depart + 6, haut + 17, "dates inconnues", fill=GRIS, font_style="italic")
        return
    gauche = x(annees_decimales(ligne.debut)) if ligne.debut else x.depart
    droite = x(annees_decimales(ligne.fin)) + x(x.bas + 1 / 365) - x.depart if ligne.fin else x.arrivee
    large = max(min(droite, x.arrivee) - gauche, 3)
    fond = hachures_inconnu(dessin) if ligne.avancement is None else "#cfe0f0"
    ouverte = ligne.debut is None or ligne.fin is None
    dessin.boite(
        gauche,
        haut + 6,
        large,
        RANG - 12,
        fill=fond,
        stroke="#33567a",
        stroke_width=1,
        rx=3,
        stroke_dasharray="4 3" if ouverte else None,
    )
    if ligne.avancement:
        dessin.boite(gauche, haut + 6, large * ligne.avancement / 100, RANG - 12, fill="#1f5f9c", rx=3)
    if ouverte:
        dessin.texte(
            gauche + large - 12 if ligne.fin is None else gauche + 5, haut + 17, "?", fill=ENCRE, font_weight="600"
        )


def _jour(jour: date | None) -> str:
    return texte_du_jour(jour) if jour else INCONNU


def _part(ligne: LigneGantt) -> str:
    return INCONNU if ligne.avancement is None else f"{ligne.avancement}\xa0%"


def _etat(ligne: LigneGantt) -> str:
    parties = [f"{ligne.avancement}\xa0%"] if ligne.avancement is not None else []
    return abreger(" · ".join([*parties, *([ligne.statut] if ligne.statut else [])]), 112, 11)


def _phrase(lignes: Sequence[LigneGantt], aujourd_hui: date | None) -> str:
    sans_dates = sum(1 for ligne in lignes if ligne.debut is None and ligne.fin is None)
    phrase = f"{len(lignes)} action{'s' if len(lignes) > 1 else ''} dans le temps"
    if sans_dates:
        phrase += f", dont {sans_dates} sans date connue"
    if aujourd_hui is not None:
        passees = [ligne for ligne in lignes if ligne.fin and ligne.fin < aujourd_hui and (ligne.avancement or 0) < 100]
        dites = str(len(passees)) if passees else "aucune"
        phrase += f" ; au {texte_du_jour(aujourd_hui)}, {dites} dont le dernier jour est passé sans être à 100\xa0%"
    return phrase + "."
