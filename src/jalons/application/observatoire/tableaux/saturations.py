"""When places will be missing, on the pages of the offer: the last forecast of the registers, in a panel."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.selectors import unites_permises
from jalons.application.observatoire.tableaux import selectors
from jalons.application.ui.registre import Panneau, inscrire_panneau


def du_perimetre(request: Any, objet: Any) -> dict[str, Any] | None:
    """Saturation dates of the first scenario; nothing for who does not read the whole collectivité. Two queries.

    Without a forecast, or without the places that it needs, the panel says what to do.
    """
    code = selectors.collectivite_lue(request)
    if not selectors.lit_tout(request, code) or unites_permises(request.droits, code, ()) is not None:
        return None
    calcul = selectors.dernier(code, "projection")
    if calcul is None:
        return {"calcul": None}
    scenario = (calcul.resultats or {})["scenarios"][0]
    return {"calcul": calcul, "scenario": scenario["titre"], "saturations": [_dite(s) for s in scenario["saturations"]]}


def _dite(saturation: dict[str, Any]) -> dict[str, Any]:
    from jalons.application.observatoire.tableaux.calculs.projection import nommer  # brings its engine: half a second

    jours = {c: date.fromisoformat(saturation[c]) if saturation[c] else None for c in ("le", "au_plus_tot")}
    part = 100 * saturation["part_des_futurs"]
    return {"nom": nommer(saturation["type"]), "part": part, **jours}


def inscrire() -> None:
    """Once, at start-up."""
    for page in ("places:manques", "places:plan"):
        inscrire_panneau(
            Panneau(
                page, "Quand les places manqueront", Permission.OBSERVATOIRE_VOIR, du_perimetre,
                "observatoire/_panneau_saturations.html", ordre=50, cle="saturations",
            )
        )  # fmt: skip
