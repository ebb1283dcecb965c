"""What ``echeancier`` inscribes: its line of the menu, and what presses on the home page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import groupes, portee, rules, selectors
from jalons.application.faits import selectors as faits
from jalons.application.faits.adresses import inscrire_page
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.noyau.accord import compter

LIGNES_D_ACCUEIL = 6


def _accueil(request: Any, objet: Any) -> dict[str, Any]:
    """Counts of what is late or soon due, and the first of them: of the agent's own files, else of her perimeter."""
    jour, maintenant = timezone.localdate(), timezone.now()
    siens = selectors.ses_dossiers(request, jour, maintenant=maintenant)
    a_tenir = groupes.a_tenir(request, au=jour, maintenant=maintenant, siens=siens or None)
    comptes = a_tenir.compter()
    if siens and not any(c.nombre for c in comptes.values()):
        siens, a_tenir = [], groupes.a_tenir(request, au=jour, maintenant=maintenant)
        comptes = a_tenir.compter()
    lues = a_tenir.lire({g: comptes[g] for g in rules.PRESSES}, 0, LIGNES_D_ACCUEIL)
    return {
        "lignes": [(vue, rules.jours_en_mots(vue.situation.jours)) for vue in faits.presenter(lues, au=jour)],
        "portee": portee.DOSSIERS if siens else portee.PERIMETRE,
        "chiffres": [(rules.GROUPES[g], comptes[g].en_mots, g) for g in (*rules.PRESSES, "retard_ancien")],
    }


def _chiffres(request: Any, objet: Any) -> dict[str, Any] | None:
    """How deadlines of children stand, without a name, for those who may count them but open no file."""
    if request.droits.perimetre(Permission.ENFANTS_VOIR):
        return None
    lignes = selectors.comptees(request, au=timezone.localdate(), maintenant=timezone.now())
    tenue = selectors.compter_ensemble(lignes)
    part = tenue.taux[0]
    return {
        "tenue": tenue,
        "part": "inconnue" if part is None else f"{part} %",
        "sur": f"sur {compter(tenue.jugees, 'échéance')} passées",
    }


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_page("echeancier:echeance")
    inscrire_menu(
        EntreeMenu(
            "Échéances", "echeancier:miennes", Permission.FAITS_VOIR, ordre=60, icone="horloge", groupe="Pilotage"
        )
    )
    inscrire_panneau(
        Panneau(
            "portail:accueil", "Mes échéances", Permission.ENFANTS_VOIR, _accueil, "echeancier/_panneau_accueil.html",
            ordre=5, cle="echeances",
        ),
        Panneau(
            "portail:accueil", "Échéances des enfants", Permission.ECHEANCIER_COMPTER, _chiffres,
            "echeancier/_panneau_chiffres.html", ordre=6, cle="echeances-chiffres",
        ),
    )  # fmt: skip
