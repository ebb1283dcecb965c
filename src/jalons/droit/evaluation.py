"""Answers of the rules that are not deadlines: composition of a contract, share of the département, imposed term.

Three answers, never two: ``respectee``, ``non_respectee``, ``non_verifiable``. Nothing here blocks: the caller makes
an écart of it, with the severity it chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jalons.droit.loader import regle_cofinancement
from jalons.droit.model import BaseCofinancement, Regime
from jalons.noyau.accord import compter
from jalons.noyau.montants import pourcentage

Resultat = Literal["respectee", "non_respectee", "non_verifiable"]


@dataclass(frozen=True, slots=True)
class Reponse:
    """The answer of a rule: result, sentence in French, whether the rule is confirmed, source."""

    resultat: Resultat
    message: str
    confirme: bool
    source: str


def composition(regime: Regime, *, obligatoires: int | None, facultatifs: int | None) -> Reponse:
    """Whether a contract that retains so many objectives respects the counts of ``regime`` (``None``: not known)."""
    regle = regime.composition
    source = regime.acte or regime.libelle
    if regle.obligatoires is None or regle.facultatifs_min is None or regle.facultatifs_max is None:
        message = f"Le régime {regime.id} ne permet pas de contrôler la composition : ses nombres n'ont pas été vus."
        return Reponse("non_verifiable", message, confirme=False, source=source)
    fautes = []
    if obligatoires is not None and obligatoires != regle.obligatoires:
        fautes.append(f"{compter(obligatoires, 'objectif obligatoire retenu')} au lieu de {regle.obligatoires}")
    if facultatifs is not None and not regle.facultatifs_min <= facultatifs <= regle.facultatifs_max:
        bornes = f"de {regle.facultatifs_min} à {regle.facultatifs_max} attendus"
        fautes.append(f"{compter(facultatifs, 'objectif facultatif retenu')}, {bornes}")
    confirme = regle.provenance.confirmee and regle.provenance_facultatifs.confirmee
    if fautes:
        message = f"Régime {regime.id} : {' ; '.join(fautes)}. Complétez la liste, ou vérifiez le régime du contrat."
        return Reponse("non_respectee", message, confirme, source)
    if obligatoires is None or facultatifs is None:
        message = f"Régime {regime.id} : le dossier ne donne pas tous les nombres d'objectifs retenus."
        return Reponse("non_verifiable", message, confirme, source)
    return Reponse("respectee", f"Régime {regime.id} : les nombres d'objectifs sont respectés.", confirme, source)


@dataclass(frozen=True, slots=True)
class PartDepartement:
    """The département's share under one base: percent with two decimals, ``None`` when not checkable."""

    base: str
    pourcent: Decimal | None
    resultat: Resultat
    message: str


def parts_departement(montants: Mapping[str, Decimal], *, jour: date) -> dict[str, PartDepartement]:
    """The département's share under every base, from the amount of each source in euros.

    A source absent from ``montants`` counts for nothing, provided at least one source of the base is there.

    Raises:
        DroitInapplicable: no minimum share is in force on ``jour``.
    """
    regle = regle_cofinancement()
    part_min = regle.part_min.decimal_au(jour)
    return {base.code: _part(base, montants, part_min) for base in regle.bases}


def _part(base: BaseCofinancement, montants: Mapping[str, Decimal], part_min: Decimal) -> PartDepartement:
    def sans_reponse(raison: str) -> PartDepartement:
        return PartDepartement(base.code, None, "non_verifiable", f"{base.libelle} : {raison}")

    if "DEPT" not in montants:
        return sans_reponse("la part du département n'est pas donnée.")
    if melees := [s for s in base.empechee_par if s in montants]:
        return sans_reponse(f"des montants sont donnés sans ventilation ({', '.join(melees)}).")
    presents = [montants[s] for s in base.comptees if s in montants]
    departement = montants["DEPT"]
    total = departement + sum(presents, Decimal(0))
    pourcent = pourcentage(departement, total)
    if not presents or pourcent is None:
        return sans_reponse("aucun montant de cette assiette n'est donné.")
    seuil = f"{part_min * 100:.0f}\xa0%"
    if departement >= part_min * total:
        return PartDepartement(base.code, pourcent, "respectee", f"{base.libelle} : au moins {seuil}.")
    return PartDepartement(base.code, pourcent, "non_respectee", f"{base.libelle} : moins de {seuil}.")
