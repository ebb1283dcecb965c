"""How sensitive each field of ``projets_enfant`` is: a field that is not here makes the tests fail."""

from __future__ import annotations

from jalons.application.enfants.classification import Classe

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "projet": {
        "enfant": _P, "etat": _I, "avenant": _I, "mesures": _S, "commence_le": _I, "etabli_le": _I, "signe_le": _I,
        "lieu": _S, "droits_de_visite": _S, "parole_enfant": _S, "parole_enfant_absente": _S, "parole_parents": _S,
        "parole_parents_absente": _S, "confiance_proposee_le": _I, "confiance_reponse": _P, "confiance_personne": _P,
        "sante_jointe_le": _I, "motif_actualisation": _S, "clos_le": _I, "motif_cloture": _P,
    },
    "signature": {
        "projet": _P, "avenant": _I, "qui": _I, "personne": _P, "precision": _P, "reponse": _P, "le": _I, "motif": _S,
    },
    "copie": {"projet": _P, "avenant": _I, "a": _I, "precision": _P, "le": _I},
    "versionprojet": {
        "projet": _P, "avenant": _I, "etabli_le": _I, "signe_le": _I, "contenu": _S, "empreinte": _I,
    },
    "volet": {"projet": _P, "domaine": _I, "besoins": _S, "ressources": _S, "mots_simples": _S},
    "objectif": {
        "projet": _P, "domaine": _I, "texte": _S, "mots_simples": _S, "pour_le": _I, "evaluation": _P,
        "evalue_le": _I, "bilan": _S,
    },
    "action": {
        "objectif": _P, "texte": _S, "responsable": _P, "debut": _I, "fin": _I, "avancement": _P,
    },
    "rapportsituation": {
        "enfant": _P, "etat": _I, "cadre": _S, "debut": _I, "fin": _I, "redacteurs": _P, "sante": _S, "relations": _S,
        "vie_sociale": _S, "parole_enfant": _S, "parole_parents": _S, "evaluation": _S, "propositions": _S,
        "renvoi": _S, "valide_le": _I, "valide_par": _P, "transmis_le": _I,
    },
}  # fmt: skip
"""By model, then by field; those common to every table are in ``enfants.classification.COMMUNS``."""
