"""The components, one file per family; ``templatetags/ui.py`` gathers them into the library ``ui``."""

from __future__ import annotations

from collections.abc import Collection

from django.template import TemplateSyntaxError


def exiger(composant: str, parametre: str, valeur: object, permis: Collection[str]) -> None:
    """Refuses a value the component does not know.

    Raises:
        TemplateSyntaxError: names the component, what came and what was expected.
    """
    if valeur not in permis:
        raise TemplateSyntaxError(
            f"{composant} : {parametre} {valeur!r} inconnu, attendu {', '.join(sorted(map(str, permis)))}."
        )
