"""How sensitive each field of ``observatoire`` is; the classes are those of ``enfants.classification``."""

from __future__ import annotations

from jalons.application.enfants.classification import Classe
from jalons.application.observatoire.imports.classification import CHAMPS as IMPORTS

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    **IMPORTS,
    "calcul": {
        "genre": _I, "parametres": _I, "au": _I, "etat": _I, "avancement": _I, "demande_le": _I, "fini_le": _I,
        "par": _P, "logiciel": _I, "droit": _I, "chaines": _I, "resultats": _I, "vues": _I, "extrait": _S,
    },
}  # fmt: skip
"""By model, then by field; those of every table are in ``enfants.classification.COMMUNS``."""
