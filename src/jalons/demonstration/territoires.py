"""EPCI and communes, when the package that lists them is installed, and those of the fictitious département.

Written by the owner of the base: they are reference tables.
"""

from __future__ import annotations

from django.db import connections

from jalons.application.acces.selectors import oublier_les_territoires
from jalons.application.territoires.models import Commune
from jalons.application.territoires.services import charger_communes
from jalons.demonstration.lieux import DECOUPAGE, HAUTE_RIVE
from jalons.synthese.parametres import parametres


def charger() -> tuple[str, bool]:
    """What was loaded, in words, and whether there was something to do."""
    fictives = charger_fictives(using="owner") if proprietaire_connu() else False
    if Commune.objects.exclude(collectivite_id=HAUTE_RIVE).exists():
        return "communes et EPCI déjà présents", fictives
    if not DECOUPAGE.is_dir():
        return "communes et EPCI absents (« npm ci » les installe) : les pages s'en passent", fictives
    if not proprietaire_connu():
        return "communes et EPCI absents : le propriétaire de la base les charge (DATABASE_OWNER_URL)", False
    epci, communes = charger_communes(DECOUPAGE, using="owner")
    oublier_les_territoires()
    return f"{communes} communes et {epci} EPCI", True


def charger_fictives(*, using: str) -> bool:
    """The communes of Haute-Rive, which exist nowhere: invented names, codes with a letter first.

    Every name that a draw may give a commune, whatever its size: the reference does not depend on the draw. Gives
    whether some were missing.
    """
    lignes = Commune.objects.using(using)
    connues = set(lignes.filter(collectivite_id=HAUTE_RIVE).values_list("code", flat=True))
    noms = [nom.capitalize() for nom in parametres().noms["communes"]]
    absentes = [
        Commune(code=code, nom=nom, collectivite_id=HAUTE_RIVE)
        for rang, nom in enumerate(noms, 1)
        if (code := f"{HAUTE_RIVE}{rang:03d}") not in connues
    ]
    lignes.bulk_create(absentes, batch_size=2000)
    return bool(absentes)


def proprietaire_connu() -> bool:
    """Whether this process may connect as the owner; a real web server never may."""
    reglages = {alias: connections[alias].settings_dict["USER"] for alias in ("default", "owner")}
    return bool(reglages["owner"] != reglages["default"])
