"""Components of forms: field with its label, help and faults; summary of faults; faults of an import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jalons.noyau.saisie import Faute

register = template.Library()

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
)


def _classe(widget: forms.Widget) -> str:
    return next((classe for genre, classe in _CLASSES if isinstance(widget, genre)), "form-control")


@register.inclusion_tag("ui/composants/champ.html")
def champ(champ: BoundField, aide: str = "", large: bool = False) -> dict[str, Any]:
    """A field of a form: label, "facultatif" when it may be left empty, help, faults, all tied together.

    Args:
        champ: the bound field, ``formulaire.nom``.
        aide: replaces the help text of the field.
        large: takes the whole width of a grid of fields.
    """
    if not isinstance(champ, BoundField):
        raise template.TemplateSyntaxError(f"champ : attendu un champ de formulaire, reçu {champ!r}.")
    widget, identifiant = champ.field.widget, champ.auto_id or champ.html_name
    texte_aide = aide or champ.help_text
    decrit = [f"{identifiant}_aide"] if texte_aide else []
    decrit += [f"{identifiant}_erreur"] if champ.errors else []
    attributs: dict[str, Any] = {"class": " ".join(filter(None, [_classe(widget), widget.attrs.get("class", "")]))}
    if champ.errors:
        attributs["class"] += " is-invalid"
        attributs["aria-invalid"] = "true"
    groupe = bool(getattr(widget, "use_fieldset", False))
    if decrit and not groupe:
        attributs["aria-describedby"] = " ".join(decrit)
    return {
        "champ": champ,
        "saisie": champ.as_widget(attrs=attributs),
        "identifiant": identifiant,
        "aide": texte_aide,
        "decrit": " ".join(decrit),
        "groupe": groupe,
        "case": isinstance(widget, forms.CheckboxInput),
        "facultatif": not champ.field.required and not isinstance(widget, forms.CheckboxInput),
        "large": large,
    }


@register.inclusion_tag("ui/composants/resume_erreurs.html")
def resume_erreurs(*formulaires: forms.BaseForm) -> dict[str, Any]:
    """Every fault of the forms, at the top, each linked to its field; nothing when there is none."""
    generales: list[str] = []
    par_champ: list[tuple[str, str, str]] = []
    for formulaire in formulaires:
        generales += [str(e) for e in formulaire.non_field_errors()]
        for lie in formulaire:
            par_champ += [(lie.id_for_label or lie.auto_id, str(lie.label), str(e)) for e in lie.errors]
    return {"generales": generales, "par_champ": par_champ, "nombre": len(generales) + len(par_champ)}


@register.inclusion_tag("ui/composants/fautes.html")
def fautes(liste: Iterable[Faute], titre: str = "Le fichier est refusé, rien n'a été enregistré") -> dict[str, Any]:
    """The faults of an input file or workbook: where, what came, what was expected, what to do."""
    return {"fautes": list(liste), "titre": titre}


@register.simple_block_tag
def grille_champs(content: SafeString) -> SafeString:
    """Fields side by side on a wide screen, one under the other on a narrow one."""
    return format_html('<div class="grille-champs">{}</div>', content)


@register.simple_block_tag
def groupe_champs(content: SafeString, *, legende: str, aide: str = "") -> SafeString:
    """Fields that go together, with a legend."""
    texte = format_html('<p class="form-hint">{}</p>', aide) if aide else ""
    return format_html('<fieldset class="groupe-champs"><legend>{}</legend>{}{}</fieldset>', legende, texte, content)
