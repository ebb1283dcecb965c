"""Home by role, and the consolidation of several départements."""

from __future__ import annotations

import json
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import ouverte, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.portail.accueil import consolidation as ensemble
from jalons.application.portail.accueil import roles
from jalons.application.portail.accueil.blocs import BLOCS
from jalons.application.portail.accueil.consolidation import Ligne
from jalons.application.portail.accueil.export import tableau
from jalons.application.portail.accueil.releve import Releve, portee
from jalons.application.ui.envoi import envoyer
from jalons.application.ui.registre import REGISTRE


@require_safe
@ouverte("chacun a un accueil, que ses droits remplissent")
@page_gardee
def accueil(requete: Requete) -> HttpResponse:
    """The blocks of the agent's roles, each leading to the page where one acts."""
    codes = portee(requete)
    blocs = [BLOCS[code] for code in roles.blocs(requete.droits.roles(), plusieurs=len(codes) > 1)]
    releve = Releve(requete, timezone.localdate(), codes, frozenset(t for b in blocs for t in b.tables))
    contexte = {
        "blocs": [(b, f"portail/accueil/_{b.gabarit}.html", b.construire(releve)) for b in blocs],
        "roles": sorted(requete.droits.roles(), key=lambda r: r.libelle),
        "panneaux_connus": REGISTRE.panneaux(requete, "portail:accueil"),
        "jour": releve.au,
    }
    return render(requete, "portail/accueil.html", contexte)


@require_safe
@requiert(Permission.CONTRATS_VOIR)
def consolidation(requete: Requete) -> HttpResponse:
    """Départements of the perimeter side by side; ``?forme=csv`` gives the same lines as a file."""
    filtres = {nom: requete.GET.get(nom, "")[:60] for nom in ("region", "regime", "suivi")}
    codes = portee(requete)
    toutes, calcule_le = ensemble.lire(requete, codes)
    if requete.GET.get("forme") == "csv":
        return envoyer(tableau(_filtrees(toutes, filtres)), "consolidation")
    contexte = {
        "resultats": ensemble.rendre(
            requete, codes, lambda: _resultats(_filtrees(toutes, filtres), calcule_le), vue=json.dumps(filtres)
        ),
        "filtres": filtres,
        "regions": sorted({x.region for x in toutes if x.region}),
        "regimes": sorted({r for x in toutes for r in x.regimes}),
        "requete_csv": "&".join(("forme=csv", requete.GET.urlencode())),
    }
    return render(requete, "portail/accueil/consolidation.html", contexte)


def _filtrees(lignes: list[Ligne], filtres: dict[str, str]) -> list[Ligne]:
    return sorted(ensemble.filtrer(lignes, **filtres), key=lambda x: x.code)


def _resultats(lignes: list[Ligne], calcule_le: datetime) -> str:
    contexte = {
        "lignes": lignes, "totaux": ensemble.totaux(lignes), "calcule_le": calcule_le,
        "colonnes": [nom for nom, _ in ensemble.COLONNES],
    }  # fmt: skip
    return render_to_string("portail/accueil/_resultats.html", contexte)
