"""What teams answered, read back from their workbooks and applied to the file before it is checked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jalons.cli.sortie import lire_fichier
from jalons.noyau.accord import compter
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.qualite.decisions import Bilan, Decision
    from jalons.analyse.sources import Evenements

CORRIGES = "evenements-corriges.csv"


def lire(classeurs: Sequence[str], par: str, le: date) -> list[Decision]:
    """The decisions of these workbooks, every fault of every one at once.

    Raises:
        EntreeRefusee: a workbook cannot be understood, or nobody is said to answer.
    """
    from jalons.analyse.qualite.decisions import verifier
    from jalons.analyse.qualite.relecture import lire_decisions

    fautes: list[Faute] = []
    lues: list[Decision] = []
    if classeurs and not par.strip():
        message = "Les décisions sont celles de quelqu'un : donnez son identifiant par --par, jamais son nom."
        fautes.append(Faute("--par", message, par, "un identifiant"))
    for classeur in classeurs:
        try:
            lues += lire_decisions(lire_fichier(classeur), Path(classeur).name, par=par, le=le)
        except EntreeRefusee as refus:
            fautes += refus.fautes
    fautes += verifier(lues)
    if fautes:
        raise EntreeRefusee(fautes, quoi="--decisions")
    return lues


def ecrire(evenements: Evenements, dossier: Path) -> Path:
    """The events as they were decided, in a CSV that the same command reads: whole, or not at all."""
    from jalons.analyse.sources.evenements import LIGNE

    dossier.mkdir(parents=True, exist_ok=True)
    provisoire = dossier / f".{CORRIGES}.tmp"
    try:
        with provisoire.open("wb") as flux:
            for rang, lot in enumerate(evenements.lots()):
                lot.drop(LIGNE).write_csv(flux, include_header=rang == 0, separator=";")
        provisoire.chmod(0o600)
        provisoire.replace(dossier / CORRIGES)
    except OSError as erreur:
        provisoire.unlink(missing_ok=True)
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--sortie", message, str(dossier), "un dossier où écrire")]) from erreur
    return dossier / CORRIGES


def phrases(bilan: Bilan) -> Iterator[str]:
    """What was done, for a person."""
    yield (
        f"Décisions appliquées : {compter(bilan.reparees, 'réparée')}, {compter(bilan.refusees, 'refusée')}, "
        f"{compter(bilan.acceptees, 'acceptée')}."
    )
    for d in bilan.caduques[:10]:
        yield f"  Sans effet, le fichier a changé depuis : ligne {d.ligne}, {d.variable} ({d.controle})"
    if len(bilan.caduques) > 10:
        yield f"  … et {len(bilan.caduques) - 10} de plus"
