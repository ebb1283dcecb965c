"""What the pages share: their tabs, and where a journalled act of an agent counts."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.ui.composants.listes import Onglet

PARTIES = (
    ("Mes échéances", "miennes", Permission.FAITS_VOIR),
    ("Équipe et département", "tableau", Permission.FAITS_VOIR),
    ("Chiffres", "comptes", Permission.ECHEANCIER_COMPTER),
    ("Les règles", "regles", Permission.DROIT_VOIR),
    ("Règles locales", "regles_locales", Permission.DROIT_VOIR),
    ("Recevoir mes échéances", "recevoir", Permission.FAITS_VOIR),
)


def onglets(request: Requete, ici: str) -> list[Onglet]:
    """The parts of the échéancier that the agent may open."""
    return [
        Onglet(titre, reverse(f"echeancier:{nom}"), nom == ici)
        for titre, nom, permission in PARTIES
        if request.droits.peut(permission)
    ]


def lieu(request: Requete) -> str:
    """The collectivité of an act that concerns the agent and no object."""
    codes = request.droits.perimetre(Permission.FAITS_VOIR)
    return request.territoire if request.territoire in codes else min(codes)
