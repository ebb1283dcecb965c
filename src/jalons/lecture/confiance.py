"""How sure each element is: what was measured on the documents of calibration for elements read in the same way.

An element is read with or without doubts (a word repaired, a number deduced, a column guessed…). ``confiance.yaml``
holds, for each kind and each set of doubts, how many were right out of how many; ``calibrer`` writes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from jalons.lecture.modele import Confiance, TexteRepare
from jalons.lecture.reparation.lexique import Lexique
from jalons.lecture.structure.brut import Brut
from jalons.noyau.yaml_simple import charger

SUR, PROBABLE = 0.98, 0.80
"""Least share of right elements among those read alike, for each degree."""
DOUTES = {
    "sommaire": "sommaire", "numero deduit": "numero", "etiquette perdue": "etiquette",
    "rattachement devine": "rattachement", "titre seul": "titre", "colonnes": "colonnes",
    "annee deduite": "annee", "liste": "liste", "lettres": "lettres", "seul sur sa ligne": "seul",
    "texte": "sans puce", "ligne": "ligne", "serie rompue": "serie", "titre suspect": "titre suspect",
    "parent douteux": "parent", "fiche suspecte": "fiche", "nom long": "nom", "redite": "redite",
}  # fmt: skip
DEVINES = frozenset({
    "titre", "liste", "rattachement", "serie", "titre suspect", "parent", "fiche", "nom", "redite",
})  # fmt: skip
"""Doubts of what the layout alone tells, without a label, and of what hangs under a doubtful heading: never sure, for
another layout may say otherwise."""
_RISQUES = frozenset(
    {"lettres confondues", "mots collés", "ligature perdue", "première lettre doublée", "apostrophe perdue"}
)
_MOT = re.compile(r"[^\W\d_]{4,}")
Mesures = Mapping[str, Mapping[str, tuple[int, int]]]


class Juge:
    """Says how sure the elements of one document are."""

    def __init__(self, repare: TexteRepare, lexique: Lexique, mesures: Mesures | None = None) -> None:
        self._lexique = lexique
        self._mesures = mesures_du_paquet() if mesures is None else mesures
        # offsets of the risky edits in the repaired text, in order
        self._risques: list[int] = []
        avance = 0
        for retouche in repare.retouches:
            if retouche.raison in _RISQUES:
                self._risques.append(retouche.passage.debut + avance)
            avance += len(retouche.apres) - len(retouche.avant)

    def doutes(self, brut: Brut) -> str:
        """What casts a doubt on an element: short words in order, "" when nothing does."""
        trouves = {DOUTES[indice] for indice in brut.indices if indice in DOUTES}
        if self._touche(brut.debut, brut.fin):
            trouves.add("retouche")
        if any(mot.islower() and not self._lexique.connait(mot) for mot in _MOT.findall(brut.texte)):
            trouves.add("mot inconnu")
        if not brut.texte or len(brut.texte) > 400:
            trouves.add("longueur")
        return " ".join(sorted(trouves))

    def confiance(self, brut: Brut) -> Confiance:
        """The degree that the measures give to elements read like this one."""
        return degre(self._mesures, brut.genre, self.doutes(brut))

    def _touche(self, debut: int, fin: int) -> bool:
        rang = bisect_left(self._risques, debut)
        return rang < len(self._risques) and self._risques[rang] < fin


def degre(mesures: Mesures, genre: str, doutes: str) -> Confiance:
    """The degree of elements of this kind with these doubts; what was never measured is doubtful.

    >>> degre({"fiche": {"": (200, 200), "numero": (9, 10)}}, "fiche", ""), degre({}, "fiche", "")
    (<Confiance.SUR: 'sûr'>, <Confiance.DOUTEUX: 'douteux'>)
    """
    justes, total = mesures.get(genre, {}).get(doutes, (0, 0))
    part = (justes + 0.5) / (total + 1)
    devine = bool(DEVINES.intersection(doutes.split()))
    return (
        Confiance.SUR if part >= SUR and not devine else Confiance.PROBABLE if part >= PROBABLE else Confiance.DOUTEUX
    )


@lru_cache(maxsize=1)
def mesures_du_paquet() -> Mesures:
    """The measures that Jalons ships."""
    donnees = charger(resources.files("jalons.lecture").joinpath("confiance.yaml").read_bytes())
    return {
        genre: {str(doutes or ""): (int(justes), int(total)) for doutes, (justes, total) in cas.items()}
        for genre, cas in donnees["genres"].items()
    }
