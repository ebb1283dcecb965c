"""Pages of one's own account, and the matrix of rights."""

from __future__ import annotations

import os
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetConfirmView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jalons.application.acces import services
from jalons.application.acces.forms import ConnexionForm
from jalons.application.acces.gate import ouverte
from jalons.application.acces.http import Requete
from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission, Role
from jalons.application.territoires.models import Collectivite


class Connexion(LoginView):
    """Login; the demonstration lists its accounts."""

    template_name = "acces/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Accounts are listed only when the server is told it is a demonstration."""
        comptes = Agent.objects.filter(courriel__endswith="@demo.invalid", is_active=True).order_by("courriel")
        demonstration = os.environ.get("JALONS_DEMO") == "oui"
        return {**super().get_context_data(**kwargs), "comptes": comptes if demonstration else []}


class Deconnexion(LogoutView):
    """Logout, by a form only."""

    ouverte = "chacun peut fermer sa session"


class MotDePasse(PasswordChangeView):
    """Change of one's own password; other sessions are closed."""

    template_name = "acces/mot_de_passe.html"
    success_url = reverse_lazy("acces:compte")
    ouverte = "chacun peut changer son mot de passe"

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
        return super().form_valid(form)


class ChoisirMotDePasse(PasswordResetConfirmView):
    """Choice of a password by a link that an administrator drew; works once."""

    template_name = "acces/choisir_mot_de_passe.html"
    success_url = reverse_lazy("acces:connexion")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, "Votre mot de passe est enregistré. Connectez-vous.")
        return super().form_valid(form)


@require_POST
@ouverte("chacun ferme ses propres sessions")
def sessions(requete: Requete) -> HttpResponse:
    """End one's sessions everywhere but here."""
    update_session_auth_hash(requete, services.fermer_sessions(requete.user))
    messages.success(requete, "Vos autres sessions sont fermées.")
    return redirect("acces:compte")


@require_safe
@ouverte("chacun voit son propre compte")
def compte(requete: Requete) -> HttpResponse:
    """One's roles and places, in words, and the territory one works on."""
    affectations = requete.user.affectations.select_related("region", "collectivite", "unite")
    codes = requete.droits.collectivites
    choix = Collectivite.objects.filter(pk__in=codes) if len(codes) > 1 else Collectivite.objects.none()
    return render(requete, "acces/compte.html", {"affectations": affectations, "choix": choix})


@require_POST
@ouverte("chacun choisit le territoire sur lequel il travaille, parmi les siens")
def territoire(requete: Requete) -> HttpResponse:
    """Choose the current territory, or all of them."""
    code = requete.POST.get("territoire", "")
    if code in requete.droits.collectivites:
        requete.session["territoire"] = code
    else:
        requete.session.pop("territoire", None)
    suite = requete.POST.get("suite", "")
    sure = url_has_allowed_host_and_scheme(suite, allowed_hosts={requete.get_host()})
    return redirect(suite if sure else "acces:compte")


@require_safe
@ouverte("chacun peut lire qui a le droit de faire quoi")
def matrice(requete: Requete) -> HttpResponse:
    """Roles × permissions, as the code applies them."""
    utiles = [r for r in Role if len(MATRICE[r]) > 1]
    lignes = [(p, [p in MATRICE[r] for r in utiles]) for p in Permission]
    return render(requete, "acces/matrice.html", {"roles": utiles, "tous": list(Role), "lignes": lignes})
