"""How sensitive each field of ``mesures`` is, for data protection: a field that is not here makes the tests fail."""

from __future__ import annotations

from jalons.application.enfants.classification import COMMUNS, Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "mesure": {
        "enfant": _P, "numero": _P, "nature": _S, "exclusive": _S, "prise_en_charge": _S, "confie": _S, "affaire": _P,
        "suite_de": _P, "origine": _S, "accord_le": _P, "decidee_le": _P, "decideur": _S, "reference": _P,
        "notifiee_le": _P, "premiere_notification_le": _P, "debut_le": _P, "debut_instant": _P, "terme_le": _P,
        "rapport_le": _S, "difficultes_chroniques": _S, "statut_a_examiner": _S, "fin_le": _P, "motif_fin": _S,
        "annulee_le": _I, "motif_annulation": _P, "service": _P, "unite": _I, "referent": _P, "cree_le": _I,
    },
    "renouvellement": {
        "mesure": _P, "rang": _I, "decide_le": _P, "accord_le": _P, "reference": _P, "terme_avant": _P,
        "terme_le": _P, "rapport_le": _S,
    },
    "faitdemesure": {"mesure": _P, "fait": _P, "etape": _I},
}  # fmt: skip
"""By model, then by field."""


def classe(modele: str, champ: str) -> Classe:
    """The class of a field; raises ``KeyError`` when it has none.

    >>> classe("mesure", "nature").value
    'sensible'
    """
    return COMMUNS[champ] if champ in COMMUNS else CHAMPS[modele][champ]
