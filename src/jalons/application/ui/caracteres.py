"""What no text holds: the null character, which no keyboard types and the base refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jalons.application.ui.plafond import A_SA_LIMITE

NUL = "\x00"


class CaractereNul:
    """Middleware, after the one that reads the token of a form: an address or a form that carries it is refused.

    Forms refuse it field by field, but an address, a filter or a bare value reaches the base without a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, unchanged."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Callable[..., HttpResponse], *_: Any, **__: Any
    ) -> HttpResponse | None:
        """400 and a sentence; otherwise the view, which alone reads a form that it takes block by block."""
        if not porte_un_nul(request, formulaire=not getattr(vue, A_SA_LIMITE, False)):
            return None
        return HttpResponse(render_to_string("400_caractere.html"), status=400)


def porte_un_nul(request: HttpRequest, *, formulaire: bool = True) -> bool:
    """Whether the path, the query or, when ``formulaire``, a field of the form holds the null character."""
    if NUL in request.path_info or NUL in unquote(request.META.get("QUERY_STRING", "")):
        return True
    if request.method != "POST" or not formulaire:
        return False
    return any(NUL in texte for nom, valeurs in request.POST.lists() for texte in (nom, *valeurs))
