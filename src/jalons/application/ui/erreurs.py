"""Answers to a failure of the server: they touch neither the base nor the context of pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psycopg
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout, TooManyRequests

PATIENCE_S = 30
"""Seconds after which a browser may ask again."""
REFUS_DE_CONNEXION = frozenset({"53300", "57P03"})
"""States of PostgreSQL that refuse a new session: too many of them; starting up or shutting down."""


def panne(request: HttpRequest) -> HttpResponse:
    """The page of an exception that no view caught: 503 when no session of the base could be had, else 500.

    503 promises that nothing was done: the request had not begun.
    """
    if base_injoignable(sys.exc_info()[1]):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(PATIENCE_S)})
    return HttpResponse(render_to_string("500.html"), status=500)


def base_injoignable(erreur: BaseException | None) -> bool:
    """Whether the exception comes from a session of the base that could not be opened.

    >>> base_injoignable(PoolTimeout("no connection after 10 s")), base_injoignable(ValueError("other"))
    (True, False)
    """
    return any(
        isinstance(cause, PoolTimeout | TooManyRequests | psycopg.errors.ConnectionTimeout)
        or (isinstance(cause, psycopg.Error) and cause.sqlstate in REFUS_DE_CONNEXION)
        for cause in _causes(erreur)
    )


def _causes(erreur: BaseException | None) -> Iterator[BaseException]:
    """The exception, then those it was raised from."""
    while erreur is not None:
        yield erreur
        erreur = erreur.__cause__
