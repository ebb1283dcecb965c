"""How much two identities look like one child: a verdict with its reasons, never a merge. Pure.

The weights are of this programme: they order a list for a person who decides, and are no rule of law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from jalons.application.enfants.cles import Identite, mots
from jalons.application.enfants.phonetique import sonner, squelette
from jalons.noyau.dates import DateCivile


class Verdict(StrEnum):
    """What a person should think of a candidate."""

    PROBABLE = "probable"
    POSSIBLE = "possible"
    JUMEAU = "jumeau"
    ELOIGNE = "eloigne"


LIBELLES = {
    Verdict.PROBABLE: "Sans doute le même enfant",
    Verdict.POSSIBLE: "Peut-être le même enfant",
    Verdict.JUMEAU: "Jumeau possible : à ne pas confondre",
    Verdict.ELOIGNE: "Peu ressemblant",
}

PROBABLE, POSSIBLE = 75, 45
"""Least scores, out of 100, of the two verdicts."""
_PROCHE = 0.82
"""Least resemblance of two spellings that may be one name misspelt."""


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """A verdict, out of 100, and why, in short French phrases."""

    score: int
    verdict: Verdict
    raisons: tuple[str, ...]

    @property
    def libelle(self) -> str:
        """The verdict, in words."""
        return LIBELLES[self.verdict]


def comparer(cherche: Identite, connu: Identite) -> Ressemblance:
    """How much ``connu`` looks like ``cherche``; what one of them lacks counts for nothing, neither for nor against."""
    nom, raison_nom = _noms(cherche.noms, connu.noms)
    prenom, raison_prenom = _prenoms(cherche.prenom, connu.prenom)
    if nom is not None and prenom is not None and nom + prenom < 1.2:
        inverse = _inverses(cherche, connu)
        if inverse:
            nom, prenom, raison_nom, raison_prenom = 0.95, 0.95, "nom et prénom inversés", ""
    date, raison_date = _dates(cherche.naissance, connu.naissance)
    parts = [(nom, 40), (prenom, 30), (date, 30)]
    connues = [(valeur, poids) for valeur, poids in parts if valeur is not None]
    if not connues:
        return Ressemblance(0, Verdict.ELOIGNE, ())
    score = round(100 * sum(v * p for v, p in connues) / sum(p for _, p in connues))
    if len(connues) == 1:
        score = min(score, PROBABLE - 1)  # one piece never makes a duplicate
    raisons = tuple(r for r in (raison_nom, raison_prenom, raison_date) if r)
    if {cherche.sexe, connu.sexe} == {"F", "M"}:
        score, raisons = score - 10, (*raisons, "sexe différent")
    return Ressemblance(max(score, 0), _verdict(score, nom, prenom, date), raisons)


def _verdict(score: int, nom: float | None, prenom: float | None, date: float | None) -> Verdict:
    meme_naissance = date is not None and date == 1
    if meme_naissance and nom is not None and nom >= 0.9 and prenom is not None and prenom < 0.6:
        return Verdict.JUMEAU
    if score >= PROBABLE:
        return Verdict.PROBABLE
    return Verdict.POSSIBLE if score >= POSSIBLE else Verdict.ELOIGNE


@lru_cache(maxsize=50_000)
def _ressembler(a: str, b: str) -> tuple[float, str]:
    """From 0 to 1, and why: same letters, same sound, one initial, nearly the same letters."""
    gauche, droite = "".join(mots(a)), "".join(mots(b))
    if gauche == droite:
        return 1.0, "identique"
    if min(len(gauche), len(droite)) == 1 and gauche[:1] == droite[:1]:
        return 0.8, "même initiale"
    if sonner(a) == sonner(b):
        return 0.95, "se prononce de même"
    if set(mots(a)) & set(mots(b)) - {""} and len(mots(a)) + len(mots(b)) > 2:
        return 0.85, "une partie est la même"
    taux = SequenceMatcher(None, gauche, droite, autojunk=False).ratio()
    if squelette(a) == squelette(b):
        return max(0.85, taux), "se prononce presque de même"
    return (taux, "écrit presque de même") if taux >= _PROCHE else (taux * 0.5, "")


def _noms(a: Iterable[str], b: Iterable[str]) -> tuple[float | None, str]:
    paires = [_ressembler(x, y) for x in a if x for y in b if y]
    if not paires:
        return None, ""
    valeur, raison = max(paires)
    return valeur, f"nom : {raison}" if raison else "nom différent"


def _prenoms(a: str, b: str) -> tuple[float | None, str]:
    if not a or not b:
        return None, ""
    valeur, raison = _ressembler(a, b)
    return valeur, f"prénom : {raison}" if raison else "prénom différent"


def _inverses(a: Identite, b: Identite) -> bool:
    croises = [_ressembler(a.prenom, nom)[0] for nom in b.noms if nom]
    autres = [_ressembler(nom, b.prenom)[0] for nom in a.noms if nom]
    return bool(croises and autres) and min(max(croises), max(autres)) >= 0.9


def _dates(a: DateCivile | None, b: DateCivile | None) -> tuple[float | None, str]:
    """One of two dates may be less precise: what they share is compared."""
    if a is None or b is None:
        return None, ""
    if a == b and a.jour is not None:
        return 1.0, "même date de naissance"
    if a.debut <= b.fin and b.debut <= a.fin:
        return 0.7, "dates de naissance compatibles"
    if a.annee == b.annee and a.jour is not None and b.jour is not None:
        if (a.jour, a.mois) == (b.mois, b.jour):
            return 0.9, "jour et mois inversés"
        if a.jour == b.jour or a.mois == b.mois:
            return 0.5, "dates de naissance voisines"
    if (a.mois, a.jour) == (b.mois, b.jour) and a.jour is not None and abs(a.annee - b.annee) in (1, 10):
        return 0.6, "même jour, autre année"
    return 0.0, "date de naissance différente"
