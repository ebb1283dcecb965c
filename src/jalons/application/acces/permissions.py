"""Permissions, roles and the matrix that ties them: data that anyone can read, shown as it is on a page.

A permission is ``module:act``. ``voir`` is needed to see that an object exists (else 404); the others to act on it
(else 403).
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Everything a role may or may not do, in alphabetical order of modules."""

    ACCES_GERER = "acces:gerer"
    ACCES_JOURNAL = "acces:journal"
    ACCUEIL_FAMILIAL_COMPTER = "accueil_familial:compter"
    ACCUEIL_FAMILIAL_VOIR = "accueil_familial:voir"
    ACCUEIL_FAMILIAL_DECLARER = "accueil_familial:declarer"
    ACCUEIL_FAMILIAL_MODIFIER = "accueil_familial:modifier"
    ACCUEIL_FAMILIAL_DOMICILE = "accueil_familial:domicile"
    CONTRATS_VOIR = "contrats:voir"
    CONTRATS_MODIFIER = "contrats:modifier"
    CONTRATS_SIGNER = "contrats:signer"
    CRIP_VOIR = "crip:voir"
    CRIP_RECEVOIR = "crip:recevoir"
    CRIP_QUALIFIER = "crip:qualifier"
    CRIP_EVALUER = "crip:evaluer"
    CRIP_DECIDER = "crip:decider"
    CRIP_PARAMETRER = "crip:parametrer"
    DOCUMENTS_VOIR = "documents:voir"
    DOCUMENTS_DEPOSER = "documents:deposer"
    DROIT_VOIR = "droit:voir"
    ECHEANCIER_COMPTER = "echeancier:compter"
    ECHEANCIER_SUIVRE = "echeancier:suivre"
    ENFANTS_RECHERCHER = "enfants:rechercher"
    ENFANTS_VOIR = "enfants:voir"
    ENFANTS_MODIFIER = "enfants:modifier"
    ENFANTS_FUSIONNER = "enfants:fusionner"
    ENFANTS_ADRESSE_PROTEGEE = "enfants:adresse_protegee"
    ENFANTS_MEDICAL = "enfants:medical"
    ENFANTS_JUDICIAIRE = "enfants:judiciaire"
    ENFANTS_BESOINS = "enfants:besoins"
    ENFANTS_SECRET_NAISSANCE = "enfants:secret_naissance"  # noqa: S105 - a permission, not a password
    ENFANTS_DECLARER = "enfants:declarer"
    ENFANTS_URGENCE = "enfants:urgence"
    ENFANTS_SUPERVISER = "enfants:superviser"
    ETABLISSEMENTS_VOIR = "etablissements:voir"
    ETABLISSEMENTS_MODIFIER = "etablissements:modifier"
    FAITS_VOIR = "faits:voir"
    FICHES_VOIR = "fiches:voir"
    FICHES_MODIFIER = "fiches:modifier"
    FICHES_NOTER = "fiches:noter"
    FINANCES_VOIR = "finances:voir"
    FINANCES_MODIFIER = "finances:modifier"
    FINANCES_NOTIFIER = "finances:notifier"
    INDICATEURS_VOIR = "indicateurs:voir"
    INDICATEURS_SAISIR = "indicateurs:saisir"
    INDICATEURS_MODIFIER = "indicateurs:modifier"
    INDICATEURS_CONTREPROPOSER = "indicateurs:contreproposer"
    MESURES_COMPTER = "mesures:compter"
    MESURES_VOIR = "mesures:voir"
    MESURES_SUIVRE = "mesures:suivre"
    MESURES_DECIDER = "mesures:decider"
    OBSERVATOIRE_VOIR = "observatoire:voir"
    OBSERVATOIRE_CALCULER = "observatoire:calculer"
    OBSERVATOIRE_IMPORTER = "observatoire:importer"
    OBSERVATOIRE_LIRE = "observatoire:lire"
    PLACES_VOIR = "places:voir"
    PLACES_DECLARER = "places:declarer"
    PLACES_DEMANDER = "places:demander"
    PLACES_OCCUPER = "places:occuper"
    PLACES_PLANIFIER = "places:planifier"
    PLACES_PONDERER = "places:ponderer"
    PROJETS_VOIR = "projets_enfant:voir"
    PROJETS_REDIGER = "projets_enfant:rediger"
    PROJETS_VALIDER = "projets_enfant:valider"
    PUBLICATION_VOIR = "publication:voir"
    PUBLICATION_PREPARER = "publication:preparer"
    PUBLICATION_VALIDER = "publication:valider"
    RAPPORTS_VOIR = "rapports:voir"
    RAPPORTS_REDIGER = "rapports:rediger"
    RAPPORTS_COMMENTER = "rapports:commenter"
    RAPPORTS_ARRETER_DEPARTEMENT = "rapports:arreter_departement"
    RAPPORTS_ARRETER_PREFECTURE = "rapports:arreter_prefecture"
    RAPPORTS_ARRETER_ARS = "rapports:arreter_ars"
    RELECTURE_RELIRE = "relecture:relire"
    SCHEMA_VOIR = "schema:voir"
    SCHEMA_MODIFIER = "schema:modifier"
    SCHEMA_ADOPTER = "schema:adopter"
    TERRITOIRES_MODIFIER = "territoires:modifier"

    @property
    def libelle(self) -> str:
        """What it allows, as a French sentence."""
        return LIBELLES[self]


class Role(StrEnum):
    """Roles of the State, the ARS, the département and outside; later modules give content to the last ones."""

    CHARGEE_MISSION = "chargee_mission"
    PILOTE_FICHE = "pilote_fiche"
    DIRECTION = "direction"
    ELU_LECTEUR = "elu_lecteur"
    PREFECTURE = "prefecture"
    ARS = "ars"
    OBSERVATOIRE = "observatoire"
    ADMINISTRATION = "administration"
    NATIONAL = "national"
    CRIP = "crip"
    EVALUATEUR = "evaluateur"
    CADRE_ASE = "cadre_ase"
    REFERENT = "referent"
    PLACEMENT = "placement"
    SERVICE_ETABLISSEMENTS = "service_etablissements"
    SERVICE_ACCUEIL_FAMILIAL = "service_accueil_familial"
    ETABLISSEMENT = "etablissement"
    SANTE = "sante"
    SUPERVISION = "supervision"

    @property
    def libelle(self) -> str:
        """Its name in French."""
        return ROLES[self][0]

    @property
    def but(self) -> str:
        """What the person comes for, in plain words."""
        return ROLES[self][1]


class Niveau(StrEnum):
    """The kind of place a role is held on; a perimeter is role × place."""

    NATION = "nation"
    REGION = "region"
    COLLECTIVITE = "collectivite"
    UNITE = "unite"
    DOSSIERS = "dossiers"
    ORGANISME = "organisme"


NIVEAUX = {
    Niveau.NATION: "Nation",
    Niveau.REGION: "Région",
    Niveau.COLLECTIVITE: "Collectivité",
    Niveau.UNITE: "Unité locale",
    Niveau.DOSSIERS: "Ses propres dossiers ou fiches",
    Niveau.ORGANISME: "Un organisme gestionnaire",
}

LIBELLES = {
    Permission.ACCES_GERER: "Gérer les comptes et les habilitations",
    Permission.ACCES_JOURNAL: "Consulter le journal des actes et des lectures",
    Permission.ACCUEIL_FAMILIAL_COMPTER: "Compter les assistants familiaux par âge, et leurs départs, sans les noms",
    Permission.ACCUEIL_FAMILIAL_VOIR: "Voir les assistants familiaux, leur agrément, leurs relais",
    Permission.ACCUEIL_FAMILIAL_DECLARER: "Déclarer la disponibilité d'un assistant familial",
    Permission.ACCUEIL_FAMILIAL_MODIFIER: "Tenir le dossier d'un assistant familial, lire ses échéances",
    Permission.ACCUEIL_FAMILIAL_DOMICILE: "Lire et saisir le domicile d'un assistant familial",
    Permission.CONTRATS_VOIR: "Voir les contrats et leurs avenants",
    Permission.CONTRATS_MODIFIER: "Préparer et modifier un contrat ou un avenant",
    Permission.CONTRATS_SIGNER: "Enregistrer la signature d'un contrat ou d'un avenant",
    Permission.CRIP_VOIR: "Voir les situations préoccupantes",
    Permission.CRIP_RECEVOIR: "Enregistrer une information préoccupante et répondre à l'informateur",
    Permission.CRIP_QUALIFIER: "Qualifier une information, signaler, confier l'évaluation, transférer, clôturer",
    Permission.CRIP_EVALUER: "Mener une évaluation et rendre son rapport",
    Permission.CRIP_DECIDER: "Décider de la suite d'une évaluation",
    Permission.CRIP_PARAMETRER: "Charger la grille d'évaluation",
    Permission.DOCUMENTS_VOIR: "Ouvrir les pièces jointes",
    Permission.DOCUMENTS_DEPOSER: "Déposer une pièce jointe",
    Permission.DROIT_VOIR: "Consulter le catalogue du droit",
    Permission.ECHEANCIER_COMPTER: "Compter les échéances des enfants par équipe et par règle, sans nom ni dossier",
    Permission.ECHEANCIER_SUIVRE: "Dire pourquoi un acte tarde, prolonger ou suspendre son délai",
    Permission.ENFANTS_RECHERCHER: "Rechercher un enfant et voir qui le connaît",
    Permission.ENFANTS_VOIR: "Ouvrir le dossier d'un enfant",
    Permission.ENFANTS_MODIFIER: "Créer et modifier le dossier d'un enfant",
    Permission.ENFANTS_FUSIONNER: "Réunir deux dossiers du même enfant, ou les séparer",
    Permission.ENFANTS_ADRESSE_PROTEGEE: "Lire et saisir une adresse protégée",
    Permission.ENFANTS_MEDICAL: "Lire et écrire les données médicales d'un enfant",
    Permission.ENFANTS_JUDICIAIRE: "Lire et écrire les données judiciaires d'un enfant",
    Permission.ENFANTS_BESOINS: "Lire et écrire les besoins d'accueil d'un enfant, ses zones interdites",
    Permission.ENFANTS_SECRET_NAISSANCE: "Lire et écrire ce qui touche au secret de la naissance",
    Permission.ENFANTS_DECLARER: "Déclarer que son équipe connaît un enfant",
    Permission.ENFANTS_URGENCE: "Ouvrir un dossier en urgence, hors de son périmètre",
    Permission.ENFANTS_SUPERVISER: "Consulter les lectures des dossiers et revoir les accès d'urgence",
    Permission.ETABLISSEMENTS_VOIR: "Voir les établissements, leurs unités et leurs actes",
    Permission.ETABLISSEMENTS_MODIFIER: "Enregistrer un établissement, ses unités, ses actes et ses faits",
    Permission.FAITS_VOIR: "Voir les échéances",
    Permission.FICHES_VOIR: "Voir les fiches actions",
    Permission.FICHES_MODIFIER: "Créer et modifier une fiche action",
    Permission.FICHES_NOTER: "Noter l'avancement et joindre une preuve",
    Permission.FINANCES_VOIR: "Voir les montants",
    Permission.FINANCES_MODIFIER: "Saisir le plan de financement, les engagements et les paiements",
    Permission.FINANCES_NOTIFIER: "Saisir les montants notifiés par l'État ou l'ARS",
    Permission.INDICATEURS_VOIR: "Voir les indicateurs",
    Permission.INDICATEURS_SAISIR: "Saisir une valeur d'indicateur",
    Permission.INDICATEURS_MODIFIER: "Définir un indicateur et ses cibles",
    Permission.INDICATEURS_CONTREPROPOSER: "Contre-proposer une cible ou une valeur",
    Permission.MESURES_COMPTER: "Voir les listes de mesures, les attentes et les charges, sans les noms",
    Permission.MESURES_VOIR: "Ouvrir une mesure d'un enfant",
    Permission.MESURES_SUIVRE: "Notifier, commencer, confier et terminer une mesure",
    Permission.MESURES_DECIDER: "Enregistrer une décision de mesure, la renouveler, l'annuler",
    Permission.OBSERVATOIRE_VOIR: "Voir les chiffres de l'observatoire, entiers",
    Permission.OBSERVATOIRE_CALCULER: "Demander un calcul de l'observatoire",
    Permission.OBSERVATOIRE_IMPORTER: "Déposer une extraction, en lire les fautes, en décider, la retenir",
    Permission.OBSERVATOIRE_LIRE: "Lire les tableaux de l'observatoire, petits effectifs masqués",
    Permission.PLACES_VOIR: "Voir les places occupées, réservées, indisponibles et libres, sans les noms",
    Permission.PLACES_DECLARER: "Déclarer des places indisponibles, ou de nouveau disponibles",
    Permission.PLACES_DEMANDER: "Demander une place pour un enfant, retirer la demande",
    Permission.PLACES_OCCUPER: "Réserver une place, noter une arrivée, un départ, une absence ou un refus",
    Permission.PLACES_PLANIFIER: "Tenir le plan d'ouverture de places, simuler des places de plus",
    Permission.PLACES_PONDERER: "Fixer ce que pèse chaque vœu dans la recherche d'une place",
    Permission.PROJETS_VOIR: "Lire le projet et les rapports de situation d'un enfant",
    Permission.PROJETS_REDIGER: "Rédiger un projet pour l'enfant et un rapport de situation, recueillir les avis",
    Permission.PROJETS_VALIDER: "Signer un projet pour l'enfant et valider un rapport de situation pour le service",
    Permission.PUBLICATION_VOIR: "Lire les éditions publiées par l'observatoire",
    Permission.PUBLICATION_PREPARER: "Préparer une édition de l'observatoire et demander sa publication",
    Permission.PUBLICATION_VALIDER: "Publier ou refuser une édition préparée par une autre personne",
    Permission.RAPPORTS_VOIR: "Voir les rapports d'exécution partagés",
    Permission.RAPPORTS_REDIGER: "Rédiger et partager un rapport d'exécution",
    Permission.RAPPORTS_COMMENTER: "Commenter une section de rapport",
    Permission.RAPPORTS_ARRETER_DEPARTEMENT: "Arrêter le rapport pour le département",
    Permission.RAPPORTS_ARRETER_PREFECTURE: "Arrêter le rapport pour l'État",
    Permission.RAPPORTS_ARRETER_ARS: "Arrêter le rapport pour l'ARS",
    Permission.RELECTURE_RELIRE: "Déposer un document, relire ce qui y est lu, en tirer des fiches",
    Permission.SCHEMA_VOIR: "Voir le schéma",
    Permission.SCHEMA_MODIFIER: "Préparer et modifier le schéma",
    Permission.SCHEMA_ADOPTER: "Enregistrer l'adoption du schéma",
    Permission.TERRITOIRES_MODIFIER: "Modifier les unités locales, les couleurs et le logo",
}

ROLES = {
    Role.CHARGEE_MISSION: (
        "Chargée de mission contractualisation",
        "Préparer le contrat, suivre les fiches, l'argent et les indicateurs, produire le rapport.",
    ),
    Role.PILOTE_FICHE: ("Pilote de fiche action", "Dire en deux minutes où en est l'action, et le prouver."),
    Role.DIRECTION: (
        "Direction enfance-famille",
        "Voir ce qui tarde et ce que cela coûte, arbitrer, arrêter le rapport.",
    ),
    Role.ELU_LECTEUR: ("Élue, élu (lecture)", "Lire l'avancement du schéma et du contrat."),
    Role.PREFECTURE: (
        "Préfecture, DDETS, commissaire",
        "Lire le contrat et ses crédits, notifier, commenter et arrêter le rapport.",
    ),
    Role.ARS: ("Agence régionale de santé", "Lire le volet santé, notifier, commenter et arrêter le rapport."),
    Role.OBSERVATOIRE: (
        "Observatoire (ODPE)",
        "Définir et renseigner les indicateurs, mesurer la chaîne des délais, publier.",
    ),
    Role.ADMINISTRATION: (
        "Administration de Jalons",
        "Gérer les comptes, les unités locales et l'apparence ; ne voit aucun dossier.",
    ),
    Role.NATIONAL: ("Administration centrale", "Lire les contrats et les indicateurs de tous les départements."),
    Role.CRIP: ("Cellule de recueil (CRIP)", "Recueillir et qualifier les informations préoccupantes."),
    Role.EVALUATEUR: ("Évaluation (maison du département)", "Évaluer la situation d'un mineur."),
    Role.CADRE_ASE: ("Cadre de l'aide sociale à l'enfance", "Décider, suivre les mesures et les délais."),
    Role.REFERENT: ("Référent d'un enfant", "Suivre les enfants dont on est chargé."),
    Role.PLACEMENT: ("Bureau des places", "Trouver un lieu d'accueil."),
    Role.SERVICE_ETABLISSEMENTS: ("Service des établissements", "Suivre les autorisations et les contrôles."),
    Role.SERVICE_ACCUEIL_FAMILIAL: ("Service de l'accueil familial", "Suivre les agréments et les accueils."),
    Role.ETABLISSEMENT: ("Organisme gestionnaire", "Tenir à jour ses places et ses engagements."),
    Role.SANTE: ("Santé (PMI, médecin de l'ASE)", "Dire que l'on connaît un enfant, tenir ses données de santé."),
    Role.SUPERVISION: (
        "Supervision des accès (DPO)",
        "Voir qui a lu quel dossier, revoir les accès d'urgence ; n'ouvre aucun dossier.",
    ),
}

_LECTURE = frozenset(
    {
        Permission.CONTRATS_VOIR,
        Permission.DOCUMENTS_VOIR,
        Permission.DROIT_VOIR,
        Permission.FAITS_VOIR,
        Permission.FICHES_VOIR,
        Permission.FINANCES_VOIR,
        Permission.INDICATEURS_VOIR,
        Permission.PUBLICATION_VOIR,
        Permission.SCHEMA_VOIR,
    }
)
_REVUE = frozenset(
    {
        Permission.FINANCES_NOTIFIER,
        Permission.INDICATEURS_CONTREPROPOSER,
        Permission.RAPPORTS_VOIR,
        Permission.RAPPORTS_COMMENTER,
    }
)
_REDACTION = frozenset(
    {
        Permission.CONTRATS_MODIFIER,
        Permission.DOCUMENTS_DEPOSER,
        Permission.FICHES_MODIFIER,
        Permission.FICHES_NOTER,
        Permission.FINANCES_MODIFIER,
        Permission.FINANCES_NOTIFIER,
        Permission.INDICATEURS_SAISIR,
        Permission.INDICATEURS_MODIFIER,
        Permission.RAPPORTS_VOIR,
        Permission.RAPPORTS_REDIGER,
        Permission.RAPPORTS_COMMENTER,
        Permission.RELECTURE_RELIRE,
        Permission.SCHEMA_MODIFIER,
    }
)
_ENFANTS = frozenset(
    {
        Permission.DROIT_VOIR,
        Permission.ECHEANCIER_SUIVRE,
        Permission.ENFANTS_RECHERCHER,
        Permission.ENFANTS_VOIR,
        Permission.ENFANTS_MODIFIER,
        Permission.ENFANTS_DECLARER,
        Permission.ENFANTS_URGENCE,
        Permission.FAITS_VOIR,
        Permission.MESURES_COMPTER,
        Permission.MESURES_VOIR,
        Permission.PUBLICATION_VOIR,
    }
)
"""What every agent who follows children may do, on those of her place."""

MATRICE: dict[Role, frozenset[Permission]] = {
    Role.CHARGEE_MISSION: _LECTURE | _REDACTION | {Permission.CONTRATS_SIGNER},
    Role.PILOTE_FICHE: _LECTURE
    | {Permission.FICHES_NOTER, Permission.INDICATEURS_SAISIR, Permission.DOCUMENTS_DEPOSER, Permission.RAPPORTS_VOIR},
    Role.DIRECTION: _LECTURE
    | _REDACTION
    | {
        Permission.ACCES_JOURNAL,
        Permission.ACCUEIL_FAMILIAL_COMPTER,
        Permission.CONTRATS_SIGNER,
        Permission.ECHEANCIER_COMPTER,
        Permission.ETABLISSEMENTS_VOIR,
        Permission.MESURES_COMPTER,
        Permission.OBSERVATOIRE_VOIR,
        Permission.OBSERVATOIRE_CALCULER,
        Permission.OBSERVATOIRE_IMPORTER,
        Permission.OBSERVATOIRE_LIRE,
        Permission.PLACES_VOIR,
        Permission.PLACES_PLANIFIER,
        Permission.PLACES_PONDERER,
        Permission.PUBLICATION_PREPARER,
        Permission.PUBLICATION_VALIDER,
        Permission.RAPPORTS_ARRETER_DEPARTEMENT,
        Permission.SCHEMA_ADOPTER,
        Permission.TERRITOIRES_MODIFIER,
    },
    Role.ELU_LECTEUR: _LECTURE | {Permission.OBSERVATOIRE_LIRE, Permission.RAPPORTS_VOIR},
    Role.PREFECTURE: _LECTURE | _REVUE | {Permission.OBSERVATOIRE_LIRE, Permission.RAPPORTS_ARRETER_PREFECTURE},
    Role.ARS: _LECTURE | _REVUE | {Permission.OBSERVATOIRE_LIRE, Permission.RAPPORTS_ARRETER_ARS},
    Role.OBSERVATOIRE: _LECTURE
    | {
        Permission.ACCUEIL_FAMILIAL_COMPTER,
        Permission.INDICATEURS_SAISIR,
        Permission.INDICATEURS_MODIFIER,
        Permission.DOCUMENTS_DEPOSER,
        Permission.ETABLISSEMENTS_VOIR,
        Permission.OBSERVATOIRE_VOIR,
        Permission.OBSERVATOIRE_CALCULER,
        Permission.OBSERVATOIRE_IMPORTER,
        Permission.OBSERVATOIRE_LIRE,
        Permission.PLACES_VOIR,
        Permission.PUBLICATION_PREPARER,
        Permission.PUBLICATION_VALIDER,
        Permission.RAPPORTS_VOIR,
    },
    Role.ADMINISTRATION: frozenset(
        {Permission.ACCES_GERER, Permission.ACCES_JOURNAL, Permission.DROIT_VOIR, Permission.TERRITOIRES_MODIFIER}
    ),
    Role.NATIONAL: _LECTURE | {Permission.RAPPORTS_VOIR},
    Role.CRIP: _ENFANTS
    | {Permission.ENFANTS_FUSIONNER, Permission.ENFANTS_ADRESSE_PROTEGEE, Permission.ENFANTS_JUDICIAIRE}
    | {Permission.CRIP_VOIR, Permission.CRIP_RECEVOIR, Permission.CRIP_QUALIFIER, Permission.CRIP_PARAMETRER},
    Role.EVALUATEUR: _ENFANTS | {Permission.CRIP_VOIR, Permission.CRIP_EVALUER, Permission.PROJETS_VOIR},
    Role.CADRE_ASE: _ENFANTS
    | {Permission.CRIP_VOIR, Permission.CRIP_QUALIFIER, Permission.CRIP_EVALUER, Permission.CRIP_DECIDER}
    | {
        Permission.ACCUEIL_FAMILIAL_VOIR,
        Permission.ECHEANCIER_COMPTER,
        Permission.ENFANTS_FUSIONNER,
        Permission.ENFANTS_ADRESSE_PROTEGEE,
        Permission.ENFANTS_BESOINS,
        Permission.ENFANTS_JUDICIAIRE,
        Permission.ENFANTS_SECRET_NAISSANCE,
        Permission.ETABLISSEMENTS_VOIR,
        Permission.MESURES_SUIVRE,
        Permission.MESURES_DECIDER,
        Permission.OBSERVATOIRE_VOIR,
        Permission.OBSERVATOIRE_CALCULER,
        Permission.OBSERVATOIRE_LIRE,
        Permission.PLACES_VOIR,
        Permission.PLACES_DEMANDER,
        Permission.PROJETS_VOIR,
        Permission.PROJETS_REDIGER,
        Permission.PROJETS_VALIDER,
    },
    Role.REFERENT: _ENFANTS
    | {
        Permission.ENFANTS_ADRESSE_PROTEGEE,
        Permission.ENFANTS_BESOINS,
        Permission.ENFANTS_JUDICIAIRE,
        Permission.ETABLISSEMENTS_VOIR,
        Permission.MESURES_SUIVRE,
        Permission.PLACES_VOIR,
        Permission.PLACES_DEMANDER,
        Permission.PROJETS_VOIR,
        Permission.PROJETS_REDIGER,
    },
    Role.PLACEMENT: frozenset(
        {
            Permission.ACCUEIL_FAMILIAL_VOIR,
            Permission.DROIT_VOIR,
            Permission.ENFANTS_RECHERCHER,
            Permission.ENFANTS_VOIR,
            Permission.ETABLISSEMENTS_VOIR,
            Permission.FAITS_VOIR,
            Permission.MESURES_COMPTER,
            Permission.MESURES_VOIR,
            Permission.PLACES_VOIR,
            Permission.PLACES_DECLARER,
            Permission.PLACES_DEMANDER,
            Permission.PLACES_OCCUPER,
            Permission.PUBLICATION_VOIR,
        }
    ),
    Role.SERVICE_ETABLISSEMENTS: frozenset(
        {
            Permission.DROIT_VOIR,
            Permission.ETABLISSEMENTS_VOIR,
            Permission.ETABLISSEMENTS_MODIFIER,
            Permission.FAITS_VOIR,
            Permission.PLACES_VOIR,
            Permission.PLACES_DECLARER,
            Permission.PLACES_PLANIFIER,
            Permission.PUBLICATION_VOIR,
        }
    ),
    Role.SERVICE_ACCUEIL_FAMILIAL: frozenset(
        {Permission.DROIT_VOIR, Permission.ETABLISSEMENTS_VOIR, Permission.PLACES_VOIR, Permission.PUBLICATION_VOIR}
    )
    | {
        Permission.ACCUEIL_FAMILIAL_COMPTER,
        Permission.ACCUEIL_FAMILIAL_VOIR,
        Permission.ACCUEIL_FAMILIAL_DECLARER,
        Permission.ACCUEIL_FAMILIAL_MODIFIER,
        Permission.ACCUEIL_FAMILIAL_DOMICILE,
        Permission.FAITS_VOIR,
    },
    Role.ETABLISSEMENT: frozenset(
        {Permission.DROIT_VOIR, Permission.ETABLISSEMENTS_VOIR, Permission.PLACES_VOIR, Permission.PLACES_DECLARER}
    )
    | {Permission.ACCUEIL_FAMILIAL_VOIR, Permission.ACCUEIL_FAMILIAL_DECLARER},
    Role.SANTE: frozenset(
        {
            Permission.DROIT_VOIR,
            Permission.ENFANTS_RECHERCHER,
            Permission.ENFANTS_VOIR,
            Permission.FAITS_VOIR,
            Permission.ENFANTS_BESOINS,
            Permission.ENFANTS_MEDICAL,
            Permission.ENFANTS_DECLARER,
            Permission.ENFANTS_URGENCE,
        }
    ),
    Role.SUPERVISION: frozenset({Permission.ACCES_JOURNAL, Permission.DROIT_VOIR, Permission.ENFANTS_SUPERVISER}),
}
"""What each role may do, inside its place. A role absent here would raise: every role is listed."""


def roles_avec(permission: Permission) -> frozenset[Role]:
    """Roles that hold ``permission``."""
    return frozenset(role for role, permissions in MATRICE.items() if permission in permissions)
