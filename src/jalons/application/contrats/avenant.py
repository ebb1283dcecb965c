"""What an avenant may touch, as parts of the dossier. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jalons.application.contrats.dossier import DossierContrat
from jalons.noyau.differences import Difference, differences, fusionner
from jalons.noyau.gabarit_donnees import en_donnees, relire

OUVERTURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "periode": ("Période et durée", ("periode", "duree_annoncee")),
    "montants": ("Montants", ("finances",)),
    "objectifs": ("Engagements et objectifs", ("engagements", "objectifs")),
    "parties": ("Parties", ("parties",)),
    "fiches": ("Actions et fiches", ("actions",)),
}
"""Code of each field that an avenant may open → its label, and the parts of the dossier it stands for."""


def partie(dossier: DossierContrat, champ: str) -> dict[str, Any]:
    """Plain data of what ``champ`` stands for; parts at their default are left out."""
    tout = en_donnees(dossier)
    return {nom: tout[nom] for nom in OUVERTURES[champ][1] if nom in tout}


def changement(champ: str, avant: DossierContrat, apres: DossierContrat) -> dict[str, Any]:
    """What is kept of the change of one field."""
    return {"champ": champ, "avant": partie(avant, champ), "apres": partie(apres, champ)}


def appliquer(
    dossier: DossierContrat, changements: Sequence[Mapping[str, Any]], champs: Sequence[str]
) -> DossierContrat:
    """``dossier`` with these changes; what is not in ``champs`` cannot change.

    A change prepared before the contract moved elsewhere is merged with what it has become.
    """
    tout = en_donnees(dossier)
    for c in changements:
        if c["champ"] not in champs:
            continue
        noms = OUVERTURES[c["champ"]][1]
        fusion = fusionner(c["avant"], c["apres"], {n: tout[n] for n in noms if n in tout})
        tout = {**{n: v for n, v in tout.items() if n not in noms}, **fusion}
    lu = relire(DossierContrat, tout)
    touches = {n for champ in champs for n in OUVERTURES[champ][1]}
    return replace(dossier, **{n: getattr(lu, n) for n in touches})


def comparer(changements: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Difference], Mapping[str, Any]]]:
    """For each field that changes, its label, its differences and the change they come from."""
    lues = [(OUVERTURES[c["champ"]][0], differences(c["avant"], c["apres"]), c) for c in changements]
    return [x for x in lues if x[1]]
