"""Paths in pictures: shares of states month by month, and lines that each stand for a group of children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.svg.dessin import ENCRE, GRIS, Dessin, abreger
from jalons.analyse.graphiques.svg.echelles import Echelle
from jalons.analyse.graphiques.svg.motifs import legende

GAUCHE, MARGE = 48, 14


@dataclass(frozen=True, slots=True)
class EtatDessine:
    """One state: its name, its colour, and strokes over it that keep it readable in grey."""

    nom: str
    couleur: str
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Bande:
    """Lines drawn under one title: each is a list of (state, months)."""

    titre: str
    lignes: tuple[tuple[tuple[int, int], ...], ...]
    nombre: str


def fond(dessin: Dessin, rang: int, etat: EtatDessine) -> str:
    """The fill of a state, always the same whatever the picture."""
    if not etat.motif:
        return etat.couleur
    return dessin.definir(
        f"e{rang}",
        f'<pattern id="{{id}}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
        f'fill="{etat.couleur}"/><path d="{etat.motif}" stroke="{ENCRE}" stroke-width="0.8" stroke-opacity="0.55" '
        'fill="none"/></pattern>',
    )


def legende_des_etats(dessin: Dessin, etats: Sequence[EtatDessine], presents: Sequence[int], y: float) -> float:
    """Swatches of the states that the picture holds; the height they take."""
    return legende(dessin, [(etats[rang].nom, fond(dessin, rang, etats[rang])) for rang in presents], y)


def chronogramme(
    identifiant: str, *, titre: str, etats: Sequence[EtatDessine], parts: Sequence[Sequence[float]], axe: str,
    depart: int = 0, pas: int = 12, nombres: Sequence[int] = (), largeur: int = 720,
) -> Figure:  # fmt: skip
    """Shares of states (0 to 1, adding up to 1), one column per month.

    Args:
        parts: for each month, one share per state.
        depart: number of the first month, for the axis; ``pas``: months between graduations and lines of the table.
        nombres: children behind each month, when it changes: the table says it.

    Raises:
        ValueError: a month has not one share per state.
    """
    if any(len(mois) != len(etats) for mois in parts):
        raise ValueError(f"{identifiant}: every month needs {len(etats)} shares.")
    presents = [rang for rang in range(len(etats)) if any(mois[rang] > 0 for mois in parts)]
    dessin = Dessin(identifiant, largeur, 0)
    haut = legende_des_etats(dessin, etats, presents, 2) + 14
    bas = haut + 250
    dessin.hauteur = bas + 44
    x, y = Echelle(0, max(len(parts), 1), GAUCHE, largeur - MARGE), Echelle(0, 1, bas, haut)
    cumul = [0.0] * len(parts)
    for rang in presents:
        sommet = [c + mois[rang] for c, mois in zip(cumul, parts, strict=True)]
        dessin.element(
            "path",
            d=_aire(cumul, sommet, x, y),
            fill=fond(dessin, rang, etats[rang]),
            stroke="#ffffff",
            stroke_width=0.6,
        )
        cumul = sommet
    for part in (0, 0.25, 0.5, 0.75, 1):
        dessin.ligne(GAUCHE - 4, y(part), GAUCHE, y(part), stroke=GRIS)
        dessin.texte(GAUCHE - 8, y(part) + 4, f"{100 * part:.0f}\xa0%", text_anchor="end", fill=GRIS)
    dessin.boite(GAUCHE, haut, largeur - MARGE - GAUCHE, bas - haut, fill="none", stroke="#8a96a3")
    axe_des_mois(dessin, x, bas, len(parts), axe, depart, pas)
    phrase = _phrase(etats, parts, presents, depart)
    colonnes, lignes = _table(etats, parts, presents, depart, pas, nombres, axe)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _aire(bas: Sequence[float], haut: Sequence[float], x: Echelle, y: Echelle) -> str:
    """Steps: what holds for a month holds from its first to its last day."""
    aller = "".join(f"{'M' if m == 0 else 'L'}{x(m):.1f} {y(h):.1f}H{x(m + 1):.1f}" for m, h in enumerate(haut))
    retour = "".join(f"L{x(m + 1):.1f} {y(b):.1f}H{x(m):.1f}" for m, b in reversed(list(enumerate(bas))))
    return f"{aller}{retour}Z" if haut else ""


def axe_des_mois(dessin: Dessin, x: Echelle, bas: float, mois: int, axe: str, depart: int, pas: int) -> None:
    """Graduations under the picture, and what months are counted from."""
    for rang in range(mois + 1):
        if (depart + rang) % pas == 0:
            dessin.ligne(x(rang), bas, x(rang), bas + 4, stroke=GRIS)
            dessin.texte(x(rang), bas + 17, str(depart + rang), text_anchor="middle", fill=GRIS)
    dessin.texte((x(0) + x(mois)) / 2, bas + 36, axe, text_anchor="middle", fill=GRIS)


def _phrase(
    etats: Sequence[EtatDessine], parts: Sequence[Sequence[float]], presents: Sequence[int], depart: int
) -> str:
    if not parts or not presents:
        return "Aucun parcours."
    dits = []
    for nom, rang in (("au départ", 0), (f"au mois {depart + len(parts) - 1}", len(parts) - 1)):
        premier = max(presents, key=lambda r: parts[rang][r])
        dits.append(f"{nom}, {etats[premier].nom.lower()} ({_part(parts[rang][premier])})")
    return f"État le plus fréquent : {' ; '.join(dits)}."


def _table(
    etats: Sequence[EtatDessine], parts: Sequence[Sequence[float]], presents: Sequence[int], depart: int, pas: int,
    nombres: Sequence[int], axe: str,
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:  # fmt: skip
    montres = [m for m in range(len(parts)) if (depart + m) % pas == 0 or m in (0, len(parts) - 1)]
    colonnes = (
        axe[:1].upper() + axe[1:],
        *(["Enfants observés"] if nombres else []),
        *(etats[r].nom for r in presents),
    )
    lignes = tuple(
        (str(depart + m), *([str(nombres[m])] if nombres else []), *(_part(parts[m][r]) for r in presents))
        for m in montres
    )
    return colonnes, lignes


def _part(part: float) -> str:
    return f"{100 * part:.1f}\xa0%".replace(".", ",")


def tapis(
    identifiant: str, *, titre: str, etats: Sequence[EtatDessine], bandes: Sequence[Bande], mois: int, axe: str,
    depart: int = 0, pas: int = 12, largeur: int = 720,
) -> Figure:  # fmt: skip
    """Index plot: one band per type, one line per group of children, a colour per month."""
    presents = sorted({etat for bande in bandes for ligne in bande.lignes for etat, _ in ligne})
    dessin = Dessin(identifiant, largeur, 0)
    y = legende_des_etats(dessin, etats, presents, 2) + 12
    x = Echelle(0, max(mois, 1), GAUCHE, largeur - MARGE)
    for bande in bandes:
        dessin.texte(GAUCHE, y + 12, abreger(f"{bande.titre} : {bande.nombre}", largeur - GAUCHE), font_weight="600")
        y += 18
        for ligne in bande.lignes:
            colonne = 0
            for etat, duree in ligne:
                dessin.boite(x(colonne), y, x(colonne + duree) - x(colonne), 5, fill=fond(dessin, etat, etats[etat]))
                colonne += duree
            y += 5.6
        if not bande.lignes:
            dessin.texte(GAUCHE, y + 10, "Trop peu d'enfants pour être dessiné.", fill=GRIS, font_style="italic")
            y += 14
        y += 10
    axe_des_mois(dessin, x, y, mois, axe, depart, pas)
    dessin.hauteur = y + 44
    phrase = (
        f"{len(bandes)} type{'s' if len(bandes) > 1 else ''} ; chaque ligne est le parcours le plus central d'un "
        "groupe d'enfants, jamais celui d'un seul."
    )
    lignes = tuple((b.titre, b.nombre, str(len(b.lignes)), _suite(b, etats)) for b in bandes)
    colonnes = ("Type", "Enfants", "Lignes dessinées", "Ligne du milieu")
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _suite(bande: Bande, etats: Sequence[EtatDessine]) -> str:
    if not bande.lignes:
        return "non dessiné"
    return ", ".join(f"{etats[e].nom.lower()} {n} mois" for e, n in bande.lignes[len(bande.lignes) // 2])
