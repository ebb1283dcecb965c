"""The rules that a collectivité follows: the law's, and those of its own file when it has one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from jalons.droit.echeances import Regles, regles_locales, regles_nationales
from jalons.noyau.saisie import EntreeRefusee


def regles_de(collectivite: str) -> Regles:
    """The rules of deadlines of that collectivité.

    Raises:
        ImproperlyConfigured: a file of the folder named by ``JALONS_DROIT_LOCAL`` is faulty; every fault is said.
    """
    return _locales(settings.JALONS_DROIT_LOCAL).get(collectivite) or regles_nationales()


@lru_cache(maxsize=4)
def _locales(dossier: Path | None) -> Mapping[str, Regles]:
    """Rules by collectivité; read once per process, so a changed file needs a restart."""
    try:
        return regles_locales(dossier)
    except EntreeRefusee as refus:
        fautes = " ; ".join(str(f) for f in refus.fautes)
        raise ImproperlyConfigured(f"JALONS_DROIT_LOCAL ({dossier}) : {fautes}") from refus
