"""From what was counted to the answer of each check: no fault, faults, or that it could not run, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from jalons.analyse.qualite import regles_fichier
from jalons.analyse.qualite.modele import CONSTATS, Controle, Etat, Resultat, controles
from jalons.analyse.tables.olinpe import regime

_MESURE = ("NUMANONYM", "TYPEV", "DATDEB")
LIENS = {
    "0005": ("NUMANONYM",), "0022": ("NUMANONYM", "DECISION"), "0026": ("NUMANONYM", "DECISION"),
    "0036": ("DATDECPE",), "0060": _MESURE, "X002": ("NUMANONYM", "DATDEB"), "X003": (*_MESURE, "DATDECPE"),
    "X004": ("NUMANONYM", "NUMANONYMANT"), "X005": ("NUMANONYM", "DATDEB"), "E001": ("NUMANONYM", "DATDEB"),
    "E002": _MESURE, "E004": _MESURE, "E005": (*_MESURE, "DATFIN", "DATDECPE"),
}  # fmt: skip
"""Variables without which a check on persons cannot run."""


@dataclass(frozen=True, slots=True)
class Appuis:
    """What some checks need besides the file.

    Attributes:
        anterieurs: identifiers of the previous extraction.
        termes: ``NUMANONYM``, ``DATDEB``, ``DATDECPE``, ``effet`` and ``terme`` (days): what each renewal follows.
        ase: cell of the ASE tables (see ``controles.yaml``) → measures declared on 31 December.
    """

    anterieurs: pl.Series | None = None
    termes: pl.DataFrame | None = None
    ase: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Lecture:
    """What is known of a file once read.

    Attributes:
        presentes: its variables.
        courent: checks of which at least one rule ran.
        empeches: check → why some of its rules could not.
        table: counts of the variables, see ``taux``.
    """

    presentes: frozenset[str]
    courent: frozenset[str]
    empeches: Mapping[str, tuple[str, ...]]
    appuis: Appuis
    annee: int | None
    table: pl.DataFrame


def repondre(
    lecture: Lecture, trouves: Mapping[str, int], constats: Mapping[str, list[pl.DataFrame]], types: Mapping[str, int],
    stocks: Mapping[str, int],
) -> Iterator[Resultat]:  # fmt: skip
    """The answer of every check, in the order of the report.

    Args:
        trouves: check → how many faults; ``constats``: the rows that are shown.
        types: type of event → how many; ``stocks``: cell → measures in progress on 31 December.
    """
    tables = regime(2016)
    du_fichier = {
        r.controle.code: r
        for r in (
            *regles_fichier.de_presence(lecture.table, tables), regles_fichier.completude(lecture.table, tables),
            regles_fichier.par_type(types, "TYPEV" in lecture.presentes),
            regles_fichier.du_stock(stocks, lecture.appuis.ase, lecture.annee),
        )
    }  # fmt: skip
    muettes = _muettes(lecture.table)
    for code, controle in controles().items():
        yield du_fichier.get(code) or _un(controle, lecture, muettes, trouves.get(code, 0), constats.get(code, []))


def _un(
    controle: Controle, lecture: Lecture, muettes: Mapping[str, str], fautes: int, lots: list[pl.DataFrame]
) -> Resultat:
    pourquoi = (*lecture.empeches.get(controle.code, ()), *_manques(controle, lecture, muettes))
    constats = pl.concat(lots) if lots else pl.DataFrame(schema=dict(CONSTATS))
    if fautes:
        return Resultat(controle, Etat.FAUTES, fautes, constats, pourquoi)
    empeche = pourquoi and (controle.forme != "ligne" or controle.code not in lecture.courent)
    return Resultat(controle, Etat.IMPOSSIBLE if empeche else Etat.CONFORME, 0, constats, pourquoi)


def _manques(controle: Controle, lecture: Lecture, muettes: Mapping[str, str]) -> Iterator[str]:
    """Why a check says nothing: its variables are absent, always empty, always unknown, or an input was not given."""
    code, liens = controle.code, LIENS.get(controle.code, ())
    yield from (f"{v} est absente du fichier." for v in liens if v not in lecture.presentes)
    if code == "X003" and lecture.appuis.termes is None:
        yield "Il faut les termes des décisions, que seuls les registres donnent."
    if code == "X004" and lecture.appuis.anterieurs is None:
        yield "Il faut l'extraction de l'année précédente (--precedent FICHIER)."
    if code in ("0036", "E002") and lecture.annee is None:
        yield "Aucune décision datée : l'année de référence est inconnue."
    filtres = {f for v in regime(2016).variables for f in v.si} if code == "0013" else {*controle.quand, *liens}
    yield from (muettes[filtre] for filtre in sorted(filtres) if filtre in muettes)


def _muettes(table: pl.DataFrame) -> Mapping[str, str]:
    """Variables that are there and say nothing in the whole file, with the sentence."""
    ensemble = table.filter(pl.col("equipe").is_null() & (pl.col("presentes") > 0) & (pl.col("renseignees") == 0))
    return {
        v: f"{v} est toujours {'« ne sait pas »' if remplies else 'vide'}."
        for v, remplies in ensemble.select("variable", "remplies").rows()
    }
