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
        "empreinte": _I, "versions": _I, "raison": _I, "source": _I, "comptees": _S, "choix": _I, "provenance": _P,
    },
    "fichierdrees": {
        "nom": _I, "empreinte": _I, "taille": _I, "depose_par": _P, "depose_le": _I,
    },
    "publication": {
        "titre": _I, "declaration": _I, "etat": _I, "corrige": _I, "auteurs": _P, "demandee_par": _P,
        "demandee_le": _I, "decidee_par": _P, "decidee_le": _I, "motif": _I, "apercu_demande": _I, "contenu": _I,
        "dossier": _S, "fautes": _I, "empreinte": _I, "prises_en_compte": _I,
    },
    "fichierdepublication": {
        "publication": _I, "genre": _I, "nom": _I, "empreinte": _I, "octets": _I,
    },
}  # fmt: skip
"""By model, then by field; those of every table are in ``enfants.classification.COMMUNS``."""
