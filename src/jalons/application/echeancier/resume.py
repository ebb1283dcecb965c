"""The e-mail of Mondays: numbers of files, labels, dates and a link; no name, no address. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jalons.application.echeancier.rules import GROUPES, PRESSES
from jalons.noyau.accord import compter
from jalons.noyau.dates import texte_du_jour

DUES = PRESSES
"""Groups that make the e-mail leave: without one of them nothing is sent."""
DETAIL = 15
"""Lines written for each group; the page has the others."""


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the e-mail: what, on which file (its number), by when."""

    groupe: str
    libelle: str
    sujet: str
    limite: date | None
    jours: str


def composer(dues: Iterable[Due], comptes: Mapping[str, int], *, au: date, lien: str) -> tuple[str, str] | None:
    """Subject and text of the e-mail; ``None`` when nothing is due within its groups.

    Args:
        comptes: how many deadlines in each group, those not listed included.
        lien: address of the page « Mes échéances ».
    """
    if not any(comptes.get(groupe, 0) for groupe in DUES):
        return None
    listees = list(dues)
    lignes = [f"Vos échéances au {texte_du_jour(au)}.", ""]
    for groupe in DUES:
        nombre = comptes.get(groupe, 0)
        if nombre:
            lignes += _groupe(groupe, nombre, [d for d in listees if d.groupe == groupe][:DETAIL])
    if anciennes := comptes.get("retard_ancien", 0):
        lignes += [f"{GROUPES['retard_ancien']} : {compter(anciennes, 'échéance')}, sur la page.", ""]
    lignes += [
        f"Le détail, le calcul et l'article : {lien}", "",
        "Vous recevez ce message parce que vous l'avez demandé ; la page « Recevoir mes échéances » l'arrête.",
    ]  # fmt: skip
    return _objet(comptes), "\n".join(lignes) + "\n"


def _objet(comptes: Mapping[str, int]) -> str:
    retard, semaine = comptes.get("retard", 0), comptes.get("semaine", 0)
    return f"Jalons : {compter(retard, 'échéance')} en retard, {semaine} cette semaine"


def _groupe(groupe: str, nombre: int, dues: list[Due]) -> list[str]:
    lignes = [f"{GROUPES[groupe]} ({nombre})"]
    for due in dues:
        quand = f"{texte_du_jour(due.limite)}, " if due.limite else ""
        lignes.append(f"- {due.libelle} : {due.sujet} ({quand}{due.jours or 'sans décompte'})")
    if nombre > len(dues):
        lignes.append(f"- et {nombre - len(dues)} de plus sur la page")
    return [*lignes, ""]
