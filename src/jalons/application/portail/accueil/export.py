"""The consolidation as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse

from jalons.application.portail.accueil.consolidation import COLONNES, Ligne

ENTETES = (
    "code", "departement", "region", "fictif", "contrats", "regimes", *(f"{nom} (période, €)" for nom, _ in COLONNES),
    *(f"{nom} (par an, €)" for nom, _ in COLONNES), "fiches", "fiches de statut inconnu",
    "engagées ou réalisées (% des statuts connus)", "rapports arrêtés",
)  # fmt: skip


def en_csv(lignes: Iterable[Ligne]) -> HttpResponse:
    """One row per département; an empty cell is unknown, never zero."""
    reponse = HttpResponse(content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="consolidation.csv"'
    reponse.write("\ufeff")
    plume = csv.writer(reponse, delimiter=";")
    plume.writerow(ENTETES)
    for x in lignes:
        plume.writerow(
            [
                x.code, x.nom, x.region, "oui" if x.fictive else "non", len(x.contrats), " ".join(x.regimes),
                *(_cellule(m) for m, _ in x.par_source), *(_cellule(a) for _, a in x.par_source),
                x.fiches.total(), x.fiches["inconnu"], "" if x.engagees is None else x.engagees, x.rapports["arrete"],
            ]
        )  # fmt: skip
    return reponse


def _cellule(montant: Decimal | None) -> str:
    return "" if montant is None else f"{montant:.2f}".replace(".", ",")
