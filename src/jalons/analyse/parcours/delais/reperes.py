"""The delays of the law and of the département, as last days of a wait: from the catalogue, never from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from jalons.analyse.parcours.delais.liens import LIENS
from jalons.droit.echeances import RegleDelai, Regles
from jalons.droit.echeances.calendrier import ajouter
from jalons.droit.echeances.phrases import dire_delai
from jalons.droit.echeances.regles import LIBELLES_NATURE, Version

_TYPE = "type"
"""Attribute by which a rule says to which measures it applies."""


@dataclass(frozen=True)
class Repere:
    """A delay against which waits are compared.

    Attributes:
        delai: in words ("3 mois").
        due: last day, included, of a wait that began on a day; ``None`` where no version of the rule is in force.
        dans: kinds of measures it applies to; ``None``: all; ``hors``: those it does not.
    """

    lien: str
    regle: str
    libelle: str
    delai: str
    nature: str
    source: str
    confirmee: bool
    due: Callable[[date], date | None]
    dans: frozenset[str] | None = None
    hors: frozenset[str] = frozenset()


def reperes(regles: Regles, au: date) -> Mapping[str, Repere]:
    """The delay of each link that one of its rules bounds, among the rules that the département follows.

    A rule that gives no number (left to the département, which gave none), or that asks for more than the kind of
    measure, bounds nothing: its share is then not said.
    """
    actives = {r.code: r for r in regles.regles}
    lus = {}
    for lien in LIENS:
        for code in lien.regles:
            repere = _repere(lien.code, actives[code], regles, au) if code in actives else None
            if repere is not None:
                lus[lien.code] = repere
    return lus


def _repere(lien: str, regle: RegleDelai, regles: Regles, au: date) -> Repere | None:
    version = next((v for v in regle.versions if v.couvre(au)), None)
    if version is None or not _chiffree(version):
        return None
    conditions = [c for v in regle.versions for c in v.si]
    if not all(c.genre == "attribut" and c.attribut == _TYPE for c in conditions):
        return None
    dans = [frozenset(map(str, c.dans)) for c in conditions if c.dans is not None]
    hors = [frozenset(map(str, c.hors)) for c in conditions if c.hors is not None]

    def due(jour: date) -> date | None:
        vaut = next((v for v in regle.versions if v.couvre(jour)), None)
        duree = vaut.delai.duree if vaut is not None and _chiffree(vaut) else None
        return ajouter(jour, duree, regles.territoire) if duree is not None else None

    return Repere(
        lien, regle.code, regle.libelle, dire_delai(version.delai).removesuffix(" après"),
        LIBELLES_NATURE[regle.nature], version.reference, regle.confirmee, due,
        frozenset.union(*dans) if dans else None, frozenset().union(*hors),
    )  # fmt: skip


def _chiffree(version: Version) -> bool:
    return version.delai.genre == "duree" and version.delai.duree is not None and not version.delai.en_heures
