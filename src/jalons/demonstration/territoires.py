"""EPCI and communes, when the package that lists them is installed; written by the owner (reference tables)."""

from __future__ import annotations

from django.db import connections

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
    if not proprietaire_connu():
        return "communes et EPCI absents : le propriétaire de la base les charge (DATABASE_OWNER_URL)", False
    epci, communes = charger_communes(DECOUPAGE, using="owner")
    oublier_les_territoires()
    return f"{communes} communes et {epci} EPCI", True


def proprietaire_connu() -> bool:
    """Whether this process may connect as the owner; a real web server never may."""
    reglages = {alias: connections[alias].settings_dict["USER"] for alias in ("default", "owner")}
    return bool(reglages["owner"] != reglages["default"])
