"""What the pages of a situation show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.crip import porte, rules, selectors
from jalons.application.crip.actes import PERMISSIONS
from jalons.application.crip.models import EnfantConcerne, Situation
from jalons.application.crip.origines import Origine
from jalons.application.crip.rules import Acte, Etat
from jalons.application.enfants import porte as porte_enfants
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.rules import age_en_mots


def contexte(requete: Requete, situation: Situation, maintenant: datetime) -> dict[str, Any]:
    """Everything the template of a situation needs; the reading goes to the journal."""
    au = timezone.localtime(maintenant).date()
    concernes = _concernes(requete, situation, maintenant)
    porte.lire(requete, situation, concernes, page="situation")
    numeros = {c.enfant_id: c.enfant.numero for c in concernes}
    lues = selectors.echeances_de(situation, list(numeros), au)
    informations = selectors.informations_de(situation)
    suites = selectors.suites_de(situation)
    transferable = situation.etat == Etat.TRANSFEREE or any(i.origine == Origine.DEPARTEMENT for i in informations)
    return {
        "situation": situation,
        "collectivite": situation.collectivite,
        "concernes": [(c, age_en_mots(c.enfant.naissance, au)) for c in concernes],
        "informations": informations,
        "passages": selectors.passages_de(situation),
        "suites": suites,
        "transferts": selectors.transferts_de(situation) if transferable else [],
        "echeances": [
            (ligne, "" if len(qui) == len(numeros) else ", ".join(numeros[e] for e in qui)) for ligne, qui in lues
        ],
        "actes": actes_offerts(requete, situation, retour_attendu=selectors.retour_attendu(suites)),
        "evaluee": situation.etat not in (Etat.RECUE, Etat.NON_QUALIFIEE, Etat.QUALIFIEE),
        "jour": au,
    }


def _concernes(requete: Requete, situation: Situation, maintenant: datetime) -> list[EnfantConcerne]:
    condition = porte_enfants.filtre(
        requete.droits, Permission.ENFANTS_VOIR, agent_id=requete.user.pk, maintenant=maintenant
    )
    ouvrables = Enfant.objects.filter(condition, pk=OuterRef("enfant_id"))
    lus = EnfantConcerne.objects.filter(situation=situation).select_related("enfant", "enfant__unite")
    return list(lus.annotate(ouvrable=Exists(ouvrables)).order_by("-signale", "enfant__naissance", "pk"))


def actes_offerts(requete: Requete, situation: Situation, *, retour_attendu: bool = False) -> list[tuple[str, str]]:
    """Label and address of each act that the state and the agent's rights allow now.

    Args:
        retour_attendu: whether a referral waits for the prosecutor's answer.
    """
    tenues: dict[Permission, bool] = {}
    offerts = []
    for acte in rules.actes_possibles(Etat(situation.etat)):
        permission = PERMISSIONS[acte]
        if acte is Acte.RETOUR_PROCUREUR and not retour_attendu:
            continue
        if permission not in tenues:
            tenues[permission] = porte.peut(requete, permission, situation)
        if tenues[permission]:
            offerts.append((acte.libelle, adresse(acte, situation.pk)))
    return offerts


def adresse(acte: Acte, pk: int) -> str:
    """Where an act is done."""
    propres = {Acte.JOINDRE: "crip:joindre", Acte.REMPLIR_GRILLE: "crip:remplir_grille"}
    return reverse(propres[acte], args=[pk]) if acte in propres else reverse("crip:acte", args=[pk, acte.value])


def actes_d_evaluation(requete: Requete, situation: Situation) -> list[tuple[str, str]]:
    """Those of the acts offered that belong to the evaluation."""
    siens = {adresse(a, situation.pk) for a in Acte if PERMISSIONS[a] is Permission.CRIP_EVALUER}
    return [(libelle, url) for libelle, url in actes_offerts(requete, situation) if url in siens]
