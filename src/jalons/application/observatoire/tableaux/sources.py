"""Where the tables of a run come from: one function, so that runs know nothing of the registers."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.noyau.saisie import EntreeRefusee, Faute


def poser(calcul: Calcul, dossier: Path) -> None:
    """Write in ``dossier`` what the run reads: the registers as tables, or the files of DREES.

    Raises:
        EntreeRefusee: there is nothing to read.
    """
    if calcul.genre == Calcul.Genre.COMPARAISON:
        _fichiers(calcul.collectivite_id, dossier)
    else:
        extraire(calcul.collectivite_id, dossier, jusqu_au=calcul.au)


def extraire(collectivite: str, dossier: Path, *, jusqu_au: date) -> None:
    """The registers of a collectivité as tables of ``analyse.tables.registres``.

    Raises:
        EntreeRefusee: this installation has no module that writes them.
    """
    try:
        extraits = import_module("jalons.application.observatoire.extraits")
    except ModuleNotFoundError as absent:
        message = "Cette installation ne sait pas encore extraire ses registres : mettez Jalons à jour."
        raise EntreeRefusee([Faute("registres", message)], quoi="le calcul") from absent
    extraits.ecrire(collectivite, dossier, jusqu_au=jusqu_au)


def _fichiers(collectivite: str, dossier: Path) -> None:
    lus = list(FichierDrees.objects.filter(collectivite_id=collectivite))
    if not lus:
        message = "Aucun fichier de la DREES n'est déposé : déposez d'abord les séries par département et par région."
        raise EntreeRefusee([Faute("fichiers", message, "aucun", "des fichiers CSV")], quoi="la comparaison")
    for fichier in lus:
        (dossier / Path(fichier.nom).name).write_bytes(bytes(fichier.contenu))
