"""The rows of a run as a file that the engine opens: kept by this process only, in a folder that nobody else reads.

Whoever asks has just obtained the run under her perimeter; a run that is done never changes, so its key is enough.
"""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock

from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import selectors

GARDES = 4
"""Runs kept at once; the one read longest ago leaves."""
_connus: OrderedDict[str, Path] = OrderedDict()
_verrou = Lock()


@cache
def _dossier() -> tempfile.TemporaryDirectory[str]:
    """Removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="jalons-observatoire-")


def fichier(calcul: Calcul) -> Path | None:
    """The rows of a run; ``None`` when a later one has replaced it. One query the first time."""
    cle = f"{calcul.pk}-{calcul.empreinte[:16]}-{calcul.fini_le:%Y%m%d%H%M%S%f}"
    with _verrou:
        connu = _connus.get(cle)
        if connu is not None:
            _connus.move_to_end(cle)
            return connu
        octets = selectors.extrait(calcul)
        if not octets:
            return None
        chemin = Path(_dossier().name) / f"{cle}.parquet"
        chemin.write_bytes(octets)
        _connus[cle] = chemin
        while len(_connus) > GARDES:
            _connus.popitem(last=False)[1].unlink(missing_ok=True)
        return chemin
