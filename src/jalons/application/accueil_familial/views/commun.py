"""What the pages of ``accueil_familial`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.accueil_familial import selectors
from jalons.application.accueil_familial.models import AssistantFamilial
from jalons.application.etablissements import porte
from jalons.application.etablissements.models import Organisme
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

COMPTER, VOIR = Permission.ACCUEIL_FAMILIAL_COMPTER, Permission.ACCUEIL_FAMILIAL_VOIR
DECLARER, MODIFIER = Permission.ACCUEIL_FAMILIAL_DECLARER, Permission.ACCUEIL_FAMILIAL_MODIFIER
DOMICILE = Permission.ACCUEIL_FAMILIAL_DOMICILE


def codes(requete: Requete, permission: Permission = VOIR) -> list[str]:
    """Collectivités where the agent holds ``permission``, on the territory chosen if there is one."""
    vus = requete.droits.perimetre(permission)
    return sorted(vus & {requete.territoire} if requete.territoire else vus)


def territoire(requete: Requete) -> str:
    """The collectivité where a new carer goes: the one chosen, else the only one where the agent may write."""
    permis = requete.droits.perimetre(MODIFIER)
    code = requete.territoire if requete.territoire in permis else min(permis, default="")
    if not code:
        raise Http404("Choisissez d'abord un territoire.")
    return code


def employeurs(requete: Requete, permission: Permission = VOIR) -> Any:
    """Managing bodies on which the agent holds ``permission``."""
    return porte.visibles(Organisme.objects.all(), requete=requete, permission=permission, organisme="code")


def ouvrir(requete: Requete, pk: int, *, faire: Permission | None = None) -> AssistantFamilial:
    """The carer, if the agent may see him, then do the act."""
    lignes = AssistantFamilial.objects.select_related(
        "collectivite", "employeur", "unite__etablissement", "territoire", "pole", "pole_externe"
    )
    return porte.obtenir(lignes, requete=requete, voir=VOIR, faire=faire, organisme=selectors.EMPLOYEUR, pk=pk)


def peut(requete: Requete, permission: Permission, assistant: AssistantFamilial) -> bool:
    """Whether the agent holds ``permission`` on this very carer. No query."""
    return porte.peut(requete, permission, assistant, assistant.employeur.code)


def traiter(
    requete: Requete, formulaire: Any, enregistrer: Callable[[], Any], *, titre: str, retour: str, fait: str,
    sous_titre: str = "", bouton: str = "Enregistrer", phrases: Any = (),
) -> HttpResponse:  # fmt: skip
    """A form as a page: saved, back to ``retour``; else shown again with the status that its faults call for.

    Args:
        fait: what is said once it is saved.
        phrases: what to know before the act, shown above the form.
    """
    depassee: VersionDepassee | None = None
    if formulaire.is_bound and formulaire.is_valid():
        try:
            enregistrer()
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, fait)
            return redirect(retour)
    contexte = {
        "formulaire": formulaire, "titre": titre, "sous_titre": sous_titre, "bouton": bouton, "retour": retour,
        "phrases": phrases, "depassee": depassee, "changements": entre_temps(depassee) if depassee else [],
    }  # fmt: skip
    code = 409 if depassee else 422 if formulaire.is_bound and formulaire.errors else 200
    return render(requete, "accueil_familial/formulaire.html", contexte, status=code)


def recu(requete: Requete) -> Any:
    """What was sent, or nothing."""
    return requete.POST if requete.method == "POST" else None
