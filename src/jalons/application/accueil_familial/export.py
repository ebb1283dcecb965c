"""The list of carers and the leaving curve as files: no home, no birth. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jalons.noyau.tableur import Tableau

COLONNES = (
    "Numéro", "Nom", "Prénom", "Employeur", "Territoire", "Agrément", "Depuis", "Terme", "Enfants agréés", "Dérogation",
    "Dépassement", "Âges", "Autorisés", "Présents", "Libres", "Au-delà", "Disponible pour",
)  # fmt: skip
NOTE = (
    "Une cellule vide : inconnu, pas zéro. Autorisés = agréés et dérogations, 0 quand l'agrément ne court pas. "
    "Libres = autorisés, moins les enfants présents."
)
COLONNES_DEPARTS = ("Année", "Atteignent l'âge choisi", "Cumul", "Départs attendus", "Au moins", "Au plus")


def tableau(lignes: Iterable[Any]) -> Tableau:
    """The table of these ``selectors.LigneAssistant``."""
    return Tableau("Assistants familiaux", COLONNES, [_ligne(x) for x in lignes], note=NOTE, figees=3)


def _ligne(x: Any) -> list[Any]:
    a, agrement = x.assistant, x.agrement
    return [
        a.numero, a.nom, a.prenom, str(a.employeur), str(a.territoire or ""), x.etat, agrement.depuis,
        agrement.jusqu_au, agrement.enfants, agrement.derogation, agrement.depassement, x.ages,
        agrement.autorises, x.presents, x.libres, x.au_dela, x.disponible,
    ]  # fmt: skip


def departs(courbe: Any, ans: int) -> Tableau:
    """The table of a ``depart.Courbe``, by year."""
    inconnus = f"Naissance inconnue : {courbe.sans_naissance}, dans aucune année."
    note = f"Âge choisi : {ans} ans. {phrase_des_taux(courbe)} {inconnus}"
    arrondis = [
        [a.annee, a.atteignent, a.cumul, *(None if v is None else round(v, 1) for v in (a.prevus, a.bas, a.haut))]
        for a in courbe.annees
    ]
    return Tableau("Départs attendus", COLONNES_DEPARTS, arrondis, note=note)


def phrase_des_taux(courbe: Any) -> str:
    """On how many departures the forecast rests."""
    if courbe.annees and courbe.annees[0].prevus is None:
        return f"{courbe.departs} départs observés en cinq ans : trop peu pour prévoir."
    return f"Départs attendus d'après les {courbe.departs} départs observés en cinq ans ; intervalle à 80 %."
