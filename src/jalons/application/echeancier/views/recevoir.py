"""The calendar feed and the e-mail of Mondays."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import droits
from jalons.application.echeancier import envois, services
from jalons.application.echeancier.models import Abonnement
from jalons.application.echeancier.selectors import Lecteur
from jalons.application.echeancier.views.commun import lieu, onglets
from jalons.application.socle.perimetre import perimetre


@require_http_methods(["GET", "POST"])
@requiert(Permission.FAITS_VOIR)
def recevoir(request: Requete) -> HttpResponse:
    """The agent's own subscriptions; a new secret address is shown once, on the answer that creates it."""
    jeton = ""
    if request.method == "POST":
        acte, ici = request.POST.get("acte", ""), lieu(request)
        if acte == "ouvrir":
            jeton = services.ouvrir_flux(agent=request.user, collectivite=ici)
        elif acte == "fermer":
            services.fermer_flux(agent=request.user, collectivite=ici)
            messages.success(request, "L'adresse ne répond plus.")
        elif acte in ("oui", "non"):
            services.choisir_courriel(agent=request.user, voulu=acte == "oui", collectivite=ici)
            messages.success(request, "Votre choix est enregistré.")
        if not jeton:
            return redirect("echeancier:recevoir")
    abonnement = Abonnement.objects.filter(agent=request.user).first()
    adresse = request.build_absolute_uri(reverse("echeancier:flux", args=[jeton])) if jeton else ""
    contexte = {"onglets": onglets(request, "recevoir"), "abonnement": abonnement, "adresse": adresse}
    reponse = render(request, "echeancier/recevoir.html", contexte)
    reponse["Cache-Control"] = "no-store"
    return reponse


@require_safe
@login_not_required
def flux(request: Requete, jeton: str) -> HttpResponse:
    """The calendar of whoever the secret address was drawn for, in her perimeter at this moment; without session."""
    maintenant = timezone.now()
    abonnement, permise = services.compter_lecture(jeton, maintenant=maintenant)
    if abonnement is None:
        raise Http404("Cette adresse n'existe pas, ou a été fermée.")
    if not permise:
        reponse = HttpResponse("Trop de lectures : réessayez dans une heure.", status=429, content_type="text/plain")
        reponse["Retry-After"] = "3600"
        return reponse
    jour = timezone.localdate()
    lecteur = Lecteur(abonnement.agent, droits(abonnement.agent, jour))
    with perimetre(lecteur.droits.collectivites, agent=abonnement.agent_id):
        corps = envois.calendrier(
            lecteur, maintenant=maintenant, au=jour,
            adresse=lambda pk: request.build_absolute_uri(reverse("echeancier:echeance", args=[pk])),
        )  # fmt: skip
    reponse = HttpResponse(corps, content_type="text/calendar; charset=utf-8")
    reponse["Cache-Control"] = "private, no-store"
    return reponse
