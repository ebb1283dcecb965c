"""``{% load finances %}``: the amounts of a cell of the pivot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jalons.application.finances.tableaux import Cellule

register = template.Library()


@register.simple_tag
def cellule_montants(cellule: Cellule | None, toutes: bool = False) -> SafeString:
    """The amounts of a cell; each with its version when several are shown; an empty cell says so."""
    if not cellule:
        vide = '<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>'
        return format_html(vide, "aucun montant")
    if not toutes:
        return format_html_join("", "{}", ((str(m),) for _, m in cellule.montants))
    return format_html_join("", '<div>{} <span class="text-secondary">{}</span></div>', (
        (str(m), v.libelle) for v, m in cellule.montants
    ))  # fmt: skip


@register.filter
def commentaire(justifications: Mapping[str, Any], cle: str) -> str:
    """The comment that justifies an écart; empty when there is none."""
    trouvee = justifications.get(cle)
    return trouvee.commentaire if trouvee is not None else ""
