"""Jobs done outside a request, in PostgreSQL: deferred in the transaction of the act that asks for them.

A job receives the collectivités it works for as an argument and runs inside their perimeter: one that forgot them
would see no row at all and conclude that there is nothing to do. A module declares its jobs in its ``taches.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeAlias

import pghistory
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from jalons.application.socle.perimetre import AUCUN, perimetre

Tache: TypeAlias = Task[Any, Any, Any]

REPRISE = RetryStrategy(max_attempts=3, exponential_wait=2, retry_exceptions=[OperationalError, InterfaceError])
"""A job whose base went away is tried again after 2, then 4 seconds; any other failure is kept, to be looked at."""


def tache(nom: str, *, cron: str | None = None) -> Callable[[Callable[..., object]], Tache]:
    """Declare the decorated function as the job ``nom`` (``module:verb``).

    It is called with the arguments given to ``differer``, which must be JSON, inside the perimeter of the
    collectivités given there; each of its writes carries the agent and the name of the job in the history.

    Args:
        cron: also run it at these times (five fields); such a run has no collectivité and no argument.
    """

    def decorer(fonction: Callable[..., object]) -> Tache:
        @wraps(fonction)
        def executer(
            timestamp: int | None = None, collectivites: Iterable[str] = (), agent: int | None = None, **arguments: Any
        ) -> None:
            _lacher_les_mortes()  # the thread keeps the connection of the job before
            try:
                with perimetre(collectivites, agent=agent or ""), pghistory.context(agent=agent, tache=nom):
                    fonction(**arguments)
            finally:
                _lacher_les_mortes()

        declaree = app.task(name=nom, retry=REPRISE)(executer)
        return app.periodic(cron=cron)(declaree) if cron else declaree

    return decorer


def _lacher_les_mortes() -> None:
    """Close connections that the server has ended; never inside a transaction, which would be lost."""
    if not connection.in_atomic_block:
        close_old_connections()


def differer(declaree: Tache, *, collectivites: Iterable[str], par: Any, **arguments: Any) -> int:
    """Ask for a job; it starts once the current transaction is committed, and never if it is rolled back.

    Args:
        collectivites: codes of the only collectivités whose rows the job will see.
        par: the agent who asks, or ``None`` for a command.

    Returns:
        Identifier of the job; not a numbering (it jumps after a crash).
    """
    codes = sorted(set(collectivites)) or [AUCUN]
    return int(declaree.defer(collectivites=codes, agent=par.pk if par is not None else None, **arguments))


@tache("socle:entretenir", cron="17 3 * * *")
def entretenir() -> None:
    """Each night, forget expired sessions."""
    call_command("clearsessions")


@tache("socle:condenser", cron="35 2 * * *")
def condenser_les_marques() -> None:
    """Each night: one mark of change for each table and collectivité instead of one for each act of the day."""
    from jalons.application.socle.marques import condenser

    condenser()
