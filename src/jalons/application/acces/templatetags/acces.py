"""``{% load acces %}{% historique_de objet %}`` shows who changed what, on any tracked object."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from jalons.application.acces.selectors import changements

register = template.Library()


@register.inclusion_tag("ui/composants/historique.html")
def historique_de(objet: Model, limite: int = 50) -> dict[str, Any]:
    """The last ``limite`` changes of ``objet``: who, when, each field before and after."""
    return {"changements": changements(objet, limite=limite)}
