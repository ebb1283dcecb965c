"""The clause around a fact: what the label, the payer and the period of a figure are looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jalons.lecture.plat import plat

_BORNES = re.compile(r"(?<=[^\d\s.][.!?;])\s+(?=[A-ZÀ-Ý«•\-–(])|\n\s*\n|\n\s*(?=[•●▪■◦\-–—*➢]|[eovn] )|;\s|\f|\n(?=#)")
LONGUEUR = 110


@dataclass(frozen=True, slots=True)
class Texte:
    """A repaired text and the same without accents nor capitals, character by character."""

    texte: str
    plat: str
    bornes: tuple[int, ...]

    @classmethod
    def de(cls, texte: str) -> Texte:
        """The two forms of a text, with the places where clauses end."""
        return cls(texte, plat(texte), tuple(m.start() for m in _BORNES.finditer(texte)))

    def phrase(self, debut: int, fin: int) -> tuple[int, int]:
        """The clause that holds the characters ``debut`` to ``fin``."""
        from bisect import bisect_left, bisect_right

        avant = bisect_right(self.bornes, debut) - 1
        apres = bisect_left(self.bornes, fin)
        return (
            self.bornes[avant] if avant >= 0 else 0,
            self.bornes[apres] if apres < len(self.bornes) else len(self.texte),
        )

    def libelle(self, debut: int, fin: int) -> str:
        """A short label: the words of the clause around the fact, or those of the next when it stands alone."""
        gauche, droite = self.phrase(debut, fin)
        mots = " ".join(self.texte[gauche:droite].split()).lstrip("•-–—* \t")
        if len(mots) > 2 * LONGUEUR:
            gauche, droite = max(gauche, debut - LONGUEUR), min(droite, fin + LONGUEUR)
            mots = " ".join(self.texte[gauche:droite].split()).partition(" ")[2].rpartition(" ")[0]
        return mots
