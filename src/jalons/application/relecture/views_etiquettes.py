"""Labels of a département: those it has kept, keep one, take one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.relecture import selectors, services
from jalons.application.relecture.genres import genre
from jalons.application.relecture.models import Etiquette
from jalons.noyau.saisie import EntreeRefusee

RELIRE = Permission.RELECTURE_RELIRE


@require_safe
@requiert(RELIRE)
def etiquettes(request: Requete) -> HttpResponse:
    """The labels that the départements of the perimeter have kept."""
    lues = [(e, genre(e.genre).libelle) for e in selectors.etiquettes(request)]
    return render(request, "relecture/etiquettes.html", {"etiquettes": lues})


@require_POST
@requiert(RELIRE)
def retenir(request: Requete, pk: int, element: int) -> HttpResponse:
    """Keep the label that announces an element, for the next documents of the same département."""
    lue = selectors.ouvrable(request, pk)
    vise = selectors.element(lue, element)
    try:
        gardee = services.retenir_etiquette(
            collectivite=lue.collectivite_id, genre=vise.genre, texte=request.POST.get("texte", ""), par=request.user,
            maintenant=timezone.now(),
        )  # fmt: skip
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
    else:
        messages.success(request, f"« {gardee} » est retenue : les prochains documents seront lus avec elle.")
    return redirect(reverse("relecture:relecture", args=[pk], query={"element": element}))


@require_POST
@requiert(RELIRE)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Take a label away."""
    etiquette = obtenir(Etiquette.objects.all(), requete=request, voir=RELIRE, pk=pk)
    try:
        services.retirer_etiquette(etiquette=etiquette, par=request.user, maintenant=timezone.now())
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
    else:
        messages.success(request, f"« {etiquette} » est retirée.")
    return redirect("relecture:etiquettes")
