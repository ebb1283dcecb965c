"""A map in classes: shapes, then labelled tiles for what lies overseas or has none; hidden and unknown patterned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.classes import Classes, Etat, Marque
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.svg.dessin import ENCRE, FOND, GRIS, Dessin, abreger
from jalons.analyse.graphiques.svg.motifs import hachures_inconnu, legende

TEINTES = ("#dcebf7", "#a9cfe8", "#6aa9d2", "#2f7fb8", "#08457a")
"""One hue from light to dark: the order holds in grey and for every eye."""
HORS = "#f3f4f6"
PAVE, COLONNES = 46.0, 7


@dataclass(frozen=True, slots=True)
class Forme:
    """One territory of a map: its outline as an SVG path (``d``), in points of the ground."""

    code: str
    nom: str
    trace: str


@dataclass(frozen=True, slots=True)
class Fond:
    """The ground of a map.

    Attributes:
        paves: code and name of territories drawn as tiles (overseas).
        credit: whom the shapes are owed to; written under every picture.
        parties: codes of a table that cover several shapes ("20": Corse, both its départements).
    """

    largeur: float
    hauteur: float
    formes: tuple[Forme, ...]
    credit: str
    paves: tuple[tuple[str, str], ...] = ()
    parties: Mapping[str, tuple[str, ...]] | None = None

    @property
    def noms(self) -> dict[str, str]:
        """Name of each code that can be drawn."""
        return {f.code: f.nom for f in self.formes} | dict(self.paves)


def carte(
    identifiant: str, *, titre: str, fond: Fond, marques: Sequence[Marque], classes: Classes, unite: str = "",
    largeur: int = 640,
) -> Figure:  # fmt: skip
    """Each territory in the shade of its class. What the table does not speak of is pale grey, and says so.

    A code without a shape becomes a tile: nothing of the table is lost.
    """
    parties = fond.parties or {}
    par_code = {p: m for m in marques for p in parties.get(m.code, (m.code,))}
    sans_forme = [
        (m.code, m.nom) for m in marques
        if m.code not in fond.noms and not all(p in fond.noms for p in parties.get(m.code, ("",)))
    ]  # fmt: skip
    paves = [*fond.paves, *sans_forme]
    echelle = largeur / fond.largeur
    dessin = Dessin(identifiant, largeur, fond.hauteur * echelle)
    for forme in fond.formes:
        dessin.element(
            "path", d=forme.trace, transform=f"scale({echelle:.4f})",
            fill=_fond(dessin, par_code.get(forme.code), classes), stroke="#5b6672",
            stroke_width=0.5 / echelle, stroke_linejoin="round",
        )  # fmt: skip
    bas = fond.hauteur * echelle + 8
    bas = _paves(dessin, paves, par_code, classes, bas)
    vues = [par_code.get(c) for c in (*(f.code for f in fond.formes), *(c for c, _ in paves))]
    bas += legende(dessin, entrees(dessin, classes, vues, unite), bas)
    dessin.texte(0, bas + 10, f"Fond de carte : {fond.credit}", fill=GRIS, font_size=9)
    dessin.hauteur = bas + 16
    phrase = en_une_phrase(marques, unite)
    lignes = tuple((m.nom, m.ecrite(unite)) for m in marques)
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Territoire", "Valeur"), lignes)


def _fond(dessin: Dessin, marque: Marque | None, classes: Classes) -> str:
    if marque is None:
        return HORS
    if marque.etat is Etat.SECRET:
        return points_secret(dessin)
    if marque.valeur is None:
        return hachures_inconnu(dessin)
    return FOND if marque.valeur == 0 else teinte(classes, marque.valeur)


def teinte(classes: Classes, valeur: float) -> str:
    """The shade of a value: the classes spread over the five shades."""
    return _teintes(classes.nombre)[classes.rang(valeur)]


def _teintes(nombre: int) -> tuple[str, ...]:
    """Shades far enough apart for that many classes."""
    return {1: TEINTES[2:3], 2: TEINTES[1::2], 3: TEINTES[::2], 4: (*TEINTES[:1], *TEINTES[2:])}.get(nombre, TEINTES)


def points_secret(dessin: Dessin) -> str:
    """The fill of what statistical secrecy hides: dots on white, always the same."""
    return dessin.definir(
        "secret",
        '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#ffffff"/><circle cx="1.7" cy="1.7" r="1.15" fill="#5b3a6e"/>'
        '<circle cx="4.7" cy="4.7" r="1.15" fill="#5b3a6e"/></pattern>',
    )


def _paves(
    dessin: Dessin, paves: Sequence[tuple[str, str]], par_code: Mapping[str, Marque], classes: Classes, haut: float
) -> float:
    for rang, (code, nom) in enumerate(paves):
        x, y = (rang % COLONNES) * (PAVE + 30), haut + (rang // COLONNES) * (PAVE + 22)
        fond = _fond(dessin, par_code.get(code), classes)
        dessin.boite(x + 0.5, y, PAVE, PAVE - 10, fill=fond, stroke="#5b6672", stroke_width=0.8, rx=3)
        dessin.boite(x + 9, y + 10, PAVE - 17, 16, fill=FOND, rx=3)
        dessin.texte(x + PAVE / 2, y + 22, code, text_anchor="middle", font_size=11, font_weight="600", fill=ENCRE)
        dessin.texte(x, y + PAVE + 1, abreger(nom, PAVE + 28, 9), font_size=9, fill=GRIS)
    lignes = -(-len(paves) // COLONNES)
    return haut + lignes * (PAVE + 22) + (8 if lignes else 0)


def entrees(
    dessin: Dessin, classes: Classes, vues: Sequence[Marque | None], unite: str
) -> list[tuple[str, str]]:  # fmt: skip
    """Legend: the classes, then the marks that the picture bears and no other."""
    connues = [m for m in vues if m is not None]
    distinctes = {m.valeur: m for m in connues if m.valeur}
    nommees = list(zip(classes.libelles(unite), _teintes(classes.nombre), strict=True)) if distinctes else []
    if len(distinctes) == 1:  # a class of one value says the value
        nommees = [(m.ecrite(unite), teinte(classes, v)) for v, m in distinctes.items() if v is not None]
    if any(m.valeur == 0 for m in connues):
        nommees.append(("zéro", FOND))
    if any(m.etat is Etat.SECRET for m in connues):
        nommees.append(("secret statistique", points_secret(dessin)))
    if any(m.etat is Etat.INCONNU for m in connues):
        nommees.append(("inconnu", hachures_inconnu(dessin)))
    if any(m is None for m in vues):
        nommees.append(("hors du tableau", HORS))
    return nommees


def en_une_phrase(marques: Sequence[Marque], unite: str) -> str:
    """The range of what is shown, and how many values are not."""
    connues = sorted((m for m in marques if m.valeur is not None), key=lambda m: m.valeur or 0)
    dit = f"{len(connues)} valeurs" if len(connues) != 1 else "1 valeur"
    if len(connues) > 1:
        dit += f", de {connues[0].ecrite(unite)} ({connues[0].nom}) à {connues[-1].ecrite(unite)} ({connues[-1].nom})"
    caches = sum(m.etat is Etat.SECRET for m in marques)
    inconnues = sum(m.etat is Etat.INCONNU for m in marques)
    suite = [
        f"{n} {mot if n == 1 else mot + 's'}"
        for n, mot in ((caches, "masquée"), (inconnues, "inconnue")) if n
    ]  # fmt: skip
    return f"{dit} ; {', '.join(suite)}." if suite else f"{dit}."
