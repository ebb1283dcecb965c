"""Opens the perimeter of the agent around the whole request, rendering included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pghistory.middleware
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from jalons.application.acces.droits import Droits
from jalons.application.acces.identite import agent_de, habilitations
from jalons.application.acces.selectors import droits, droits_depuis, territoire_courant
from jalons.application.socle.perimetre import perimetre


class AgentMiddleware(AuthenticationMiddleware):
    """Django's, with the agent and her roles read in one query."""

    def process_request(self, request: HttpRequest) -> None:
        """Put the agent on the request, read when somebody asks."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _une_fois(request))  # type: ignore[assignment]


def _une_fois(requete: Any) -> Any:
    if not hasattr(requete, "_cached_user"):
        requete._cached_user = agent_de(requete, timezone.localdate())
    return requete._cached_user


class ConnexionRequise(LoginRequiredMiddleware):
    """Whoever is not logged in, or no longer, is sent to log in, then back to the page that she was on.

    An act that a form sends has no page of its own to come back to; a part of a page that htmx asks for would show the
    form of the login inside the page, or nothing.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        """To the login; the whole page leaves when a part of it was asked for."""
        par_htmx = request.headers.get("HX-Request") == "true"
        retour = request.get_full_path()
        if par_htmx or request.method not in ("GET", "HEAD"):
            retour = _page_ouverte(request) or "/"
        reponse = redirect_to_login(retour, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return HttpResponse(status=401, headers={"HX-Redirect": reponse.url}) if par_htmx else reponse


def _page_ouverte(request: HttpRequest) -> str:
    """Path of the page of this site from which the request comes, as the browser says it; empty else."""
    dite = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if dite.netloc != request.get_host():
        return ""
    return f"{dite.path}?{dite.query}" if dite.query else dite.path


class PerimetreMiddleware:
    """One transaction per request, that sees the rows of the agent's perimeter and no other.

    ``ATOMIC_REQUESTS`` would close its transaction before a ``TemplateResponse`` is rendered: pages would be empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the perimeter."""
        request.droits = _droits(request.user)  # type: ignore[attr-defined]
        request.territoire = _choisi(request)  # type: ignore[attr-defined]
        request.collectivite = SimpleLazyObject(lambda: territoire_courant(request))  # type: ignore[attr-defined]
        with perimetre(request.droits.collectivites, agent=request.user.pk or ""):  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo what a failed view wrote: the exception becomes a page before the block above sees it."""
        transaction.set_rollback(True)


def _droits(agent: Any) -> Droits:
    """Her rights today: those that were read with her, if so."""
    lues = habilitations(agent) if agent.is_authenticated else None
    if lues is None:
        return droits(agent, timezone.localdate())
    noms = ("niveau", "region", "collectivite", "role", "unite", "organisme")
    return droits_depuis(tuple(ligne[nom] for nom in noms) for ligne in lues)


def _choisi(request: HttpRequest) -> str | None:
    """The territory chosen for this session, if the agent still holds a role there."""
    if not request.user.is_authenticated:
        return None
    code = request.session.get("territoire")
    return code if code in request.droits.collectivites else None  # type: ignore[attr-defined]


class HistoriqueMiddleware(pghistory.middleware.HistoryMiddleware):
    """Keeps the agent's identifier and the address with each change of a row."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Identifiers only."""
        return {"agent": request.user.pk, "adresse": request.path}
