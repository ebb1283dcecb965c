"""The request as our views see it: an authenticated agent, its rights, htmx."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from jalons.application.acces.droits import Droits
from jalons.application.acces.models import Agent
from jalons.application.territoires.models import Collectivite


class Requete(HttpRequest):
    """Type of the requests that views receive; never instantiated by us."""

    user: Agent
    htmx: HtmxDetails
    droits: Droits
    territoire: str | None
    """Code of the collectivité chosen for the session: lists are narrowed to it."""
    lieu: str
    """Code of the collectivité of the object that the page is about, once the gate has let it through."""
    collectivite: Collectivite | None
    """That of the object shown, else the one chosen, else the agent's only one (lazy: one query)."""
