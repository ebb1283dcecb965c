"""What the catalogue holds: its rules, how sure each is, and which of them no case covers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jalons.droit.echeances.catalogue import toutes_les_regles
from jalons.droit.loader import CATALOGUE, parametres, regimes, regle_cofinancement, tous_les_termes
from jalons.droit.preuves import preuves
from jalons.droit.preuves_echeances import cas_de_delai

_CONFIANCE = re.compile(r"\bconfiance: ([ABCDR])\b")
_DATES_PAR_PARAMETRE = {"contractualisation.rapport_execution.limite", "casf.l312_4.duree_maximale"}
"""Parameters from which a deadline is computed; cases name them as deadlines."""


@dataclass(frozen=True, slots=True)
class Regle:
    """A rule of the catalogue: one answer that the engine can give.

    Attributes:
        code: family and name (``echeance:signature_2020``, ``composition:2022``, ``delai:IP-EVAL``).
        datee: whether its answer is a date.
        confirmee: whether it may be enforced.
    """

    code: str
    libelle: str
    datee: bool
    confirmee: bool


def regles() -> list[Regle]:
    """Every rule, in the order of the catalogue."""
    return [*regles_des_regimes(), *regles_de_delai()]


def regles_des_regimes() -> list[Regle]:
    """The rules of contractualisation, in the order of the catalogue."""
    return [*_des_regimes(), *_des_termes(), *_des_parametres(), *_des_assiettes()]


def regles_de_delai() -> list[Regle]:
    """The rules of delay, matter by matter, those that are not certain included."""
    return [Regle(f"delai:{r.code}", r.libelle, datee=r.datee, confirmee=r.confirmee) for r in toutes_les_regles()]


def sans_cas() -> list[Regle]:
    """The rules that no case covers."""
    couvertes = {regle for preuve in preuves() for regle in preuve.regles}
    couvertes |= {f"delai:{code}" for cas in cas_de_delai() for code in cas.regles}
    return [r for r in regles() if r.code not in couvertes]


def confiances() -> dict[str, int]:
    """How many facts of the catalogue carry each confidence code."""
    comptes = Counter(c for f in sorted(CATALOGUE.rglob("*.yaml")) for c in _CONFIANCE.findall(f.read_text("utf-8")))
    return {code: comptes[code] for code in "ABCDR"}


def _des_regimes() -> Iterator[Regle]:
    for regime in regimes():
        yield Regle(f"regime:{regime.id}", regime.libelle, datee=False, confirmee=regime.provenance.confirmee)
        regle = regime.composition
        confirmee = regle.provenance.confirmee and regle.provenance_facultatifs.confirmee
        yield Regle(f"composition:{regime.id}", f"Composition, régime {regime.id}", datee=False, confirmee=confirmee)
        for echeance in regime.echeances:
            confirmee = echeance.provenance.confirmee
            yield Regle(f"echeance:{echeance.code}", echeance.libelle, datee=True, confirmee=confirmee)


def _des_termes() -> Iterator[Regle]:
    for terme in tous_les_termes():
        yield Regle(f"echeance:{terme.code}", terme.libelle, datee=True, confirmee=terme.provenance.confirmee)


def _des_parametres() -> Iterator[Regle]:
    for cle, parametre in parametres().items():
        datee = cle in _DATES_PAR_PARAMETRE
        confirmee = all(v.provenance.confirmee for v in parametre.valeurs)
        yield Regle(f"{'echeance' if datee else 'parametre'}:{cle}", parametre.libelle, datee, confirmee)


def _des_assiettes() -> Iterator[Regle]:
    for base in regle_cofinancement().bases:
        libelle = f"Assiette de la part du département : {base.libelle}"
        yield Regle(f"assiette:{base.code}", libelle, datee=False, confirmee=base.provenance.confirmee)
