"""What the steps of a contract state to ``faits``, so that its deadlines follow."""

from __future__ import annotations

from functools import cache

from jalons.application.acces.models import Agent
from jalons.application.contrats.dossier import DossierContrat, Etape
from jalons.application.contrats.models import Contrat
from jalons.application.faits import selectors as faits
from jalons.application.faits.services import annuler, enregistrer, recalculer
from jalons.droit import regime, regimes
from jalons.noyau.dates import DateCivile

ACTES = {Etape.CANDIDATURE: "candidature", Etape.FINALISATION: "projet_contrat"}
"""Steps for which an act of the regime sets a date: the fact then bears the code of that date."""


def constater(contrat: Contrat, dossier: DossierContrat, *, par: Agent | None) -> None:
    """State the dated steps of the contract, take back those that changed, and recompute its deadlines."""
    voulus, dits_ici = evenements(dossier), d_une_etape()
    for fait in faits.faits_de(contrat):
        if fait.evenement not in dits_ici:
            continue  # an avenant, a report, an act noted on its deadline
        if voulus.get(fait.evenement) == fait.survenu_le:
            del voulus[fait.evenement]
        else:
            annuler(fait=fait, par=par)
    for evenement, jour in voulus.items():
        enregistrer(sujet=contrat, evenement=evenement, survenu_le=jour, par=par)
    recalculer(sujet=contrat)


@cache
def d_une_etape() -> frozenset[str]:
    """Events that the steps of a contract state, whatever its regime."""
    du_regime = {e.code for r in regimes() for e in r.echeances if e.objet in ACTES.values()}
    return frozenset({e.value for e in Etape} | du_regime)


def evenements(dossier: DossierContrat) -> dict[str, DateCivile]:
    """Event and date of each step; the last date of a step that came several times."""
    cadre = regime(dossier.regime)
    dates: dict[str, DateCivile] = {}
    for etape in Etape:
        if not (jours := dossier.dates_de(etape)):
            continue
        echeance = cadre.echeance(ACTES[etape]) if etape in ACTES else None
        dates[echeance.code if echeance else etape.value] = max(jours, key=lambda j: j.fin)
    return dates
