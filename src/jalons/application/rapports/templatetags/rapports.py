"""Cells of the tables of a report, drawn at once: a report has a thousand of them."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from jalons.application.rapports.presentation import Colonne, Tableau
from jalons.application.ui.html import html, html_joint

register = template.Library()


@register.simple_tag
def cellules_du_rapport(tableau: Tableau) -> SafeString:
    """The head and the body of a table: its headings, then its lines; figures stand to the right."""
    tete = html_joint("", '<th scope="col"{}>{}</th>', ((_classe(c), c.titre) for c in tableau.colonnes))
    gabarit = "".join(f"<td{_classe(c)}>{{}}</td>" for c in tableau.colonnes)
    corps = html_joint("", f"<tr>{gabarit}</tr>", tableau.lignes)
    return html("<thead><tr>{}</tr></thead><tbody>{}</tbody>", tete, corps)


def _classe(colonne: Colonne) -> SafeString:
    return html(' class="{}"', "nombre") if colonne.droite else SafeString("")
