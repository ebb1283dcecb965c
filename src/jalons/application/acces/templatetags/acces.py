"""``{% load acces %}{% historique_de objet %}`` shows who changed what, on any tracked object."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString

from jalons.application.acces import historiques
from jalons.application.acces.selectors import changements
from jalons.application.ui.composants.actions import lien_action

register = template.Library()


@register.inclusion_tag("ui/composants/historique.html")
def historique_de(objet: Model, limite: int = 50) -> dict[str, Any]:
    """The last ``limite`` changes of ``objet``: who, when, each field before and after."""
    return {"changements": changements(objet, limite=limite)}


@register.simple_tag
def lien_historique(objet: Model) -> SafeString:
    """A link to the page of the history of ``objet``, a kind inscribed in ``acces.historiques``."""
    genre = historiques.genre(objet._meta.label_lower)
    if genre is None:
        raise template.TemplateSyntaxError(f"lien_historique : {objet._meta.label_lower} is not in acces.historiques.")
    return lien_action("Historique", reverse("acces:historique", args=[genre.type, objet.pk]), icone="historique")
