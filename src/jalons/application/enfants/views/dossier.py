"""The file of a child: reading, editing by section, history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import edition, historiques, page_dossier, porte, services
from jalons.application.enfants.forms import IdentiteForm, SituationForm, Versionnee
from jalons.application.enfants.models import Enfant

SECTIONS: dict[str, tuple[str, type[Versionnee]]] = {
    "identite": ("Identité", IdentiteForm),
    "situation": ("Situation", SituationForm),
}


@require_safe
@requiert(Permission.ENFANTS_VOIR)
def dossier(request: Requete, pk: int) -> HttpResponse:
    """Everything the agent may see of a child."""
    maintenant = timezone.now()
    enfant = porte.ouvrir(request, pk, page="dossier", maintenant=maintenant)
    return render(request, "enfants/dossier.html", page_dossier.contexte(request, enfant, maintenant))


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def modifier(request: Requete, pk: int, code: str) -> HttpResponse:
    """Edit a section of the file."""
    if code not in SECTIONS:
        raise Http404("Cette partie du dossier n'existe pas.")
    titre, classe = SECTIONS[code]
    faire, noms = Permission.ENFANTS_MODIFIER, classe.noms()
    enfant = porte.ouvrir(request, pk, page=f"modifier {code}", maintenant=timezone.now(), faire=faire)
    options: dict[str, Any] = {"collectivite": enfant.collectivite_id} if code == "situation" else {}

    def courant() -> tuple[int, dict[str, Any]]:
        frais = Enfant.objects.select_related("unite").get(pk=enfant.pk)
        return frais.version, {nom: getattr(frais, nom) for nom in noms}

    return edition.section(
        request, enfant, titre=titre, courant=courant,
        controle=lambda lus: services.fautes_de(enfant, lus, au=timezone.localdate()),
        construire=lambda recu, initial: classe(recu, initial=initial, **options),
        ecrire=lambda version, champs: services.modifier_enfant(
            enfant=enfant, version=version, par=request.user, au=timezone.localdate(), **champs
        ),
    )  # fmt: skip


@require_safe
@requiert(Permission.ENFANTS_VOIR)
def historique(request: Requete, pk: int) -> HttpResponse:
    """Who changed what, and when; never what an address was, nor what a compartment says."""
    enfant = porte.ouvrir(request, pk, page="historique", maintenant=timezone.now())
    contexte = {"enfant": enfant, "collectivite": enfant.collectivite, "changements": historiques.lire(enfant)}
    return render(request, "enfants/historique.html", contexte)
