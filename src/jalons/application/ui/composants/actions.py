"""Components that act: links, buttons, confirmation, print."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.text import slugify

from jalons.application.ui.composants import exiger
from jalons.application.ui.html import html
from jalons.application.ui.icones import ICONES
from jalons.application.ui.icones import icone as dessiner

register = template.Library()

VARIANTES = {
    "principal": "btn btn-primary",
    "secondaire": "btn",
    "danger": "btn btn-outline-danger",
    "discret": "btn btn-ghost-primary",
}


def _classe(composant: str, variante: str, icone: str) -> tuple[str, str | SafeString]:
    exiger(composant, "variante", variante, VARIANTES)
    if icone:
        exiger(composant, "icone", icone, ICONES)
    return VARIANTES[variante], dessiner(icone) if icone else ""


@register.simple_tag
def lien_action(
    libelle: str, url: str, variante: str = "secondaire", icone: str = "", precision: str = ""
) -> SafeString:
    """A link that looks like a button: it opens a page and changes nothing.

    Args:
        libelle: a verb.
        url: where it goes.
        variante: ``principal`` (one a page), ``secondaire``, ``danger``, ``discret``.
        icone: a name of ``ui.icones.ICONES``.
        precision: words added for screen readers when several links of the page read the same.
    """
    classe, dessin = _classe("lien_action", variante, icone)
    suite = html('<span class="visually-hidden"> {}</span>', precision) if precision else ""
    return html('<a class="{}" href="{}">{}<span>{}</span>{}</a>', classe, url, dessin, libelle, suite)


@register.simple_tag
def bouton(
    libelle: str, variante: str = "principal", icone: str = "", nom: str = "", valeur: str = "", precision: str = ""
) -> SafeString:
    """The submit button of the form it stands in; ``nom`` and ``valeur`` tell which one was pressed."""
    classe, dessin = _classe("bouton", variante, icone)
    champ = html(' name="{}" value="{}"', nom, valeur) if nom else ""
    suite = html('<span class="visually-hidden"> {}</span>', precision) if precision else ""
    return html(
        '<button type="submit" class="{}"{}>{}<span>{}</span>{}</button>', classe, champ, dessin, libelle, suite
    )


@register.inclusion_tag("ui/composants/confirmation.html", takes_context=True)
def confirmation(
    context: template.Context,
    libelle: str,
    url: str,
    titre: str,
    message: str,
    variante: str = "danger",
    icone: str = "",
) -> dict[str, Any]:
    """A button that asks before posting to ``url``.

    With scripts, a dialog opens in the page. Without, the link opens ``url`` by GET: the view answers with the template
    ``ui/confirmer.html`` (same ``titre``, ``message``, ``libelle``, plus ``retour``, where "Annuler" goes).
    """
    classe, dessin = _classe("confirmation", variante, icone)
    return {
        "identifiant": f"confirmer-{slugify(url)}",
        "classe": classe,
        "icone": dessin,
        "libelle": libelle,
        "url": url,
        "titre": titre,
        "message": message,
        "jeton": get_token(context["request"]),
    }


@register.simple_tag
def envoi(libelle: str, url: str, jeton: str, variante: str = "secondaire", icone: str = "") -> SafeString:
    """A one-button form that posts to ``url``; pass ``csrf_token`` as ``jeton``. For acts that need no confirmation."""
    return html(
        '<form method="post" action="{}" class="envoi">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}</form>',
        url,
        jeton,
        bouton(libelle, variante, icone),
    )


@register.simple_tag
def imprimer(libelle: str = "Imprimer") -> SafeString:
    """A print button, shown only when scripts run (the browser's own menu prints as well)."""
    return html(
        '<button type="button" class="btn avec-script" data-imprimer>{}<span>{}</span></button>',
        dessiner("imprimer"),
        libelle,
    )
