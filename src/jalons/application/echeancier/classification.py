"""How sensitive each field of ``echeancier`` is; the classes are those of ``enfants.classification``."""

from __future__ import annotations

from jalons.application.enfants.classification import Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "suivi": {
        "sujet_type": _I, "sujet_id": _P, "code": _P, "regle": _I, "motif": _S, "precision": _S, "motif_par": _P,
        "motif_le": _I, "vue_par": _P, "vue_le": _I, "dernier_acte": _S, "acte_le": _S,
    },
    "acteenregistre": {
        "sujet_type": _I, "sujet_id": _P, "code": _P, "regle": _I, "fait": _P, "genre": _I, "libelle": _S,
        "survenu_le": _S, "par": _P, "le": _I, "annule_par": _P, "annule_le": _I, "motif_annulation": _S,
    },
    "abonnement": {
        "agent": _P, "empreinte": _S, "cree_le": _I, "lu_le": _I, "heure": _I, "lectures": _I, "courriel": _I,
        "envoye_le": _I,
    },
}  # fmt: skip
"""By model, then by field; those of every table are in ``enfants.classification.COMMUNS``."""
