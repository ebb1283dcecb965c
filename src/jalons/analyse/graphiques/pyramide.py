"""Pyramid of ages: two groups back to back, one line per age; the side and the pattern tell them apart in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU, court
from jalons.analyse.graphiques.svg.dessin import GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import hachures_inconnu, remplissage

RANG, TETE, PIED = 17, 30, 30
"""Height of a line, of the names of the sides, of the scale."""
AXE = 74
"""Width left in the middle for the names of ages."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """One age: its name, how many on each side; ``None``: not shown (unknown, or hidden)."""

    nom: str
    gauche: int | None
    droite: int | None


def pyramide(
    identifiant: str, *, titre: str, cotes: tuple[str, str], tranches: Sequence[Tranche], masque: str = INCONNU,
    largeur: int = 640,
) -> Figure:  # fmt: skip
    """The youngest at the bottom; what is not shown is a hatched stub of no meaning, and ``masque`` in the table.

    Raises:
        ValueError: a number is negative.
    """
    connus = [n for t in tranches for n in (t.gauche, t.droite) if n is not None]
    if any(n < 0 for n in connus):
        raise ValueError("A count cannot be negative.")
    marques = [m for m in graduations(0, max([*connus, 1]), 3) if m == int(m)]
    hauteur = TETE + RANG * len(tranches) + PIED
    dessin = Dessin(identifiant, largeur, hauteur)
    milieu = largeur / 2
    gauche = Echelle(0, marques[-1], milieu - AXE / 2, 24)
    droite = Echelle(0, marques[-1], milieu + AXE / 2, largeur - 24)
    _axes(dessin, cotes, marques, (gauche, droite), hauteur)
    for rang, tranche in enumerate(reversed(tranches)):
        y = TETE + RANG * rang
        dessin.texte(milieu, y + 12, tranche.nom, text_anchor="middle", fill=GRIS, font_size=11)
        _barre(dessin, tranche.gauche, gauche, y, remplissage(dessin, 0))
        _barre(dessin, tranche.droite, droite, y, remplissage(dessin, 1))
    phrase = _phrase(cotes, tranches)
    lignes = tuple((t.nom, _dire(t.gauche, masque), _dire(t.droite, masque)) for t in tranches)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Âge", *cotes), lignes)


def _axes(
    dessin: Dessin, cotes: tuple[str, str], marques: Sequence[float], echelles: tuple[Echelle, Echelle], hauteur: float
) -> None:
    for rang, (nom, x) in enumerate(zip(cotes, echelles, strict=True)):
        place = max(0.0, x(0) - largeur_du_texte(nom) - 6) if rang == 0 else x(0) + 20
        dessin.boite(place, 4, 14, 11, fill=remplissage(dessin, rang), stroke="#1d2733", stroke_width=0.7)
        dessin.texte(place + 20, 14, nom, font_weight="600")
        for marque in marques:
            couleur = "#9aa5b1" if marque == 0 else "#e1e6eb"
            dessin.ligne(x(marque), TETE - 6, x(marque), hauteur - PIED + 4, stroke=couleur)
            dessin.texte(x(marque), hauteur - 10, court(marque), text_anchor="middle", fill=GRIS)


def _barre(dessin: Dessin, nombre: int | None, x: Echelle, y: float, fond: str) -> None:
    depart, bout = x(0), x(0) + (12 if x.arrivee > x.depart else -12) if nombre is None else x(nombre)
    if nombre is None:
        fond = hachures_inconnu(dessin)
    dessin.boite(
        min(depart, bout), y + 2, abs(bout - depart), RANG - 4, fill=fond, stroke="#ffffff" if nombre else "#8a96a3",
        stroke_width=0.8,
    )  # fmt: skip


def _dire(nombre: int | None, masque: str) -> str:
    return masque if nombre is None else court(nombre)


def _phrase(cotes: tuple[str, str], tranches: Sequence[Tranche]) -> str:
    dits = []
    for nom, valeurs in zip(cotes, zip(*((t.gauche, t.droite) for t in tranches), strict=True), strict=False):
        connues = [v for v in valeurs if v is not None]
        moins = "au moins " if len(connues) < len(valeurs) else ""
        plus = max(tranches, key=lambda t: (t.gauche if nom == cotes[0] else t.droite) or 0).nom
        suite = f", le plus souvent {plus}" if any(connues) else ""
        dits.append(f"{nom} : {moins}{court(sum(connues))}{suite}")
    return f"{' ; '.join(dits)}." if dits else "Personne à compter."
