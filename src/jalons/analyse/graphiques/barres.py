"""Stacked bars: amounts by source and year, and counts by status on one bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import court, entier_lisible
from jalons.analyse.graphiques.svg.dessin import ENCRE, GRIS, Dessin, abreger, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import hachures_inconnu, legende, remplissage

RIEN = "–"
"""What a table writes where nothing was stated."""


@dataclass(frozen=True, slots=True)
class Serie:
    """One source: its name and a value per category; ``None`` is unknown, never zero.

    Attributes:
        sans: ranks of the categories for which nothing was stated, nor expected: drawn as nothing, written « – ».
    """

    nom: str
    valeurs: tuple[Decimal | None, ...]
    sans: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Compte:
    """How many have a status; ``inconnu`` marks the status "unknown", drawn apart."""

    libelle: str
    nombre: int
    inconnu: bool = False


def barres_empilees(
    identifiant: str,
    *,
    titre: str,
    categories: Sequence[str],
    series: Sequence[Serie],
    unite: str = "€",
    description: str = "",
    entete: str = "Source",
    par: str = "période",
    additionner: bool = True,
    largeur: int = 640,
) -> Figure:
    """One bar per category (a year), one part per series (a source of money).

    An unknown part is a hatched block above the bar, whose height means nothing; the total then says "au moins", or
    "inconnu" when no part is known.

    Args:
        par: what a category is, for the sentence: « Total par période ».
        additionner: categories add up; not when they are steps of the same money (notified, then paid), nor when some
            are yearly and others not.

    Raises:
        ValueError: a series has not one value per category, or a negative value (bars cannot stack it).
    """
    _verifier(categories, series)
    totaux = [sum((s.valeurs[rang] or Decimal(0) for s in series), Decimal(0)) for rang in range(len(categories))]
    manques = [_manque([s.valeurs[rang] for s in series]) for rang in range(len(categories))]
    dits = [m.dire(court(t, unite)) for t, m in zip(totaux, manques, strict=True)]
    dessin = Dessin(identifiant, largeur, 330)
    haut = legende(dessin, [(s.nom, remplissage(dessin, rang)) for rang, s in enumerate(series)], 2) + 28
    marques = _marques(totaux, unite)
    y = Echelle(0, marques[-1], 300, haut)
    gauche = max(largeur_du_texte(court(m, unite)) for m in marques) + 12
    for marque in marques:
        dessin.ligne(gauche, y(marque), largeur, y(marque), stroke="#9aa5b1" if marque == 0 else "#e1e6eb")
        dessin.texte(gauche - 8, y(marque) + 4, court(marque, unite), text_anchor="end", fill=GRIS)
    pas = (largeur - gauche) / max(len(categories), 1)
    for rang, categorie in enumerate(categories):
        milieu = gauche + pas * (rang + 0.5)
        sommet = _colonne(dessin, [s.valeurs[rang] for s in series], milieu, min(pas * 0.6, 90), y, unite)
        dessin.texte(milieu, sommet - 7, dits[rang], text_anchor="middle", font_weight="600")
        dessin.texte(milieu, 320, abreger(categorie, pas), text_anchor="middle")
    phrase = description or _phrase(par, categories, totaux, manques, unite)
    colonnes: tuple[str, ...] = (entete, *categories, "Total")
    lignes = [*(_ligne(s, unite) for s in series), _ligne_totale(totaux, manques, unite)]
    if not additionner:
        colonnes, lignes = colonnes[:-1], [ligne[:-1] for ligne in lignes]
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, tuple(lignes))


class Manque(Enum):
    """What is not known of a total: nothing, a part, or the whole, which is not zero."""

    RIEN = ""
    EN_PARTIE = "au moins "
    TOUT = "inconnu"

    def dire(self, total: str) -> str:
        """``total`` as far as it is known."""
        return self.value if self is Manque.TOUT else f"{self.value}{total}"


def _manque(valeurs: Sequence[Decimal | None]) -> Manque:
    inconnues = sum(v is None for v in valeurs)
    if not inconnues:
        return Manque.RIEN
    return Manque.TOUT if inconnues == len(valeurs) else Manque.EN_PARTIE


def _marques(totaux: Sequence[Decimal], unite: str) -> list[float]:
    """Marks of the axis; counts have no half."""
    marques = graduations(0, float(max(totaux, default=Decimal(1))) or 1)
    return [m for m in marques if unite or m == int(m)]


def _verifier(categories: Sequence[str], series: Sequence[Serie]) -> None:
    for serie in series:
        if len(serie.valeurs) != len(categories):
            raise ValueError(f"{serie.nom}: {len(serie.valeurs)} values for {len(categories)} categories.")
        if any(v is not None and v < 0 for v in serie.valeurs):
            raise ValueError(f"{serie.nom}: a negative value cannot be stacked.")


def _colonne(
    dessin: Dessin, valeurs: Sequence[Decimal | None], milieu: float, large: float, y: Echelle, unite: str
) -> float:
    """Draws one bar and gives the height of its top."""
    cumul = Decimal(0)
    for rang, valeur in enumerate(valeurs):
        if not valeur:
            continue
        bas, sommet = y(cumul), y(cumul + valeur)
        cumul += valeur
        dessin.boite(
            milieu - large / 2,
            sommet,
            large,
            bas - sommet,
            fill=remplissage(dessin, rang),
            stroke="#ffffff",
            stroke_width=1.2,
        )
        mots = court(valeur, unite)
        if bas - sommet >= 20 and large >= largeur_du_texte(mots, 11) + 8:
            etiquette = largeur_du_texte(mots, 11) + 6
            centre = (bas + sommet) / 2
            dessin.boite(milieu - etiquette / 2, centre - 8, etiquette, 16, fill="#ffffff", rx=3)
            dessin.texte(milieu, centre + 4, mots, text_anchor="middle", font_size=11)
    sommet = y(cumul)
    if any(v is None for v in valeurs):
        dessin.boite(
            milieu - large / 2,
            sommet - 16,
            large,
            14,
            fill=hachures_inconnu(dessin),
            stroke="#8a96a3",
            stroke_dasharray="3 2",
        )
        sommet -= 16
    return sommet


def _ligne(serie: Serie, unite: str) -> tuple[str, ...]:
    dites = [v for rang, v in enumerate(serie.valeurs) if rang not in serie.sans]
    connues = [v for v in dites if v is not None]
    somme = entier_lisible(sum(connues, Decimal(0)), unite) if connues else RIEN if not dites else entier_lisible(None)
    prefixe = "au moins " if connues and len(connues) < len(dites) else ""
    cellules = (RIEN if rang in serie.sans else entier_lisible(v, unite) for rang, v in enumerate(serie.valeurs))
    return (serie.nom, *cellules, prefixe + somme)


def _ligne_totale(totaux: Sequence[Decimal], manques: Sequence[Manque], unite: str) -> tuple[str, ...]:
    cellules = [m.dire(entier_lisible(t, unite)) for t, m in zip(totaux, manques, strict=True)]
    ensemble = manques[0] if len(set(manques)) == 1 else Manque.EN_PARTIE
    return ("Total", *cellules, ensemble.dire(entier_lisible(sum(totaux, Decimal(0)), unite)))


def _phrase(
    quoi: str, categories: Sequence[str], totaux: Sequence[Decimal], manques: Sequence[Manque], unite: str
) -> str:
    if not categories:
        return "Aucune valeur."
    parties = [f"{c} : {m.dire(court(t, unite))}" for c, t, m in zip(categories, totaux, manques, strict=True)]
    return f"Total par {quoi}. {', '.join(parties)}."


def avancement(identifiant: str, *, titre: str, comptes: Sequence[Compte], largeur: int = 640) -> Figure:
    """One bar cut by status, what is unknown hatched and kept in the total.

    Raises:
        ValueError: a count is negative.
    """
    if any(c.nombre < 0 for c in comptes):
        raise ValueError("A count cannot be negative.")
    total = sum(c.nombre for c in comptes)
    dessin = Dessin(identifiant, largeur, 96)
    fonds = [hachures_inconnu(dessin) if c.inconnu else remplissage(dessin, rang) for rang, c in enumerate(comptes)]
    x = 0.0
    for compte, fond in zip(comptes, fonds, strict=True):
        large = largeur * compte.nombre / total if total else 0
        dessin.boite(x, 4, large, 30, fill=fond, stroke="#ffffff", stroke_width=1.5)
        mots = str(compte.nombre)
        if large >= largeur_du_texte(mots) + 10:
            boite = largeur_du_texte(mots) + 8
            dessin.boite(x + large / 2 - boite / 2, 10, boite, 18, fill="#ffffff", rx=3)
            dessin.texte(x + large / 2, 23, mots, text_anchor="middle", fill=ENCRE)
        x += large
    if not total:
        dessin.boite(0.5, 4.5, largeur - 1, 29, fill="#ffffff", stroke="#8a96a3", stroke_dasharray="4 3")
        dessin.texte(largeur / 2, 23, "Aucun élément", text_anchor="middle", fill=GRIS)
    prises = legende(dessin, [(f"{c.libelle} : {c.nombre}", f) for c, f in zip(comptes, fonds, strict=True)], 46)
    dessin.hauteur = 46 + prises
    parts = [(c, _part(c.nombre, total)) for c in comptes]
    phrase = f"Sur {total} : " + ", ".join(f"{c.libelle.lower()} {c.nombre} ({p})" for c, p in parts) + "."
    lignes = (*((c.libelle, str(c.nombre), p) for c, p in parts), ("Total", str(total), _part(total, total)))
    return Figure(identifiant, dessin.rendre(titre, phrase), titre, phrase, ("Statut", "Nombre", "Part"), lignes)


def _part(nombre: int, total: int) -> str:
    if not total:
        return "non calculable"
    return f"{round(100 * nombre / total, 1):g}\xa0%".replace(".", ",")
