"""Sums and equalities of the tables of DREES: conform, not conform, or not checkable when a term is not known.

Whole numbers must agree exactly. Where a term is an estimate (a count with decimals) or an amount rounded to the
thousandth, half a unit of rounding is allowed for each term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.sources.etats import Etat
from jalons.noyau.yaml_simple import charger


class Reponse(StrEnum):
    """Three answers, never two."""

    CONFORME = "conforme"
    NON_CONFORME = "non_conforme"
    NON_VERIFIABLE = "non_verifiable"


@dataclass(frozen=True, slots=True)
class Identite:
    """``parties`` add up to ``total``, or do not exceed it when ``relation`` is ``au_plus``."""

    code: str
    libelle: str
    total: str
    parties: tuple[str, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class Constat:
    """The answer of one check on one row.

    Attributes:
        total, somme: both sides; ``None`` when one of their terms is not known.
        ecart: sum of the parts less the total.
        raison: why it is not conform or not checkable; empty when it is conform.
        lignes: where the terms were read ("fichier:ligne").
    """

    identite: str
    libelle: str
    reponse: Reponse
    annee: int
    code: str
    territoire: str
    total: float | None
    somme: float | None
    raison: str
    lignes: tuple[str, ...]

    @property
    def ecart(self) -> float | None:
        """Sum of the parts less the total; ``None`` when one is not known."""
        return None if self.total is None or self.somme is None else self.somme - self.total

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self) | {"reponse": self.reponse.value, "ecart": self.ecart}


@dataclass(frozen=True, slots=True)
class _Cellule:
    valeur: float | None
    etat: Etat
    arrondi: float
    """Unit to which the source rounds; 0 for a count that was not estimated."""
    lieu: str


_Cle = tuple[int, str, str, str]
"""Year, code of territory, edition, status: vintages are never mixed."""


@cache
def identites() -> tuple[Identite, ...]:
    """Those of every row, in the order of the file."""
    return _lues("identites")


@cache
def identites_territoriales() -> tuple[Identite, ...]:
    """Those of a territory made of others."""
    return _lues("territoires")


def verifier(series: pl.DataFrame) -> list[Constat]:
    """Every check on every row of a table ``SERIES`` that has at least one term of it, then the contradictions."""
    rangees, noms = _ranger(series)
    return [*_lignes(rangees, noms), *_territoires(rangees, noms), *contradictions(series)]


def _lignes(rangees: Mapping[_Cle, dict[str, _Cellule]], noms: Mapping[str, str]) -> Iterator[Constat]:
    """The sums of each territory and year."""
    for cle, cellules in rangees.items():
        for identite in identites():
            if identite.total in cellules and any(p in cellules for p in identite.parties):
                yield _constat(identite, identite.libelle, cle, noms[cle[1]], cellules)


def _territoires(rangees: Mapping[_Cle, dict[str, _Cellule]], noms: Mapping[str, str]) -> Iterator[Constat]:
    """The territories made of others, for each series, the years when one of the parts is said apart."""
    for (annee, code, edition, statut), cellules in rangees.items():
        for identite in identites_territoriales():
            if identite.total != code:
                continue
            parties = [rangees.get((annee, p, edition, statut), {}) for p in identite.parties]
            for serie, cellule in cellules.items():
                dites = {p: c[serie] for p, c in zip(identite.parties, parties, strict=True) if serie in c}
                termes = {code: cellule} | dites
                if any(t.etat is not Etat.SANS_OBJET for t in dites.values()):
                    libelle = f"{identite.libelle}, {serie}"
                    yield _constat(identite, libelle, (annee, code, edition, statut), noms[code], termes)


def contradictions(series: pl.DataFrame) -> list[Constat]:
    """Rows that say the same thing of the same territory with different values: all are kept, none is chosen."""
    cle = ["annee", "niveau", "code", "indicateur", "edition", "statut"]
    doubles = (
        series.filter(pl.col("valeur").is_not_null())
        .group_by(cle, maintain_order=True)
        .agg(pl.col("valeur", "territoire", "fichier", "ligne"))
        .filter(pl.col("valeur").list.n_unique() > 1)
    )
    constats = []
    for ligne in doubles.iter_rows(named=True):
        dites = " et ".join(f"{v:.15g}".replace(".", ",") for v in ligne["valeur"])
        constats.append(
            Constat(
                "ligne_unique", f"Une seule valeur par territoire et par année, {ligne['indicateur']}",
                Reponse.NON_CONFORME, ligne["annee"], ligne["code"], ligne["territoire"][0], ligne["valeur"][0],
                ligne["valeur"][1], f"Deux lignes se contredisent : {dites}. Les deux sont gardées.",
                tuple(f"{f}:{n}" for f, n in zip(ligne["fichier"], ligne["ligne"], strict=True)),
            )
        )  # fmt: skip
    return constats


def compter(constats: Iterable[Constat]) -> dict[str, dict[str, int]]:
    """For each check, how many rows gave each answer."""
    comptes: dict[str, dict[str, int]] = {}
    for constat in constats:
        par_reponse = comptes.setdefault(constat.identite, {r.value: 0 for r in Reponse})
        par_reponse[constat.reponse.value] += 1
    return comptes


def _lues(liste: str) -> tuple[Identite, ...]:
    lues = charger(Path(__file__).with_suffix(".yaml").read_bytes())[liste]
    return tuple(
        Identite(i["code"], i["libelle"], i["total"], tuple(i["parties"]), i.get("relation", "egal")) for i in lues
    )


def _ranger(series: pl.DataFrame) -> tuple[dict[_Cle, dict[str, _Cellule]], dict[str, str]]:
    """Cells by row, and the name of each territory; of two rows that contradict each other, the first."""
    rangees: dict[_Cle, dict[str, _Cellule]] = {}
    noms: dict[str, str] = {}
    colonnes = ("annee", "niveau", "code", "edition", "statut", "indicateur", "valeur", "etat", "estimee", "unite")
    lues = series.select(*colonnes, "territoire", "fichier", "ligne").iter_rows()
    for annee, niveau, code, edition, statut, serie, valeur, etat, estimee, unite, nom, fichier, ligne in lues:
        arrondi = 0.001 if "euros" in unite else 1.0 if estimee else 0.0
        adresse = _adresse(niveau, code)
        noms.setdefault(adresse, nom)
        rangee = rangees.setdefault((annee, adresse, edition, statut), {})
        if serie not in rangee:
            rangee[serie] = _Cellule(valeur, Etat(etat), arrondi, f"{fichier}:{ligne}")
    return rangees, noms


def _adresse(niveau: str, code: str) -> str:
    """A région and a département may have the same code: the région's is marked."""
    return f"R{code}" if niveau == "region" else code


def _constat(identite: Identite, libelle: str, cle: _Cle, territoire: str, cellules: Mapping[str, _Cellule]) -> Constat:
    termes = [(nom, cellules.get(nom)) for nom in (identite.total, *identite.parties)]
    lignes = tuple(c.lieu for _, c in termes if c is not None)
    inconnus = [(nom, c.etat if c is not None else Etat.ABSENTE) for nom, c in termes if c is None or c.valeur is None]
    total, somme = _cotes(termes)
    if inconnus:
        reponse, raison = Reponse.NON_VERIFIABLE, _pourquoi(inconnus)
    else:
        assert total is not None and somme is not None  # noqa: S101, PT018 - no term is unknown
        marge = sum(c.arrondi for _, c in termes if c is not None) / 2 + 1e-6
        ecart = somme - total
        tenue = ecart <= marge if identite.relation == "au_plus" else abs(ecart) <= marge
        reponse = Reponse.CONFORME if tenue else Reponse.NON_CONFORME
        raison = "" if tenue else f"La somme des parties s'écarte du total de {_signe(ecart)}."
    return Constat(identite.code, libelle, reponse, cle[0], cle[1], territoire, total, somme, raison, lignes)


def _signe(ecart: float) -> str:
    return f"{ecart:+.6g}".replace(".", ",").replace("-", "−")


def _cotes(termes: Sequence[tuple[str, _Cellule | None]]) -> tuple[float | None, float | None]:
    (_, premier), *autres = termes
    valeurs = [None if c is None else c.valeur for _, c in autres]
    connues = [v for v in valeurs if v is not None]
    return (None if premier is None else premier.valeur), sum(connues) if len(connues) == len(valeurs) else None


def _pourquoi(inconnus: Sequence[tuple[str, Etat]]) -> str:
    dits = ", ".join(f"{nom} {etat.phrase}" for nom, etat in inconnus)
    return f"Valeur{'s' if len(inconnus) > 1 else ''} inconnue{'s' if len(inconnus) > 1 else ''} : {dits}."
