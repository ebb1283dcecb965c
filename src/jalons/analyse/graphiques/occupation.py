"""Places month by month: what is taken, what is free, under what is authorised and opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU, court
from jalons.analyse.graphiques.svg.dessin import ENCRE, FOND, GRIS, Dessin, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import legende, remplissage

HAUTEUR, BAS = 340, 300
COUCHES = (("Occupées", 0), ("Réservées", 1), ("Indisponibles", 5))
"""What takes places, from the bottom, and the rank of its look."""


@dataclass(frozen=True, slots=True)
class Etat:
    """Places on a day.

    Attributes:
        autorisees, ouvertes: ``None`` when no unit has any act.
    """

    nom: str
    autorisees: int | None
    ouvertes: int | None
    occupees: int
    reservees: int
    indisponibles: int

    @property
    def prises(self) -> tuple[int, int, int]:
        """From the bottom of the bar."""
        return self.occupees, self.reservees, self.indisponibles

    @property
    def taux(self) -> float | None:
        """Occupied in percent of opened."""
        return round(100 * self.occupees / self.ouvertes, 1) if self.ouvertes else None


def occupation(identifiant: str, *, titre: str, etats: Sequence[Etat], largeur: int = 640) -> Figure:
    """A bar for each day, cut by what takes the places; opened and authorised places as steps above.

    Raises:
        ValueError: a count is negative.
    """
    if any(n < 0 for e in etats for n in (*e.prises, e.autorisees or 0, e.ouvertes or 0)):
        raise ValueError("A count cannot be negative.")
    sommet = max((max(sum(e.prises), e.autorisees or 0, e.ouvertes or 0) for e in etats), default=0)
    marques = graduations(0, sommet or 1)
    dessin = Dessin(identifiant, largeur, HAUTEUR)
    entrees = [(nom, remplissage(dessin, rang)) for nom, rang in COUCHES]
    haut = legende(dessin, [*entrees, ("Libres, sous le trait des ouvertes", FOND)], 2) + 22
    y = Echelle(0, marques[-1], BAS, haut)
    gauche = max(largeur_du_texte(court(m)) for m in marques) + 12
    droite = largeur - largeur_du_texte("Autorisées") - 10
    for marque in marques:
        dessin.ligne(gauche, y(marque), droite, y(marque), stroke="#9aa5b1" if marque == 0 else "#e1e6eb")
        dessin.texte(gauche - 8, y(marque) + 4, court(marque), text_anchor="end", fill=GRIS)
    pas = (droite - gauche) / max(len(etats), 1)
    for numero, etat in enumerate(etats):
        cumul = 0
        for (_, rang), nombre in zip(COUCHES, etat.prises, strict=True):
            x, large = gauche + pas * (numero + 0.14), pas * 0.72
            dessin.boite(x, y(cumul + nombre), large, y(cumul) - y(cumul + nombre), fill=remplissage(dessin, rang))
            cumul += nombre
    _noms(dessin, etats, gauche, pas)
    fins = {"Ouvertes": [e.ouvertes for e in etats], "Autorisées": [e.autorisees for e in etats]}
    _marches(dessin, fins["Ouvertes"], gauche, pas, y, tirets=None)
    _marches(dessin, fins["Autorisées"], gauche, pas, y, tirets="5 3")
    _bouts(dessin, fins, droite, y)
    phrase = _phrase(etats)
    colonnes = ("Au", "Autorisées", "Ouvertes", "Occupées", "Réservées", "Indisponibles", "Taux")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, tuple(_ligne(e) for e in etats))


def _marches(
    dessin: Dessin, valeurs: Sequence[int | None], gauche: float, pas: float, y: Echelle, *, tirets: str | None
) -> None:
    """A staircase; a day that is not known leaves a hole."""
    trace, leve = "", True
    for numero, valeur in enumerate(valeurs):
        if valeur is None:
            leve = True
            continue
        debut, fin, h = gauche + pas * numero, gauche + pas * (numero + 1), y(valeur)
        trace += f"M{debut:.1f} {h:.1f}H{fin:.1f}" if leve else f"V{h:.1f}H{fin:.1f}"
        leve = False
    if trace:
        dessin.element("path", d=trace, fill="none", stroke=ENCRE, stroke_width=2, stroke_dasharray=tirets)


def _bouts(dessin: Dessin, fins: dict[str, list[int | None]], droite: float, y: Echelle) -> None:
    """The names of both staircases at their end, apart when they meet."""
    derniers = [(y(v[-1]) + 4, nom) for nom, v in fins.items() if v and v[-1] is not None]
    derniers.sort(key=lambda d: (-d[0], d[1] != "Ouvertes"))
    plancher = float(HAUTEUR)
    for hauteur, nom in derniers:
        plancher = min(hauteur, plancher - 14)
        dessin.texte(droite + 6, plancher, nom, font_weight="600")


def _noms(dessin: Dessin, etats: Sequence[Etat], gauche: float, pas: float) -> None:
    large = max((largeur_du_texte(e.nom) for e in etats), default=0) + 10
    saut = max(1, int(-(-large // pas))) if pas else 1
    for numero in range(len(etats) - 1, -1, -saut):
        milieu = max(gauche + pas * (numero + 0.5), large / 2)
        dessin.texte(milieu, BAS + 20, etats[numero].nom, text_anchor="middle", fill=GRIS)


def _ligne(etat: Etat) -> tuple[str, ...]:
    taux = "non calculable" if etat.taux is None else f"{etat.taux:g}\xa0%".replace(".", ",")
    return (etat.nom, _dire(etat.autorisees), _dire(etat.ouvertes), *(str(n) for n in etat.prises), taux)


def _dire(nombre: int | None) -> str:
    return INCONNU if nombre is None else str(nombre)


def _phrase(etats: Sequence[Etat]) -> str:
    if not etats:
        return "Aucun mois à montrer."
    premier, dernier = etats[0], etats[-1]
    dits = [f"{e.occupees} places occupées au {e.nom}" + (f" ({_ligne(e)[-1]} des ouvertes)" if e.taux else "")
            for e in (premier, dernier)]  # fmt: skip
    return f"{' ; '.join(dits)}." if premier is not dernier else f"{dits[0]}."
