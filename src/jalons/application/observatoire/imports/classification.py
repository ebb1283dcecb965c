"""How sensitive each field of imports is; the classes are those of ``enfants.classification``."""

from __future__ import annotations

from jalons.application.enfants.classification import Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "importation": {
        "annee": _I, "regime": _I, "etat": _I, "depose_le": _I, "par": _P, "verifie_le": _I, "retenu_le": _I,
        "retenu_par": _P, "corrige": _I, "correspondance": _I, "verification": _I, "tables": _I, "lignes": _I,
        "nombre_fautes": _I, "bloquantes": _I, "resume": _I, "fautes": _P,
    },
    "fichierimporte": {
        "importation": _I, "rang": _I, "nom": _I, "extension": _I, "taille": _I, "empreinte": _I,
    },
    "decisionfaute": {
        "importation": _I, "controle": _I, "cle": _P, "groupe": _I, "equipe": _I, "identifiant": _P, "ligne": _I,
        "variable": _I, "valeur": _S, "suite": _I, "apres": _S, "motif": _P, "par": _P, "le": _I, "reprise": _I,
    },
    "reglageimports": {"conservation": _I},
}  # fmt: skip
"""By model, then by field. What the files hold is sensitive as a whole."""
