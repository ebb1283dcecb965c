"""Reads the catalogue once, lazily: each function opens only the files it needs, and keeps the result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jalons.droit.construction import Constructeur, unite
from jalons.droit.model import (
    ChampFiche,
    DroitInapplicable,
    EtapeContrat,
    IndicateurNational,
    MontantNational,
    Parametre,
    Regime,
    RegleCofinancement,
    SectionRapport,
    SourceFinancement,
    TermeImpose,
    Unite,
)
from jalons.noyau.dates import DateCivile, texte_du_jour
from jalons.noyau.yaml_simple import charger

CATALOGUE = Path(__file__).parent / "catalogue"


def lire(chemin: Path) -> Any:
    """The plain data of one file of the catalogue."""
    return charger(chemin.read_bytes())


@cache
def _nomenclature(nom: str) -> Any:
    return lire(CATALOGUE / "nomenclatures" / f"{nom}.yaml")


@cache
def bibliographie() -> Mapping[str, str]:
    """Title of each source by key."""
    par_matiere = (lire(f)["sources"] for f in sorted((CATALOGUE / "nomenclatures" / "bibliographie").glob("*.yaml")))
    listes = (_nomenclature("bibliographie")["sources"], *par_matiere)
    return {e["cle"]: e["titre"] for liste in listes for e in liste}


@cache
def _constructeur() -> Constructeur:
    return Constructeur(bibliographie())


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime, in the order of their acts."""
    bruts = sorted((lire(f) for f in (CATALOGUE / "regimes").glob("*.yaml")), key=lambda d: str(d["date_acte"]))
    faits: dict[str, Regime] = {}
    for brut in bruts:
        faits[brut["id"]] = _constructeur().regime(brut, faits.get(brut.get("herite_de", "")))
    return tuple(faits.values())


def regime(identifiant: str) -> Regime:
    """The regime of that id (``"2020"`` … ``"2025-2027"``).

    Raises:
        DroitInapplicable: no such regime.
    """
    for candidat in regimes():
        if candidat.id == identifiant:
            return candidat
    connus = ", ".join(r.id for r in regimes())
    raise DroitInapplicable(f"Le régime « {identifiant} » n'existe pas au catalogue. Régimes connus : {connus}.")


def regime_en_vigueur(jour: date) -> Regime:
    """The regime that a contract signed on ``jour`` follows.

    Among the acts known that day (published, or dated when no publication was seen), the one whose exercices
    hold the year of ``jour``; when none does yet (early in a year, before its act is out), the latest act known.

    Raises:
        DroitInapplicable: ``jour`` comes before the first act.
    """
    connus = [r for r in regimes() if r.connu_le <= jour]
    if not connus:
        premier = regimes()[0]
        raise DroitInapplicable(
            f"Aucun régime n'est connu au {texte_du_jour(jour)} : le premier acte est diffusé le "
            f"{texte_du_jour(premier.connu_le)}. Vérifiez la date saisie."
        )
    connus.sort(key=lambda r: r.connu_le)
    de_l_annee = [r for r in connus if jour.year in r.exercices]
    return (de_l_annee or connus)[-1]


@cache
def tous_les_termes() -> tuple[TermeImpose, ...]:
    """Every last day imposed by an act, whatever it binds."""
    return tuple(_constructeur().terme(d) for d in _nomenclature("termes_imposes")["termes"])


def termes_imposes(signature: DateCivile) -> tuple[TermeImpose, ...]:
    """The last days that certainly bind a contract or avenant signed then.

    A rule binds by its own scope: the regime of the contract does not matter. When the date is too vague to tell,
    the term is left out; ask ``TermeImpose.vise`` (``None``: not checkable) over ``tous_les_termes()``.
    """
    return tuple(t for t in tous_les_termes() if t.vise(signature))


@cache
def sources_financement() -> tuple[SourceFinancement, ...]:
    """Every funding source, in the order in which pages show them."""
    return tuple(_constructeur().source(d) for d in _nomenclature("sources_financement")["sources"])


def source(code: str) -> SourceFinancement:
    """The funding source of that code; raises ``DroitInapplicable`` when there is none."""
    for candidate in sources_financement():
        if candidate.code == code:
            return candidate
    connues = ", ".join(s.code for s in sources_financement())
    raise DroitInapplicable(f"La source de financement « {code} » n'existe pas. Sources connues : {connues}.")


@cache
def parametres() -> Mapping[str, Parametre]:
    """Every dated parameter by key."""
    bruts = [p for f in sorted((CATALOGUE / "parametres").glob("*.yaml")) for p in lire(f)["parametres"]]
    return {p["cle"]: _constructeur().parametre(p) for p in bruts}


def parametre(cle: str) -> Parametre:
    """The parameter of that key; raises ``DroitInapplicable`` when there is none."""
    if (trouve := parametres().get(cle)) is not None:
        return trouve
    raise DroitInapplicable(f"Le paramètre « {cle} » n'existe pas. Paramètres connus : {', '.join(parametres())}.")


@cache
def regle_cofinancement() -> RegleCofinancement:
    """The département's minimum share and the bases under which it is computed."""
    brut = _nomenclature("cofinancement")
    return RegleCofinancement(
        part_min=parametre(brut["part_min"]),
        bases=tuple(_constructeur().base(b) for b in brut["bases"]),
        defaut=brut["defaut"],
        provenance=_constructeur().provenance(brut["provenance"]),
    )


@cache
def indicateurs_nationaux() -> tuple[IndicateurNational, ...]:
    """Every harmonised indicator known."""
    return tuple(_constructeur().indicateur(d) for d in _nomenclature("indicateurs_nationaux")["indicateurs"])


@cache
def champs_fiche_action() -> tuple[ChampFiche, ...]:
    """The fields of a fiche action, the five mandatory ones first."""
    return tuple(_constructeur().champ(d) for d in _nomenclature("fiche_action")["champs"])


@cache
def etapes_contrat() -> tuple[EtapeContrat, ...]:
    """The steps of a contract, in order."""
    return tuple(_constructeur().etape(d) for d in _nomenclature("etapes_contrat")["etapes"])


@cache
def sections_rapport() -> tuple[SectionRapport, ...]:
    """The sections of the annual execution report, in order."""
    return tuple(_constructeur().section(d) for d in _nomenclature("rapport_execution")["sections"])


@cache
def montants_nationaux() -> tuple[MontantNational, ...]:
    """The national amounts read for each year, contradictory ones included and marked."""
    return tuple(_constructeur().montant(d) for d in _nomenclature("montants_nationaux")["montants"])


@cache
def unites() -> Mapping[str, Unite]:
    """Every unit of measure by code."""
    return {d["code"]: unite(d) for d in lire(CATALOGUE / "unites.yaml")["unites"]}
