"""``{% load fiches %}``: lines of the lists, drawn in Python; a template spends more on each than the base does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jalons.application.ui.composants.affichage import badge, progression, statut

register = template.Library()

_LIGNE = (
    '<tr>{}<th scope="row"><a href="{}">{}</a></th><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n'
)
_CHOIX = '<td><input class="form-check-input" type="checkbox" name="f" value="{}" aria-label="Choisir {}"></td>'
_DATE_PASSEE = format_html(" {}", badge("Date passée", "attention", "retard"))
_AUCUN, _INCONNUE = (
    mark_safe(f'<span class="absent">{mot}</span>')  # noqa: S308 - two words of this file
    for mot in ("aucun", "inconnue")
)


@register.simple_tag
def lignes_de_fiches(fiches: Iterable[Any], choix: bool = False) -> SafeString:
    """Rows of the table, one a fiche of ``listes_pages.completer``.

    Args:
        choix: whether each row begins with a box to choose it.
    """
    return mark_safe("".join(_ligne(fiche, choix) for fiche in fiches))  # noqa: S308 - each line is escaped


def _ligne(fiche: Any, choix: bool) -> SafeString:
    return format_html(
        _LIGNE,
        format_html(_CHOIX, fiche.pk, fiche.titre) if choix else "",
        reverse("fiches:fiche", args=[fiche.pk]),
        fiche.titre,
        statut("fiche", fiche.statut),
        _DATE_PASSEE if date_passee(fiche) else "",
        progression(fiche.avancement, fiche.titre),
        ", ".join(fiche.pilotes) or _AUCUN,
        format_html_join(mark_safe("<br>"), "{}", ((str(cadre),) for cadre in fiche.cadres)) or _AUCUN,
        fiche.fin or _INCONNUE,
    )


@register.filter
def date_passee(fiche: Any) -> bool:
    """Whether the line must say that the end has passed: its status does not."""
    return bool(fiche.en_retard and fiche.statut != "retardee")
