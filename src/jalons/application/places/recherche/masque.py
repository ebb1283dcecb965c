"""What is left of a reason for who may not know it. Pure.

Needs, children to keep apart and forbidden zones are of a sensitive compartment: whoever may not open it reads that a
place is out for a reserved reason, one word for the three. Even who may open it never reads which child, nor where a
zone is: only that the place is in one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from jalons.appariement.explications import Assouplissement, Ligne
from jalons.appariement.regles import REGLES_PAR_CODE

RESERVEES = frozenset({"besoins", "incompatibilite", "zone_interdite"})
"""Rules whose reason is of the compartment."""
RESERVE = "Motif réservé"
NON_CONFORME = "non conforme"


def masquer(ligne: Ligne, *, clair: bool, actuel: bool = False) -> Ligne:
    """The line as its reader may have it.

    Args:
        clair: whether she may open the compartment of this child.
        actuel: whether the child lives in that place today.
    """
    if ligne.code == "lieu_interdit" and actuel:
        return Ligne("actuel", "Lieu actuel", ligne.verdict, "L'enfant y vit aujourd'hui.")
    if ligne.code not in RESERVEES:
        return ligne
    if not clair:
        ecarte = ligne.verdict == NON_CONFORME
        phrase = "Exclu pour un motif réservé." if ecarte else "Un motif réservé : voyez le référent."
        return Ligne("reserve", RESERVE, ligne.verdict, phrase)
    if ligne.code == "incompatibilite" and ligne.verdict == NON_CONFORME:
        return replace(ligne, phrase="Un enfant qui y est accueilli ne doit pas vivre avec lui.")
    return ligne


def masquer_toutes(lignes: Iterable[Ligne], *, clair: bool, actuel: bool = False) -> tuple[Ligne, ...]:
    """The lines as their reader may have them, each once."""
    return tuple(dict.fromkeys(masquer(x, clair=clair, actuel=actuel) for x in lignes))


def libelle(code: str, *, clair: bool) -> str:
    """Name of a rule for this reader.

    >>> libelle("age", clair=False), libelle("besoins", clair=False)
    ('Âge', 'Motif réservé')
    """
    return RESERVE if code in RESERVEES and not clair else REGLES_PAR_CODE[code].libelle


def assouplissements(trouves: Iterable[Assouplissement], *, clair: bool) -> tuple[str, ...]:
    """What would give a solution, alone, in sentences that this reader may have."""
    dites = []
    for a in trouves:
        if a.code not in RESERVEES:
            dites.append(a.phrase)
            continue
        combien = "1 lieu conviendrait" if a.lieux == 1 else f"{a.lieux} lieux conviendraient"
        if clair:
            dites.append(f"Sans la règle « {REGLES_PAR_CODE[a.code].libelle} », {combien}.")
        else:
            dites.append(f"Sans un motif réservé, {combien} : voyez le référent de l'enfant.")
    return tuple(dict.fromkeys(dites))


def dire_sans_solution(comptes: dict[str, int], lieux: int, *, clair: bool, seules: Collection[str]) -> str:
    """Why no place suits, in one sentence.

    Args:
        comptes: how many places each rule puts out, the most frequent first.
        seules: rules which, relaxed alone, would open a place.
    """
    if not lieux:
        return "Aucun lieu n'est enregistré."
    noms: dict[str, int] = {}
    for code, nombre in comptes.items():
        nom = libelle(code, clair=clair).lower()
        noms[nom] = max(nombre, noms.get(nom, 0))
    causes = ", ".join(f"{nom} ({n})" for nom, n in list(noms.items())[:3])
    texte = f"Aucun des {lieux} lieux ne convient ; le plus souvent : {causes}."
    return texte if seules else f"{texte} Aucune règle seule n'en est la cause."
