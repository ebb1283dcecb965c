"""Where the tables of a run come from: one function, so that runs know nothing of the registers."""

from __future__ import annotations

from pathlib import Path

from jalons.application.observatoire.extraits import ecrire
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
        ecrire(calcul.collectivite_id, dossier, jusqu_au=calcul.au)


def _fichiers(collectivite: str, dossier: Path) -> None:
    lus = list(FichierDrees.objects.filter(collectivite_id=collectivite))
    if not lus:
        message = "Aucun fichier de la DREES n'est déposé : déposez d'abord les séries par département et par région."
        raise EntreeRefusee([Faute("fichiers", message, "aucun", "des fichiers CSV")], quoi="la comparaison")
    for fichier in lus:
        (dossier / Path(fichier.nom).name).write_bytes(bytes(fichier.contenu))
