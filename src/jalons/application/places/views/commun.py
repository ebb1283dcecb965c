"""What the pages of ``places`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

VOIR, DECLARER, MANQUES = Permission.PLACES_VOIR, Permission.PLACES_DECLARER, Permission.PLACES_MANQUES
DEMANDER, OCCUPER, PLANIFIER = Permission.PLACES_DEMANDER, Permission.PLACES_OCCUPER, Permission.PLACES_PLANIFIER


def codes(requete: Requete, permission: Permission = VOIR) -> list[str]:
    """Collectivités where the agent holds ``permission``, on the territory chosen if there is one."""
    vus = requete.droits.perimetre(permission)
    return sorted(vus & {requete.territoire} if requete.territoire else vus)


def faire(formulaire: Any, acte: Callable[[dict[str, Any]], object]) -> tuple[bool, VersionDepassee | None]:
    """Do ``acte`` with what a form holds; whether it is done, and what a colleague did if that stopped it."""
    if not formulaire.is_bound or not formulaire.is_valid():
        return False, None
    try:
        acte(formulaire.cleaned_data)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
    except VersionDepassee as erreur:
        formulaire.reprendre(erreur.actuelle)
        return False, erreur
    else:
        return True, None
    return False, None


def page_de_formulaire(
    requete: Requete, formulaire: Any, *, titre: str, retour: str, bouton: str = "Enregistrer", sous_titre: str = "",
    depassee: VersionDepassee | None = None, phrases: Any = (),
) -> HttpResponse:  # fmt: skip
    """A form as a page, with the status that its faults call for.

    Args:
        phrases: what to check before the act, shown above the form.
    """
    code = 409 if depassee else 422 if formulaire.is_bound and formulaire.errors else 200
    contexte = {
        "formulaire": formulaire,
        "titre": titre,
        "sous_titre": sous_titre,
        "bouton": bouton,
        "retour": retour,
        "phrases": phrases,
        "depassee": depassee,
        "changements": entre_temps(depassee) if depassee else [],
    }
    return render(requete, "places/formulaire.html", contexte, status=code)
