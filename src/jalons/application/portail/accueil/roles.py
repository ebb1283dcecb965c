"""Which blocks each role finds on its home page, in order. Pure: one table, no branch."""

from __future__ import annotations

from collections.abc import Iterable

from jalons.application.acces.permissions import Role

BLOCS: dict[Role, tuple[str, ...]] = {
    Role.CHARGEE_MISSION: (
        "echeances", "rapports", "fiches_a_suivre", "contrats", "schemas", "notes", "argent", "indicateurs",
        "propositions",
    ),
    Role.PILOTE_FICHE: ("mes_fiches", "indicateurs", "notes"),
    Role.DIRECTION: ("avancement", "arbitrages", "echeances", "argent", "rapports", "contrats", "schemas"),
    Role.ELU_LECTEUR: ("avancement", "echeances", "schemas", "argent", "notes"),
    Role.PREFECTURE: ("rapports_a_viser", "credits", "propositions", "contrats", "schemas", "echeances"),
    Role.ARS: ("rapports_a_viser", "credits", "propositions", "contrats", "schemas", "echeances"),
    Role.OBSERVATOIRE: ("indicateurs", "propositions", "avancement"),
    Role.ADMINISTRATION: ("administration",),
    Role.NATIONAL: (),
}  # fmt: skip
"""Roles that later modules fill are absent: their home says so."""

PLUSIEURS = ("rapports_a_viser", "consolidation")
"""Blocks that make sense on several départements at once; the others wait for one to be chosen."""


def blocs(roles: Iterable[Role], *, plusieurs: bool) -> tuple[str, ...]:
    """Codes of the blocks of an agent, each once, those of its first role first.

    Args:
        plusieurs: the agent looks at several départements.

    >>> blocs([Role.PILOTE_FICHE], plusieurs=False)
    ('mes_fiches', 'indicateurs', 'notes')
    """
    voulus = dict.fromkeys(b for role in sorted(roles, key=list(Role).index) for b in BLOCS.get(role, ()))
    if plusieurs:
        return (*(b for b in voulus if b in PLUSIEURS), "consolidation")
    return tuple(voulus)
