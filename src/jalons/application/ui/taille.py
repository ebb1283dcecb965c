"""A body that no page expects is refused by what it announces, before a byte of it is read or written to disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class CorpsBorne:
    """Middleware, before the one that checks forms: reading the token of a form reads its files.

    Views that check that token themselves have a bound of their own: they read their files as they come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Callable[..., Any], _arguments: list[Any], _nommes: dict[str, Any]
    ) -> HttpResponse | None:
        """The refusal, or nothing."""
        annonce = request.META.get("CONTENT_LENGTH") or "0"
        if getattr(vue, "csrf_exempt", False) or not annonce.isdigit() or int(annonce) <= settings.CORPS_MAXIMUM:
            return None
        return render(request, "413.html", {"maximum": settings.CORPS_MAXIMUM // 1_000_000}, status=413)
