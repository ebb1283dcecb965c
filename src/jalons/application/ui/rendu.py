"""How the fields of forms become HTML: the widgets of every page in Python, the others by Django's templates.

A filter bar of four lists draws some fifty options; Django renders each through two nested templates, which cost more
than the rest of the page. The output is that of Django's own templates (``tests/test_rendu.py`` compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from jalons.application.ui.html import echapper, html


class RenduDesChamps(DjangoTemplates):
    """Setting ``FORM_RENDERER``."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of a widget or of a form."""
        dessiner = _DESSINS.get(template_name)
        return dessiner(context["widget"]) if dessiner else super().render(template_name, context, request)


def _attributs(attributs: Mapping[str, Any]) -> SafeString:
    """``True`` gives the name alone, ``False`` nothing; everything is escaped."""
    morceaux = [
        f" {echapper(nom)}" if valeur is True else f' {echapper(nom)}="{echapper(valeur)}"'
        for nom, valeur in attributs.items()
        if valeur is not False
    ]
    return mark_safe("".join(morceaux))  # noqa: S308 - each piece is escaped above


_TIRETS = BLANK_CHOICE_DASH[0][1]


def liste_deroulante(champ: BoundField, attributs: dict[str, Any]) -> SafeString:
    """The ``<select>`` that ``champ.as_widget(attrs=attributs)`` gives, without a dictionary for each option.

    An empty choice without words of its own says whether one must choose.
    """
    widget = champ.field.widget
    attributs = champ.build_widget_attrs(attributs, widget)
    if champ.auto_id and "id" not in widget.attrs:
        attributs.setdefault("id", champ.auto_id)
    choisie = next(iter(widget.format_value(champ.value())), None)
    corps = []
    rien = "Choisir…" if champ.field.required else "Sans précision"
    for valeur, libelle in widget.choices:
        if isinstance(libelle, list | tuple):
            return champ.as_widget(attrs=attributs)  # groups of options
        ecrite = "" if valeur is None else str(valeur)
        if libelle == _TIRETS:
            libelle = rien  # dashes say nothing
        marque = ""
        if ecrite == choisie:
            marque, choisie = " selected", None
        corps.append(f'<option value="{echapper(ecrite)}"{marque}>{echapper(libelle)}</option>')
    options = SafeString("\n".join(corps))
    tous = _attributs(widget.build_attrs(widget.attrs, attributs))
    return html('<select name="{}"{}>\n{}\n</select>', champ.html_name, tous, options)


def _saisie(widget: Mapping[str, Any]) -> SafeString:
    valeur = "" if widget["value"] is None else html(' value="{}"', str(widget["value"]))
    attributs = _attributs(widget["attrs"])
    return html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], valeur, attributs)


def _option(widget: Mapping[str, Any]) -> str:
    valeur, libelle = echapper(str(widget["value"])), echapper(widget["label"])
    return f'<option value="{valeur}"{_attributs(widget["attrs"])}>{libelle}</option>'


def _liste(widget: Mapping[str, Any]) -> SafeString:
    corps = ""
    for groupe, options, _rang in widget["optgroups"]:
        lignes = "\n".join(_option(option) for option in options)
        corps += f'<optgroup label="{echapper(groupe)}">\n{lignes}\n</optgroup>\n' if groupe else f"{lignes}\n"
    attributs = _attributs(widget["attrs"])
    return html('<select name="{}"{}>\n{}</select>', widget["name"], attributs, mark_safe(corps))  # noqa: S308


_DESSINS: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": _liste,
    **{
        f"django/forms/widgets/{genre}.html": _saisie
        for genre in ("text", "number", "email", "search", "hidden", "checkbox", "password", "url", "file")
    },
}
