"""How to build the arguments of each address that takes some. One entry per address; the sweep asks for it by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.balayage.familles import ADRESSES as FAMILLES
from tests.balayage.monde import Monde
from tests.balayage.objets_recherche import RECHERCHE
from tests.balayage.vie import ADRESSES as VIE

from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Permission, Role


@dataclass(frozen=True, slots=True)
class Objet:
    """The arguments of an address.

    Attributes:
        arguments: from the objects of a collectivité, the arguments in their order.
        territorial: whether they designate a row of a collectivité: from another one the answer is then 404.
        permission: what the arguments ask, when the view itself is open.
        sauf: roles that hold the permission and are refused for another reason, with the answer expected.
    """

    arguments: Callable[[Monde], list[Any]]
    territorial: bool = True
    sauf: dict[Role, int] = field(default_factory=dict)
    permission: Permission | None = None


def _agent(m: Monde) -> list[Any]:
    return [m.habilitation.agent_id]


def _code(m: Monde) -> list[Any]:
    return [m.code]


def _unite(m: Monde) -> list[Any]:
    return [m.code, m.unite.pk]


EN_CSV = Objet(lambda m: ["csv"], territorial=False)


def _cadre(m: Monde) -> list[Any]:
    return [m.cadre.pk]


def _fiche(m: Monde) -> list[Any]:
    return [m.fiche.pk]


def _rapport(m: Monde) -> list[Any]:
    return [m.rapport.pk]


def _section(m: Monde) -> list[Any]:
    return [m.rapport.pk, m.section.pk]


def _montant(m: Monde) -> list[Any]:
    return [m.montant.pk]


def _indicateur(m: Monde) -> list[Any]:
    return [m.indicateur.pk]


def _importation(m: Monde) -> list[Any]:
    return [m.importation.pk]


def _plan_financier(m: Monde) -> list[Any]:
    return ["plan-financier", m.cadre.pk]


def _contrat(m: Monde) -> list[Any]:
    return [m.contrat.pk]


def _avenant(m: Monde) -> list[Any]:
    return [m.avenant.pk]


def _echeance(m: Monde) -> list[Any]:
    return [m.echeance.pk]


def _enfant(m: Monde) -> list[Any]:
    return [m.enfant.pk]


def _situation(m: Monde) -> list[Any]:
    return [m.situation.pk]


def _mesure(m: Monde) -> list[Any]:
    return [m.mesure.pk]


def _etablissement(m: Monde) -> list[Any]:
    return [m.etablissement.pk]


def _unite_d_accueil(m: Monde) -> list[Any]:
    return [m.unite_d_accueil.pk]


def _demande_de_place(m: Monde) -> list[Any]:
    return [m.demande_de_place.pk]


def _accueil(m: Monde) -> list[Any]:
    return [m.accueil.pk]


def _projet_enfant(m: Monde) -> list[Any]:
    return [m.projet_enfant.pk]


def _objectif_enfant(m: Monde) -> list[Any]:
    return [m.objectif_enfant.projet_id, m.objectif_enfant.pk]


def _rapport_situation(m: Monde) -> list[Any]:
    return [m.rapport_situation.pk]


def _publication_demandee(m: Monde) -> list[Any]:
    return [m.publication_demandee.pk]


def _relecture(m: Monde) -> list[Any]:
    return [m.relecture.pk]


def _element_lu(m: Monde) -> list[Any]:
    return [m.relecture.pk, m.relecture.elements.get(genre="pilote").pk]


def _schema(m: Monde) -> list[Any]:
    return [m.schema.pk]


NE_NOTIFIE_PAS_CELUI_LA = {Role.PREFECTURE: 403, Role.ARS: 403}
"""A funder changes only the amounts that it notifies, and that of the sweep is a signed one."""
NE_SAISIT_PAS_LE_PLAN = {Role.PILOTE_FICHE: 403, Role.OBSERVATOIRE: 403}
"""They put files on their own objects, not on money."""
NE_LIT_PAS_AVANT_L_ARRETE = dict.fromkeys((Role.PILOTE_FICHE, Role.ELU_LECTEUR, Role.OBSERVATOIRE, Role.NATIONAL), 404)
"""Those who do not review a report read it once it is agreed; that of the sweep is under review."""
NE_VISE_PAS = NE_LIT_PAS_AVANT_L_ARRETE | {Role.CHARGEE_MISSION: 403}
"""She writes the report; she does not agree it."""


def _sans_dossier(permission):
    """Roles that hold ``permission`` and open no child's file, whose deadline is the one of the sweep."""
    tenues = MATRICE.items()
    return {role: 404 for role, siennes in tenues if permission in siennes and Permission.ENFANTS_VOIR not in siennes}


N_OUVRE_AUCUN_DOSSIER = _sans_dossier(Permission.FAITS_VOIR)
N_AGIT_SUR_AUCUN_DOSSIER = _sans_dossier(Permission.ECHEANCIER_SUIVRE)
"""They see, or act on, deadlines of contracts, schémas, establishments or carers: tests of the module play it."""

COMPTE_SANS_OUVRIR = {
    role: 403
    for role, permissions in MATRICE.items()
    if Permission.OBSERVATOIRE_VOIR in permissions and Permission.ENFANTS_VOIR not in permissions
}
"""They read the figures of the observatory, never whose they are."""

OBJETS: dict[str, Objet] = {
    "acces:historique": Objet(lambda m: ["finances.montant", m.montant.pk], permission=Permission.FINANCES_VOIR),
    "acces:activite": Objet(_agent),
    "acces:choisir_mot_de_passe": Objet(lambda m: ["MQ", "x-y"], territorial=False),
    "acces:compte_agent": Objet(_agent),
    "acces:donner": Objet(_agent),
    "acces:lien": Objet(_agent),
    "acces:retirer": Objet(lambda m: [m.habilitation.agent_id, m.habilitation.pk]),
    "contrats:abandonner_avenant": Objet(_avenant),
    "contrats:avenant": Objet(_avenant),
    "contrats:avenants": Objet(_contrat),
    "contrats:composition": Objet(_contrat),
    "contrats:contrat": Objet(_contrat),
    "contrats:documents": Objet(_contrat),
    "contrats:justifier": Objet(_contrat),
    "contrats:ouvrir_avenant": Objet(_contrat),
    "contrats:preparer_avenant": Objet(lambda m: [m.avenant.pk, "periode"]),
    "contrats:section": Objet(lambda m: [m.contrat.pk, "periode"]),
    "contrats:signer": Objet(_contrat),
    "contrats:signer_avenant": Objet(_avenant),
    "contrats:versions": Objet(_contrat),
    "crip:acte": Objet(lambda m: [m.situation.pk, "informer_parents"], permission=Permission.CRIP_EVALUER),
    "crip:evaluation": Objet(_situation),
    "crip:joindre": Objet(_situation),
    "crip:remplir_grille": Objet(_situation),
    "crip:situation": Objet(_situation),
    "documents:classeur_apercu": Objet(lambda m: [m.import_en_attente.pk], sauf=NE_SAISIT_PAS_LE_PLAN),
    "documents:classeur_deposer": Objet(_plan_financier, sauf=NE_SAISIT_PAS_LE_PLAN),
    "documents:classeur_refus": Objet(lambda m: [m.import_en_attente.pk], sauf=NE_SAISIT_PAS_LE_PLAN),
    "documents:classeur_telecharger": Objet(_plan_financier),
    "documents:deposer": Objet(lambda m: ["finances.montant", m.montant.pk], sauf=NE_SAISIT_PAS_LE_PLAN),
    "documents:retirer": Objet(lambda m: [m.piece.pk], sauf=NE_SAISIT_PAS_LE_PLAN),
    "documents:telecharger": Objet(lambda m: [m.piece.pk]),
    "echeancier:annuler": Objet(lambda m: [m.echeance.pk, m.acte_enregistre.pk], sauf=N_AGIT_SUR_AUCUN_DOSSIER),
    "echeancier:deplacer": Objet(_echeance, sauf=N_AGIT_SUR_AUCUN_DOSSIER),
    "echeancier:tenir": Objet(_echeance, sauf=N_AGIT_SUR_AUCUN_DOSSIER),
    "echeancier:echeance": Objet(_echeance, sauf=N_OUVRE_AUCUN_DOSSIER),
    "echeancier:exporter": EN_CSV,
    "echeancier:flux": Objet(lambda m: [m.jeton_d_agenda], territorial=False),
    "echeancier:motiver": Objet(_echeance, sauf=N_AGIT_SUR_AUCUN_DOSSIER),
    "echeancier:vue": Objet(_echeance, sauf=N_AGIT_SUR_AUCUN_DOSSIER),
    "enfants:adresse": Objet(lambda m: [m.adresse.enfant_id, m.adresse.pk]),
    "enfants:adresse_nouvelle": Objet(_enfant),
    "enfants:connu": Objet(_enfant),
    "enfants:declarer": Objet(_enfant),
    "enfants:delier": Objet(lambda m: [m.enfant.pk, m.lien_familial.pk]),
    "enfants:detacher": Objet(_enfant),
    "enfants:dossier": Objet(_enfant),
    "enfants:fratrie": Objet(_enfant),
    "enfants:fusionner": Objet(_enfant),
    "enfants:historique": Objet(_enfant),
    "enfants:journal": Objet(_enfant),
    "enfants:judiciaire": Objet(_enfant),
    "enfants:lier": Objet(_enfant),
    "enfants:medical": Objet(_enfant),
    "enfants:modifier": Objet(lambda m: [m.enfant.pk, "identite"]),
    "enfants:personne": Objet(lambda m: [m.enfant.pk, m.lien_familial.pk]),
    "enfants:quitter_foyer": Objet(lambda m: [m.enfant.pk, m.membre_foyer.pk]),
    "enfants:referent": Objet(_enfant),
    "enfants:retirer": Objet(lambda m: [m.enfant.pk, m.connu_ailleurs.pk]),
    "enfants:revoir": Objet(lambda m: [m.acces_urgence.pk]),
    "enfants:secret": Objet(_enfant),
    "enfants:separer": Objet(lambda m: [m.fusion.garde_id, m.fusion.pk]),
    "enfants:terminer_referent": Objet(lambda m: [m.enfant.pk, m.referent.pk]),
    "enfants:urgence": Objet(_enfant),
    "fiches:annuler": Objet(_fiche),
    "fiches:deplacer": Objet(_fiche),
    "fiches:etapes": Objet(lambda m: [m.action.fiche_id, "etapes", m.action.pk]),
    "fiches:exporter": EN_CSV,
    "fiches:fiche": Objet(_fiche),
    "fiches:historique": Objet(_fiche),
    "fiches:noter": Objet(_fiche),
    "fiches:retirer": Objet(lambda m: [m.placement.fiche_id, m.placement.pk]),
    "fiches:section": Objet(lambda m: [m.fiche.pk, "suivi"]),
    "finances:ajouter": Objet(_cadre),
    "finances:modifier": Objet(_montant, sauf=NE_NOTIFIE_PAS_CELUI_LA),
    "finances:montants": Objet(_cadre),
    "finances:plan": Objet(_cadre),
    "finances:actions": Objet(_cadre),
    "finances:plan_csv": Objet(_cadre),
    "finances:plan_svg": Objet(_cadre),
    "finances:simulation": Objet(_cadre),
    "finances:supprimer": Objet(_montant, sauf=NE_NOTIFIE_PAS_CELUI_LA),
    "indicateurs:archiver": Objet(_indicateur),
    "indicateurs:cibles": Objet(_indicateur),
    "indicateurs:contreproposer": Objet(_indicateur),
    "indicateurs:detail": Objet(_indicateur),
    "indicateurs:detail_csv": Objet(_indicateur),
    "indicateurs:detail_svg": Objet(_indicateur),
    "indicateurs:entrer_places": Objet(_indicateur),
    "indicateurs:lier_observatoire": Objet(_indicateur),
    "indicateurs:modifier": Objet(_indicateur),
    "indicateurs:repondre_observatoire": Objet(_indicateur),
    "indicateurs:repondre": Objet(lambda m: [m.proposition.pk]),
    "indicateurs:retirer_valeur": Objet(lambda m: [m.valeur.pk]),
    "indicateurs:valeur": Objet(_indicateur),
    **{f"accueil_familial:{nom}": Objet(arguments) for nom, arguments in FAMILLES.items()},
    **{f"accueil_familial:{x}": EN_CSV for x in ("exporter", "exporter_departs")},
    "etablissements:annuler_acte": Objet(lambda m: [m.acte_de_places.pk]),
    "etablissements:constater": Objet(_etablissement),
    "etablissements:etablissement": Objet(_etablissement),
    "etablissements:modifier": Objet(_etablissement),
    "etablissements:modifier_organisme": Objet(lambda m: [m.etablissement.organisme_id]),
    "etablissements:modifier_unite": Objet(_unite_d_accueil),
    "etablissements:nouvelle_unite": Objet(_etablissement),
    "etablissements:prendre_acte": Objet(_unite_d_accueil),
    "etablissements:retirer_constat": Objet(lambda m: [m.etablissement.pk, m.fait_d_etablissement.pk]),
    **{f"etablissements:{nom}": Objet(arguments) for nom, arguments in VIE.items()},
    "mesures:affecter": Objet(_mesure),
    "mesures:annuler": Objet(_mesure),
    "mesures:decider": Objet(_enfant),
    "mesures:demarrer": Objet(_mesure),
    "mesures:exporter": EN_CSV,
    "mesures:mesure": Objet(_mesure),
    "mesures:notifier": Objet(_mesure),
    "mesures:renouveler": Objet(_mesure),
    "mesures:terminer": Objet(_mesure),
    "observatoire:tableaux_avancement": Objet(lambda m: ["chiffres"], territorial=False),
    "observatoire:tableaux_calculer": Objet(lambda m: ["chiffres"], territorial=False),
    "observatoire:tableaux_exporter": Objet(lambda m: [m.calcul_de_tableaux.pk, "comparaison", "csv"]),
    "observatoire:tableaux_indicateur": Objet(lambda m: ["ase1_confies"], territorial=False),
    "observatoire:tableaux_lignes": Objet(lambda m: [m.calcul_de_chiffres.pk, "suivis"], sauf=COMPTE_SANS_OUVRIR),
    "observatoire:attente": Objet(lambda m: [m.calcul.pk, "evaluation"], sauf=COMPTE_SANS_OUVRIR),
    "observatoire:exporter": Objet(lambda m: [m.calcul.pk, "csv"]),
    "observatoire:exporter_trimestres": Objet(lambda m: [m.calcul.pk, "csv"]),
    "observatoire:imports_annuler": Objet(lambda m: [m.decision_faute.importation_id, m.decision_faute.pk]),
    "observatoire:imports_avancement": Objet(_importation),
    "observatoire:imports_classeur": Objet(_importation),
    "observatoire:imports_controle": Objet(lambda m: [m.importation.pk, "0032"]),
    "observatoire:imports_decisions": Objet(_importation),
    "observatoire:imports_ecarter": Objet(_importation),
    "observatoire:imports_faute": Objet(lambda m: [m.importation.pk, 0]),
    "observatoire:imports_fautes": Objet(_importation),
    "observatoire:imports_import": Objet(_importation),
    "observatoire:imports_relancer": Objet(_importation),
    "observatoire:imports_retenir": Objet(_importation),
    "observatoire:imports_taux": Objet(_importation),
    "observatoire:imports_telecharger": Objet(lambda m: [m.importation.pk, "xlsx"]),
    "observatoire:publications_apercevoir": Objet(_publication_demandee),
    "observatoire:publications_demander": Objet(_publication_demandee),
    "observatoire:publications_edition": Objet(lambda m: [m.publication.pk]),
    "observatoire:publications_examiner": Objet(_publication_demandee),
    "observatoire:publications_fichier": Objet(lambda m: [m.publication.pk, "tableaux.xlsx"]),
    "observatoire:publications_modifier": Objet(_publication_demandee),
    "observatoire:publications_retirer": Objet(lambda m: [m.publication_demandee.pk, "confies"]),
    "observatoire:publications_tableau": Objet(_publication_demandee),
    "portail:regime": Objet(lambda m: ["2022"], territorial=False),
    "projets_enfant:acte": Objet(lambda m: [m.projet_enfant.pk, "sante"]),
    "projets_enfant:acte_rapport": Objet(lambda m: [m.rapport_situation.pk, "soumettre"]),
    **{f"places:{x}": Objet(_accueil) for x in ("absence", "annuler", "entrer", "partir", "retour")},
    **{f"places:{x}": Objet(_demande_de_place) for x in ("demande", "orientation", "refuser", "retirer")},
    **{f"places:{x}": EN_CSV for x in ("exporter", "exporter_carte", "exporter_evolution", "exporter_trimestres")},
    "places:accueillir": Objet(_enfant),
    "places:demander": Objet(_enfant),
    "places:disponible": Objet(lambda m: [m.indisponibilite.pk]),
    "places:enfant": Objet(_enfant),
    "places:indisponibles": Objet(_unite_d_accueil),
    "places:modifier_ouverture": Objet(lambda m: [m.ouverture_prevue.pk]),
    "places:reserver": Objet(lambda m: [m.demande_de_place.pk, m.unite_d_accueil.pk]),
    "places:unite": Objet(_unite_d_accueil),
    "projets_enfant:action": Objet(lambda m: [m.projet_enfant.pk, m.action_enfant.pk]),
    "projets_enfant:action_nouvelle": Objet(_objectif_enfant),
    "projets_enfant:dossier": Objet(_enfant),
    "projets_enfant:evaluer": Objet(_objectif_enfant),
    "projets_enfant:historique": Objet(_projet_enfant),
    "projets_enfant:modifier_rapport": Objet(_rapport_situation),
    "projets_enfant:objectif": Objet(_objectif_enfant),
    "projets_enfant:objectif_nouveau": Objet(lambda m: [m.projet_enfant.pk, "sante"]),
    "projets_enfant:ouvrir": Objet(_enfant),
    "projets_enfant:ouvrir_rapport": Objet(_enfant),
    "projets_enfant:paroles": Objet(_projet_enfant),
    "projets_enfant:pdf": Objet(lambda m: [m.projet_enfant.pk, "enfant"]),
    "projets_enfant:pdf_rapport": Objet(_rapport_situation),
    "projets_enfant:pdf_version": Objet(lambda m: [m.version_projet.projet_id, 0, "complet"]),
    "projets_enfant:rapport": Objet(_rapport_situation),
    "projets_enfant:retirer_action": Objet(lambda m: [m.projet_enfant.pk, m.action_enfant.pk]),
    "projets_enfant:retirer_objectif": Objet(_objectif_enfant),
    "projets_enfant:volet": Objet(lambda m: [m.projet_enfant.pk, "sante"]),
    "rapports:bilan": Objet(lambda m: [m.schema.pk, "pdf"]),
    "rapports:commenter": Objet(_section),
    "rapports:creer": Objet(lambda m: [m.contrat.pk, 2022]),
    "rapports:detail": Objet(_rapport, sauf=NE_LIT_PAS_AVANT_L_ARRETE),
    "rapports:fiche": Objet(lambda m: [m.fiche.pk, "pdf"]),
    "rapports:modele": Objet(lambda m: [m.code]),
    "rapports:partager": Objet(_rapport),
    "rapports:resoudre": Objet(lambda m: [m.rapport.pk, m.commentaire.pk]),
    "rapports:section": Objet(_section),
    "rapports:synopsis": Objet(lambda m: [m.contrat.pk, "pdf"]),
    "rapports:telecharger": Objet(lambda m: [m.rapport.pk, "docx"], sauf=NE_LIT_PAS_AVANT_L_ARRETE),
    "rapports:verifier": Objet(_rapport, sauf=NE_LIT_PAS_AVANT_L_ARRETE),
    "rapports:viser": Objet(_rapport, sauf=NE_VISE_PAS),
    "relecture:accepter_section": Objet(lambda m: [m.relecture.pk, "structure"]),
    "relecture:refuser_section": Objet(lambda m: [m.relecture.pk, "chiffre"]),
    "relecture:ajouter": Objet(_relecture),
    "relecture:annuler": Objet(_relecture),
    "relecture:avancement": Objet(_relecture),
    "relecture:corriger": Objet(_element_lu),
    "relecture:decider": Objet(_element_lu),
    "relecture:decrire": Objet(_relecture),
    "relecture:desaccords": Objet(_relecture),
    "relecture:ecarter": Objet(_relecture),
    "relecture:importer": Objet(_relecture),
    "relecture:provenance": Objet(lambda m: [m.relecture.fiches.get().fiche_id]),
    "relecture:relancer": Objet(_relecture),
    "relecture:relecture": Objet(_relecture),
    "relecture:retenir_etiquette": Objet(_element_lu),
    "relecture:retirer_etiquette": Objet(lambda m: [m.etiquette.pk]),
    "schema:adopter": Objet(_schema),
    "schema:bilan": Objet(_schema),
    "schema:bilan_excel": Objet(_schema),
    "schema:justifier": Objet(_schema),
    "schema:noter_bilan": Objet(lambda m: [m.ligne_bilan.bilan.schema_id, m.ligne_bilan.pk]),
    "schema:schema": Objet(_schema),
    "schema:structure": Objet(_schema),
    "schema:suivi": Objet(_schema),
    "territoires:creer_unite": Objet(_code),
    "territoires:fermer_unite": Objet(_unite),
    "territoires:identite": Objet(_code),
    "territoires:logo": Objet(lambda m: [m.identite.collectivite_id]),
    "territoires:rouvrir_unite": Objet(_unite),
    "territoires:unite": Objet(_unite),
    "territoires:unites": Objet(_code),
    "ui:theme": Objet(lambda m: ["0b5cad"], territorial=False),
} | {nom: Objet(**options) for nom, options in RECHERCHE.items()}
