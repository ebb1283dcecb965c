"""The table of quarters and local units, and its export."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.observatoire import croisement, export, page, selectors
from jalons.application.observatoire.tableaux.contexte import onglets
from jalons.application.observatoire.views import lue_ou_depassee
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.noyau.dates import texte_du_jour


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
@page_gardee
def trimestres(request: Requete) -> HttpResponse:
    """For each quarter and each local unit, the median and the 90th percentile of every link."""
    calcul = selectors.dernier(selectors.collectivite_lue(request))
    lue = page.lire(request, calcul) if calcul is not None else None
    contexte: dict[str, Any] = {
        "onglets": onglets(request, "delais"), "page": lue, "suite": request.GET.urlencode(),
        "colonnes": croisement.COLONNES,
    }  # fmt: skip
    if lue is not None:
        contexte["montres"], contexte["trimestres"] = croisement.page_de_trimestres(request, lue)
    gabarit = "observatoire/_trimestres.html" if request.htmx else "observatoire/trimestres.html"
    return render(request, gabarit, contexte)


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
def exporter(request: Requete, pk: int, forme: str) -> HttpResponse:
    """Every quarter that passes the filters, as a file. No row of a child."""
    forme, lue = forme_demandee(forme), lue_ou_depassee(request, pk)
    if lue is None:
        return redirect("observatoire:trimestres")
    lignes, jour = croisement.pour_export(lue), lue.calcul.au
    journaliser_lecture("observatoire:exporter", objet=lue.calcul, par=request.user, lignes=len(lignes))
    note = (
        f"Chaîne des délais par trimestre et par unité locale, au {texte_du_jour(jour)}. Le trimestre est celui où le "
        "parcours a commencé. Ceux qui attendent encore comptent. Vide : inconnu."
    )
    tableau = export.tableau_des_trimestres(lignes, note)
    return envoyer(tableau, f"delais-par-trimestre-{jour:%Y-%m-%d}", forme)
