"""Takes the figures of a contract as known at an instant, and rebuilds them later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jalons.application.contrats.models import Contrat
from jalons.application.contrats.selectors import etude_connue_au, etudes
from jalons.application.rapports.contenu import contenu, en_json
from jalons.application.rapports.etats import Etats, actuels, choisir, etats_du_contrat, ligne_financiere
from jalons.noyau.ecarts import Ecart


def photographie(contrat: Contrat, *, exercice: int, instant: datetime) -> dict[str, Any]:
    """The figures of ``exercice`` as recorded at ``instant``, as plain JSON.

    Raises:
        LookupError: the contract was not recorded yet.
    """
    jour = timezone.localtime(instant).date()
    etude = etude_connue_au(contrat, instant)
    ecarts = etude.ecarts(jour) if etude else ()
    return _figures(contrat, etats_du_contrat(contrat, instant), ecarts, exercice=exercice, jour=jour)


def actuelle(contrat: Contrat, *, exercice: int, jour: date) -> dict[str, Any]:
    """The same figures of what is recorded now, computed again only when a row has changed; nobody may change them.

    Raises:
        LookupError: the contract is not in sight.
    """
    lues = actuels(contrat.collectivite_id)

    def calculer() -> dict[str, Any]:
        etats = choisir(lues.tables, contrat.pk)
        if etats is None:
            raise LookupError("Le contrat de ce rapport n'existe plus.")
        etude = etudes([contrat])[contrat.pk]
        return _figures(contrat, etats, etude.ecarts(jour), exercice=exercice, jour=jour)

    return lues.garder((contrat.pk, exercice, jour, contrat.collectivite.nom_complet), calculer)


def _figures(contrat: Contrat, etats: Etats, ecarts: Sequence[Ecart], *, exercice: int, jour: date) -> dict[str, Any]:
    noms = {m["pgh_obj_id"]: m["cle"] for m in etats.montants}
    lignes = [ligne_financiere(m, noms) for m in etats.montants]
    collectivite = contrat.collectivite.nom_complet
    return en_json(contenu(etats, lignes, collectivite=collectivite, exercice=exercice, ecarts=ecarts, au=jour))
