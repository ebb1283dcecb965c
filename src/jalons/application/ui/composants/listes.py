"""Components of lists: scrolling table, sortable headings, filter bar, pagination, tabs, trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from jalons.application.ui.composants.filtres import nombre
from jalons.application.ui.html import html, html_joint
from jalons.application.ui.icones import icone as dessiner

register = template.Library()


@dataclass(frozen=True, slots=True)
class Onglet:
    """One tab: a page of its own, reached by a link; ``nombre`` may be said in words (« plus de 1 000 »)."""

    libelle: str
    url: str
    actif: bool = False
    nombre: int | str | None = None


def adresse(request: HttpRequest, **changements: str | None) -> str:
    """The current query string with ``changements`` (``None`` removes); values given several times are kept."""
    requete: QueryDict = request.GET.copy()
    for nom, valeur in changements.items():
        if valeur is None:
            requete.pop(nom, None)
        else:
            requete[nom] = valeur
    return f"?{requete.urlencode()}"


@register.simple_block_tag
def tableau(content: SafeString, *, legende: str, visible: bool = True, dense: bool = False) -> SafeString:
    """A table with its caption, in a region that scrolls sideways and takes the focus.

    Args:
        legende: what the table holds; also names the region.
        visible: whether the caption is shown (it is always read aloud).
        dense: narrower rows.
    """
    return html(
        '<div class="tableau" role="region" aria-label="{}" tabindex="0"><table class="table{}">'
        '<caption class="{}">{}</caption>{}</table></div>',
        legende,
        " table-sm" if dense else "",
        "caption-top" if visible else "visually-hidden",
        legende,
        content,
    )


@register.simple_tag(takes_context=True)
def entete_tri(context: template.Context, cle: str, libelle: str, nombre: bool = False) -> SafeString:
    """A heading cell that sorts on the server: ``?tri=cle``, then ``?tri=-cle``; other parameters are kept.

    The view reads it with ``ui.listes.ordre_demande``.
    """
    request: HttpRequest = context["request"]
    actuel = str(request.GET.get("tri") or context.get("tri_par_defaut", ""))
    sens = {cle: "ascending", f"-{cle}": "descending"}.get(actuel, "none")
    suivant = f"-{cle}" if sens == "ascending" else cle
    dessin = {"none": "tri", "ascending": "tri_croissant", "descending": "tri_decroissant"}[sens]
    return html(
        '<th scope="col" aria-sort="{}"{}><a class="lien-tri" href="{}">{}{}</a></th>',
        sens,
        html(' class="{}"', "nombre") if nombre else "",
        adresse(request, tri=suivant, page=None),
        libelle,
        dessiner(dessin),
    )


@register.simple_block_tag(takes_context=True)
def filtres(
    context: template.Context, content: SafeString, *, cible: str = "", libelle: str = "Filtrer la liste"
) -> SafeString:
    """The filter bar of a list: a GET form that keeps the sort, and works without scripts.

    Args:
        cible: id of the part that htmx replaces; empty for a plain form.
        libelle: name of the form for screen readers.
    """
    request: HttpRequest = context["request"]
    tri = request.GET.get("tri", "")
    cache = html('<input type="hidden" name="tri" value="{}">', tri) if tri else ""
    htmx = html(
        ' data-auto hx-get="{}" hx-target="#{}" hx-swap="outerHTML" hx-push-url="true" hx-trigger="change, submit"',
        request.path,
        cible,
    )
    return html(
        '<form method="get" action="{}" class="filtres" role="search" aria-label="{}"{}>{}{}'
        '<div class="filtres-actions"><button class="btn btn-primary">Filtrer</button>'
        '<a class="btn btn-ghost-primary" href="{}">Tout afficher</a></div></form>',
        request.path,
        libelle,
        htmx if cible else "",
        cache,
        content,
        request.path,
    )


@register.inclusion_tag("ui/composants/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], nom: str = "page") -> dict[str, Any]:
    """Links to the pages of a list, other parameters kept."""
    request: HttpRequest = context["request"]
    rangs = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "precedente": adresse(request, **{nom: str(page.number - 1)}) if page.has_previous() else "",
        "suivante": adresse(request, **{nom: str(page.number + 1)}) if page.has_next() else "",
        "liens": [(r, adresse(request, **{nom: str(r)}) if isinstance(r, int) else "") for r in rangs],
    }


@register.simple_tag
def onglets(liste: Iterable[Onglet], libelle: str = "Parties de la page") -> SafeString:
    """Tabs that are links to pages: the address says where one is."""
    lignes = html_joint(
        "",
        '<li><a href="{}"{}>{}{}</a></li>',
        (
            (
                o.url,
                html(' aria-current="{}"', "page") if o.actif else "",
                o.libelle,
                html(' <span class="compte">{}</span>', o.nombre if isinstance(o.nombre, str) else nombre(o.nombre))
                if o.nombre is not None
                else "",
            )
            for o in liste
        ),
    )
    return html('<nav class="onglets" aria-label="{}"><ul>{}</ul></nav>', libelle, lignes)


@register.simple_tag
def lien_fil(libelle: str, url: str = "") -> SafeString:
    """One step of the trail (block ``fil``); without ``url`` it is the current page."""
    if not url:
        return html('<li aria-current="page">{}</li>', libelle)
    return html('<li><a href="{}">{}</a></li>', url, libelle)
