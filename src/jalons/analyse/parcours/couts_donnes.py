"""Costs written by the reader: a CSV with a line and a column per state, and the cost of an insertion."""

from __future__ import annotations

import csv
import io
import math

import numpy as np

from jalons.analyse.parcours.etats import ETATS, PLACES
from jalons.analyse.parcours.sequences import Reels
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

INSERTION = "insertion"
"""Name of the line that holds the cost of an insertion, in its first cell."""
_OCTETS = 100_000


def lire_couts(contenu: bytes, nom: str) -> tuple[Reels, float]:
    """Substitution costs between all states, and the cost of an insertion.

    First cell of each line: the code of a state; header: the same codes. States left out cost the greatest of the costs
    given. The table must be symmetric.

    Raises:
        EntreeRefusee: every fault, with its line.
    """
    lignes = _lignes(contenu, nom)
    fautes: list[Faute] = []
    colonnes = [c.strip() for c in lignes[0][1:]]
    donnes: dict[tuple[str, str], float] = {}
    insertion = math.nan
    for numero, ligne in enumerate(lignes[1:], start=2):
        etat = ligne[0].strip() if ligne else ""
        if etat == INSERTION:
            insertion = _nombre(ligne[1] if len(ligne) > 1 else "", nom, numero, fautes)
            continue
        for colonne, cellule in zip(colonnes, ligne[1:], strict=False):
            if cellule.strip():
                donnes[etat, colonne] = _nombre(cellule, nom, numero, fautes)
    _verifier(donnes, colonnes, insertion, nom, fautes)
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    plus_grand = max(donnes.values(), default=0.0)
    couts = plus_grand * (1 - np.eye(len(ETATS)))
    for (un, autre), cout in donnes.items():
        couts[PLACES[un], PLACES[autre]] = cout
    return couts, insertion


def _lignes(contenu: bytes, nom: str) -> list[list[str]]:
    try:
        texte = contenu[: _OCTETS + 1].decode("utf-8-sig")
        if len(contenu) > _OCTETS or "\x00" in texte:
            raise UnicodeError
        lues = [ligne for ligne in csv.reader(io.StringIO(texte), delimiter=";" if ";" in texte else ",") if ligne]
    except (UnicodeError, csv.Error) as erreur:
        message = "Ce n'est pas une table CSV lisible (UTF-8, moins de 100 Ko) : enregistrez-la à nouveau."
        raise EntreeRefusee([Faute(nom, message)], quoi=nom) from erreur
    if len(lues) < 2:
        message = "La table est vide : donnez une ligne et une colonne par état, et une ligne « insertion »."
        raise EntreeRefusee([Faute(nom, message)], quoi=nom)
    return lues


def _nombre(texte: str, nom: str, ligne: int, fautes: list[Faute]) -> float:
    try:
        valeur = float(texte.strip().replace(",", "."))
    except ValueError:
        valeur = math.nan
    if not (math.isfinite(valeur) and valeur >= 0):
        message = f"« {abrege(texte)} » n'est pas un coût : écrivez un nombre positif ou nul."
        fautes.append(Faute(nom, message, abrege(texte), "un nombre", ligne))
        return 0.0
    return valeur


def _verifier(
    donnes: dict[tuple[str, str], float], colonnes: list[str], insertion: float, nom: str, fautes: list[Faute]
) -> None:
    for code in dict.fromkeys([*colonnes, *(un for un, _ in donnes)]):
        if code not in PLACES:
            attendu = ", ".join(PLACES)
            fautes.append(Faute(nom, f"État inconnu : « {abrege(code)} ». Écrivez l'un de : {attendu}.", abrege(code)))
    if not insertion > 0:
        message = f"Le coût d'une insertion manque ou est nul : ajoutez une ligne « {INSERTION} » et son coût."
        fautes.append(Faute(nom, message, "", "un nombre positif"))
    for (un, autre), cout in donnes.items():
        if un == autre and cout:
            fautes.append(Faute(nom, f"« {un} » ne diffère pas de lui-même : mettez 0.", f"{cout:g}", "0"))
        elif un < autre and donnes.get((autre, un), cout) != cout:
            message = f"De « {un} » à « {autre} », les deux sens ont des coûts différents : donnez le même."
            fautes.append(Faute(nom, message, f"{cout:g} et {donnes[autre, un]:g}", "le même coût"))
        elif un in PLACES and autre in PLACES and (autre, un) not in donnes:
            message = f"Le coût de « {autre} » à « {un} » manque : c'est le même que dans l'autre sens, écrivez-le."
            fautes.append(Faute(nom, message, "", f"{cout:g}"))
