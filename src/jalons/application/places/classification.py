"""How sensitive each field of ``places`` is, for data protection: a field that is not here makes the tests fail."""

from __future__ import annotations

from jalons.application.enfants.classification import COMMUNS, Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "occupation": {
        "unite": _S, "rang": _P, "nature": _S, "enfant": _P, "demande": _P, "numero": _P, "du": _P, "au": _P,
        "part_debut": _P, "part_fin": _P, "relais": _P, "motif": _S, "cause": _S, "annulee_le": _I,
        "motif_annulation": _P, "cree_le": _I,
    },
    "absence": {"occupation": _P, "motif": _S, "du": _P, "au": _P},
    "demande": {
        "enfant": _P, "type": _S, "public": _S, "territoire": _P, "fratrie_ensemble": _P,
        "fratrie_obligatoire": _P, "duree_prevue_jours": _P, "demandee_le": _P, "pour_le": _P,
        "fin_le": _P, "issue": _P, "cree_le": _I,
    },
    "refus": {"demande": _P, "unite": _P, "le": _P, "par_qui": _P, "motif": _S, "cree_le": _I},
    "offreunite": {
        "unite": _I, "besoins_connus": _I, "besoins": _I, "maison": _I, "sejour_max_jours": _I, "latitude": _P,
        "longitude": _P,
    },
    "poidsdesvoeux": {"poids": _I},
    "lieuexclu": {"enfant": _S, "etablissement": _S, "motif": _S, "depuis": _S, "jusqu_au": _S, "par": _P},
    "decision": {
        "demande": _P, "unite": _P, "proposee": _P, "occupation": _P, "nature": _P, "rang": _P, "possibles": _P,
        "points": _P, "poids": _I, "motif": _S, "le": _P, "par": _P,
    },
    "calculplaces": {
        "genre": _I, "parametres": _I, "au": _I, "etat": _I, "avancement": _I, "precedent": _I, "empreinte": _I,
        "poids": _I, "resultats": _P, "raison": _I, "demande_le": _I, "fini_le": _I, "par": _P,
    },
    "lignedeplan": {
        "calcul": _I, "demande": _P, "unite": _P, "points": _P, "phrase": _P, "a_verifier": _P, "changee": _P,
        "decision": _P,
    },
    "tablededistances": {
        "genre": _I, "etat": _I, "nom": _I, "empreinte": _I, "lues": _I, "communes": _I, "refusees": _I, "refus": _I,
        "depose_le": _I, "par": _P, "service_le": _I, "retire_le": _I,
    },
    "lignededistances": {"table": _I, "commune": _I, "valeurs": _I},
    "ouvertureprevue": {
        "plan": _I, "type": _I, "public": _I, "territoire": _I, "annee": _I, "places": _I, "ouvertes": _I,
        "precision": _I,
    },
}  # fmt: skip
"""By model, then by field."""


def classe(modele: str, champ: str) -> Classe:
    """The class of a field; raises ``KeyError`` when it has none.

    >>> classe("refus", "motif").value
    'sensible'
    """
    return COMMUNS[champ] if champ in COMMUNS else CHAMPS[modele][champ]
