"""Which heading contains which: read in the document itself, from the order and the numbers of its headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc

FEUILLES = frozenset({"fiche", "action"})


@dataclass(frozen=True, slots=True)
class Rangs:
    """Words of headings from the widest to the narrowest, fiches and actions apart."""

    mots: tuple[str, ...]

    def rang(self, mot: str) -> int | None:
        """0 for the widest; ``None`` for a word of no heading of the document."""
        return self.mots.index(mot) if mot in self.mots else None


def rangs(titres: Sequence[Bloc]) -> Rangs:
    """The order of the words of ``titres``.

    A word whose headings stand between two headings of another is contained in it: its numbers begin again, or it comes
    several times while the other comes once.
    """
    suite = [(b.mot, b.numero) for b in titres if b.mot not in FEUILLES]
    mots = list(dict.fromkeys(mot for mot, _ in suite))
    return Rangs(tuple(sorted(mots, key=lambda mot: (_profondeur(mot, mots, suite), mots.index(mot)))))


def _profondeur(mot: str, mots: Sequence[str], suite: Sequence[tuple[str, str | None]]) -> int:
    """How many words contain ``mot``."""
    return sum(autre != mot and _contient(autre, mot, suite) for autre in mots)


def _contient(autre: str, mot: str, suite: Sequence[tuple[str, str | None]]) -> bool:
    """Whether headings of ``autre`` contain those of ``mot``."""
    ordre = [m for m, _ in suite if m in (autre, mot)]
    composes = any(n and "." in n for m, n in suite if m == mot)
    if composes and not any(n and "." in n for m, n in suite if m == autre):
        return True
    apres_autre = sum(a == autre and b == mot for a, b in itertools.pairwise(ordre))
    apres_mot = sum(a == mot and b == autre for a, b in itertools.pairwise(ordre))
    plus = ordre.count(mot) >= ordre.count(autre)
    return ordre[0] == autre and apres_autre >= max(1, apres_mot) and plus


def parties(liste: Sequence[Bloc], grammaire: Grammaire) -> list[bool]:
    """For each block, whether it tells what became of a former plan.

    A heading that announces a bilan opens such a part; the heading of what the document itself plans closes it.
    """
    rendu, dedans, vus = [], False, list[tuple[str, str | None]]()
    ouvrant = ""
    for rang, bloc in enumerate(liste):
        court = len(bloc.texte) < 110 and bloc.nature in ("texte", "section", "puce")
        ligne = plat(bloc.lignes[0].texte)
        if court and grammaire.bilan.match(ligne):
            dedans, vus, ouvrant = True, [], ""
        elif _ouvre_un_bilan(bloc):
            dedans, vus, ouvrant = True, [], bloc.mot
        elif dedans and ouvrant and bloc.mot == ouvrant:
            dedans = False  # the next part of the document
        elif dedans and court and bloc.lignes[0].blanc and (grammaire.fin_bilan.match(ligne) or _NOUVEAU.match(ligne)):
            dedans = False
        elif dedans and bloc.nature == "titre":
            dedans = not _nouveau_plan(bloc, vus) or (not vus and _recommence(bloc, liste[rang + 1 :]))
            vus.append((bloc.mot, bloc.numero))
        rendu.append(dedans)
    return rendu


_RANG = r"(?:(?:partie |chapitre |titre )?[ivx\d]{1,3}\s?[:.)–-]\s?)?"
_PASSE = re.compile(
    rf"{_RANG}(?:le |un )?(?:bilan|retour sur|evaluation|regards? sur|realisations|ce qui a ete |"
    r"ce que nous avons |ce qu'il reste |que reste-t-il |rappel )"
    r".*(?:20\d\d\s?(?:-|–|/|a|et)\s?20\d\d|\bschema (?:precedent|sortant|echu|anterieur|passe)|"
    r"\b(?:precedent|ancien|premier|dernier) (?:schema|plan|projet))"
)
"""A heading that says it looks back: a word of bilan, then a period or a former plan."""
_NOUVEAU = re.compile(
    rf"{_RANG}(?:l[ae]s? |nos |notre |l')?(?:nouve|ambitions?|orientations?|engagements?|axes?|"
    r"perspectives?|strategie|feuille de route|projet|plan|programme|schema)\b.*"
    r"(?:20\d\d\s?(?:-|–|/|a|et)\s?20\d\d|\bnouve(?:au|l|lle|aux|lles)\b|\ba venir)|"
    rf"{_RANG}ce que nous (?:voulons|ferons|allons)"
)
"""A heading that says it looks forward."""


def _ouvre_un_bilan(bloc: Bloc) -> bool:
    """Whether a heading, or a line apart that is no sentence, announces what became of a former plan."""
    if bloc.sommaire or len(bloc.texte) >= 110 or bloc.puce or bloc.lignes[-1].texte.rstrip().endswith((".", ";", ",")):
        return False
    apart = bloc.nature == "titre" and bloc.mot not in FEUILLES
    return (apart or (bloc.nature == "texte" and bloc.lignes[0].blanc)) and bool(_PASSE.match(plat(bloc.texte)))


def _recommence(bloc: Bloc, suite: Sequence[Bloc]) -> bool:
    """Whether the series that a heading opens at 1 is followed by another one: the first tells of the former plan."""
    memes = [b.numero for b in suite if b.nature == "titre" and b.mot == bloc.mot and not b.sommaire]
    return bloc.mot != "fiche" and bloc.numero == "1" and "1" in memes[1:]


def _nouveau_plan(bloc: Bloc, vus: Sequence[tuple[str, str | None]]) -> bool:
    """Whether a heading, met in a bilan, opens the plan itself.

    It does when its word is new there, when the widest one is at 1 again, or when a series begins again at 1 with
    nothing above it to explain it.
    """
    mots = [mot for mot, _ in vus]
    if bloc.mot == "fiche" or (not vus and bloc.mot in ("engagement", "axe")):
        return True
    if "action" not in mots and mots.count(bloc.mot) >= 2 and bloc.numero == "1" and bloc.mot == mots[0]:
        return True
    if "action" not in mots or bloc.mot == "action":
        return False
    dernier = next((mot for mot in reversed(mots) if mot != "action"), None)
    return bloc.mot not in mots or (bloc.numero == "1" and bloc.mot in (mots[0], dernier))
