"""For a request: the units where a place is free and authorised, and why each other one is left out.

The plain rules of authorisation only; ranking by wishes and the best plan for all are another engine's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.nomenclatures import libelle_type
from jalons.application.places import rules
from jalons.application.places.models import Demande
from jalons.application.places.selectors import LigneOffre


@dataclass(frozen=True, slots=True)
class Proposition:
    """A unit for a child: why it is out, or what could not be checked."""

    ligne: LigneOffre
    contre: list[str]
    a_verifier: list[str]


def trier(demande: Demande, lignes: Iterable[LigneOffre], au: date) -> tuple[list[Proposition], list[Proposition]]:
    """Units that may receive the child, those of his territory first then the most places free; and all the others."""
    toutes = [_examiner(demande, ligne, au) for ligne in lignes]
    retenues = [p for p in toutes if not p.contre]
    retenues.sort(
        key=lambda p: (
            demande.territoire_id is not None and p.ligne.territoire_id != demande.territoire_id,
            bool(p.a_verifier), -(p.ligne.compte.libres or 0), p.ligne.etablissement, p.ligne.nom,
        )
    )  # fmt: skip
    return retenues, [p for p in toutes if p.contre]


def _examiner(demande: Demande, ligne: LigneOffre, au: date) -> Proposition:
    contre, a_verifier = _contre(demande, ligne.regles, au)
    if ligne.compte.libres is None:
        a_verifier.append("L'unité n'a aucun acte : ses places ne sont pas connues.")
    elif not ligne.compte.libres:
        contre.append("Aucune place libre aujourd'hui.")
    return Proposition(ligne, contre, a_verifier)


def _contre(demande: Demande, regles: rules.Regles, au: date) -> tuple[list[str], list[str]]:
    enfant = demande.enfant
    contre, a_verifier = rules.hors_autorisation(
        regles, naissance=enfant.naissance, sexe=enfant.sexe, public=demande.public, au=au
    )
    if regles.type != demande.type:
        contre.insert(0, f"Autre type : {libelle_type(regles.type).lower()}.")
    return contre, a_verifier


def phrases(demande: Demande, unite: UniteAccueil, au: date) -> list[str]:
    """What to check before a place of this unit is reserved: nothing here forbids it, a person decides."""
    regles = rules.Regles(unite.type, unite.public, unite.sexe, unite.age_min, unite.age_max)
    contre, a_verifier = _contre(demande, regles, au)
    return contre + a_verifier
