"""The answers of a team, read back from the workbook that was sent to it: what becomes of each fault, and why."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jalons.analyse.qualite.classeur import FAUTES
from jalons.analyse.qualite.decisions import Decision, Suite
from jalons.noyau import classeurs
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.tableur import sans_formule

FEUILLE = "Fautes"
OCTETS_MAXIMAUX = 50_000_000
_SUITES: Mapping[str, Suite] = {
    mot: suite for suite in Suite for mot in (suite.value, suite.value.replace("é", "e"), suite.value[:-1])
}
"""What may be written: with or without its accents, in the masculine too."""


def lire_decisions(contenu: bytes, nom: str, *, par: str, le: date) -> list[Decision]:
    """The decisions that a workbook holds; a row without an answer is none.

    Args:
        par: who answers, for all of them: an identifier, never a name.

    Raises:
        EntreeRefusee: it is not such a workbook; an answer cannot be understood: every fault.
    """
    rangees = _rangees(contenu, nom)
    if tuple(rangees[0][: len(FAUTES)]) != FAUTES:
        message = (
            f"Les colonnes de la feuille « {FEUILLE} » ne sont pas celles du classeur envoyé : ne les changez pas."
        )
        raise EntreeRefusee([Faute(nom, message, abrege(", ".join(rangees[0]), 80), ", ".join(FAUTES), 1)], quoi=nom)
    decisions: list[Decision] = []
    fautes: list[Faute] = []
    for numero, cellules in enumerate(rangees[1:], 2):
        lue = _une(dict(zip(FAUTES, cellules, strict=False)), nom, numero, par, le)
        if isinstance(lue, Faute):
            fautes.append(lue)
        elif lue is not None:
            decisions.append(lue)
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    return decisions


def _rangees(contenu: bytes, nom: str) -> Sequence[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    message = "Le classeur ne peut être lu : renvoyez celui que « jalons analyse valider » a écrit, en .xlsx."
    if len(contenu) <= OCTETS_MAXIMAUX:
        if dit := classeurs.refus(io.BytesIO(contenu)):
            raise EntreeRefusee([Faute(nom, dit, "", f"une feuille « {FEUILLE} »")], quoi=nom)
        try:
            feuille = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_name(FEUILLE)
            rangees = [[_texte(c) for c in rangee] for rangee in feuille.to_python(skip_empty_area=False)]
        except (CalamineError, OSError, ValueError, KeyError):
            rangees = []
        if rangees:
            return rangees
    raise EntreeRefusee([Faute(nom, message, "", f"une feuille « {FEUILLE} »")], quoi=nom)


def _texte(cellule: Any) -> str:
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return "" if cellule is None else str(cellule).strip()


def _une(dit: Mapping[str, str], nom: str, numero: int, par: str, le: date) -> Decision | Faute | None:
    controle, _, identifiant, ligne, variable, valeur, _, _, suite, motif, apres = (dit.get(c, "") for c in FAUTES)
    if not suite:
        if motif or apres:
            message = "Un motif ou une valeur sont écrits sans la suite : dites réparée, refusée ou acceptée."
            return Faute(nom, message, abrege(motif or apres, 40), "une suite", numero)
        return None
    connue = _SUITES.get(suite.casefold())
    if connue is None:
        message = f"« {abrege(suite, 30)} » n'est pas une suite : écrivez réparée, refusée ou acceptée."
        return Faute(nom, message, suite, "réparée, refusée ou acceptée", numero)
    if not ligne.isdigit():
        message = "Cette faute est celle du fichier entier : elle ne se décide pas ligne à ligne."
        return Faute(nom, message, ligne, "un numéro de ligne", numero)
    if sans_formule(apres) != apres:
        message = f"« {abrege(apres, 30)} » serait une formule dans un tableur : écrivez une valeur."
        return Faute(nom, message, apres, "une valeur", numero)
    neuve = apres if connue is Suite.REPAREE or apres else None
    return Decision(controle, identifiant, int(ligne), variable, valeur, connue, motif, par, le, neuve or None)
