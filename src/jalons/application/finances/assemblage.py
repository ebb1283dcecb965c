"""From the rows of amounts to the lines that the rules read. Pure: rows are dictionaries of columns, as
``socle.memoire`` and ``socle.etats.photographier`` give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode

Ligne = Mapping[str, Any]


def pk(ligne: Ligne) -> int:
    """The key of a row, whether it comes from its table or from its history."""
    return int(ligne["pgh_obj_id"] if "pgh_obj_id" in ligne else ligne["id"])


def periode(ligne: Ligne) -> Periode | None:
    """The period of a row that has ``debut`` and ``fin``."""
    return _periode(ligne["debut"], ligne["fin"]) if ligne["debut"] and ligne["fin"] else None


@cache
def _periode(debut: str, fin: str) -> Periode:
    return Periode(DateCivile.lire(debut), DateCivile.lire(fin))


def noms_des_fiches(places: Iterable[Ligne]) -> dict[int, str]:
    """For each fiche, the short name under which its lines are written; a place with a name of its own wins."""
    noms: dict[int, str] = {}
    for place in places:
        fiche, cle = place["fiche_id"], place["cle"]
        if fiche not in noms or (cle and noms[fiche].startswith("fiche-")):
            noms[fiche] = cle or f"fiche-{fiche}"
    return noms


def nom_designe(montant: Ligne, noms: Mapping[int, str], rubriques: Mapping[int, str]) -> str:
    """Short name of the fiche, objective or list that an amount pays for; empty when it does not say."""
    if montant["fiche_id"] is not None:
        return noms.get(montant["fiche_id"], f"fiche-{montant['fiche_id']}")
    if montant["rubrique_id"] is not None:
        return rubriques.get(montant["rubrique_id"], f"rubrique-{montant['rubrique_id']}")
    return ""


def lignes_financieres(
    montants: Sequence[Ligne], noms: Mapping[int, str], rubriques: Mapping[int, str]
) -> tuple[LigneFinanciere, ...]:
    """The amounts of one frame, in the order given.

    Args:
        noms, rubriques: short names of the fiches and headings that amounts may pay for, by key.
    """
    cles = {pk(m): m["cle"] for m in montants}
    return tuple(_ligne(m, cles, nom_designe(m, noms, rubriques)) for m in montants)


def _ligne(m: Ligne, cles: Mapping[int, str], action: str) -> LigneFinanciere:
    return LigneFinanciere(
        cle=m["cle"],
        libelle=m["libelle"],
        valeur=valeur if isinstance(valeur := m["valeur"], Decimal) else Decimal(str(valeur)),
        version=Version(m["version"]),
        source=m["source"],
        precision=PrecisionMontant(m["precision"]),
        beneficiaire=Beneficiaire(m["beneficiaire"]) if m["beneficiaire"] else None,
        periode=periode(m),
        annee=m["annee"],
        par_an=m["par_an"],
        perenne=m["perenne"],
        total=m["est_total"],
        somme_de=tuple(m["somme_de"]),
        inclus_dans=cles.get(m["inclus_dans_id"], ""),
        action=action,
    )
