"""Security headers of every answer, the strict content policy first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLITIQUE_DE_CONTENU = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Tabler's style sheet holds small pictures as data
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ENTETES = {
    "Content-Security-Policy": POLITIQUE_DE_CONTENU,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class EntetesDeSecurite:
    """Middleware, first of the list: sets the headers that a view has not set itself; tells caches to keep nothing of
    an agent's pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers."""
        reponse = self.get_response(request)
        for nom, valeur in ENTETES.items():
            reponse.headers.setdefault(nom, valeur)
        if not reponse.headers.get("Cache-Control"):
            reponse.headers["Cache-Control"] = "private, no-store"
        return reponse
