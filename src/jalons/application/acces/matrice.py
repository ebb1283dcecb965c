"""The matrix of rights, whole and read as one page: what each role may do. The application shows it as it is.

A permission added to ``permissions`` is held by nobody until a role is given it here.
"""

from __future__ import annotations

from jalons.application.acces.permissions import Permission, Role

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
        Permission.ECHEANCIER_REPRENDRE,
        Permission.ECHEANCIER_SUIVRE,
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
    Role.CHARGEE_MISSION: _LECTURE | _REDACTION | {Permission.CONTRATS_SIGNER, Permission.PLACES_MANQUES},
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
        Permission.ETABLISSEMENTS_SUIVRE,
        Permission.ETABLISSEMENTS_PILOTER,
        Permission.MESURES_COMPTER,
        Permission.OBSERVATOIRE_VOIR,
        Permission.OBSERVATOIRE_CALCULER,
        Permission.OBSERVATOIRE_IMPORTER,
        Permission.OBSERVATOIRE_LIRE,
        Permission.PLACES_VOIR,
        Permission.PLACES_MANQUES,
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
        Permission.ECHEANCIER_REPRENDRE,
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
            Permission.ECHEANCIER_REPRENDRE,
            Permission.ECHEANCIER_SUIVRE,
            Permission.ETABLISSEMENTS_VOIR,
            Permission.ETABLISSEMENTS_MODIFIER,
            Permission.ETABLISSEMENTS_SUIVRE,
            Permission.ETABLISSEMENTS_DECLARER,
            Permission.ETABLISSEMENTS_PILOTER,
            Permission.FAITS_VOIR,
            Permission.PLACES_VOIR,
            Permission.PLACES_DECLARER,
            Permission.PLACES_MANQUES,
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
        Permission.ECHEANCIER_REPRENDRE,
        Permission.ECHEANCIER_SUIVRE,
        Permission.FAITS_VOIR,
    },
    Role.ETABLISSEMENT: frozenset(
        {Permission.DROIT_VOIR, Permission.ETABLISSEMENTS_VOIR, Permission.PLACES_VOIR, Permission.PLACES_DECLARER}
        | {Permission.ETABLISSEMENTS_SUIVRE, Permission.ETABLISSEMENTS_DECLARER}
        | {Permission.ACCUEIL_FAMILIAL_VOIR, Permission.ACCUEIL_FAMILIAL_DECLARER}
    ),
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
