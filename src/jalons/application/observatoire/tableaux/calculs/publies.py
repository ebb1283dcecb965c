"""What DREES and INSEE publish, beside key figures: the population that rates divide by, the région and the nation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jalons.analyse.comparaison.reperes import reperes
from jalons.analyse.indicateurs.calcul import choisis
from jalons.analyse.sources import drees, insee
from jalons.analyse.sources.insee import Population
from jalons.application.observatoire.tableaux.calculs.modele import PUBLIES, Demande
from jalons.noyau.saisie import EntreeRefusee


@dataclass(frozen=True, slots=True)
class Publies:
    """What was read.

    Attributes:
        reperes: by indicator, what DREES says of the same thing (``Repere.en_json``).
        raison: why there is none, in French.
    """

    population: Population | None = None
    reperes: dict[str, Any] = field(default_factory=dict)
    raison: str = ""


def lire_publies(demande: Demande) -> Publies:
    """The files loaded for comparisons. A file that cannot be read never stops key figures: they say why."""
    dossier = demande.dossier / PUBLIES
    if not dossier.is_dir():
        return Publies(raison="aucun fichier de la DREES n'est déposé")
    try:
        population = insee.lire(dossier)
    except EntreeRefusee as refus:
        return Publies(raison=_dire(refus))
    try:
        series = drees.lire(dossier).series
    except EntreeRefusee as refus:
        return Publies(population, raison=_dire(refus))
    trouves = reperes(series, demande.departement, demande.au.year, {i.code for i in choisis()}, population)
    raison = "" if trouves else f"les fichiers de la DREES ne disent rien du département « {demande.departement} »"
    return Publies(population, {code: r.en_json() for code, r in trouves.items()}, raison)


def _dire(refus: EntreeRefusee) -> str:
    """The first fault with its file, without what only a command line knows."""
    faute = refus.fautes[0]
    lieu = "" if faute.lieu.startswith("--") else f"{faute.lieu} : "
    return f"{lieu}{faute.message}".rstrip(".")
