"""From rows of the registers to the tables of situations and measures of the chain of delays. Pure.

What a register does not say is said here: which step of the CRIP dates which milestone, when a chain stops, which
projet answers which measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jalons.analyse.parcours.delais import MESURES, SITUATIONS, assembler
from jalons.application.crip.rules import Acte, Etat
from jalons.droit.mesures import natures
from jalons.noyau.dates import DateCivile, ajouter_mois

MAJORITE_MOIS = 18 * 12
RATTACHABLES = frozenset({"inconnue", "information_preoccupante", "saisine"})
"""Origins of a measure that may answer a situation; the others say that it comes from elsewhere."""

_QUALIFIE, _NON = Acte.QUALIFIER.value, Acte.NE_PAS_QUALIFIER.value


@dataclass(frozen=True, slots=True)
class Enfant:
    """What is read of a child. ``reunis``: the file kept, when this one was merged."""

    cle: int
    naissance: DateCivile | None
    deces: DateCivile | None
    unite: int | None
    reunis: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is read of a situation. ``actes``: first day of each act done on it."""

    cle: int
    recue_le: date
    etat: str
    unite: int | None
    origine: str | None
    enfants: tuple[int, ...]
    actes: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Projet:
    """The first version of a projet: established, signed, until when it was open (``None``: still)."""

    enfant: int
    etabli_le: date | None
    signe_le: date | None
    clos_le: date | None


@dataclass(frozen=True, slots=True)
class Mesure:
    """What is read of a measure that was not recorded by mistake."""

    cle: int
    enfant: int
    nature: str
    origine: str
    unite: int | None
    decidee_le: date | None
    notifiee_le: date | None
    debut_le: date | None
    fin_le: date | None


def chaines(
    enfants: Iterable[Enfant], situations: Iterable[Situation], mesures: Iterable[Mesure], projets: Iterable[Projet]
) -> pl.DataFrame:
    """The declared table of chains; files merged count as the one that was kept."""
    connus = {e.cle: e for e in enfants}
    gardes = {cle: _garde(cle, connus) for cle in connus}
    par_enfant: dict[int, list[Projet]] = {}
    for projet in projets:
        par_enfant.setdefault(gardes.get(projet.enfant, projet.enfant), []).append(projet)
    lues = [
        _situation(s, connus[cle])
        for s in situations
        for cle in dict.fromkeys(gardes[e] for e in s.enfants if e in gardes)
    ]
    decidees = [_mesure(m, connus[gardes[m.enfant]], par_enfant) for m in mesures if m.enfant in gardes]
    naissances = [(e.cle, e.naissance.debut if e.naissance else None) for e in connus.values()]
    return assembler(
        pl.DataFrame(lues, schema=SITUATIONS, orient="row"), pl.DataFrame(decidees, schema=MESURES, orient="row"),
        pl.DataFrame(naissances, schema={"enfant": pl.Int64, "naissance": pl.Date}, orient="row"),
    )  # fmt: skip


def _garde(cle: int, connus: Mapping[int, Enfant]) -> int:
    """The file that was kept, through merges of merges."""
    vus = set()
    while (suivant := connus[cle].reunis) is not None and suivant in connus and suivant not in vus:
        vus.add(cle)
        cle = suivant
    return cle


def _premier(*arrets: tuple[date | None, str]) -> tuple[date | None, str | None]:
    """The earliest of these stops."""
    connus = [(jour, motif) for jour, motif in arrets if jour is not None]
    return min(connus) if connus else (None, None)


def _deces(enfant: Enfant) -> tuple[date | None, str]:
    return (enfant.deces.fin if enfant.deces else None), "deces"


def _majorite(enfant: Enfant) -> tuple[date | None, str]:
    """The last possible day on which he came of age: until then he may still wait."""
    return (ajouter_mois(enfant.naissance.fin, MAJORITE_MOIS) if enfant.naissance else None), "majorite"


def _situation(s: Situation, enfant: Enfant) -> tuple[object, ...]:
    """In the order of ``SITUATIONS``."""
    actes = s.actes
    qualifiee = _premier((actes.get(_QUALIFIE), ""), (actes.get(_NON), ""))[0]
    # a joined information may have it qualified after all
    ecartee = actes.get(_NON) if _QUALIFIE not in actes and s.etat != Etat.RECUE else None
    directe = Acte.SIGNALER.value in actes and Acte.CONFIER.value not in actes
    rapport = actes.get(Acte.RENDRE_RAPPORT.value)
    arret = _premier(
        (ecartee, "non_qualifiee"), (actes.get(Acte.CLASSER.value), "classee"),
        (actes.get(Acte.TRANSFERER.value), "transferee"), (actes.get(Acte.CLOTURER.value), "cloturee"),
        _deces(enfant), _majorite(enfant),
    )  # fmt: skip
    return (
        s.cle, enfant.cle, _texte(s.unite or enfant.unite), s.origine, s.recue_le, qualifiee, rapport, directe,
        actes.get(Acte.SIGNALER.value) if directe else rapport, *arret,
    )  # fmt: skip


def _mesure(m: Mesure, enfant: Enfant, projets: Mapping[int, list[Projet]]) -> tuple[object, ...]:
    """In the order of ``MESURES``."""
    etabli, signe, sans = _projet(m, projets.get(enfant.cle, []))
    nature = natures().get(m.nature)
    jeune = nature is not None and nature.exclusive == "jeune_majeur"
    attend_mineur = m.debut_le is None and not jeune
    arret = _premier((m.fin_le, "finie"), _deces(enfant), _majorite(enfant) if attend_mineur else (None, ""))
    return (
        m.cle, enfant.cle, m.nature, _texte(m.unite or enfant.unite), m.origine, None, m.origine in RATTACHABLES,
        m.decidee_le, m.notifiee_le, m.debut_le, etabli, signe, sans, *arret,
    )  # fmt: skip


def _projet(m: Mesure, projets: Iterable[Projet]) -> tuple[date | None, date | None, bool]:
    """Days of the first projet established from the start of the measure on; true when none is waited for.

    A projet that was there before the measure began covers it: there is nothing to wait for.
    """
    if m.debut_le is None:
        return None, None, False
    apres = []
    for p in projets:
        if p.etabli_le is None:
            continue
        if p.etabli_le >= m.debut_le:
            apres.append(p)
        elif p.clos_le is None or p.clos_le > m.debut_le:
            return None, None, True
    premier = min((p for p in apres if m.fin_le is None or p.etabli_le <= m.fin_le), key=_etabli, default=None)  # type: ignore[operator]
    if premier is None:
        return None, None, False
    return premier.etabli_le, premier.signe_le, False


def _etabli(p: Projet) -> date:
    assert p.etabli_le is not None  # noqa: S101 - only those established are compared
    return p.etabli_le


def _texte(unite: int | None) -> str | None:
    return None if unite is None else str(unite)
