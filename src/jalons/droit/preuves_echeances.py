"""Runs the cases of delay that a jurist can read (``droit/cas/echeances``), and compares deadline by deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jalons.droit.echeances.evaluation import EcheanceRegle, evaluer
from jalons.droit.echeances.faits import Fait, fait
from jalons.droit.echeances.local import composer
from jalons.droit.echeances.regles import Regles
from jalons.droit.loader import lire
from jalons.droit.preuves import CAS, Preuve

DOSSIER = CAS / "echeances"


@dataclass(frozen=True, slots=True)
class CasDelai:
    """A case as its file writes it."""

    fichier: str
    donnees: Mapping[str, Any]

    @property
    def nom(self) -> str:
        """Its title."""
        return str(self.donnees["nom"])

    @property
    def regles(self) -> tuple[str, ...]:
        """Codes of the rules it proves."""
        return tuple(self.donnees["regles"])

    def regles_composees(self) -> Regles:
        """The rules it names and no other, switched on even when they are not certain."""
        local = self.donnees.get("local", {})
        completes = composer(local) if local else _sans_local()
        nommees = tuple(completes.par_code[c] for c in self.regles)
        return replace(completes, regles=nommees, absentes=())

    def faits(self, regles: Regles) -> list[Fait]:
        """Its facts; without a subject of its own, each is of the one subject of the rules."""
        sujet_type = regles.regles[0].sujet
        return [fait(f, regles.territoire, sujet_type=sujet_type, sujet="cas") for f in self.donnees["faits"]]


def _sans_local() -> Regles:
    return composer({})


def cas_de_delai(dossier: Path = DOSSIER) -> Iterator[CasDelai]:
    """Every case, file by file."""
    for fichier in sorted(dossier.glob("*.yaml")):
        for donnees in lire(fichier)["cas"]:
            yield CasDelai(fichier.name, donnees)


def preuves_de_delai(dossier: Path = DOSSIER) -> Iterator[Preuve]:
    """The outcome of every case."""
    for cas in cas_de_delai(dossier):
        differences = tuple(eprouver(cas, cas.regles_composees()))
        yield Preuve(f"echeances/{cas.fichier}", cas.nom, frozenset(f"delai:{c}" for c in cas.regles), differences)


def eprouver(cas: CasDelai, regles: Regles) -> list[str]:
    """Each difference between what the case expects and what these rules give."""
    obtenues = evaluer(regles, cas.faits(regles), au=date.fromisoformat(cas.donnees["au"]))
    return list(_comparer(cas.donnees["attendu"], obtenues))


def _comparer(attendues: Iterable[Mapping[str, Any]], obtenues: list[EcheanceRegle]) -> Iterator[str]:
    """Pairs each expected deadline with the one of its rule that resembles it most."""
    restantes = [e.en_json() for e in obtenues]
    for attendue in sorted(attendues, key=len, reverse=True):
        candidates = [e for e in restantes if e["regle"] == attendue["regle"]]
        if not candidates:
            yield f"{attendue['regle']} : attendue ({attendue['due_le']}, {attendue['statut']}), absente"
            continue
        choisie = min(candidates, key=lambda e: len(_ecarts(attendue, e)))
        restantes.remove(choisie)
        yield from _ecarts(attendue, choisie)
    for e in restantes:
        yield f"{e['regle']} : obtenue ({e['due_le']}, {e['statut']}), non attendue. {e['explication']}"


def _ecarts(attendue: Mapping[str, Any], obtenue: Mapping[str, Any]) -> list[str]:
    return [
        f"{attendue['regle']}.{champ} : attendu {valeur}, obtenu {obtenue[champ]}. {obtenue['explication']}"
        for champ, valeur in attendue.items()
        if champ != "regle" and obtenue[champ] != valeur
    ]
