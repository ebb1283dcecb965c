"""Amounts of a contract, from the yearly budget of each fiche: every version, as far as the year has gone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant

_ORDRE = (Version.PREVU, Version.SIGNE, Version.NOTIFIE, Version.ENGAGE, Version.PAYE, Version.JUSTIFIE)
PARTS: Mapping[int, Mapping[Version, int]] = {
    annee: dict(zip(_ORDRE, parts, strict=False))
    for annee, parts in {
        2022: (100, 100, 98, 92, 88, 88),
        2023: (103, 100, 96, 95, 90, 72),
        2024: (105, 100, 100, 90, 80),
        2025: (100, 100, 94, 74, 51),
        2026: (104, 100),
        2027: (106,),
    }.items()
}
"""Percent of the yearly budget at each version; a version that is absent is not known yet."""

_NOMS = {"P304": "Programme 304", "FIR1": "FIR", "ONDAM_MS": "ONDAM", "DEPT": "Département"}
_JAMAIS_NOTIFIE = frozenset({"DEPT"})
_BENEFICIAIRES = {"ONDAM_MS": Beneficiaire.ESSMS}


def cle_de_la_fiche(numero: int) -> str:
    """Short name of a fiche in its contract."""
    return f"fiche-action-{numero:02d}"


def lignes(contrat: Mapping[str, Any], fiches: list[dict[str, Any]]) -> list[LigneFinanciere]:
    """Every amount of a contract: by fiche, source, year and version, then the totals and what is approximate."""
    detail = [
        ligne
        for fiche in fiches
        if contrat["cle"] in fiche["place"]
        for annee in contrat["annees"]
        if _active(fiche, annee)
        for ligne in _de_la_fiche(fiche, annee)
    ]
    totaux = [
        LigneFinanciere(
            cle=t["cle"], libelle=t["libelle"], valeur=Decimal(t["valeur"]), version=Version.SIGNE, annee=t["annee"],
            total=True,
            somme_de=tuple(
                x.cle for x in detail
                if (x.source, x.annee, x.version) == (t["source"], t["annee"], Version.SIGNE)
            ),
        )
        for t in contrat["totaux"]
    ]  # fmt: skip
    vagues = [
        LigneFinanciere(
            cle=a["cle"], libelle=a["libelle"], valeur=Decimal(a["valeur"]), version=Version.SIGNE, source=a["source"],
            annee=a["annee"], precision=PrecisionMontant(a["precision"]),
        )
        for a in contrat["approximatifs"]
    ]  # fmt: skip
    objectifs = [
        LigneFinanciere(
            cle=o["cle"], libelle=o["libelle"], valeur=Decimal(o["valeur"]), version=Version.SIGNE, source=o["source"],
            annee=o["annee"], action=o["objectif"], beneficiaire=Beneficiaire.DEPARTEMENT,
        )
        for o in contrat.get("objectifs_finances", ())
    ]  # fmt: skip
    return [*detail, *objectifs, *totaux, *vagues]


def _active(fiche: Mapping[str, Any], annee: int) -> bool:
    suivi = fiche["suivi"]
    return DateCivile.lire(suivi["debut"]).annee <= annee <= DateCivile.lire(suivi["fin"]).annee


def _de_la_fiche(fiche: Mapping[str, Any], annee: int) -> Iterator[LigneFinanciere]:
    for source, budget in fiche.get("budget", {}).items():
        for version, part in PARTS[annee].items():
            if version is Version.NOTIFIE and source in _JAMAIS_NOTIFIE:
                continue
            yield LigneFinanciere(
                cle=f"f{fiche['numero']:02d}-{source.lower().replace('_', '-')}-{annee}-{version.value}",
                libelle=f"{_NOMS[source]} {annee}, fiche {fiche['numero']}, {version.libelle}",
                valeur=Decimal(budget * part) / 100,
                version=version,
                source=source,
                beneficiaire=_BENEFICIAIRES.get(source, Beneficiaire.DEPARTEMENT),
                annee=annee,
                action=cle_de_la_fiche(fiche["numero"]),
            )
