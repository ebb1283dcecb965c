"""What a page takes at most, told before a byte of it is read: without it, ten gigabytes would fill the disk first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

ENVOI_MAXIMAL = 120_000_000
"""Bytes of a whole request; each form has a lower limit of its own for each of its files."""
A_SA_LIMITE = "recoit_de_grands_fichiers"
"""Attribute of a view that has a limit of its own and reads its files block by block."""


class Plafond:
    """Middleware, before the one that reads the token of a form: reading it reads the files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, unchanged."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Callable[..., HttpResponse], *_: Any, **__: Any
    ) -> HttpResponse | None:
        """413 and a sentence for what is too large; otherwise the view."""
        if getattr(vue, A_SA_LIMITE, False) or taille_annoncee(request) <= ENVOI_MAXIMAL:
            return None
        recus = taille_annoncee(request) // 10**6
        page = render_to_string("413.html", {"recus": recus, "permis": ENVOI_MAXIMAL // 10**6})
        return HttpResponse(page, status=413, headers={"Connection": "close"})


def taille_annoncee(request: HttpRequest) -> int:
    """Bytes that the browser says it will send; nothing more of a request is ever read."""
    dite = request.META.get("CONTENT_LENGTH") or "0"
    return int(dite) if str(dite).isdigit() else 0
