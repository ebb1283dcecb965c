"""The page of an address that a browser opened although it only receives forms: the answer of Django is empty."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string


class RefusDeMethode:
    """Middleware: 405 says in a sentence what to do; what a program asks for stays as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with a page when it is an empty refusal of GET."""
        reponse = self.get_response(request)
        if isinstance(reponse, HttpResponseNotAllowed) and request.method == "GET" and not reponse.content:
            reponse.content = render_to_string("405.html").encode()  # no context: the perimeter is closed here
        return reponse
