"""INSEE population by département and age: the denominators, and never another age than the one that is there.

Bands of five years give the 0-19, not the 0-17: a rate on the 0-19 says so, and a rate on the 0-17 is not computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.sources.etats import Etat, lire_nombre
from jalons.analyse.sources.flux import Suivi, ouvrir, verifier_le_nombre
from jalons.noyau.saisie import EntreeRefusee, Faute

NATIONS = {"France métropolitaine": "FRM", "DOM": "DROM+976", "France métropolitaine et DOM": "FR+976"}
MAYOTTE = "976"
REUNIS = {"20": ("2A", "2B")}
"""Territories of DREES that INSEE gives in parts."""
_ENTETE = frozenset({"annee_1er_janvier", "code_departement", "territoire", "sexe", "age", "population"})
_TRANCHE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
SCHEMA: Mapping[str, Any] = {
    "annee": pl.Int32, "code": pl.String, "territoire": pl.String, "sexe": pl.String, "age_de": pl.Int32,
    "age_a": pl.Int32, "population": pl.Float64, "fichier": pl.String, "ligne": pl.Int64,
}  # fmt: skip
"""Columns of ``tables.statistiques.POPULATION``; a total has no age."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Population of every territory read. ``table``: the declared table ``POPULATION``."""

    table: pl.DataFrame
    _par_cle: Mapping[tuple[int, str], tuple[tuple[int, int, float], ...]]

    def habitants(self, annee: int, code: str, de: int, a: int) -> float | None:
        """People of ``de`` to ``a`` years old, both included, on 1 January ``annee``.

        ``None`` when the bands read do not make exactly these ages: the 0-17 are not the 0-19. DREES's France is the
        country without Mayotte; its Corse is both départements.
        """
        if code == "FR":
            pays, mayotte = self.habitants(annee, "FR+976", de, a), self.habitants(annee, MAYOTTE, de, a)
            # before 2014 the national total had no Mayotte to take away
            return pays if pays is None or mayotte is None else pays - mayotte
        if code in REUNIS and (annee, code) not in self._par_cle:
            parties = [self.habitants(annee, partie, de, a) for partie in REUNIS[code]]
            return None if any(p is None for p in parties) else sum(p for p in parties if p is not None)
        dedans = [t for t in self._par_cle.get((annee, code), ()) if t[0] >= de and t[1] <= a]
        attendu = de
        for debut, fin, _ in sorted(dedans):
            if debut != attendu:
                return None
            attendu = fin + 1
        return sum(t[2] for t in dedans) if dedans and attendu == a + 1 else None


def est_population(entete: tuple[str, ...]) -> bool:
    """Whether these headings open such a file."""
    return set(entete) >= _ENTETE


def lire(dossier: Path, *, suivre: Suivi | None = None) -> Population | None:
    """The population files of a folder; ``None`` when it holds none.

    Raises:
        EntreeRefusee: a file is damaged, a cell is not a number or an age: every fault.
    """
    lignes: list[tuple[Any, ...]] = []
    fautes: list[Faute] = []
    trouve = False
    for chemin in sorted(dossier.glob("*.csv")):
        with ouvrir(chemin, suivre=suivre) as flux:
            if not est_population(flux.entete):
                continue
            trouve = True
            for bloc in flux.blocs:
                verifier_le_nombre(len(lignes) + len(fautes) + len(bloc.lignes), chemin.name)
                for numero, cellules in zip(bloc.lignes, bloc.cellules, strict=True):
                    lue = _ligne(dict(zip(flux.entete, cellules, strict=True)), chemin.name, numero)
                    if isinstance(lue, Faute):
                        fautes.append(lue)
                    else:
                        lignes.append(lue)
    if fautes:
        raise EntreeRefusee(fautes[:50], quoi=str(dossier))
    return depuis(pl.DataFrame(lignes, schema=SCHEMA, orient="row")) if trouve else None


def depuis(table: pl.DataFrame) -> Population:
    """The denominators of a table ``POPULATION``: both sexes together, ages known."""
    par_cle: dict[tuple[int, str], list[tuple[int, int, float]]] = {}
    ensemble = table.filter(pl.col("sexe") == "ensemble").drop_nulls(["age_de", "population"])
    for annee, code, de, a, n in ensemble.select("annee", "code", "age_de", "age_a", "population").iter_rows():
        par_cle.setdefault((annee, code), []).append((de, a, n))
    return Population(table, {cle: tuple(tranches) for cle, tranches in par_cle.items()})


def _ligne(brut: Mapping[str, str], fichier: str, numero: int) -> tuple[Any, ...] | Faute:
    """In the order of ``SCHEMA``."""
    valeur = lire_nombre(brut["population"])
    if valeur.etat is Etat.ILLISIBLE or not brut["annee_1er_janvier"].isdigit():
        message = (
            f"« {brut['population']} » ou « {brut['annee_1er_janvier']} » n'est pas un nombre : corrigez la ligne."
        )
        return Faute(fichier, message, brut["population"], "un nombre", numero)
    de, a = None, None
    if brut["age"] != "total":
        lue = _TRANCHE.fullmatch(brut["age"].strip())
        if lue is None:
            message = f"« {brut['age']} » n'est pas un âge : écrivez « 17 », « 0-4 » ou « total »."
            return Faute(fichier, message, brut["age"], "0-4", numero)
        de, a = int(lue[1]), int(lue[2] or lue[1])
    code = brut["code_departement"] or NATIONS.get(brut["territoire"], brut["territoire"])
    return (
        int(brut["annee_1er_janvier"]), code, brut["territoire"], brut["sexe"], de, a, valeur.nombre, fichier, numero,
    )  # fmt: skip
