"""Takes the figures of a contract as known at an instant, and rebuilds them later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from jalons.application.contrats.models import Contrat
from jalons.application.contrats.rules import controler
from jalons.application.contrats.selectors import dossier_connu_au
from jalons.application.rapports.contenu import contenu, en_json
from jalons.application.rapports.etats import etats_du_contrat, ligne_financiere


def photographie(contrat: Contrat, *, exercice: int, instant: datetime) -> dict[str, Any]:
    """The figures of ``exercice`` as recorded at ``instant``, as plain JSON.

    Raises:
        LookupError: the contract was not recorded yet.
    """
    etats = etats_du_contrat(contrat, instant)
    noms = {m["pgh_obj_id"]: m["cle"] for m in etats.montants}
    lignes = [ligne_financiere(m, noms) for m in etats.montants]
    jour = timezone.localtime(instant).date()
    dossier = dossier_connu_au(contrat, instant)
    return en_json(
        contenu(
            etats,
            lignes,
            collectivite=contrat.collectivite.nom_complet,
            exercice=exercice,
            ecarts=controler(dossier, jour) if dossier else (),
            au=jour,
        )
    )
