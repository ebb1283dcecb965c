"""A table sent as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from jalons.noyau.tableur import TYPES, Tableau


def forme_demandee(forme: str) -> str:
    """The form that an address ends with.

    Raises:
        Http404: neither ``csv`` nor ``xlsx``.
    """
    if forme not in TYPES:
        raise Http404("Format inconnu : csv ou xlsx.")
    return forme


def nommer(*mots: object) -> str:
    """Name of a file, without its extension, in words that its reader knows; empty ones are left out.

    >>> nommer("fiche-action", 3, "Créer une équipe mobile", None)
    'fiche-action-3-creer-une-equipe-mobile'
    """
    lisibles = (slugify(str(mot))[:60].strip("-") for mot in mots if mot is not None)
    return "-".join(mot for mot in lisibles if mot)


def envoyer(tableau: Tableau, nom: str, forme: str = "csv") -> HttpResponse:
    """The answer that a browser saves as ``nom``, without its extension, in one of ``noyau.tableur.TYPES``."""
    reponse = HttpResponse(tableau.ecrire(forme), content_type=TYPES[forme])
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}.{forme}"'
    return reponse
