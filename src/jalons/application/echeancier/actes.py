"""What a rule lets happen to its own delay: a prolongation, a suspension and its end. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from jalons.droit.echeances import RegleDelai, Regles
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

MOTIFS = ("elements_attendus", "famille_indisponible", "partenaire_attendu", "autre")
"""Grounds offered when the catalogue lists none: a fact holds codes, never free text."""
LIBELLES_MOTIF = {
    "elements_attendus": "Éléments attendus", "famille_indisponible": "Famille indisponible",
    "partenaire_attendu": "Réponse d'un partenaire attendue", "autre": "Autre motif",
}  # fmt: skip


AILLEURS = frozenset({
    "accord_ecrit_recueilli", "accueil_provisoire_accepte", "action_amelioration_faite", "aemo_levee",
    "aemo_renouvelee", "agrement_af_delivre", "agrement_af_renouvele", "agrement_af_retire", "agrement_af_termine",
    "aide_administrative_finie", "aide_administrative_renouvelee", "arrete_admission_notifie",
    "arrete_admission_pupille", "attestation_honorabilite_delivree", "attestations_foyer_fournies",
    "autorite_judiciaire_saisie", "bilan_sante_joint", "cpom_signe", "cpom_termine", "decision_juge_notifiee",
    "decision_juge_rendue", "derogation_capacite_accordee", "dossier_transmis_departement", "enfant_rendu",
    "enfant_repris", "engagement_cpom_tenu", "equipe_evaluation_composee", "evaluation_essms",
    "evaluation_fratrie_ouverte", "evenement_indesirable_ecrit", "evenement_indesirable_signale", "fermeture_essms",
    "fin_prise_en_charge_ase", "formation_af_terminee", "informateur_informe", "ip_non_qualifiee", "ip_qualifiee",
    "ip_recue", "mesure_debut", "mjagbf_levee", "mjagbf_renouvelee", "mjie_rapport_remis",
    "parents_informes_evaluation", "personne_confiance_proposee", "placement_leve", "placement_renouvele",
    "pouponniere_sortie", "ppe_actualise", "ppe_etabli", "ppe_remis", "procureur_saisi", "professionnel_informe",
    "rapport_evaluation_remis", "rapport_juge_transmis", "rapport_situation_valide", "reponse_procureur_recue",
    "retour_119_fait", "schema_adopte", "stage_preparatoire_termine", "suite_controle_levee", "suspension_af_levee",
    "visite_domicile_evaluation",
})  # fmt: skip
"""Events that a register writes from its own page (an evaluation, a measure, a projet…): they are recorded there."""


@dataclass(frozen=True, slots=True)
class Acte:
    """An event that moves the last day of a deadline, or that fulfils it.

    Attributes:
        motif: attribute that must carry the ground, ``None`` when the rule asks for none.
        motifs: grounds offered: those of the catalogue, else ``MOTIFS``; empty when none is asked.
        lien: attribute that ties the facts of one matter, copied from the opening fact.
        repris: other attributes copied from it.
    """

    evenement: str
    libelle: str
    motif: str | None
    motifs: tuple[str, ...]
    lien: str | None
    repris: tuple[str, ...] = ()


def possibles(regles: Regles, code: str) -> list[Acte]:
    """The acts that the rule ``code`` foresees; none when it foresees none, or is not known."""
    regle = regles.par_code.get(code)
    return [] if regle is None else [_acte(regles, regle, *x) for x in _evenements(regle)]


def a_tenir(regles: Regles, code: str, sujet_type: str) -> list[Acte]:
    """The acts of a subject of that kind that fulfil the rule ``code`` and that no register records.

    An interview, a certificate, a council met, a move declared.

    What such an event tells beyond its day is taken from the fact that opened the deadline, dates aside; what that fact
    does not tell stays unknown, and a rule that asks for it will say so.
    """
    regle = regles.par_code.get(code)
    if regle is None:
        return []
    lus = [(regles.evenements[e], e) for e in regle.tenue_par if e not in AILLEURS and e in regles.evenements]
    return [
        replace(_acte(regles, regle, code_, None), repris=tuple(a.nom for a in evenement.attributs if a.type != "date"))
        for evenement, code_ in lus
        if sujet_type in evenement.sujets
    ]


def declares(evenements: Mapping[str, str]) -> list[Acte]:
    """Acts of a kind that has no rule in the catalogue, from the code and the label of each event."""
    return [Acte(code, libelle, None, (), None) for code, libelle in evenements.items()]


def _evenements(regle: RegleDelai) -> list[tuple[str, str | None]]:
    prolonge = [(regle.prolongation.evenement, regle.prolongation.motif)] if regle.prolongation else []
    suspend = [(regle.suspension.debut, None), (regle.suspension.fin, None)] if regle.suspension else []
    return [*prolonge, *suspend]


def _acte(regles: Regles, regle: RegleDelai, code: str, motif: str | None) -> Acte:
    evenement = regles.evenements[code]
    listees = next((a.valeurs for a in evenement.attributs if a.nom == motif), None)
    valeurs = (listees or MOTIFS) if motif else ()
    declares = {a.nom for a in evenement.attributs}
    lien = regle.lien if regle.lien in declares else None
    return Acte(code, evenement.libelle, motif, tuple(str(v) for v in valeurs), lien)


def fautes(acte: Acte, *, survenu_le: date | None, ouverte_le: date | None, au: date, motif: str) -> list[Faute]:
    """Why the act cannot be recorded so; empty when it can."""
    trouvees = []
    if survenu_le is not None and survenu_le > au:
        phrase = f"Le {texte_du_jour(survenu_le)} n'est pas passé : enregistrez l'acte une fois qu'il a eu lieu."
        trouvees.append(Faute("survenu_le", phrase))
    if ouverte_le is not None and survenu_le is not None and survenu_le < ouverte_le:
        debut = texte_du_jour(ouverte_le)
        phrase = f"Le {texte_du_jour(survenu_le)} précède ce qui ouvre le délai ({debut}) : corrigez la date."
        trouvees.append(Faute("survenu_le", phrase))
    if acte.motif and not motif:
        trouvees.append(Faute("motif", f"« {acte.libelle} » demande un motif : choisissez-le."))
    return trouvees


def fautes_annulation(
    *, annule_le: datetime | None, motif: str | None, permis: bool, auteur: str, suite: object | None
) -> list[Faute]:
    """Why an act recorded on a deadline cannot be taken back; empty when it can.

    Args:
        motif: ``None``: not read, and told already.
        permis: the agent recorded it, or may take back what a colleague did.
        suite: an act recorded since on a deadline that this one opens.
    """
    if annule_le is not None:
        return [Faute("", f"Cet acte est déjà annulé, depuis le {texte_du_jour(annule_le.date())} : rien à faire.")]
    trouvees = []
    if not permis:
        trouvees.append(Faute("", f"Cet acte est noté par {auteur} : demandez-lui de l'annuler, ou à un cadre."))
    if motif is not None and not motif.strip():
        trouvees.append(Faute("motif", "Dites en quelques mots pourquoi cet acte est annulé."))
    if suite is not None:
        trouvees.append(
            Faute("", "Un autre acte est noté sur une échéance que celui-ci a ouverte : annulez-le d'abord.")
        )
    return trouvees


def attributs(acte: Acte, *, ouvrants: Mapping[str, Any], motif: str) -> dict[str, Any]:
    """What the fact carries: the tie of the matter, and the ground."""
    portes: dict[str, Any] = {nom: ouvrants[nom] for nom in acte.repris if nom in ouvrants}
    if acte.lien and acte.lien in ouvrants:
        portes[acte.lien] = ouvrants[acte.lien]
    if acte.motif:
        portes[acte.motif] = motif
    return portes
