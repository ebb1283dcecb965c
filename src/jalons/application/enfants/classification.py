"""How sensitive each field of ``enfants`` is, for data protection: a field that is not here makes the tests fail."""

from __future__ import annotations

from enum import StrEnum


class Classe(StrEnum):
    """From what anybody may know to what only some agents may."""

    PUBLIQUE = "publique"
    INTERNE = "interne"
    PERSONNELLE = "personnelle"
    SENSIBLE = "sensible"


LIBELLES = {
    Classe.PUBLIQUE: "Publique",
    Classe.INTERNE: "Interne : utile au service, ne désigne personne",
    Classe.PERSONNELLE: "Personnelle : désigne une personne ou dit quelque chose d'elle",
    Classe.SENSIBLE: "Sensible : santé, justice, origines, danger ; droit particulier",
}

COMMUNS = {"id": Classe.INTERNE, "collectivite": Classe.PUBLIQUE, "version": Classe.INTERNE}
"""Fields that mean the same on every table."""

_I, _P, _S = Classe.INTERNE, Classe.PERSONNELLE, Classe.SENSIBLE

CHAMPS: dict[str, dict[str, Classe]] = {
    "fratrie": {"numero": _I, "remarque": _P},
    "enfant": {
        "numero": _P, "nom": _P, "nom_usage": _P, "prenom": _P, "autres_prenoms": _P, "tri": _P, "naissance": _P,
        "naissance_fiabilite": _P, "sexe": _P, "lieu_naissance": _P, "pays_naissance": _P, "decede_le": _P,
        "statut": _S, "statut_depuis": _S, "non_accompagne": _S, "ecole": _P, "classe": _P, "unite": _I,
        "fratrie": _P, "fusionne_dans": _I, "cree_le": _I,
    },
    "referent": {"enfant": _P, "agent": _P, "role": _I, "debut": _I, "fin": _I},
    "clerecherche": {"enfant": _P, "cle": _P},
    "personne": {
        "nom": _P, "prenom": _P, "naissance": _P, "telephone": _P, "courriel": _P, "decede_le": _P,
    },
    "lienfamilial": {
        "enfant": _P, "personne": _P, "lien": _P, "autorite_parentale": _S, "personne_de_confiance": _P,
    },
    "foyer": {"numero": _I, "remarque": _P},
    "membrefoyer": {"foyer": _P, "enfant": _P, "personne": _P, "debut": _P, "fin": _P},
    "adresse": {
        "enfant": _P, "personne": _P, "foyer": _P, "voie": _S, "complement": _S, "code_postal": _S, "ville": _S,
        "commune": _S, "latitude": _S, "longitude": _S, "protegee": _P, "motif_protection": _S, "debut": _S, "fin": _S,
    },
    "secretnaissance": {
        "enfant": _S, "recueilli_le": _S, "pli": _S, "lieu_du_pli": _S, "consentement": _S, "demandes": _S,
    },
    "donneesmedicales": {
        "enfant": _S, "medecin": _S, "allergies": _S, "traitements": _S, "handicap": _S, "bilans": _S,
    },
    "donneesjudiciaires": {
        "enfant": _S, "juridiction": _S, "magistrat": _S, "numero_parquet": _S, "procedures": _S,
        "droits_de_visite": _S,
    },
    "besoinsaccueil": {
        "enfant": _S, "besoins": _S, "ecole_commune": _P, "ecole_latitude": _P, "ecole_longitude": _P,
    },
    "zoneinterdite": {
        "enfant": _S, "commune": _S, "latitude": _S, "longitude": _S, "rayon_km": _S, "motif": _S, "depuis": _S,
        "jusqu_au": _S, "par": _P,
    },
    "incompatibilite": {"enfant": _S, "autre": _S, "motif": _S, "depuis": _S, "jusqu_au": _S, "par": _P},
    "accesurgence": {
        "enfant": _P, "agent": _P, "motif": _S, "ouvert_le": _I, "expire_le": _I, "revu_le": _I, "revu_par": _P,
        "avis": _P, "commentaire": _S,
    },
    "connuailleurs": {
        "enfant": _P, "equipe": _P, "unite": _I, "contact": _P, "telephone": _P, "courriel": _P, "declare_par": _P,
        "declare_le": _I, "retire_le": _I,
    },
    "fusion": {
        "garde": _P, "absorbe": _P, "deplacements": _I, "laisses": _I, "faite_le": _I, "par": _P, "defaite_le": _I,
    },
}  # fmt: skip
"""By model, then by field."""


def classe(modele: str, champ: str) -> Classe:
    """The class of a field; raises ``KeyError`` when it has none.

    >>> classe("adresse", "ville").value
    'sensible'
    """
    return COMMUNS[champ] if champ in COMMUNS else CHAMPS[modele][champ]
