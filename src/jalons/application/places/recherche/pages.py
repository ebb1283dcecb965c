"""What the page of a request shows of a search: one page of proposals and one of places left out, explained."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from jalons.application.places.recherche.poids import reglages
from jalons.application.places.recherche.propositions import Recherche
from jalons.application.ui.listes import page_demandee

PAR_PAGE = 10


def une_page(parametres: QueryDict, trouvees: Recherche) -> dict[str, Any]:
    """The context: only what the page shows is explained."""
    retenues = page_demandee(parametres, trouvees.retenus, par_page=PAR_PAGE)
    ecartees = page_demandee(parametres, trouvees.ecartes, par_page=PAR_PAGE, nom="page_ecartees")
    retenues.object_list = [trouvees.proposition(j) for j in retenues.object_list]
    ecartees.object_list = [trouvees.ecartee(j) for j in ecartees.object_list]
    pourquoi, seuls = trouvees.sans_solution()
    enfant = trouvees.terrain.enfants[trouvees.rang]
    return {
        "retenues": retenues,
        "ecartees": ecartees,
        "sans_solution": pourquoi,
        "assouplissements": seuls,
        "zones": bool(enfant.zones_interdites),
        "clair": trouvees.clair,
        "reglages": reglages(trouvees.lu.poids),
        "poids_propres": trouvees.lu.change,
        "avertissements": trouvees.lu.assemble.avertissements,
    }
