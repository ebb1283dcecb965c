"""Entries above the line, exits below, month by month, and how many are there at the end of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import court
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import legende, remplissage

HAUTEUR, BAS = 300, 268


@dataclass(frozen=True, slots=True)
class Mois:
    """One month: its name, how many came, left, and are there on its last day."""

    nom: str
    entrees: int
    sorties: int
    presents: int


def mouvements(identifiant: str, *, titre: str, mois: Sequence[Mois], largeur: int = 680) -> Figure:
    """Bars up for entries, patterned bars down for exits; the table also has those who are there.

    Raises:
        ValueError: a count is negative.
    """
    if any(n < 0 for m in mois for n in (m.entrees, m.sorties, m.presents)):
        raise ValueError("A count cannot be negative.")
    plafond = max([*(m.entrees for m in mois), *(m.sorties for m in mois), 1])
    marques = [m for m in graduations(0, plafond, 3) if m == int(m)]
    marques = [*(-m for m in marques[:0:-1]), *marques]
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    haut = legende(dessin, [("Entrées", remplissage(dessin, 0)), ("Sorties", remplissage(dessin, 1))], 2) + 14
    y = Echelle(marques[0], marques[-1], BAS, haut)
    gauche = max(largeur_du_texte(court(abs(m))) for m in marques) + 12
    for marque in marques:
        dessin.ligne(gauche, y(marque), largeur, y(marque), stroke="#9aa5b1" if marque == 0 else "#e1e6eb")
        dessin.texte(gauche - 8, y(marque) + 4, court(abs(marque)), text_anchor="end", fill=GRIS)
    pas = (largeur - gauche) / max(len(mois), 1)
    for rang, m in enumerate(mois):
        x, large = gauche + pas * (rang + 0.18), pas * 0.64
        dessin.boite(x, y(m.entrees), large, y(0) - y(m.entrees), fill=remplissage(dessin, 0))
        dessin.boite(x, y(0), large, y(-m.sorties) - y(0), fill=remplissage(dessin, 1))
    _noms(dessin, mois, gauche, pas)
    entrees, sorties = sum(m.entrees for m in mois), sum(m.sorties for m in mois)
    phrase = (
        f"{court(entrees)} entrées et {court(sorties)} sorties sur la période ; {court(mois[-1].presents)} à la fin."
        if mois
        else "Aucun mois à montrer."
    )
    lignes = tuple((m.nom, court(m.entrees), court(m.sorties), court(m.presents)) for m in mois)
    colonnes = ("Mois", "Entrées", "Sorties", "Présents en fin de mois")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _noms(dessin: Dessin, mois: Sequence[Mois], gauche: float, pas: float) -> None:
    """As many names as hold, the last one always."""
    large = max((largeur_du_texte(m.nom) for m in mois), default=0) + 8
    saut = max(1, int(-(-large // pas))) if pas else 1
    for rang in range(len(mois) - 1, -1, -saut):
        milieu = gauche + pas * (rang + 0.5)
        x, ancre = (dessin.largeur, "end") if milieu + large / 2 > dessin.largeur else (milieu, "middle")
        dessin.texte(x, HAUTEUR - 10, mois[rang].nom, text_anchor=ancre, fill=GRIS)
