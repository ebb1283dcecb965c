"""How sure each element is: what was measured, on layouts left out, of elements read in the same way.

An element is read with or without doubts (a word repaired, a number deduced, siblings that differ, a document hardly
explained…). Each kind begins with a number of points and each doubt takes some away; ``confiance.yaml`` holds them, and
the points from which elements were right often enough in documents whose layout was left out of the measure;
``calibrer`` writes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jalons.lecture.modele import Confiance, TexteRepare
from jalons.lecture.reparation.lexique import Lexique
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.signes import SIGNES
from jalons.noyau.yaml_simple import charger

DOUTES = {
    "sommaire": "sommaire", "numero deduit": "numero", "etiquette perdue": "etiquette",
    "rattachement devine": "rattachement", "titre seul": "titre", "colonnes": "colonnes",
    "annee deduite": "annee", "liste": "liste", "liste dite": "liste dite",
    "lettres": "lettres", "seul sur sa ligne": "seul",
    "texte": "sans puce", "ligne": "ligne", "serie rompue": "serie", "titre suspect": "titre suspect",
    "parent douteux": "parent", "fiche suspecte": "fiche", "nom long": "nom", "redite": "redite",
    "puce": "puce", "nombre coupe": "nombre coupe",
    **{signe: signe for signe in SIGNES},
}  # fmt: skip
DEVINES = frozenset({
    "titre", "liste", "rattachement", "serie", "titre suspect", "parent", "fiche", "nom", "redite",
    "peu lu", "series rompues", "etiquettes en trop", "numeros qui recommencent", "actions melees", "minuscule",
})  # fmt: skip
"""Doubts of what the layout alone tells, of what hangs under a doubtful heading, of a reading that does not hold
together: never sure, for another layout may say otherwise."""
_RISQUES = frozenset(
    {"lettres confondues", "mots collés", "ligature perdue", "première lettre doublée", "apostrophe perdue"}
)
_MOT = re.compile(r"[^\W\d_]{4,}")
GROUPES = {
    "pilote": "noms", "partenaire": "noms", "engagement": "titres", "sous_theme": "titres", "objectif": "titres",
    "fiche": "titres", "partie": "titres", "action": "taches", "point": "taches",
    "montant": "faits", "date": "faits", "effectif": "faits", "places": "faits", "chiffre": "faits",
}  # fmt: skip
"""Kinds whose doubts weigh alike; all others are of the group "autres"."""


@dataclass(frozen=True, slots=True)
class Bareme:
    """What doubts weigh in one group of kinds.

    Attributes:
        genres: the points with which each kind begins.
        doutes: the points that each doubt takes away, from 0 up.
        sur: points from which an element of each kind is sure; none is, of a kind that is not there.
        probable: points from which an element is likely.
    """

    genres: Mapping[str, float]
    doutes: Mapping[str, float]
    sur: Mapping[str, float]
    probable: float

    def points(self, genre: str, doutes: Collection[str]) -> float:
        """The points of an element; ``genre`` was measured.

        >>> Bareme({"fiche": 6.0}, {"numero": 2.5}, {"fiche": 4.0}, 2.0).points("fiche", ["numero", "never met"])
        3.5
        """
        return self.genres[genre] - sum(self.doutes.get(doute, 0.0) for doute in doutes)


Baremes = Mapping[str, Bareme]


class Juge:
    """Says how sure the elements of one document are."""

    def __init__(self, repare: TexteRepare, lexique: Lexique, baremes: Baremes | None = None) -> None:
        self._lexique = lexique
        self._baremes = baremes_du_paquet() if baremes is None else baremes
        # offsets of the risky edits in the repaired text, in order
        self._risques: list[int] = []
        avance = 0
        for retouche in repare.retouches:
            if retouche.raison in _RISQUES:
                self._risques.append(retouche.passage.debut + avance)
            avance += len(retouche.apres) - len(retouche.avant)

    def doutes(self, brut: Brut) -> tuple[str, ...]:
        """What casts a doubt on an element: short words in order, none when nothing does."""
        trouves = {DOUTES[indice] for indice in brut.indices if indice in DOUTES}
        if self._touche(brut.debut, brut.fin):
            trouves.add("retouche")
        if any(mot.islower() and not self._lexique.connait(mot) for mot in _MOT.findall(brut.texte)):
            trouves.add("mot inconnu")
        if not brut.texte or len(brut.texte) > 400:
            trouves.add("longueur")
        return tuple(sorted(trouves))

    def confiance(self, brut: Brut) -> Confiance:
        """The degree that the measures give to elements read like this one."""
        return degre(self._baremes, brut.genre, self.doutes(brut))

    def _touche(self, debut: int, fin: int) -> bool:
        rang = bisect_left(self._risques, debut)
        return rang < len(self._risques) and self._risques[rang] < fin


def groupe(genre: str) -> str:
    """The group of a kind."""
    return GROUPES.get(genre, "autres")


def degre(baremes: Baremes, genre: str, doutes: Collection[str]) -> Confiance:
    """The degree of elements of this kind with these doubts; a kind that was never measured is doubtful.

    >>> titres = Bareme({"fiche": 6.0}, {"numero": 2.5}, {"fiche": 4.0}, 2.0)
    >>> [degre({"titres": titres}, "fiche", d).value for d in ((), ("numero",))], degre({}, "fiche", ()).value
    (['sûr', 'probable'], 'douteux')
    """
    bareme = baremes.get(groupe(genre))
    if bareme is None or genre not in bareme.genres:
        return Confiance.DOUTEUX
    points = bareme.points(genre, doutes)
    if genre in bareme.sur and points >= bareme.sur[genre] and not DEVINES.intersection(doutes):
        return Confiance.SUR
    return Confiance.PROBABLE if points >= bareme.probable else Confiance.DOUTEUX


@lru_cache(maxsize=1)
def baremes_du_paquet() -> Baremes:
    """The points that Jalons ships."""
    donnees = charger(resources.files("jalons.lecture").joinpath("confiance.yaml").read_bytes())
    return {
        nom: Bareme(
            {genre: float(points) for genre, points in dit["genres"].items()},
            {doute: float(points) for doute, points in (dit["doutes"] or {}).items()},
            {genre: float(points) for genre, points in (dit["sur"] or {}).items()},
            float(dit["probable"]),
        )
        for nom, dit in donnees.items()
    }  # fmt: skip
