"""Components of forms: field with its label, help and faults; summary of faults; faults of an import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BaseFormSet
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from jalons.application.ui.html import html, html_joint
from jalons.application.ui.rendu import liste_deroulante
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


@register.simple_tag
def champ(champ: BoundField, aide: str = "", large: bool = False) -> SafeString:
    """A field of a form: label, "facultatif" when it may be left empty, help, faults, all tied together.

    Args:
        champ: the bound field, ``formulaire.nom``.
        aide: replaces the help text of the field.
        large: takes the whole width of a grid of fields.
    """
    if not isinstance(champ, BoundField):
        raise template.TemplateSyntaxError(f"champ : attendu un champ de formulaire, reçu {champ!r}.")
    if champ.is_hidden:
        return champ.as_widget()
    widget, identifiant = champ.field.widget, champ.auto_id or champ.html_name
    erreurs, texte_aide = champ.errors, aide or champ.help_text
    case, groupe = isinstance(widget, forms.CheckboxInput), bool(getattr(widget, "use_fieldset", False))
    decrit = " ".join(
        f"{identifiant}_{suite}" for suite, present in (("aide", texte_aide), ("erreur", erreurs)) if present
    )
    classes = f"champ{' champ-large' if large else ''}{' champ-faux' if erreurs else ''}"
    attributs = _attributs(widget, faux=bool(erreurs), decrit="" if groupe else decrit)
    seul = type(widget) is forms.Select
    saisie = liste_deroulante(champ, attributs) if seul else champ.as_widget(attrs=attributs)
    libelle = champ.label if champ.field.required or case else html("{} {}", champ.label, _FACULTATIF)
    note = html('<p class="form-hint" id="{}_aide">{}</p>', identifiant, texte_aide) if texte_aide else ""
    fautes = _fautes_du_champ(identifiant, erreurs) if erreurs else ""
    if groupe:
        decrit_par = html(' aria-describedby="{}"', decrit) if decrit else ""
        return html(_GROUPE, classes, identifiant, decrit_par, libelle, note, saisie, fautes)
    etiquette = html('<label class="form-label" for="{}">{}</label>', champ.id_for_label, libelle)
    if case:
        return html('<div class="{} champ-case">{}{}{}{}</div>', classes, saisie, etiquette, note, fautes)
    return html('<div class="{}">{}{}{}{}</div>', classes, etiquette, note, saisie, fautes)


_CHOISI = mark_safe(" selected")
_FACULTATIF = mark_safe('<span class="facultatif">facultatif</span>')
_GROUPE = (
    '<fieldset class="{}" id="{}"{}><legend class="form-label">{}</legend>{}<div class="choix">{}</div>{}</fieldset>'
)


def _attributs(widget: forms.Widget, *, faux: bool, decrit: str) -> dict[str, str | bool]:
    """What the input says of itself: its looks, whether it is wrong, what describes it."""
    classes = filter(None, [_classe(widget), widget.attrs.get("class", ""), "is-invalid" if faux else ""])
    attributs: dict[str, str | bool] = {"class": " ".join(classes)}
    if faux:
        attributs["aria-invalid"] = "true"
    if decrit:
        attributs["aria-describedby"] = decrit
    return attributs


def _fautes_du_champ(identifiant: str, erreurs: Iterable[Any]) -> SafeString:
    lignes = html_joint("", "<p>{}</p>", ((erreur,) for erreur in erreurs))
    return html('<div class="erreur-champ" id="{}_erreur">{}</div>', identifiant, lignes)


@register.simple_tag
def options(choix: Iterable[tuple[str, str]], choisi: str = "") -> SafeString:
    """The options of a hand-written ``<select>``; draw them once (``as``) when many lists of a page offer the same."""
    lignes = ((valeur, _CHOISI if valeur == choisi else "", libelle) for valeur, libelle in choix)
    return html_joint("", '<option value="{}"{}>{}</option>', lignes)


@register.inclusion_tag("ui/composants/resume_erreurs.html")
def resume_erreurs(*formulaires: forms.BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """Every fault of the forms, at the top, each linked to its field; nothing when there is none.

    A fault of a set of lines says which line it is on, counted from 1.
    """
    generales: list[str] = []
    par_champ: list[tuple[str, str, str]] = []
    for formulaire in formulaires:
        lignes = [("", formulaire)] if isinstance(formulaire, forms.BaseForm) else _par_ligne(formulaire)
        if not isinstance(formulaire, forms.BaseForm):
            generales += [str(e) for e in formulaire.non_form_errors()]
        for ligne, form in lignes:
            generales += [f"{ligne}{e}" for e in form.non_field_errors()]
            for lie in form:
                par_champ += [(lie.id_for_label or lie.auto_id, f"{ligne}{lie.label}", str(e)) for e in lie.errors]
    return {"generales": generales, "par_champ": par_champ, "nombre": len(generales) + len(par_champ)}


def _par_ligne(jeu: BaseFormSet[Any]) -> list[tuple[str, forms.BaseForm]]:
    return [(f"Ligne {rang}, ", form) for rang, form in enumerate(jeu.forms, start=1)]


@register.inclusion_tag("ui/composants/fautes.html")
def fautes(liste: Iterable[Faute], titre: str = "Le fichier est refusé, rien n'a été enregistré") -> dict[str, Any]:
    """The faults of an input file or workbook: where, what came, what was expected, what to do."""
    return {"fautes": list(liste), "titre": titre}


@register.simple_block_tag
def grille_champs(content: SafeString) -> SafeString:
    """Fields side by side on a wide screen, one under the other on a narrow one."""
    return html('<div class="grille-champs">{}</div>', content)


@register.simple_block_tag
def groupe_champs(content: SafeString, *, legende: str, aide: str = "") -> SafeString:
    """Fields that go together, with a legend."""
    texte = html('<p class="form-hint">{}</p>', aide) if aide else ""
    return html('<fieldset class="groupe-champs"><legend>{}</legend>{}{}</fieldset>', legende, texte, content)
