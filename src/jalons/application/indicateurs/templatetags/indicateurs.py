"""``{% load indicateurs %}``: progress of an indicator, which may pass 100 or go below 0."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jalons.application.ui.composants.affichage import progression
from jalons.application.ui.composants.filtres import nombre

register = template.Library()


@register.simple_tag
def avancement(taux: Decimal | None, libelle: str = "Avancement vers la cible") -> SafeString:
    """A bar from 0 to 100, and words outside it: "dépassée", "s'éloigne". ``None`` is said, never drawn as zero."""
    if taux is None:
        return format_html('<span class="progression-inconnue">{}</span>', "Non vérifiable")
    if taux < 0:
        return format_html("<span>{}\u202f% : s'éloigne de la cible</span>", nombre(taux))
    if taux > 100:
        return format_html("<span>{}\u202f% : cible dépassée</span>", nombre(taux))
    return progression(taux, libelle)


@register.filter
def mesure(valeur: Decimal | None, symbole: str = "") -> str:
    """A figure and its unit; ``None`` is "inconnu"."""
    return nombre(valeur) if valeur is None or not symbole else f"{nombre(valeur)}\u202f{symbole}"
