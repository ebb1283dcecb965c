"""``{% load fiches %}``: lines of the lists, drawn in Python; a template spends more on each than the base does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from jalons.application.ui.adresses import vers
from jalons.application.ui.composants.affichage import badge, progression, statut
from jalons.application.ui.html import html, html_joint

register = template.Library()

_LIGNE = (
    '<tr>{}<th scope="row"><a href="{}">{}</a></th><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n'
)
_CHOIX = '<td><input class="form-check-input" type="checkbox" name="f" value="{}" aria-label="Choisir {}"></td>'
_DATE_PASSEE = html(" {}", badge("Date passée", "attention", "retard"))
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
    return html(
        _LIGNE,
        html(_CHOIX, fiche.pk, fiche.titre) if choix else "",
        vers("fiches:fiche", fiche.pk),
        fiche.titre,
        statut("fiche", fiche.statut),
        _DATE_PASSEE if date_passee(fiche) else "",
        progression(fiche.avancement, fiche.titre),
        ", ".join(fiche.pilotes) or _AUCUN,
        html_joint(mark_safe("<br>"), "{}", ((str(cadre),) for cadre in fiche.cadres)) or _AUCUN,
        fiche.fin or _INCONNUE,
    )


_CARTE = '<article class="kanban-carte"><p><a href="{}">{}</a></p><p>{}</p>{}{}{}{}</article>\n'
_DEPLACER = (
    '<details><summary aria-label="Déplacer {titre}">Déplacer</summary>'
    '<form method="post" action="{adresse}" class="rangee">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{jeton}">'
    '<input type="hidden" name="version" value="{version}"><input type="hidden" name="retour" value="{retour}">'
    '<select class="form-select" name="statut" aria-label="Nouveau statut de {titre}">{choix}</select>{bouton}'
    "</form></details>"
)
_DETAIL = '<p class="piece-detail">{}</p>'
_AUCUNE = html('<p class="absent">{}</p>', "Aucune fiche.")


@register.simple_tag(takes_context=True)
def cartes_de_fiches(
    context: template.Context, fiches: Iterable[Any], deplacables: Collection[int], choix: SafeString,
    deplacer: SafeString, retour: str,
) -> SafeString:  # fmt: skip
    """Cards of one column of the kanban.

    Args:
        deplacables: keys of the fiches that the agent may move.
        choix: options of the list of statuses, the same on every card of the column.
        deplacer: the button that moves.
        retour: query string of the page to come back to.
    """
    jeton = str(context.get("csrf_token", ""))
    cartes = []
    for fiche in fiches:
        deplacement: SafeString | str = ""
        if fiche.pk in deplacables:
            deplacement = html(
                _DEPLACER, titre=fiche.titre, adresse=vers("fiches:deplacer", fiche.pk), jeton=jeton,
                version=fiche.version, retour=retour, choix=choix, bouton=deplacer,
            )  # fmt: skip
        cartes.append(_carte(fiche, deplacement))
    return mark_safe("".join(cartes)) or _AUCUNE  # noqa: S308 - each card is escaped


def _carte(fiche: Any, deplacement: SafeString | str) -> SafeString:
    return html(
        _CARTE,
        vers("fiches:fiche", fiche.pk),
        fiche.titre,
        progression(fiche.avancement, fiche.titre),
        html("<p>{}</p>", _DATE_PASSEE) if date_passee(fiche) else "",
        html(_DETAIL, ", ".join(fiche.pilotes)) if fiche.pilotes else "",
        html(_DETAIL, f"Bloquée : {Truncator(fiche.blocage).chars(120)}") if fiche.blocage else "",
        deplacement,
    )


def date_passee(fiche: Any) -> bool:
    """Whether the line must say that the end has passed: its status does not."""
    return bool(fiche.en_retard and fiche.statut != "retardee")
