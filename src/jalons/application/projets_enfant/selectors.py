"""Reads about the projet and the reports of one child, once the gate has let the agent in."""

from __future__ import annotations

from jalons.application.enfants.models import Enfant, LienFamilial
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import Echeance
from jalons.application.projets_enfant.models import Projet, RapportSituation

REGLE_ETABLIR = "PPE-3M"
"""The rule that says for which measures a projet is to be established."""
REGLES_PPE = ("PPE-3M", "RAP-LOCAL-PPE-2M", "PPE-ACTU", "PPE-ACTU-6M", "PPE-SANTE", "PPE-PERSONNE-CONF", "PPE-COPIE")
REGLES_ACTU = ("PPE-ACTU", "PPE-ACTU-6M")
REGLES_RAPPORT = ("RAP-ANNUEL", "RAP-SEMESTRIEL", "RAP-JUGE")


def ouvert(enfant: Enfant) -> Projet | None:
    """The projet under way; ``None`` without one."""
    return Projet.objects.filter(enfant=enfant).exclude(etat=Projet.Etat.CLOS).first()


def mesures_a_couvrir(enfant: Enfant) -> list[str]:
    """Measures not ended for which the law asks a projet, as the deadlines of the child say it."""
    finies = {f.attributs.get("mesure") for f in faits.faits_de(enfant).filter(evenement="mesure_fin")}
    lignes = faits.echeances_de(enfant).filter(regle=REGLE_ETABLIR).exclude(etat="sans_objet").select_related("fait")
    reperes = {ligne.fait.attributs.get("mesure", "") for ligne in lignes if ligne.fait is not None}
    return sorted(r for r in reperes if r and r not in finies)


def mesures_sans_projet(enfant: Enfant) -> list[str]:
    """Those of them for which no projet was ever said established."""
    etablies = {f.attributs.get("mesure") for f in faits.faits_de(enfant).filter(evenement="ppe_etabli")}
    return [m for m in mesures_a_couvrir(enfant) if m not in etablies]


def cadre_probable(enfant: Enfant) -> str:
    """Administrative or judicial, as the last measure begun says; empty when none does."""
    debuts = faits.faits_de(enfant).filter(evenement="mesure_debut").order_by("-survenu_le", "-id")
    return next((str(c) for f in debuts if (c := f.attributs.get("cadre"))), "")


def titulaires(enfant: Enfant) -> dict[int, str]:
    """Adults known to hold parental authority, by key, with the words that name each to a reader of the projet."""
    liens = LienFamilial.objects.filter(
        enfant=enfant,
        autorite_parentale__in=[LienFamilial.Autorite.TITULAIRE, LienFamilial.Autorite.DELEGATAIRE],
        personne__decede_le=None,
    ).select_related("personne")
    return {lien.personne_id: lien.personne.nom_complet for lien in liens}


def comptes(projet: Projet) -> dict[str, int]:
    """Number of domains written and of objectives, for ``rules.fautes_pour_etablir``."""
    return {"besoins": projet.volets.exclude(besoins="").count(), "objectifs": projet.objectifs.count()}


def rapports_a_suivre(enfant: Enfant) -> list[RapportSituation]:
    """Validated reports that no update of the projet has answered yet."""
    suivis = {f.attributs.get("rapport") for f in faits.faits_de(enfant).filter(evenement="ppe_actualise")}
    rapports = RapportSituation.objects.filter(enfant=enfant, valide_le__isnull=False)
    return [r for r in rapports if r.repere not in suivis]


def echeances_de(enfant: Enfant) -> list[Echeance]:
    """Deadlines of the projet and of the reports of a child. One query."""
    return [e for e in faits.lire_echeances_de(enfant) if e.regle in _DES_PROJETS]


_DES_PROJETS = frozenset({*REGLES_PPE, *REGLES_RAPPORT})
