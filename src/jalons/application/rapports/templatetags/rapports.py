"""Cells of the tables of a report, drawn at once: a report has a thousand of them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jalons.application.rapports.presentation import Colonne, Tableau

register = template.Library()


@register.simple_tag
def cellules_du_rapport(tableau: Tableau) -> SafeString:
    """The head and the body of a table: its headings, then its lines; figures stand to the right."""
    tete = format_html_join("", '<th scope="col"{}>{}</th>', ((_classe(c), c.titre) for c in tableau.colonnes))
    gabarit = "".join(f"<td{_classe(c)}>{{}}</td>" for c in tableau.colonnes)
    corps = format_html_join("", f"<tr>{gabarit}</tr>", tableau.lignes)
    return format_html("<thead><tr>{}</tr></thead><tbody>{}</tbody>", tete, corps)


def _classe(colonne: Colonne) -> SafeString:
    return format_html(' class="{}"', "nombre") if colonne.droite else SafeString("")
