"""EPCI and communes, when the package that lists them is installed; written by the owner (reference tables)."""

from __future__ import annotations

from jalons.application.acces.selectors import oublier_les_territoires
from jalons.application.territoires.models import Commune
from jalons.application.territoires.services import charger_communes
from jalons.demonstration.lieux import DECOUPAGE


def charger() -> tuple[str, bool]:
    """What was loaded, in words, and whether there was something to do."""
    if Commune.objects.exists():
        return "communes et EPCI déjà présents", False
    if not DECOUPAGE.is_dir():
        return "communes et EPCI absents (« npm ci » les installe) : les pages s'en passent", False
    epci, communes = charger_communes(DECOUPAGE, using="owner")
    oublier_les_territoires()
    return f"{communes} communes et {epci} EPCI", True
