"""Escaping and HTML from Python, for what a page writes hundreds of times.

Django's ``format_html`` spends some fifteen calls on each value, most of them to learn that it is a plain string with
nothing to escape. These give the same HTML (``tests/test_html.py`` compares them) in one or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_A_ECHAPPER = re.compile("[&<>\"']").search


def echapper(valeur: Any) -> str:
    """``valeur`` as HTML text: escaped, unless it is HTML already.

    >>> echapper("Aide & suivi"), echapper(html("<b>{}</b>", 1)), echapper(12)
    ('Aide &amp; suivi', '<b>1</b>', '12')
    """
    genre = type(valeur)
    if genre is SafeString:
        return valeur  # type: ignore[no-any-return]
    if genre is str:
        return escape(valeur) if _A_ECHAPPER(valeur) else valeur
    if genre is int:
        return str(valeur)
    if isinstance(valeur, Promise) or hasattr(valeur, "__html__"):
        return conditional_escape(valeur)
    texte = str(valeur)
    return escape(texte) if _A_ECHAPPER(texte) else texte


def html(patron: str, *valeurs: Any, **nommees: Any) -> SafeString:
    """``patron`` (trusted HTML) with each value escaped in its place: ``format_html``, quicker.

    >>> html('<a href="{}">{}</a>', "/fiches/3/", "L'aide")
    '<a href="/fiches/3/">L&#x27;aide</a>'
    """
    sures = [v if v.__class__ is SafeString else echapper(v) for v in valeurs]
    if nommees:
        return SafeString(patron.format(*sures, **{nom: echapper(v) for nom, v in nommees.items()}))
    return SafeString(patron.format(*sures))


def html_joint(separateur: str, patron: str, lignes: Iterable[Iterable[Any]]) -> SafeString:
    """``patron`` once for each of ``lignes``, with ``separateur`` between: ``format_html_join``, quicker.

    >>> html_joint(", ", "<b>{}</b>", [("a",), ("<b>",)])
    '<b>a</b>, <b>&lt;b&gt;</b>'
    """
    dessiner = patron.format
    morceaux = [dessiner(*[v if v.__class__ is SafeString else echapper(v) for v in ligne]) for ligne in lignes]
    return SafeString(echapper(separateur).join(morceaux))
