"""The acts of the journal in a reader's words: the one registry of codes and labels.

Every module writes codes (``module:verb``) that never change once they are in a journal; a test of the building
refuses an act that has no label here.
"""

from __future__ import annotations

ACTES: dict[str, dict[str, str]] = {
    "acces": {
        "creer_compte": "Compte créé", "donner_role": "Rôle donné", "retirer_role": "Rôle retiré",
        "ouvrir_compte": "Compte rouvert", "fermer_compte": "Compte fermé",
        "lien_mot_de_passe": "Lien de mot de passe tiré",
    },
    "accueil_familial": {
        "annuler": "Inscription annulée (accueil familial)", "constater": "Fait constaté (accueil familial)",
        "creer_assistant": "Assistant familial inscrit", "decider": "Décision d'agrément enregistrée",
        "declarer": "Disponibilité déclarée", "domicile": "Domicile d'un assistant familial lu",
        "exporter": "Liste des assistants familiaux téléchargée", "justifier": "Justificatif enregistré",
        "modifier_assistant": "Assistant familial modifié",
        "modifier_domicile": "Domicile d'un assistant familial modifié",
        "relayer": "Relais enregistré", "retirer_constat": "Constat retiré (accueil familial)",
        "telecharger_classeur": "Classeur des assistants familiaux téléchargé",
    },
    "contrats": {
        "abandonner_avenant": "Avenant abandonné", "creer": "Contrat créé", "importer": "Contrat importé",
        "modifier": "Contrat modifié", "ouvrir_avenant": "Avenant ouvert", "preparer_avenant": "Avenant préparé",
        "signer": "Signature du contrat enregistrée", "signer_avenant": "Signature de l'avenant enregistrée",
    },
    "crip": {
        "ajouter_enfant": "Enfant ajouté à la situation", "charger_grille": "Grille d'évaluation chargée",
        "classer": "Situation classée sans suite", "cloturer": "Situation close",
        "composer_equipe": "Équipe d'évaluation composée", "confier_evaluation": "Évaluation confiée",
        "consigner_visite": "Visite consignée", "constater_impossibilite": "Évaluation impossible constatée",
        "demander_reponse": "Réponse demandée par l'informateur", "engager_suites": "Suites engagées",
        "enregistrer_retour_procureur": "Retour du procureur enregistré", "informer_parents": "Parents informés",
        "joindre": "Information jointe à une situation", "lire": "Situation lue",
        "ne_pas_qualifier": "Information non qualifiée", "proposer_aide": "Aide proposée",
        "qualifier": "Information qualifiée de préoccupante", "recevoir": "Information reçue",
        "remplir_grille": "Grille d'évaluation remplie", "rendre_rapport": "Rapport d'évaluation rendu",
        "repondre_informateur": "Réponse faite à l'informateur", "saisir_justice": "Autorité judiciaire saisie",
        "signaler": "Signalement au procureur", "transferer": "Situation transférée",
        "voir_enfant_seul": "Enfant vu seul",
    },
    "demonstration": {"charger": "Démonstration chargée", "ecrire": "Département inventé écrit"},
    "documents": {
        "deposer": "Document déposé", "deposer_classeur": "Classeur déposé", "importer_classeur": "Classeur importé",
        "retirer": "Document retiré", "telecharger": "Document téléchargé",
    },
    "echeancier": {
        "annuler": "Acte annulé (échéance)", "courriel": "Courriel des échéances réglé",
        "deplacer": "Délai prolongé ou suspendu", "exporter": "Échéances téléchargées",
        "fermer_flux": "Flux d'agenda fermé",
        "motiver": "Motif du retard écrit", "ouvrir_flux": "Flux d'agenda ouvert",
        "recalculer": "Échéances recalculées", "tenir": "Acte noté sur une échéance",
        "vue": "Échéance vue par un agent",
    },
    "enfants": {
        "creer": "Dossier d'enfant créé", "creer_adresse": "Adresse ajoutée", "creer_foyer": "Foyer créé",
        "creer_fratrie": "Fratrie créée", "creer_personne": "Personne créée",
        "declarer_connaissance": "Connaissance de l'enfant déclarée", "delier": "Lien de famille retiré",
        "detacher": "Enfant détaché de la fratrie", "ecrire_compartiment": "Compartiment du dossier écrit",
        "fusionner": "Dossiers d'enfant fusionnés", "interdire_zone": "Zone interdite enregistrée",
        "lever": "Interdiction levée", "lier": "Lien de famille ajouté", "lire": "Dossier d'enfant lu",
        "lire_connu": "Enfant connu ailleurs lu", "lire_journal": "Journal d'un dossier lu",
        "modifier": "Dossier d'enfant modifié", "modifier_adresse": "Adresse modifiée",
        "modifier_lien": "Lien de famille modifié", "modifier_personne": "Personne modifiée",
        "nommer_referent": "Référent nommé", "ouvrir_urgence": "Accès d'urgence ouvert",
        "placer_au_foyer": "Enfant inscrit au foyer", "prevenir_supervision": "Supervision prévenue",
        "quitter_le_foyer": "Sortie du foyer enregistrée", "rechercher": "Recherche d'un enfant",
        "retirer_declaration": "Déclaration de connaissance retirée", "reunir": "Fratrie réunie",
        "revoir_urgence": "Accès d'urgence revu", "separer": "Dossiers réunis séparés",
        "separer_de": "Incompatibilité entre enfants notée", "terminer_referent": "Fin de référence enregistrée",
    },
    "etablissements": {
        "abandonner_actionamelioration": "Action d'amélioration abandonnée",
        "abandonner_appel": "Appel à projets sans suite",
        "abandonner_engagement": "Engagement abandonné", "abandonner_suite": "Suite de contrôle abandonnée",
        "annuler_acte": "Acte de capacité annulé", "annuler_controle": "Contrôle annulé",
        "clore_controle": "Contrôle clos", "constater": "Fait constaté (établissement)",
        "creer_actionamelioration": "Action d'amélioration créée", "creer_appelprojets": "Appel à projets créé",
        "creer_candidature": "Candidature créée", "creer_controle": "Contrôle inscrit",
        "creer_cpom": "Contrat pluriannuel d'objectifs et de moyens créé", "creer_engagement": "Engagement créé",
        "creer_etablissement": "Établissement créé", "creer_evaluation": "Évaluation créée",
        "creer_evenementindesirable": "Événement indésirable déclaré",
        "creer_financement": "Financement de travaux créé",
        "creer_operation": "Opération de travaux créée", "creer_organisme": "Organisme gestionnaire créé",
        "creer_plancontrole": "Plan de contrôle créé", "creer_suitecontrole": "Suite de contrôle créée",
        "creer_uniteaccueil": "Unité d'accueil créée", "decider_appel": "Appel à projets décidé",
        "lever_suite": "Suite de contrôle levée", "modifier_actionamelioration": "Action d'amélioration modifiée",
        "modifier_appelprojets": "Appel à projets modifié", "modifier_candidature": "Candidature modifiée",
        "modifier_controle": "Contrôle modifié",
        "modifier_cpom": "Contrat pluriannuel d'objectifs et de moyens modifié",
        "modifier_engagement": "Engagement modifié", "modifier_etablissement": "Établissement modifié",
        "modifier_evaluation": "Évaluation modifiée", "modifier_evenementindesirable": "Événement indésirable modifié",
        "modifier_financement": "Financement de travaux modifié", "modifier_operation": "Opération de travaux modifiée",
        "modifier_organisme": "Organisme gestionnaire modifié", "modifier_plancontrole": "Plan de contrôle modifié",
        "modifier_suitecontrole": "Suite de contrôle modifiée", "modifier_uniteaccueil": "Unité d'accueil modifiée",
        "notifier_controle": "Suites du contrôle notifiées", "prendre_acte": "Acte de capacité enregistré",
        "publier_appel": "Appel à projets publié", "realiser_controle": "Contrôle réalisé",
        "refuser_suite": "Réponse à une suite jugée insuffisante", "repondre_suite": "Réponse à une suite enregistrée",
        "retenir_candidature": "Candidature retenue", "retirer_constat": "Constat retiré (établissement)",
        "retirer_financement": "Financement de travaux retiré",
        "rouvrir_actionamelioration": "Action d'amélioration rouverte",
        "rouvrir_engagement": "Engagement rouvert", "tenir_actionamelioration": "Action d'amélioration tenue",
        "tenir_engagement": "Engagement tenu", "transmettre_controle": "Rapport provisoire de contrôle transmis",
    },
    "faits": {"annuler": "Fait annulé", "enregistrer": "Fait enregistré"},
    "fiches": {
        "actions": "Actions de la fiche écrites", "annuler": "Modification de la fiche annulée",
        "creer": "Fiche action créée", "etapes": "Étapes de la fiche écrites",
        "indicateurs": "Indicateurs de la fiche liés",
        "intervenants": "Pilotes et partenaires de la fiche écrits", "justifier": "Écart justifié",
        "liens": "Liens de la fiche écrits", "modifier": "Fiche action modifiée",
        "modifier_en_masse": "Fiche action modifiée avec d'autres", "noter": "Note ajoutée à la fiche",
        "placer": "Fiche placée dans un cadre", "resultats": "Résultats attendus de la fiche écrits",
        "retirer": "Fiche retirée d'un cadre",
    },
    "finances": {
        "ajouter": "Montant ajouté", "enregistrer": "Montants enregistrés", "modifier": "Montant modifié",
        "supprimer": "Montant supprimé",
    },
    "indicateurs": {
        "archiver": "Indicateur archivé", "cible": "Cible enregistrée", "contreproposer": "Contre-proposition faite",
        "creer": "Indicateur créé", "entrer_observatoire": "Valeur de l'observatoire retenue",
        "lier_observatoire": "Indicateur lié à l'observatoire", "modifier": "Indicateur modifié",
        "refuser_observatoire": "Valeur de l'observatoire refusée", "repondre": "Réponse à une contre-proposition",
        "reprendre": "Indicateur sorti des archives", "retirer_cible": "Cible retirée",
        "retirer_valeur": "Valeur retirée",
        "saisir": "Valeur saisie",
    },
    "mesures": {
        "affecter": "Mesure affectée à un agent", "annuler": "Mesure annulée", "decider": "Mesure décidée",
        "demarrer": "Mesure commencée", "exporter": "Liste des mesures téléchargée", "notifier": "Mesure notifiée",
        "renouveler": "Mesure renouvelée", "terminer": "Mesure terminée",
    },
    "observatoire": {
        "abandonner": "Calcul abandonné", "annuler_decision": "Décision sur une faute annulée",
        "attente": "Liste de ceux qui attendent lue", "calculer": "Calcul demandé", "conclure": "Calcul terminé",
        "decider_faute": "Faute d'un import décidée", "deposer_drees": "Fichier de la DREES déposé",
        "deposer_import": "Import déposé", "ecarter_import": "Import écarté", "echouer": "Calcul en échec",
        "exporter": "Tableau de l'observatoire téléchargé", "extraire": "Extrait des registres écrit",
        "lire_decisions": "Décisions sur un import lues", "lire_faute": "Faute d'un import lue",
        "lire_fautes": "Fautes d'un import lues", "lire_import": "Import lu", "lire_lignes": "Lignes d'un calcul lues",
        "refuser_import": "Import refusé au contrôle", "regler_imports": "Conservation des imports réglée",
        "remplacer_import": "Import remplacé par un autre", "reprendre_classeur": "Classeur de décisions repris",
        "retenir_import": "Import retenu", "supprimer_import": "Import supprimé",
        "telecharger_import": "Import téléchargé", "verifier_import": "Import contrôlé",
    },
    "places": {
        "accueillir": "Accueil sans réservation enregistré", "annuler": "Réservation ou séjour annulé",
        "calculer": "Plan de places demandé", "conclure": "Plan de places terminé",
        "decider": "Place décidée",
        "declarer_indisponibles": "Places déclarées indisponibles", "decrire_unite": "Unité décrite pour la recherche",
        "demander": "Demande de place faite", "deposer_distances": "Distances déposées",
        "echouer": "Plan de places en échec", "entrer": "Arrivée notée",
        "exclure_lieu": "Lieu exclu pour un enfant",
        "fixer_poids": "Poids des vœux fixés", "modifier_ouverture": "Ouverture de places modifiée",
        "noter_absence": "Absence notée", "noter_retour": "Retour noté",
        "orienter": "Orientation imprimée pour une unité",
        "partir": "Départ noté", "prevoir_ouverture": "Ouverture de places prévue", "refuser": "Place refusée",
        "rendre_disponible": "Place rendue disponible", "reserver": "Place réservée",
        "retirer": "Demande de place retirée",
        "retirer_distances": "Distances retirées", "servir_distances": "Distances mises en service",
    },
    "projets_enfant": {
        "actualiser": "Actualisation du projet ouverte", "ajouter_action": "Action ajoutée au projet",
        "ajouter_objectif": "Objectif ajouté au projet", "clore": "Projet pour l'enfant clos",
        "confiance": "Personne de confiance proposée", "demander": "Rapport de situation demandé",
        "etablir": "Projet pour l'enfant établi", "evaluer": "Action du projet évaluée",
        "imprimer": "Projet pour l'enfant imprimé", "modifier_action": "Action du projet modifiée",
        "modifier_objectif": "Objectif du projet modifié", "ouvrir": "Projet pour l'enfant ouvert",
        "ouvrir_rapport": "Rapport de situation ouvert", "recueillir": "Avis recueilli sur le projet",
        "rediger": "Projet pour l'enfant rédigé", "rediger_rapport": "Rapport de situation rédigé",
        "remettre": "Copie du projet remise", "renvoyer": "Rapport de situation renvoyé",
        "reprendre": "Projet pour l'enfant repris", "retirer_action": "Action du projet retirée",
        "retirer_objectif": "Objectif du projet retiré", "sante": "Volet santé du projet enregistré",
        "signer": "Projet pour l'enfant signé", "soumettre": "Rapport de situation soumis",
        "transmettre": "Rapport de situation transmis", "valider": "Rapport de situation validé",
    },
    "publications": {
        "ajouter_tableau": "Tableau ajouté à l'édition", "apercevoir": "Aperçu de l'édition calculé",
        "creer": "Édition créée", "demander": "Publication demandée", "demander_apercu": "Aperçu de l'édition demandé",
        "examiner": "Édition examinée", "lire": "Édition lue", "modifier": "Édition modifiée",
        "publier": "Édition publiée", "refuser": "Publication refusée",
        "retirer_tableau": "Tableau retiré de l'édition",
        "telecharger": "Édition téléchargée",
    },
    "rapports": {
        "arreter": "Rapport d'exécution arrêté conjointement", "commenter": "Commentaire écrit sur le rapport",
        "creer": "Rapport d'exécution créé", "partager": "Rapport d'exécution partagé",
        "rediger": "Rapport d'exécution rédigé", "resoudre": "Commentaire du rapport réglé",
        "viser": "Avis donné sur le rapport",
    },
    "relecture": {
        "accepter": "Éléments lus acceptés", "ajouter": "Élément ajouté à la lecture",
        "annuler": "Décision annulée (lecture)",
        "corriger": "Élément lu corrigé", "decrire": "Document lu décrit", "deposer": "Document déposé à lire",
        "ecarter": "Document lu écarté", "importer": "Lecture importée", "lire": "Document lu consulté",
        "lire_passage": "Passage d'un document consulté", "ouvrir": "Lecture ouverte",
        "refuser": "Éléments lus refusés",
        "retenir_etiquette": "Étiquette retenue", "retirer_etiquette": "Étiquette retirée",
    },
    "schema": {
        "adopter": "Schéma adopté", "creer": "Schéma créé", "importer": "Schéma importé", "modifier": "Schéma modifié",
        "noter_bilan": "Ligne du bilan notée",
    },
    "territoires": {
        "creer_unite": "Unité locale créée", "fermer_unite": "Unité locale fermée",
        "identite": "Identité visuelle modifiée",
        "modifier_unite": "Unité locale modifiée", "rouvrir_unite": "Unité locale rouverte",
    },
}  # fmt: skip
"""Module → verb → label."""

LIBELLES: dict[str, str] = {
    f"{module}:{verbe}": libelle for module, verbes in ACTES.items() for verbe, libelle in verbes.items()
}
"""Code of an act → its label."""


def libelle(acte: str) -> str:
    """The label of an act; its code when an earlier version of Jalons wrote an act that is no more."""
    return LIBELLES.get(acte, acte)


def codes_qui_disent(mot: str) -> list[str]:
    """Codes of the acts whose label or code holds ``mot``, whatever its case."""
    cherche = mot.strip().lower()
    return [code for code, dit in LIBELLES.items() if cherche in dit.lower() or cherche in code]
