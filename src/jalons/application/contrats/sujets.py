"""What ``contrats`` tells lower modules: how its deadlines are computed, how its money is read, who reads its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from jalons.application.acces.gate import obtenir
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats import selectors
from jalons.application.contrats.dossier import Etape
from jalons.application.contrats.models import Contrat, EtapeContrat
from jalons.application.documents.objets import ObjetAPieces
from jalons.application.documents.objets import inscrire as inscrire_pieces
from jalons.application.faits.rules import FaitConnu, contrat_depuis
from jalons.application.faits.sujets import GenreSujet, Presentation, par_la_porte, verrous
from jalons.application.faits.sujets import inscrire as inscrire_sujet
from jalons.application.fiches.models import Cadre
from jalons.application.finances import contexte
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.droit import DroitInapplicable, regime, regimes
from jalons.droit.echeances import Echeance, FaitsContrat, echeances_contrat, limite_du_rapport


def lire(cle: int) -> Contrat | None:
    """The contract with its frame; ``None`` when it does not exist any more. One query."""
    return Contrat.objects.select_related("cadre").filter(pk=cle).first()


def evaluer(contrat: Contrat | None, faits: list[FaitConnu], au: date) -> list[Echeance]:
    """Deadlines of the contract on the day ``au``; a contract taken over may miss acts nobody recorded."""
    if contrat is None:
        return []
    debut, fin = contrat.cadre.debut, contrat.cadre.fin
    annees = range(debut.annee, fin.annee + 1) if debut and fin else ()
    exercices = tuple(a for a in annees if _rapport_demande(a))
    return echeances_contrat(
        FaitsContrat(
            sujet=str(contrat), regime=regime(contrat.regime), exercices=exercices, fin=fin,
            suivi_complet=not contrat.repris, **contrat_depuis(faits),
        ),
        au=au,
    )  # fmt: skip


def _rapport_demande(exercice: int) -> bool:
    """Whether an act asks for a report of that exercice: none did before 2020."""
    try:
        limite_du_rapport(exercice)
    except DroitInapplicable:
        return False
    return True


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Title and address of contracts. One query."""
    return {
        c.pk: Presentation(str(c), reverse("contrats:contrat", args=[c.pk]))
        for c in Contrat.objects.select_related("cadre").filter(pk__in=list(cles))
    }


def lire_contexte(cadre: Cadre) -> contexte.Contexte:
    """How the amounts of a contract are read: no query when the page has put its dossier on the contract."""
    lu = Cadre.contrat.is_cached(cadre) and getattr(cadre.contrat, "dossier_lu", None)
    complete, au = (lu.finances.complete, lu.jour_du_droit) if lu else selectors.lecture_des_montants(cadre)
    return contexte.Contexte(complete, au, url=reverse("contrats:contrat", args=[cadre.pk]))


def lire_fermeture(cadre: Cadre) -> contexte.Fermeture | None:
    """A signed contract changes its amounts by avenant only, unless it is older than Jalons. One query."""
    signe = EtapeContrat.objects.filter(contrat=cadre.pk, etape=Etape.SIGNATURE.value, contrat__repris=False)
    if not signe.exists():
        return None
    return contexte.Fermeture(
        "Le contrat est signé : ses montants prévus et signés ne changent que par un avenant. Ouvrez un avenant sur le "
        "champ « Montants » ; ce qui est notifié, engagé, payé ou justifié s'enregistre ici.",
        reverse("contrats:ouvrir_avenant", args=[cadre.pk]),
    )


def _a_lire(requete: Requete, pk: int) -> Contrat:
    return obtenir(selectors.tous(), requete=requete, voir=Permission.CONTRATS_VOIR, pk=pk)


def _a_completer(requete: Requete, pk: int) -> Contrat:
    return obtenir(
        selectors.tous(), requete=requete, voir=Permission.CONTRATS_VOIR, faire=Permission.CONTRATS_MODIFIER, pk=pk
    )


AU_REGISTRE = ("candidature", "projet_contrat", "signature", "rapport_execution")
"""Acts of a regime that the steps of the contract, its avenants and its reports state."""


def a_noter(code: str) -> Mapping[str, str]:
    """The act that fulfils the deadline of that code when no page of a contract states it: its code and its label."""
    return {e.code: e.libelle for r in regimes() for e in r.echeances if e.code == code and e.objet not in AU_REGISTRE}


ouvrir, tenues = par_la_porte(selectors.tous, Permission.CONTRATS_VOIR, Permission.CONTRATS_MODIFIER)


def inscrire() -> None:
    """Called once, when the application starts."""
    inscrire_sujet(
        GenreSujet(
            "contrat", "Contrats", evaluer, presenter, permission=Permission.CONTRATS_VOIR, lire=lire,
            tenir=verrous(Contrat), ouvrir=ouvrir, tenues=tenues, a_noter=a_noter,
        )
    )  # fmt: skip
    contexte.inscrire(Cadre.Nature.CONTRAT.value, lire_contexte, fermeture=lire_fermeture)
    inscrire_menu(EntreeMenu("Contrats", "contrats:liste", Permission.CONTRATS_VOIR, ordre=20, icone="contrat"))
    inscrire_pieces(
        ObjetAPieces(
            "contrats.contrat", _a_lire, _a_completer, lambda c: reverse("contrats:documents", args=[c.pk]),
            (("contrat_signe", "Contrat signé (numérisé)"), ("annexe", "Annexe"), ("piece", "Autre pièce")),
        )
    )  # fmt: skip
