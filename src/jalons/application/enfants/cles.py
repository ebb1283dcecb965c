"""Keys under which a child is stored and looked for. Pure.

Each key joins what two spellings of one child share: the sound of the names, the date with its day and month in any
order, initials. A search asks for the rows that have one of its keys: equality, which stays fast under row-level
security, where a resemblance does not (``docs/adr``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from jalons.application.enfants.phonetique import sonner, squelette
from jalons.noyau.dates import DateCivile
from jalons.noyau.textes import cle_tri

PARTICULES = frozenset({"de", "du", "des", "le", "la", "les", "el", "al", "ben", "bel", "von", "van", "d", "l", "da"})
"""Words that do not tell a name apart by themselves."""


@dataclass(frozen=True, slots=True)
class Identite:
    """What is known of a child, or typed in a search; everything may be missing.

    Attributes:
        noms: name of birth, name of use.
        numero: number of the file, as it is typed.
    """

    noms: tuple[str, ...] = ()
    prenom: str = ""
    naissance: DateCivile | None = None
    sexe: str = ""
    numero: str = ""


def mots(texte: str) -> list[str]:
    """Words of a name, without accents nor case.

    >>> mots("L'Hôte-Le Goff")
    ['l', 'hote', 'le', 'goff']
    """
    return cle_tri(texte).split()


def cles_de(identite: Identite) -> frozenset[str]:
    """Every key of a child: what is stored."""
    return frozenset(_precises(identite)) | frozenset(_larges(identite))


def cles_cherchees(identite: Identite) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of a search: the precise ones, then the wide ones, asked only when the others give too little."""
    return frozenset(_precises(identite)), frozenset(_larges(identite))


def _precises(identite: Identite) -> Iterable[str]:
    """Two pieces of the identity in each."""
    date = _date_en_vrac(identite.naissance)
    prenoms = _formes(identite.prenom)
    for nom in identite.noms:
        for forme in _formes(nom):
            for prenom in prenoms:
                a, b = sorted((squelette(forme), squelette(prenom)))  # first name and name may be swapped
                yield f"NP:{a}|{b}"
            if date:
                yield f"ND:{squelette(forme)}|{date}"
            if identite.naissance is not None:
                yield f"NA:{sonner(forme)}|{identite.naissance.annee}"
        if date and identite.prenom and nom:
            yield f"ID:{''.join(sorted(_initiale(nom) + _initiale(identite.prenom)))}|{date}"
    if date:
        for prenom in prenoms:
            yield f"PD:{squelette(prenom)}|{date}"


def _larges(identite: Identite) -> Iterable[str]:
    """One piece only."""
    for nom in identite.noms:
        for forme in _formes(nom):
            yield f"N:{sonner(forme)}"
    for prenom in _formes(identite.prenom):
        yield f"P:{sonner(prenom)}"
    if date := _date_en_vrac(identite.naissance):
        yield f"D:{date}"


@lru_cache(maxsize=20_000)
def _formes(nom: str) -> tuple[str, ...]:
    """The whole name, and each part that tells it apart."""
    parties = mots(nom)
    if not parties:
        return ()
    seules = [p for p in parties if p not in PARTICULES and len(p) > 2] if len(parties) > 1 else []
    return tuple(dict.fromkeys(["".join(parties), *seules]))


@lru_cache(maxsize=20_000)
def _initiale(nom: str) -> str:
    """First letter of the first word that is not a particle."""
    parties = mots(nom)
    return next((p for p in parties if p not in PARTICULES), parties[0] if parties else "")[:1]


def _date_en_vrac(naissance: DateCivile | None) -> str:
    """The full date with day and month in any order; empty when it is not known to the day."""
    if naissance is None or naissance.mois is None or naissance.jour is None:
        return ""
    petit, grand = sorted((naissance.mois, naissance.jour))
    return f"{naissance.annee:04d}-{petit:02d}-{grand:02d}"
