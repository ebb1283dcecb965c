"""Objectives that a département adds to its own contracts, read from the folder that the settings name."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from jalons.droit.local import objectifs_locaux
from jalons.droit.model import ObjectifLocal
from jalons.noyau.saisie import EntreeRefusee


def objectifs(collectivites: Collection[str], *, regime: str | None = None) -> list[ObjectifLocal]:
    """The local objectives of these collectivités, in the order of the files; those of one regime when it is given."""
    dossier: Path | None = settings.JALONS_DROIT_LOCAL
    lus = _lire(dossier) if dossier else ()
    return [o for o in lus if o.departement in collectivites and (regime is None or regime in o.regimes)]


def exiger_lisibles() -> None:
    """Refuse to start with a faulty file, as with any other unusable setting.

    Raises:
        ImproperlyConfigured: every fault of every file.
    """
    dossier: Path | None = settings.JALONS_DROIT_LOCAL
    if dossier is None:
        return
    try:
        _lire(dossier)
    except EntreeRefusee as refus:
        fautes = " ; ".join(f"{f.lieu} : {f.message}" for f in refus.fautes)
        raise ImproperlyConfigured(f"JALONS_DROIT_LOCAL ({dossier}) : {fautes}") from refus


@cache
def _lire(dossier: Path) -> tuple[ObjectifLocal, ...]:
    """Read once per process, like the national catalogue."""
    return objectifs_locaux(dossier)
