"""Answers of the interface: the style sheet of a colour."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jalons.application.ui.couleurs import Couleur, feuille_de_style


def reponse_logo(contenu: bytes) -> HttpResponse:
    """A logo accepted by ``images.fautes_du_logo``, kept a day by the reader's browser only."""
    reponse = HttpResponse(contenu, content_type="image/png")
    reponse.headers["Cache-Control"] = "private, max-age=86400"
    return reponse


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest, couleur: str) -> HttpResponse:
    """The style sheet of a primary colour: the address says it all, so it is public and never changes."""
    try:
        contenu = feuille_de_style(Couleur.lire(couleur))
    except ValueError as erreur:
        raise Http404(str(erreur)) from erreur
    return HttpResponse(contenu, content_type="text/css; charset=utf-8")
