"""A picture or its figures sent as a file."""

from __future__ import annotations

from django.http import HttpResponse

from jalons.analyse.graphiques import Figure, en_png
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.noyau.tableur import Tableau

IMAGES = {"svg": "image/svg+xml", "png": "image/png"}


def envoyer_figure(figure: Figure, tableau: Tableau, nom: str, forme: str) -> HttpResponse:
    """The picture (``svg``, ``png``), or its figures (``csv``, ``xlsx``), saved as ``nom``.

    Raises:
        Http404: another form.
    """
    if forme not in IMAGES:
        return envoyer(tableau, nom, forme_demandee(forme))
    reponse = HttpResponse(figure.svg if forme == "svg" else en_png(figure.svg), content_type=IMAGES[forme])
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}.{forme}"'
    return reponse
