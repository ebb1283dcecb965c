"""Tables of registers, as ``jalons synthese generer`` writes them and another software may."""

from __future__ import annotations

from jalons.analyse.tables.declaration import Colonne, Table, Type


def _jour(nom: str, libelle: str) -> Colonne:
    return Colonne(nom, f"{libelle} ; vide : pas encore", Type.JOUR)


_ENFANT = Colonne("enfant", "Numéro de l'enfant", Type.CODE)
_MESURE = Colonne("mesure", "Numéro de la mesure", Type.CODE)

ENFANTS = Table("enfants", "Enfants connus", (
    _ENFANT, _jour("naissance", "Naissance, au premier jour possible quand elle est connue au mois ou à l'année"),
    Colonne("non_accompagne", "Venu comme mineur non accompagné"),
), ("enfant",), "registres")  # fmt: skip
MESURES = Table("mesures", "Mesures et prestations", (
    _MESURE, _ENFANT, Colonne("type", "Nature, au code du catalogue du droit", Type.CODE),
    Colonne("mds", "Unité locale", Type.CODE), _jour("decidee_le", "Décision"), _jour("debut_le", "Début effectif"),
    _jour("fin_le", "Fin : jour du départ"),
), ("mesure",), "registres")  # fmt: skip
SEJOURS = Table("sejours", "Séjours dans un lieu", (
    Colonne("sejour", "Numéro du séjour", Type.CODE), _MESURE, Colonne("lieu", "Lieu", Type.CODE),
    Colonne("genre", "Genre de lieu", Type.CODE), _jour("debut_le", "Arrivée"), _jour("fin_le", "Départ"),
), ("sejour",), "registres")  # fmt: skip
LIEUX = Table("lieux", "Lieux d'accueil", (
    Colonne("lieu", "Numéro du lieu", Type.CODE), Colonne("categorie_finess", "Catégorie FINESS", Type.CODE),
    Colonne("departement_du_lieu", "Département où il est", Type.CODE),
), ("lieu",), "registres")  # fmt: skip
INFORMATIONS = Table("informations_preoccupantes", "Informations préoccupantes reçues", (
    Colonne("ip", "Numéro de l'information", Type.CODE), Colonne("situation", "Situation", Type.CODE),
    Colonne("famille", "Famille", Type.CODE), Colonne("origine", "Qui l'a donnée", Type.CODE),
    _jour("recue_le", "Réception"), _jour("qualifiee_le", "Qualification"),
    Colonne("qualification", "Ce qu'elle est devenue", Type.CODE),
), ("ip",), "registres")  # fmt: skip
IP_ENFANTS = Table("ip_enfants", "Enfants nommés par une information", (
    Colonne("ip", "Numéro de l'information", Type.CODE), _ENFANT,
), ("ip", "enfant"), "registres")  # fmt: skip
EVALUATIONS = Table("evaluations", "Évaluations d'un enfant", (
    Colonne("evaluation", "Numéro", Type.CODE), Colonne("situation", "Situation", Type.CODE), _ENFANT,
    _jour("rapport_le", "Rapport remis"), Colonne("conclusion", "Conclusion", Type.CODE),
), ("evaluation",), "registres")  # fmt: skip
PPE = Table("ppe", "Projets pour l'enfant", (
    Colonne("ppe", "Numéro", Type.CODE), _ENFANT, _jour("etabli_le", "Établi"), _jour("signe_le", "Signé"),
), ("ppe",), "registres")  # fmt: skip
ENTRETIENS = Table("entretiens_17", "Entretiens à 17 ans", (
    _ENFANT, _jour("dix_sept_ans_le", "Dix-septième anniversaire"), _jour("realise_le", "Entretien"),
), ("enfant",), "registres")  # fmt: skip
EXAMENS = Table("examens_enfance", "Examens de la petite enfance", (
    _ENFANT, Colonne("genre", "Examen", Type.CODE), _jour("realise_le", "Fait"),
), ("enfant", "genre"), "registres")  # fmt: skip

TABLES = (ENFANTS, MESURES, SEJOURS, LIEUX, INFORMATIONS, IP_ENFANTS, EVALUATIONS, PPE, ENTRETIENS, EXAMENS)
OBLIGATOIRES = {"enfants": ("enfant", "naissance"), "mesures": ("mesure", "enfant", "type", "debut_le", "fin_le")}
"""Without these nothing is computed; another table or column that is missing leaves out what needs it, and says so."""
