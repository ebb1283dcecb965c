"""Expressions of templates (``fiche.titre``, ``montant|euros``) prepared once: each becomes one function."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any

from django.template.base import FilterExpression, Parser, Variable, VariableDoesNotExist
from django.template.context import Context
from django.utils.safestring import SafeData, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # not documented

Lecture = Callable[[Context], Any]


def moteur(context: Any) -> Any:
    """The engine of the template being rendered."""
    return context.template.engine


class Expression(FilterExpression):
    """Django's expression, whose ``resolve`` is a function made for it when the template is read."""

    __slots__ = ("constante", "resolve")

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.constante = not self.is_var and not self.filters
        """Whether it is worth the same whatever the context: ``resolve(None)`` gives it."""
        self.resolve = _resolution(self)  # type: ignore[method-assign]  # the slot stands before the method


def _resolution(expression: Expression) -> Callable[..., Any]:
    """What ``expression.resolve`` does: reads, then filters."""
    if expression.constante:
        return lambda context, ignore_failures=False: expression.var
    lire = lecture(expression.var) if expression.is_var else _toujours(expression.var)
    filtres = [_filtre(fonction, arguments) for fonction, arguments in expression.filters]

    def resoudre(context: Context, ignore_failures: bool = False) -> Any:
        try:
            valeur = lire(context)
        except VariableDoesNotExist:
            if not ignore_failures and moteur(context).string_if_invalid:
                return FilterExpression.resolve(expression, context)
            valeur = None if ignore_failures else ""
        for filtrer in filtres:
            valeur = filtrer(valeur, context)
        return valeur

    return resoudre


def _toujours(valeur: Any) -> Lecture:
    return lambda context: valeur


def lecture(variable: Variable) -> Lecture:
    """How to read ``variable``: its first name in the context, then keys or attributes.

    Anything else (a rank in a list, a method that wants arguments, an error) is read again by Django, which knows what
    is silent and what is raised.

    The function raises:
        VariableDoesNotExist: nothing has this name.
    """
    if variable.lookups is None or variable.translate:
        return variable.resolve
    premier, *suite = variable.lookups

    def lire(context: Context) -> Any:
        for noms in reversed(context.dicts):
            if premier in noms:
                valeur = noms[premier]
                break
        else:
            if hasattr(context, premier):
                return variable.resolve(context)
            raise VariableDoesNotExist("Failed lookup for key [%s]", (premier,))
        try:
            if callable(valeur):
                valeur = _appeler(valeur)
            for nom in suite:
                valeur = _suivre(valeur, nom)
        except VariableDoesNotExist:
            raise
        except Exception:  # noqa: BLE001 - Django reads again, and raises it if it must
            return variable.resolve(context)
        return valeur

    return lire


def _suivre(valeur: Any, nom: str) -> Any:
    """``valeur.nom`` as templates mean it: a key, else an attribute; called if it can be."""
    genre = valeur.__class__
    if genre is NoneType:
        raise VariableDoesNotExist("Failed lookup for key [%s] in None", (nom,))
    if hasattr(genre, "__getitem__"):
        try:
            suivante = valeur[nom]
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            suivante = getattr(valeur, nom)
    else:
        suivante = getattr(valeur, nom)
    return _appeler(suivante) if callable(suivante) else suivante


def _appeler(valeur: Any) -> Any:
    """What a method without argument answers.

    Raises:
        LookupError: templates may not call it; Django knows what to show instead.
    """
    if getattr(valeur, "do_not_call_in_templates", False):
        return valeur
    if getattr(valeur, "alters_data", False):
        raise LookupError(valeur)
    return valeur()


def _filtre(fonction: Callable[..., Any], arguments: list[tuple[bool, Any]]) -> Callable[[Any, Context], Any]:
    """One filter: its marks (local time, escaping, safety) are read now, not on each rendering."""
    local = getattr(fonction, "expects_localtime", False)
    echappe = getattr(fonction, "needs_autoescape", False)
    sur = getattr(fonction, "is_safe", False)
    lectures = [lecture(valeur) if lu else _toujours(mark_safe(valeur)) for lu, valeur in arguments]  # noqa: S308

    def filtrer(valeur: Any, context: Context) -> Any:
        parametres = [lire(context) for lire in lectures]
        if local:
            valeur = template_localtime(valeur, context.use_tz)
        if echappe:
            rendu = fonction(valeur, *parametres, autoescape=context.autoescape)
        else:
            rendu = fonction(valeur, *parametres)
        return mark_safe(rendu) if sur and isinstance(valeur, SafeData) else rendu  # noqa: S308 - as Django does

    return filtrer
