"""Runs the cases that a jurist can read (``droit/cas``) against the catalogue, and says which rules they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jalons.droit.echeances import Echeance, FaitsContrat, FaitsSchema, echeances_contrat, echeances_schema
from jalons.droit.evaluation import composition, parts_departement
from jalons.droit.loader import lire, parametre, regime, regime_en_vigueur, regle_cofinancement
from jalons.droit.model import DroitInapplicable
from jalons.noyau.dates import DateCivile

CAS = Path(__file__).parent / "cas"


@dataclass(frozen=True, slots=True)
class Preuve:
    """The outcome of one case: the rules it rests on, and each difference between expected and computed."""

    fichier: str
    titre: str
    regles: frozenset[str]
    differences: tuple[str, ...]


def preuves(dossier: Path = CAS) -> Iterator[Preuve]:
    """The outcome of every case of every file, in order."""
    for fichier in sorted((dossier / "regimes").glob("*.yaml")):
        donnees = lire(fichier)
        for famille, executer in _FAMILLES.items():
            for cas in donnees.get(famille, ()):
                regles, differences = executer(cas)
                yield Preuve(
                    fichier.relative_to(dossier).as_posix(), cas["titre"], frozenset(regles), tuple(differences)
                )


def faits_contrat(faits: dict[str, Any]) -> FaitsContrat:
    """The facts of a contract as a case writes them."""
    return FaitsContrat(
        sujet="cas",
        regime=regime(faits["regime"]),
        exercices=tuple(faits.get("exercices", ())),
        signature=_date(faits.get("signature")),
        fin=_date(faits.get("fin")),
        avenants={int(a): DateCivile.lire(j) for a, j in faits.get("avenants", {}).items()},
        rapports={int(a): DateCivile.lire(j) for a, j in faits.get("rapports", {}).items()},
        actes={code: DateCivile.lire(j) for code, j in faits.get("actes", {}).items()},
        nouveau=faits.get("nouveau"),
        suivi_complet=faits.get("suivi_complet", True),
    )


Issue = tuple[set[str], list[str]]


def _contrat(cas: dict[str, Any]) -> Issue:
    obtenues = echeances_contrat(faits_contrat(cas["faits"]), au=date.fromisoformat(cas["au"]))
    regles, differences = _comparer(cas["attendu"], obtenues)
    presentes = {e.code for e in obtenues}
    differences += [f"{code} : attendue absente" for code in cas.get("absentes", ()) if code in presentes]
    return regles, differences


def _schema(cas: dict[str, Any]) -> Issue:
    faits = cas["faits"]
    donnees = FaitsSchema(
        "cas", DateCivile.lire(faits["debut"]), _date(faits.get("fin")), _date(faits.get("successeur_adopte_le"))
    )
    return _comparer(cas["attendu"], echeances_schema(donnees, au=date.fromisoformat(cas["au"])))


def _comparer(attendues: list[dict[str, Any]], obtenues: list[Echeance]) -> Issue:
    par_code = {e.code: e for e in obtenues}
    regles, differences = set[str](), []
    for attendue in attendues:
        obtenue = par_code.get(attendue["code"])
        if obtenue is None:
            differences.append(f"{attendue['code']} : absente")
            continue
        regles.add(f"echeance:{obtenue.regle}")
        calculee = obtenue.en_json()
        differences += [
            f"{attendue['code']}.{champ} : attendu {valeur}, obtenu {calculee[champ]}"
            for champ, valeur in attendue.items()
            if calculee[champ] != valeur
        ]
    return regles, differences


def _composition(cas: dict[str, Any]) -> Issue:
    reponse = composition(regime(cas["regime"]), obligatoires=cas["obligatoires"], facultatifs=cas["facultatifs"])
    ecart = [] if reponse.resultat == cas["attendu"] else [f"attendu {cas['attendu']}, obtenu {reponse.resultat}"]
    return {f"composition:{cas['regime']}"}, ecart


def _part(cas: dict[str, Any]) -> Issue:
    montants = {source: Decimal(str(m)) for source, m in cas["montants"].items()}
    parts = parts_departement(montants, jour=date.fromisoformat(cas["jour"]))
    differences = []
    for base, attendu in cas["attendu"].items():
        obtenu = {"resultat": parts[base].resultat, "pourcent": parts[base].pourcent}
        voulu = {**attendu, "pourcent": None if attendu["pourcent"] is None else Decimal(str(attendu["pourcent"]))}
        if obtenu != voulu:
            differences.append(f"{base} : attendu {voulu}, obtenu {obtenu}")
    cle = regle_cofinancement().part_min.cle
    return {f"parametre:{cle}", *(f"assiette:{base}" for base in cas["attendu"])}, differences


def _regime(cas: dict[str, Any]) -> Issue:
    try:
        obtenu: str | None = regime_en_vigueur(date.fromisoformat(cas["jour"])).id
    except DroitInapplicable:
        obtenu = None
    ecart = [] if obtenu == cas["attendu"] else [f"attendu {cas['attendu']}, obtenu {obtenu}"]
    return ({f"regime:{obtenu}"} if obtenu else set()), ecart


def _parametre(cas: dict[str, Any]) -> Issue:
    try:
        obtenu: object = parametre(cas["cle"]).valeur_au(date.fromisoformat(cas["jour"])).valeur
    except DroitInapplicable:
        obtenu = None
    ecart = [] if obtenu == cas["attendu"] else [f"attendu {cas['attendu']}, obtenu {obtenu}"]
    return {f"parametre:{cas['cle']}"}, ecart


def _date(texte: str | None) -> DateCivile | None:
    return None if texte is None else DateCivile.lire(texte)


_FAMILLES = {
    "contrats": _contrat, "schemas": _schema, "compositions": _composition, "parts": _part, "regimes": _regime,
    "parametres": _parametre,
}  # fmt: skip
