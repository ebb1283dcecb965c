"""What ``crip`` inscribes: its line of the menu, its panel on a child's file, its figures on the home page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils import timezone

from jalons.application.acces.droits import Place
from jalons.application.acces.permissions import Permission
from jalons.application.acces.preparees import ParDroits
from jalons.application.crip import porte, selectors
from jalons.application.crip.models import Situation
from jalons.application.crip.rules import ETATS, Etat
from jalons.application.enfants import porte as porte_enfants
from jalons.application.socle.preparees import LignesPreparees, Preparee
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, Ton, declarer_statuts

TONS: dict[Etat, tuple[str, Ton]] = {
    Etat.RECUE: ("alerte", "attention"),
    Etat.QUALIFIEE: ("information", "info"),
    Etat.NON_QUALIFIEE: ("moins", "neutre"),
    Etat.SIGNALEE: ("loi", "attention"),
    Etat.EN_EVALUATION: ("progres", "info"),
    Etat.RAPPORT_REMIS: ("rapport", "attention"),
    Etat.CLASSEE: ("arreter", "neutre"),
    Etat.AIDE_PROPOSEE: ("equipe", "info"),
    Etat.SAISIE: ("loi", "info"),
    Etat.SUITES: ("coche", "succes"),
    Etat.CLOTUREE: ("coche", "neutre"),
    Etat.TRANSFEREE: ("deplacer", "neutre"),
}
"""Icon and tone of each state."""


def _du_dossier(request: Any, objet: Any) -> dict[str, Any] | None:
    """Situations of a child, for those who may see them on this very child."""
    if not porte_enfants.peut(request, Permission.CRIP_VOIR, objet, maintenant=timezone.now()):
        return None
    prete = _situations(request.droits.places_avec(Permission.CRIP_VOIR))
    return {"situations": prete.lire(enfant=objet.pk, agent=request.user.pk), "attendus": selectors.A_EVALUER}


@lru_cache(maxsize=512)
def _situations(places: tuple[Place, ...]) -> Preparee[Situation]:
    """The query of the panel for agents who hold these places."""
    return Preparee(
        lambda enfant, agent: selectors.situations_de(enfant).filter(porte.des_places(places, agent)),
        enfant="bigint", agent="bigint",
    )  # fmt: skip


def _accueil(request: Any, objet: Any) -> dict[str, Any]:
    """Figures of the home page."""
    return {"compte": selectors.compte_de(_COMPTES.lire(request, timezone.now(), timezone.localdate()))}


_COMPTES = ParDroits(
    lambda requete, maintenant, au: selectors.a_compter(porte.visibles(requete), au), genre=LignesPreparees
)


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Informations préoccupantes", "crip:liste", Permission.CRIP_VOIR, ordre=15, icone="alerte", groupe="Enfants"
        )
    )
    inscrire_panneau(
        Panneau(
            "enfants:enfant", "Informations préoccupantes", Permission.CRIP_VOIR, _du_dossier,
            "crip/_panneau_enfant.html", ordre=50, cle="crip",
        ),
        Panneau(
            "portail:accueil", "Informations préoccupantes", Permission.CRIP_VOIR, _accueil,
            "crip/_panneau_accueil.html", ordre=4, cle="crip",
        ),
    )  # fmt: skip
    statuts = {e.value: Statut(libelle, *TONS[e]) for e, libelle in ETATS.items()}
    declarer_statuts("situation", statuts)
