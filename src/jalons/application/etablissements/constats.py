"""Which events of the catalogue of the law happen to an establishment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jalons.droit.echeances import regles_nationales

SUJET = "etablissement"

TENUS_AILLEURS = frozenset({
    "action_amelioration_abandonnee", "action_amelioration_faite", "action_amelioration_prevue",
    "engagement_cpom_abandonne", "engagement_cpom_pris", "engagement_cpom_tenu", "evenement_indesirable",
    "evenement_indesirable_ecrit", "evenement_indesirable_signale", "suite_controle_abandonnee",
    "suite_controle_levee", "suite_controle_notifiee",
})  # fmt: skip
"""Events that a page of their own states: typed by hand as bare facts, they would be tied to nothing."""


@cache
def evenements() -> dict[str, Any]:
    """Events by code, in the order of the catalogue."""
    return {code: e for code, e in regles_nationales().evenements.items() if SUJET in e.sujets}


def saisissables() -> dict[str, Any]:
    """Those that a person states by hand."""
    return {code: e for code, e in evenements().items() if code not in TENUS_AILLEURS}


PREFIXE = "ligne-"


def reference(cle: int) -> str:
    """The value that ties the facts of one row.

    >>> reference(12), tenu_par_une_ligne({"suite": "ligne-12"}), tenu_par_une_ligne({"autorisation": "A1"})
    ('ligne-12', True, False)
    """
    return f"{PREFIXE}{cle}"


def tenu_par_une_ligne(attributs: Mapping[str, Any]) -> bool:
    """Whether a fact follows from a row that has its own page: it is corrected there, never taken back by itself."""
    return any(isinstance(v, str) and v.startswith(PREFIXE) for v in attributs.values())
