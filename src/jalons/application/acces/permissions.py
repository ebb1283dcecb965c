"""Permissions, roles and places, each with its French name; ``matrice`` says which role holds which permission.

A permission is ``module:act``. ``voir`` is needed to see that an object exists (else 404); the others to act on it
(else 403).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class _Nomme(StrEnum):
    """A code beside the French words a person reads of it: its name and, for a role, what the person comes for."""

    libelle: str
    but: str

    def __new__(cls, code: str, libelle: str = "", but: str = "") -> Self:
        membre = str.__new__(cls, code)
        membre._value_ = code
        membre.libelle, membre.but = libelle, but
        return membre


class Permission(_Nomme):
    """Everything a role may or may not do, in alphabetical order of modules; ``libelle`` says it in French."""

    ACCES_GERER = ("acces:gerer", "Gérer les comptes et les habilitations")
    ACCES_JOURNAL = ("acces:journal", "Consulter le journal des actes et des lectures")
    ACCUEIL_FAMILIAL_COMPTER = (
        "accueil_familial:compter",
        "Compter les assistants familiaux par âge, et leurs départs, sans les noms",
    )
    ACCUEIL_FAMILIAL_VOIR = ("accueil_familial:voir", "Voir les assistants familiaux, leur agrément, leurs relais")
    ACCUEIL_FAMILIAL_DECLARER = ("accueil_familial:declarer", "Déclarer la disponibilité d'un assistant familial")
    ACCUEIL_FAMILIAL_MODIFIER = (
        "accueil_familial:modifier",
        "Tenir le dossier d'un assistant familial, lire ses échéances",
    )
    ACCUEIL_FAMILIAL_DOMICILE = ("accueil_familial:domicile", "Lire et saisir le domicile d'un assistant familial")
    CONTRATS_VOIR = ("contrats:voir", "Voir les contrats et leurs avenants")
    CONTRATS_MODIFIER = ("contrats:modifier", "Préparer et modifier un contrat ou un avenant")
    CONTRATS_SIGNER = ("contrats:signer", "Enregistrer la signature d'un contrat ou d'un avenant")
    CRIP_VOIR = ("crip:voir", "Voir les situations préoccupantes")
    CRIP_RECEVOIR = ("crip:recevoir", "Enregistrer une information préoccupante et répondre à l'informateur")
    CRIP_QUALIFIER = (
        "crip:qualifier",
        "Qualifier une information, signaler, confier l'évaluation, transférer, clôturer",
    )
    CRIP_EVALUER = ("crip:evaluer", "Mener une évaluation et rendre son rapport")
    CRIP_DECIDER = ("crip:decider", "Décider de la suite d'une évaluation")
    CRIP_PARAMETRER = ("crip:parametrer", "Charger la grille d'évaluation")
    DOCUMENTS_VOIR = ("documents:voir", "Ouvrir les pièces jointes")
    DOCUMENTS_DEPOSER = ("documents:deposer", "Déposer une pièce jointe")
    DROIT_VOIR = ("droit:voir", "Consulter le catalogue du droit")
    ECHEANCIER_COMPTER = (
        "echeancier:compter",
        "Compter les échéances des enfants par équipe et par règle, sans nom ni dossier",
    )
    ECHEANCIER_SUIVRE = (
        "echeancier:suivre",
        "Noter un acte sur son échéance, dire pourquoi il tarde, déplacer le délai",
    )
    ECHEANCIER_REPRENDRE = ("echeancier:reprendre", "Annuler l'acte qu'un collègue a noté par erreur sur un délai")
    ENFANTS_RECHERCHER = ("enfants:rechercher", "Rechercher un enfant et voir qui le connaît")
    ENFANTS_VOIR = ("enfants:voir", "Ouvrir le dossier d'un enfant")
    ENFANTS_MODIFIER = ("enfants:modifier", "Créer et modifier le dossier d'un enfant")
    ENFANTS_FUSIONNER = ("enfants:fusionner", "Réunir deux dossiers du même enfant, ou les séparer")
    ENFANTS_ADRESSE_PROTEGEE = ("enfants:adresse_protegee", "Lire et saisir une adresse protégée")
    ENFANTS_MEDICAL = ("enfants:medical", "Lire et écrire les données médicales d'un enfant")
    ENFANTS_JUDICIAIRE = ("enfants:judiciaire", "Lire et écrire les données judiciaires d'un enfant")
    ENFANTS_BESOINS = ("enfants:besoins", "Lire et écrire les besoins d'accueil d'un enfant, ses zones interdites")
    ENFANTS_SECRET_NAISSANCE = ("enfants:secret_naissance", "Lire et écrire ce qui touche au secret de la naissance")
    ENFANTS_DECLARER = ("enfants:declarer", "Déclarer que son équipe connaît un enfant")
    ENFANTS_URGENCE = ("enfants:urgence", "Ouvrir un dossier en urgence, hors de son périmètre")
    ENFANTS_SUPERVISER = ("enfants:superviser", "Consulter les lectures des dossiers et revoir les accès d'urgence")
    ETABLISSEMENTS_VOIR = ("etablissements:voir", "Voir les établissements, leurs unités et leurs actes")
    ETABLISSEMENTS_MODIFIER = (
        "etablissements:modifier",
        "Enregistrer un établissement, ses unités, ses actes et ses faits",
    )
    ETABLISSEMENTS_SUIVRE = (
        "etablissements:suivre",
        "Voir les contrats pluriannuels, évaluations, événements, contrôles et travaux",
    )
    ETABLISSEMENTS_DECLARER = (
        "etablissements:declarer",
        "Déclarer un événement, répondre à un contrôle, tenir un plan ou un contrat",
    )
    ETABLISSEMENTS_PILOTER = ("etablissements:piloter", "Choisir et mener les contrôles, tenir les appels à projets")
    FAITS_VOIR = ("faits:voir", "Voir les échéances")
    FICHES_VOIR = ("fiches:voir", "Voir les fiches actions")
    FICHES_MODIFIER = ("fiches:modifier", "Créer et modifier une fiche action")
    FICHES_NOTER = ("fiches:noter", "Noter l'avancement et joindre une preuve")
    FINANCES_VOIR = ("finances:voir", "Voir les montants")
    FINANCES_MODIFIER = ("finances:modifier", "Saisir le plan de financement, les engagements et les paiements")
    FINANCES_NOTIFIER = ("finances:notifier", "Saisir les montants notifiés par l'État ou l'ARS")
    INDICATEURS_VOIR = ("indicateurs:voir", "Voir les indicateurs")
    INDICATEURS_SAISIR = ("indicateurs:saisir", "Saisir une valeur d'indicateur")
    INDICATEURS_MODIFIER = ("indicateurs:modifier", "Définir un indicateur et ses cibles")
    INDICATEURS_CONTREPROPOSER = ("indicateurs:contreproposer", "Contre-proposer une cible ou une valeur")
    MESURES_COMPTER = ("mesures:compter", "Voir les listes de mesures, les attentes et les charges, sans les noms")
    MESURES_VOIR = ("mesures:voir", "Ouvrir une mesure d'un enfant")
    MESURES_SUIVRE = ("mesures:suivre", "Notifier, commencer, confier et terminer une mesure")
    MESURES_DECIDER = ("mesures:decider", "Enregistrer une décision de mesure, la renouveler, l'annuler")
    OBSERVATOIRE_VOIR = ("observatoire:voir", "Voir les chiffres de l'observatoire, entiers")
    OBSERVATOIRE_CALCULER = ("observatoire:calculer", "Demander un calcul de l'observatoire")
    OBSERVATOIRE_IMPORTER = (
        "observatoire:importer",
        "Déposer une extraction, en lire les fautes, en décider, la retenir",
    )
    OBSERVATOIRE_LIRE = ("observatoire:lire", "Lire les tableaux de l'observatoire, petits effectifs masqués")
    PLACES_VOIR = ("places:voir", "Voir les places occupées, réservées, indisponibles et libres, sans les noms")
    PLACES_DECLARER = ("places:declarer", "Déclarer des places indisponibles, ou de nouveau disponibles")
    PLACES_DEMANDER = ("places:demander", "Demander une place pour un enfant, retirer la demande")
    PLACES_OCCUPER = ("places:occuper", "Réserver une place, noter une arrivée, un départ, une absence ou un refus")
    PLACES_PLANIFIER = ("places:planifier", "Tenir le plan d'ouverture de places, simuler des places de plus")
    PLACES_MANQUES = ("places:manques", "Lire combien de places ont manqué, de quel type et où : des nombres seuls")
    PLACES_PONDERER = ("places:ponderer", "Fixer ce que pèse chaque vœu dans la recherche d'une place")
    PROJETS_VOIR = ("projets_enfant:voir", "Lire le projet et les rapports de situation d'un enfant")
    PROJETS_REDIGER = (
        "projets_enfant:rediger",
        "Rédiger un projet pour l'enfant et un rapport de situation, recueillir les avis",
    )
    PROJETS_VALIDER = (
        "projets_enfant:valider",
        "Signer un projet pour l'enfant et valider un rapport de situation pour le service",
    )
    PUBLICATION_VOIR = ("publication:voir", "Lire les éditions publiées par l'observatoire")
    PUBLICATION_PREPARER = ("publication:preparer", "Préparer une édition de l'observatoire et demander sa publication")
    PUBLICATION_VALIDER = ("publication:valider", "Publier ou refuser une édition préparée par une autre personne")
    RAPPORTS_VOIR = ("rapports:voir", "Voir les rapports d'exécution partagés")
    RAPPORTS_REDIGER = ("rapports:rediger", "Rédiger et partager un rapport d'exécution")
    RAPPORTS_COMMENTER = ("rapports:commenter", "Commenter une section de rapport")
    RAPPORTS_ARRETER_DEPARTEMENT = ("rapports:arreter_departement", "Arrêter le rapport pour le département")
    RAPPORTS_ARRETER_PREFECTURE = ("rapports:arreter_prefecture", "Arrêter le rapport pour l'État")
    RAPPORTS_ARRETER_ARS = ("rapports:arreter_ars", "Arrêter le rapport pour l'ARS")
    RELECTURE_RELIRE = ("relecture:relire", "Déposer un document, relire ce qui y est lu, en tirer des fiches")
    SCHEMA_VOIR = ("schema:voir", "Voir le schéma")
    SCHEMA_MODIFIER = ("schema:modifier", "Préparer et modifier le schéma")
    SCHEMA_ADOPTER = ("schema:adopter", "Enregistrer l'adoption du schéma")
    TERRITOIRES_MODIFIER = ("territoires:modifier", "Modifier les unités locales, les couleurs et le logo")


class Role(_Nomme):
    """Roles of the State, the ARS, the département and outside; ``but`` says what the person comes for."""

    CHARGEE_MISSION = (
        "chargee_mission",
        "Chargée de mission contractualisation",
        "Préparer le contrat, suivre les fiches, l'argent et les indicateurs, produire le rapport.",
    )
    PILOTE_FICHE = ("pilote_fiche", "Pilote de fiche action", "Dire en deux minutes où en est l'action, et le prouver.")
    DIRECTION = (
        "direction",
        "Direction enfance-famille",
        "Voir ce qui tarde et ce que cela coûte, arbitrer, arrêter le rapport.",
    )
    ELU_LECTEUR = ("elu_lecteur", "Élue, élu (lecture)", "Lire l'avancement du schéma et du contrat.")
    PREFECTURE = (
        "prefecture",
        "Préfecture, DDETS, commissaire",
        "Lire le contrat et ses crédits, notifier, commenter et arrêter le rapport.",
    )
    ARS = ("ars", "Agence régionale de santé", "Lire le volet santé, notifier, commenter et arrêter le rapport.")
    OBSERVATOIRE = (
        "observatoire",
        "Observatoire (ODPE)",
        "Définir et renseigner les indicateurs, mesurer la chaîne des délais, publier.",
    )
    ADMINISTRATION = (
        "administration",
        "Administration de Jalons",
        "Gérer les comptes, les unités locales et l'apparence ; ne voit aucun dossier.",
    )
    NATIONAL = ("national", "Administration centrale", "Lire les contrats et les indicateurs de tous les départements.")
    CRIP = ("crip", "Cellule de recueil (CRIP)", "Recueillir et qualifier les informations préoccupantes.")
    EVALUATEUR = ("evaluateur", "Évaluation (maison du département)", "Évaluer la situation d'un mineur.")
    CADRE_ASE = ("cadre_ase", "Cadre de l'aide sociale à l'enfance", "Décider, suivre les mesures et les délais.")
    REFERENT = ("referent", "Référent d'un enfant", "Suivre les enfants dont on est chargé.")
    PLACEMENT = ("placement", "Bureau des places", "Trouver un lieu d'accueil.")
    SERVICE_ETABLISSEMENTS = (
        "service_etablissements",
        "Service des établissements",
        "Suivre les autorisations et les contrôles.",
    )
    SERVICE_ACCUEIL_FAMILIAL = (
        "service_accueil_familial",
        "Service de l'accueil familial",
        "Suivre les agréments et les accueils.",
    )
    ETABLISSEMENT = ("etablissement", "Organisme gestionnaire", "Tenir à jour ses places et ses engagements.")
    SANTE = ("sante", "Santé (PMI, médecin de l'ASE)", "Dire que l'on connaît un enfant, tenir ses données de santé.")
    SUPERVISION = (
        "supervision",
        "Supervision des accès (DPO)",
        "Voir qui a lu quel dossier, revoir les accès d'urgence ; n'ouvre aucun dossier.",
    )


class Niveau(_Nomme):
    """The kind of place a role is held on, named by ``libelle``; a perimeter is role × place."""

    NATION = ("nation", "Nation")
    REGION = ("region", "Région")
    COLLECTIVITE = ("collectivite", "Collectivité")
    UNITE = ("unite", "Unité locale")
    DOSSIERS = ("dossiers", "Ses propres dossiers ou fiches")
    ORGANISME = ("organisme", "Un organisme gestionnaire")
