"""Where the tables of a run come from: one function, so that runs know nothing of the registers nor of imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jalons.analyse.reprises import evenements
from jalons.analyse.reprises import tables as reprises
from jalons.application.observatoire import octets
from jalons.application.observatoire.extraits import ecrire
from jalons.application.observatoire.imports import lieux, tables
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import provenance
from jalons.application.observatoire.tableaux.calculs.modele import PUBLIES
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.application.observatoire.tableaux.places import autorisees
from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True, slots=True)
class Posees:
    """What was written.

    Attributes:
        depuis: first day that the tables follow, when they do not follow what came before.
        dossiers: children bear the keys of their files.
        places: authorised on the day, by kind of place (see ``places``).
    """

    depuis: date | None = None
    reserves: tuple[str, ...] = ()
    dossiers: bool = False
    places: Mapping[str, int] = field(default_factory=dict)


def poser(calcul: Calcul, dossier: Path) -> Posees:
    """Write in ``dossier`` what the run reads: the registers as tables, those of an import, or the files of DREES.

    Key figures find the files of DREES and of INSEE in the folder ``PUBLIES``, when there are some.

    Raises:
        EntreeRefusee: there is nothing to read, or the import is no longer retained.
    """
    if calcul.genre == Calcul.Genre.COMPARAISON:
        _fichiers(calcul.collectivite_id, dossier)
        return Posees()
    posees = _imports(calcul, dossier) if calcul.source else _registres(calcul, dossier)
    if calcul.genre == Calcul.Genre.CHIFFRES:
        publies(calcul.collectivite_id, dossier / PUBLIES)
    return posees


def _registres(calcul: Calcul, dossier: Path) -> Posees:
    ecrire(calcul.collectivite_id, dossier, jusqu_au=calcul.au)
    entiere = calcul.genre == Calcul.Genre.PROJECTION and not calcul.choix
    return Posees(dossiers=True, places=autorisees(calcul.collectivite_id, calcul.au) if entiere else {})


def _imports(calcul: Calcul, dossier: Path) -> Posees:
    lus = [_retenu(calcul, dit) for dit in calcul.provenance["imports"]]
    if calcul.source.startswith(provenance.TABLES):
        par_table: dict[str, list[Path]] = defaultdict(list)
        for lu in lus:
            par_table[lu.regime] += sorted(lieux.tables(lu).glob("*.parquet"))
        reprises.ecrire(par_table, dossier, departement=calcul.collectivite_id)
        return Posees()
    parts = [part for lu in lus for part in tables.parts(lieux.tables(lu))]
    annees = sorted(lu.annee for lu in lus)
    faite = evenements.ecrire(parts, dossier, annees=annees, departement=calcul.collectivite_id)
    return Posees(faite.depuis, faite.reserves)


def _retenu(calcul: Calcul, dit: dict[str, Any]) -> Importation:
    """The import as it was when the run was asked: still retained, with the same tables."""
    lu = Importation.objects.filter(
        pk=dit["numero"], collectivite_id=calcul.collectivite_id, etat=Importation.Etat.RETENU, tables=dit["tables"]
    ).first()
    if lu is None or not lieux.tables(lu).is_dir():
        message = (
            f"L'import n° {dit['numero']} n'est plus retenu : choisissez une autre source, et redemandez le calcul."
        )
        raise EntreeRefusee([Faute("source", message, str(dit["numero"]), "un import retenu")], quoi="le calcul")
    return lu


def _fichiers(collectivite: str, dossier: Path) -> None:
    if not publies(collectivite, dossier):
        message = "Aucun fichier de la DREES n'est déposé : déposez d'abord les séries par département et par région."
        raise EntreeRefusee([Faute("fichiers", message, "aucun", "des fichiers CSV")], quoi="la comparaison")


def publies(collectivite: str, dossier: Path) -> int:
    """Write the files of DREES and of INSEE that the collectivité has loaded; how many there are.

    Raises:
        EntreeRefusee: one of them is no longer what was kept.
    """
    lus = list(FichierDrees.objects.filter(collectivite_id=collectivite))
    for fichier in lus:
        dossier.mkdir(exist_ok=True)
        (dossier / Path(fichier.nom).name).write_bytes(octets.lire(collectivite, fichier.empreinte, quoi=fichier.nom))
    return len(lus)
