"""How sensitive each field of ``crip`` is, for data protection: a field that is not here makes the tests fail."""

from __future__ import annotations

from jalons.application.enfants.classification import COMMUNS, Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "situation": {"numero": _I, "foyer": _P, "unite": _I, "etat": _S, "ouverte_le": _I, "cloturee_le": _I},
    "information": {
        "situation": _I, "rang": _I, "recue_le": _I, "instant": _I, "origine": _P, "canal": _I, "professionnel": _P,
        "informateur": _S, "coordonnees": _S, "contenu": _S, "reponse_demandee_le": _I, "repondue_le": _I,
        "reponse": _S,
    },
    "enfantconcerne": {
        "situation": _I, "enfant": _S, "signale": _S, "vu_seul_le": _P, "vu_seul_motif": _S, "avis": _S,
    },
    "passage": {
        "situation": _I, "acte": _I, "avant": _I, "apres": _I, "le": _I, "motif": _S, "par": _P, "enregistre_le": _I,
    },
    "rapportdu": {"concerne": _P, "situation": _I, "due_le": _I},
    "evaluation": {
        "situation": _I, "unite": _I, "service": _I, "confiee_le": _I, "mandat": _S, "parents_informes_le": _P,
        "parents_motif": _S, "parents_avis": _S, "impossible_le": _S, "rapport_le": _I, "conclusion": _S,
        "synthese": _S, "derogation": _S,
    },
    "evaluateur": {
        "evaluation": _I, "agent": _P, "nom": _P, "fonction": _P, "suit_deja": _P, "motif": _S, "designe_le": _I,
    },
    "rencontre": {"evaluation": _I, "le": _P, "lieu": _P, "compte_rendu": _S},
    "reponsegrille": {"evaluation": _I, "code": _I, "libelle": _I, "texte": _S},
    "rubriquegrille": {"code": _I, "libelle": _I, "ordre": _I, "sous": _I},
    "suite": {
        "situation": _I, "nature": _S, "decidee_le": _I, "danger": _S, "aide": _S, "parents_informes_le": _P,
        "retour_le": _I, "retour": _S, "retour_precision": _S,
    },
    "transfert": {"situation": _I, "sens": _I, "autre": _I, "connu_le": _I, "transmis_le": _I, "danger": _S},
}  # fmt: skip
"""By model, then by field."""


def classe(modele: str, champ: str) -> Classe:
    """The class of a field; raises ``KeyError`` when it has none.

    >>> classe("information", "contenu").value
    'sensible'
    """
    return COMMUNS[champ] if champ in COMMUNS else CHAMPS[modele][champ]
