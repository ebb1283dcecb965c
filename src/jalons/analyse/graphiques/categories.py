"""One value per category, on lines: bars in the order of the table, or dots from the highest to the lowest."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.analyse.graphiques.carte import en_une_phrase, points_secret
from jalons.analyse.graphiques.classes import Etat, Marque
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import court
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, abreger, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, hachures_inconnu, legende, marquer

LIGNE, TETE = 22, 8
NOMS_MAX = 190.0


def barres(identifiant: str, *, titre: str, marques: Sequence[Marque], unite: str = "", largeur: int = 640) -> Figure:
    """A bar per category. Hidden and unknown: a short patterned block whose length means nothing, and its word.

    Raises:
        ValueError: a value is negative.
    """
    if any(m.valeur is not None and m.valeur < 0 for m in marques):
        raise ValueError("A bar cannot be negative.")
    dessin, x, bas = _cadre(identifiant, marques, unite, largeur)
    for rang, marque in enumerate(marques):
        y = TETE + rang * LIGNE
        if marque.valeur is not None:
            dessin.boite(x.depart, y + 3, x(marque.valeur) - x.depart, LIGNE - 7, fill=apparence(0).couleur)
            _mot(dessin, x(marque.valeur) + 6, y, marque, unite)
        else:
            motif = points_secret(dessin) if marque.etat is Etat.SECRET else hachures_inconnu(dessin)
            dessin.boite(x.depart, y + 3, 34, LIGNE - 7, fill=motif, stroke="#8a96a3", stroke_dasharray="3 2")
            _mot(dessin, x.depart + 40, y, marque, unite)
    return _rendue(dessin, titre, marques, unite, bas)


def points(identifiant: str, *, titre: str, marques: Sequence[Marque], unite: str = "", largeur: int = 640) -> Figure:
    """Categories from the highest value to the lowest, a dot each; then those without a number, and why."""
    ordre = sorted(marques, key=lambda m: (m.valeur is None, -(m.valeur or 0), m.etat, m.nom))
    dessin, x, bas = _cadre(identifiant, ordre, unite, largeur)
    for rang, marque in enumerate(ordre):
        y = TETE + rang * LIGNE
        dessin.ligne(x.depart, y + LIGNE / 2, largeur - 8, y + LIGNE / 2, stroke_dasharray="1 3")
        if marque.valeur is not None:
            marquer(dessin, x(marque.valeur), y + LIGNE / 2, "rond", apparence(0).encre)
            _mot(dessin, x(marque.valeur) + 9, y, marque, unite)
        else:
            motif = points_secret(dessin) if marque.etat is Etat.SECRET else hachures_inconnu(dessin)
            dessin.boite(x.depart, y + 4, 22, LIGNE - 9, fill=motif, stroke="#8a96a3", stroke_dasharray="3 2")
            _mot(dessin, x.depart + 28, y, marque, unite)
    return _rendue(dessin, titre, ordre, unite, bas)


def _cadre(identifiant: str, marques: Sequence[Marque], unite: str, largeur: int) -> tuple[Dessin, Echelle, float]:
    """Names, graduations and scale; gives the height under the axis."""
    bas = TETE + LIGNE * max(len(marques), 1)
    dessin = Dessin(identifiant, largeur, bas + 24)
    gauche = min(max((largeur_du_texte(m.nom) for m in marques), default=0), NOMS_MAX) + 12
    traits = graduations(0, max((m.valeur or 0 for m in marques), default=0) or 1)
    x = Echelle(0, traits[-1], gauche, largeur - 74)
    for trait in traits:
        dessin.ligne(x(trait), TETE, x(trait), bas, stroke="#9aa5b1" if trait == 0 else "#e1e6eb")
        dessin.texte(x(trait), bas + 16, court(trait), text_anchor="middle", fill=GRIS, font_size=11)
    for rang, marque in enumerate(marques):
        y = TETE + rang * LIGNE + LIGNE / 2 + 4
        dessin.texte(gauche - 8, y, abreger(marque.nom, NOMS_MAX), text_anchor="end")
    return dessin, x, bas + 24


def _mot(dessin: Dessin, x: float, y: float, marque: Marque, unite: str) -> None:
    dite = marque.ecrite() if largeur_du_texte(marque.ecrite(unite)) > 60 else marque.ecrite(unite)
    dessin.texte(x, y + LIGNE / 2 + 4, dite, font_size=11, font_weight="600" if marque.valeur is not None else "400")


def _rendue(dessin: Dessin, titre: str, marques: Sequence[Marque], unite: str, bas: float) -> Figure:
    etats = {m.etat for m in marques}
    noms = [("secret statistique", points_secret(dessin))] if Etat.SECRET in etats else []
    noms += [("inconnu", hachures_inconnu(dessin))] if Etat.INCONNU in etats else []
    dessin.hauteur = bas + (legende(dessin, noms, bas + 4) + 4 if noms else 0)
    phrase = en_une_phrase(marques, unite)
    lignes = tuple((m.nom, m.ecrite(unite)) for m in marques)
    return Figure(dessin.identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Catégorie", "Valeur"), lignes)
