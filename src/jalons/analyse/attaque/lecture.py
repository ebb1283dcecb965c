"""Read published tables and hierarchies, with the attacker's own eyes: every fault of a file at once."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from jalons.analyse.attaque.relations import Publie
from jalons.noyau.saisie import Faute, abrege

CACHE, IGNORE = "s", "nd"
GRAND = 20_000_000
"""Bytes beyond which a file is refused before it is read."""
LONG = 300_000
"""Lines beyond which it is no published table."""


def lire_publie(
    contenu: bytes, nom: str, dimensions: Sequence[str], colonne: str, *, decimales: int = 0
) -> tuple[Publie | None, list[Faute]]:
    """A published table; ``None`` when the file has faults.

    Args:
        decimales: digits after the point that are kept: values are held in that unit (2: cents).
    """
    rangees, fautes = _rangees(contenu, nom)
    if not rangees:
        return None, fautes or [Faute(nom, "Le fichier est vide.", "", "un tableau publié")]
    titre = rangees[0][1]
    siennes = tuple(d for d in dimensions if d in titre)
    if not siennes or colonne not in titre:
        message = (
            f"Colonnes lues : {', '.join(titre)}. Il faut « {colonne} » et une au moins de : {', '.join(dimensions)} ; "
            "nommez-les avec --valeur et --dimensions."
        )
        return None, [*fautes, Faute(nom, message, ", ".join(titre), f"{', '.join(dimensions)}, {colonne}")]
    cellules: dict[tuple[str, ...], int | None] = {}
    inconnues = set()
    for numero, cases in rangees[1:]:
        if len(cases) != len(titre):
            message = f"La ligne a {len(cases)} cases, l'en-tête {len(titre)} : complétez-la."
            fautes.append(Faute(nom, message, abrege(" ".join(cases), 40), f"{len(titre)} cases", numero))
            continue
        ligne = dict(zip(titre, (c.strip() for c in cases), strict=True))
        codes = tuple(_code(ligne[d]) for d in siennes)
        if codes in cellules:
            message = "Cette cellule est publiée deux fois : gardez une seule ligne."
            fautes.append(Faute(f"{nom}, {' × '.join(codes)}", message, "", "une ligne par cellule", numero))
            continue
        marque = ligne[colonne].lower()
        if marque in ("", IGNORE):
            inconnues.add(codes)
        cellules[codes] = None if marque in ("", IGNORE, CACHE) else _entier(ligne[colonne], decimales)
        if cellules[codes] is None and marque not in ("", IGNORE, CACHE):
            recu = abrege(ligne[colonne], 30)
            message = f"« {recu} » n'est ni un nombre, ni « {CACHE} » (masqué), ni « {IGNORE} » (inconnu)."
            fautes.append(
                Faute(f"{nom}, {colonne}", message, abrege(ligne[colonne], 30), "un nombre ou une marque", numero)
            )
    return (None, fautes) if fautes else (Publie(nom, siennes, cellules, frozenset(inconnues)), [])


def lire_parents(contenu: bytes, nom: str) -> tuple[dict[str, str], list[Faute]]:
    """Parent of each code, from the two first columns of a file; an empty parent is left out: the total."""
    rangees, fautes = _rangees(contenu, nom)
    parents: dict[str, str] = {}
    for numero, cases in rangees[1:]:
        if len(cases) < 2:
            fautes.append(
                Faute(nom, "Il faut deux colonnes : le code et son parent.", cases[0], "enfant, parent", numero)
            )
            continue
        enfant, parent = cases[0].strip(), cases[1].strip()
        if parent and parents.setdefault(enfant, parent) != parent:
            message = f"« {enfant} » a deux parents, « {parents[enfant]} » et « {parent} »."
            fautes.append(Faute(nom, message, enfant, "un parent", numero))
    for code in parents:
        suivant, pas = parents[code], 0
        while suivant in parents and pas <= len(parents):
            suivant, pas = parents[suivant], pas + 1
        if pas > len(parents):
            fautes.append(Faute(nom, f"« {code} » est rangé sous lui-même.", code, "un arbre"))
    return parents, fautes


def _rangees(contenu: bytes, nom: str) -> tuple[list[tuple[int, list[str]]], list[Faute]]:
    if len(contenu) > GRAND:
        return [], [Faute(nom, f"Le fichier dépasse {GRAND // 10**6} Mo.", "", f"{GRAND // 10**6} Mo au plus")]
    try:
        texte = contenu.decode("utf-8-sig")
        if texte.count("\n") > LONG:
            message = f"Le fichier a plus de {LONG} lignes : ce n'est pas un tableau publié."
            return [], [Faute(nom, message, "", f"{LONG} lignes au plus")]
        tete = texte.partition("\n")[0]
        lues = csv.reader(StringIO(texte), delimiter=max(",;\t", key=tete.count), strict=True)
        rangees = [(i, [*map(str.strip, ligne)]) for i, ligne in enumerate(lues, start=1) if any(map(str.strip, ligne))]
    except UnicodeDecodeError:
        return [], [Faute(nom, "Le fichier n'est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».", "", "UTF-8")]
    except csv.Error as erreur:
        return [], [Faute(nom, f"Le fichier n'est pas un CSV lisible ({erreur}).", "", "un CSV")]
    return rangees, []


def _code(brut: str) -> str:
    """A code as it was before a quote kept a spreadsheet from running it."""
    return brut[1:] if brut.startswith("'") and brut[1:2] in ("=", "+", "-", "@") else brut


def _entier(brut: str, decimales: int) -> int | None:
    texte = brut.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    entiere, _, fraction = texte.partition(".")
    fraction = fraction.rstrip("0")
    if (
        not entiere.isascii()
        or not entiere.isdigit()
        or len(fraction) > decimales
        or (fraction and not fraction.isdigit())
    ):
        return None
    return int(entiere + fraction.ljust(decimales, "0"))
