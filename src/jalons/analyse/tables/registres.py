"""Tables of registers, as ``jalons synthese generer`` writes them and another software may."""

from __future__ import annotations

from jalons.analyse.tables.declaration import Colonne, Table, Type

PRECISIONS = {"jour": "au jour", "mois": "au mois", "annee": "à l'année"}


def _jour(nom: str, libelle: str) -> Colonne:
    return Colonne(nom, f"{libelle} ; vide : pas encore", Type.JOUR)


_ENFANT = Colonne("enfant", "Numéro de l'enfant", Type.CODE)
_MESURE = Colonne("mesure", "Numéro de la mesure", Type.CODE)

ENFANTS = Table("enfants", "Enfants connus", (
    _ENFANT, _jour("naissance", "Naissance, au premier jour possible quand elle est connue au mois ou à l'année"),
    Colonne("naissance_precision", "Comment la naissance est connue", Type.CODE, valeurs=PRECISIONS),
    Colonne("sexe", "Sexe", Type.CODE, valeurs={"F": "féminin", "M": "masculin"}),
    Colonne("non_accompagne", "Venu comme mineur non accompagné"),
    Colonne("mds", "Unité locale", Type.CODE),
    Colonne("famille", "Numéro de la famille, ou de la fratrie ; vide : aucune connue", Type.CODE),
    Colonne("pseudonyme", "Identifiant OLINPE de l'enfant, déjà calculé ; vide : identité incomplète"),
    Colonne("pseudonyme_par", "Fournisseur de cet identifiant", Type.CODE),
), ("enfant",), "registres")  # fmt: skip
MESURES = Table("mesures", "Mesures et prestations", (
    _MESURE, _ENFANT, Colonne("type", "Nature, au code du catalogue du droit", Type.CODE),
    Colonne("mandat", "Administratif ou judiciaire", Type.CODE),
    Colonne("cadre", "Accueil, placement direct ou domicile", Type.CODE),
    Colonne("principale", "Fausse pour celle qui accompagne une autre mesure"),
    Colonne("mds", "Unité locale", Type.CODE), _jour("decidee_le", "Décision"), _jour("notifiee_le", "Notification"),
    _jour("debut_le", "Début effectif"), _jour("fin_le", "Fin : jour du départ"),
    Colonne("terme_le", "Terme décidé, le dernier", Type.JOUR), Colonne("motif_fin", "Pourquoi elle a fini", Type.CODE),
), ("mesure",), "registres")  # fmt: skip
DECISIONS = Table("decisions", "Décisions d'une mesure", (
    _MESURE, Colonne("nature", "Initiale, renouvellement, fin, saisine du juge", Type.CODE),
    Colonne("rang", "0 pour la première", Type.ENTIER),
    Colonne("evaluation", "Évaluation sur laquelle elle repose", Type.CODE), _jour("decidee_le", "Décision"),
    _jour("effet_du", "Premier jour"), Colonne("effet_au", "Terme décidé", Type.JOUR),
), ("mesure", "nature", "rang"), "registres")  # fmt: skip
SEJOURS = Table("sejours", "Séjours dans un lieu", (
    Colonne("sejour", "Numéro du séjour", Type.CODE), _MESURE, _ENFANT, Colonne("lieu", "Lieu", Type.CODE),
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
    Colonne("cite", "Faux pour un autre mineur du foyer, que l'évaluation regarde aussi"),
), ("ip", "enfant"), "registres")  # fmt: skip
EVALUATIONS = Table("evaluations", "Évaluations d'un enfant", (
    Colonne("evaluation", "Numéro", Type.CODE), Colonne("situation", "Situation", Type.CODE),
    Colonne("ip", "Information qui l'a ouverte", Type.CODE), _ENFANT, _jour("ouverte_le", "Confiée"),
    _jour("rapport_le", "Rapport remis"), Colonne("conclusion", "Conclusion", Type.CODE),
), ("evaluation",), "registres")  # fmt: skip
PPE = Table("ppe", "Projets pour l'enfant", (
    Colonne("ppe", "Numéro", Type.CODE), Colonne("mesure", "Mesure couverte ; une ligne chacune", Type.CODE), _ENFANT,
    _jour("etabli_le", "Établi"), _jour("signe_le", "Signé"),
), ("ppe", "mesure"), "registres")  # fmt: skip
ENTRETIENS = Table("entretiens_17", "Entretiens à 17 ans", (
    _ENFANT, _jour("dix_sept_ans_le", "Dix-septième anniversaire"), _jour("realise_le", "Entretien"),
), ("enfant",), "registres")  # fmt: skip
EXAMENS = Table("examens_enfance", "Examens de la petite enfance", (
    _ENFANT, Colonne("genre", "Examen", Type.CODE), _jour("realise_le", "Fait"),
), ("enfant", "genre"), "registres")  # fmt: skip

TABLES = (
    ENFANTS, MESURES, DECISIONS, SEJOURS, LIEUX, INFORMATIONS, IP_ENFANTS, EVALUATIONS, PPE, ENTRETIENS, EXAMENS,
)  # fmt: skip
OBLIGATOIRES = {"enfants": ("enfant", "naissance"), "mesures": ("mesure", "enfant", "type", "debut_le", "fin_le")}
"""Without these nothing is computed; another table or column that is missing leaves out what needs it, and says so."""

LIBELLES = {
    "etablissement": "établissement", "aed": "AED", "aed_renforcee": "AED renforcée", "aemo": "AEMO",
    "aemo_renforcee": "AEMO renforcée", "aemo_hebergement": "AEMO avec hébergement", "tisf": "TISF", "aesf": "AESF",
    "mjagbf": "MJAGBF", "mjie": "MJIE", "asap": "ASAP", "tiers": "tiers digne de confiance",
    "lieu_de_vie": "lieu de vie et d'accueil", "placement_ase": "placement à l'ASE", "placement": "placement à l'ASE",
    "placement_etablissement": "placement direct en établissement", "accueil_72h": "accueil de 72 heures",
    "accueil_urgence_5j": "accueil d'urgence de 5 jours", "delegation_autorite_parentale":
    "délégation de l'autorité parentale", "delegation_autorite_parentale_tiers": "délégation à un tiers",
    "pupille": "pupille de l'État", "accueil_provisoire_jeune_majeur": "accueil provisoire de jeune majeur",
    "contrat_jeune_majeur": "contrat de jeune majeur", "accueil_parent_enfant": "accueil parent-enfant",
}  # fmt: skip
"""Names that the code of a kind of measure or place, underscores aside, does not give."""


def libelle_du_type(code: str) -> str:
    """What a reader is told of a kind of measure or place.

    >>> libelle_du_type("aed"), libelle_du_type("assistant_familial")
    ('AED', 'assistant familial')
    """
    return LIBELLES.get(code, code.replace("_", " "))
