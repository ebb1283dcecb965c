"""Who sends a request, and with which rights: read at each request, so by queries prepared once for each process."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from jalons.application.acces.models import Affectation, Agent
from jalons.application.socle.preparees import Parametre, Preparee


class SessionStore(db.SessionStore):
    """Django's sessions, read by a query of ours; everything else is theirs."""

    def _get_session_from_db(self) -> Any:
        """The row of this session, unless it has expired."""
        lues = _SESSIONS.lire(cle=self.session_key or "", maintenant=timezone.now())
        return lues[0] if lues else super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs


def _sessions(cle: Parametre, maintenant: Parametre) -> QuerySet[Session]:
    return Session.objects.filter(session_key=cle, expire_date__gt=maintenant)


class Agrege(Func):
    """Values of several rows in one list of JSON."""

    function = "json_agg"
    output_field = TextField()


def _agents(pk: Parametre, jour: Parametre) -> QuerySet[Agent]:
    ligne = JSONObject(
        niveau="niveau", region="region_id", collectivite="collectivite_id", role="role", unite="unite_id",
        organisme="organisme",
    )  # fmt: skip
    tenues = Affectation.objects.filter(Q(fin=None) | Q(fin__gte=jour), agent=OuterRef("pk"), debut__lte=jour)
    liste = tenues.order_by().values("agent").annotate(tout=Cast(Agrege(ligne), TextField())).values("tout")
    return Agent.objects.filter(pk=pk, is_active=True).annotate(tenues=Subquery(liste)).order_by()


_SESSIONS = Preparee(_sessions, cle="text", maintenant="timestamptz")
_AGENTS = Preparee(_agents, pk="bigint", jour="date")


def agent_de(requete: HttpRequest, jour: date) -> Any:
    """The agent of the session with her roles on ``jour``, or an anonymous visitor: who Django's ``get_user`` gives.

    Whatever is not the ordinary case (an account closed, a password changed since) is left to Django, which also ends
    the session when it must.
    """
    session = requete.session
    cle, empreinte = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY)
    if cle and empreinte and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS:
        for agent in _AGENTS.lire(pk=int(cle), jour=jour):
            if constant_time_compare(empreinte, agent.get_session_auth_hash()):
                return agent
    return get_user(requete)


def habilitations(agent: Any) -> list[dict[str, Any]] | None:
    """The roles that were read with the agent of a request; ``None`` for an agent read otherwise."""
    if not hasattr(agent, "tenues"):
        return None
    lues: list[dict[str, Any]] = json.loads(agent.tenues or "[]")
    return lues
