"""The library ``ui``: ``{% load ui %}`` gives every component. See ``jalons.application.ui`` for the list."""

from __future__ import annotations

from django import template

from jalons.application.ui.composants import actions, affichage, filtres, formulaires, listes, metier

register = template.Library()

for _famille in (actions, affichage, filtres, formulaires, listes, metier):
    register.tags.update(_famille.register.tags)
    register.filters.update(_famille.register.filters)
