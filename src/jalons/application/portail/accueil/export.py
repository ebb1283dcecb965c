"""The consolidation as a file that a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jalons.application.portail.accueil.consolidation import COLONNES, Ligne
from jalons.noyau.tableur import Tableau

ENTETES = (
    "code", "departement", "region", "fictif", "contrats", "regimes", *(f"{nom} (période, €)" for nom, _ in COLONNES),
    *(f"{nom} (par an, €)" for nom, _ in COLONNES), "fiches", "fiches de statut inconnu",
    "engagées ou réalisées (% des statuts connus)", "rapports arrêtés",
)  # fmt: skip


def tableau(lignes: Iterable[Ligne]) -> Tableau:
    """One row per département; an empty cell is unknown, never zero."""
    return Tableau(
        "Consolidation", ENTETES,
        (
            (
                x.code, x.nom, x.region, "oui" if x.fictive else "non", len(x.contrats), " ".join(x.regimes),
                *(_centimes(m) for m, _ in x.par_source), *(_centimes(a) for _, a in x.par_source),
                x.fiches.total(), x.fiches["inconnu"], x.engagees, x.rapports["arrete"],
            )
            for x in lignes
        ),
    )  # fmt: skip


def _centimes(montant: Decimal | None) -> Decimal | None:
    return None if montant is None else montant.quantize(Decimal("0.01"))
