"""What a reading is made of: passages, sources, reversible edits and elements.

Every offset counts characters of the original text of the document, which nothing here modifies; ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from jalons.noyau.ecarts import Ecart, en_nombre

GenreSource = Literal["txt", "pdf", "pdf-ocr", "docx", "odt", "html"]


class Confiance(StrEnum):
    """How sure a reading is, from what the calibration has measured."""

    SUR = "sûr"
    PROBABLE = "probable"
    DOUTEUX = "douteux"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters ``debut`` (included) to ``fin`` (excluded) of the original text.

    Raises:
        ValueError: when the passage begins before the text or ends before it begins.
    """

    debut: int
    fin: int

    def __post_init__(self) -> None:
        if not 0 <= self.debut <= self.fin:
            raise ValueError(f"Le passage {self.debut}-{self.fin} n'existe dans aucun texte.")

    def de(self, texte: str) -> str:
        """The characters themselves.

        >>> Passage(3, 8).de("Le Département")
        'Dépar'
        """
        return texte[self.debut : self.fin]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the document, numbered from 1 in the order of the file, whatever number is printed on it."""

    numero: int
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Boite:
    """Where a passage stands on its page, in points (1/72 inch) from the upper left corner."""

    page: int
    passage: Passage
    gauche: float
    haut: float
    droite: float
    bas: float


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read; ``texte`` is what the file gave, before any repair."""

    nom: str
    genre: GenreSource
    texte: str
    pages: tuple[Page, ...] = ()
    boites: tuple[Boite, ...] = ()
    avertissements: tuple[Ecart, ...] = ()

    def page(self, decalage: int) -> int | None:
        """The number of the page that holds the character ``decalage``; ``None`` when no page does."""
        for page in self.pages:
            if page.debut <= decalage < page.fin:
                return page.numero
        return None


@dataclass(frozen=True, slots=True)
class Retouche:
    """A reversible edit: ``avant``, which stood at ``passage`` of the original, is read ``apres``."""

    passage: Passage
    avant: str
    apres: str
    raison: str


@dataclass(frozen=True, slots=True)
class TexteRepare:
    """A text after its edits, and the way back to the original."""

    source: Source
    texte: str
    retouches: tuple[Retouche, ...]
    _bornes: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)

    @classmethod
    def appliquer(cls, source: Source, retouches: Sequence[Retouche]) -> TexteRepare:
        """The text of ``source`` with every edit made.

        Raises:
            ValueError: when two edits overlap, or when an edit does not find what it says it replaces.

        >>> repare = TexteRepare.appliquer(Source("a.txt", "txt", "I'enfant"), [Retouche(Passage(0, 1), "I", "l", "l")])
        >>> repare.texte, repare.origine(0, 8)
        ("l'enfant", Passage(debut=0, fin=8))
        """
        morceaux: list[str] = []
        bornes: list[tuple[int, int, int]] = []
        ici, la = 0, 0
        ordonnees = tuple(sorted(retouches, key=lambda r: r.passage))
        for retouche in ordonnees:
            debut, fin = retouche.passage.debut, retouche.passage.fin
            if debut < ici or source.texte[debut:fin] != retouche.avant:
                raise ValueError(f"La retouche des caractères {debut} à {fin} ne s'applique pas à ce texte.")
            morceaux += [source.texte[ici:debut], retouche.apres]
            bornes.append((la + debut - ici, debut, len(retouche.apres)))
            la += debut - ici + len(retouche.apres)
            ici = fin
        morceaux.append(source.texte[ici:])
        return cls(source, "".join(morceaux), ordonnees, tuple(bornes))

    def origine(self, debut: int, fin: int) -> Passage:
        """The passage of the original from which the repaired characters ``debut`` to ``fin`` (excluded) come.

        A passage that cuts an edit takes the whole of what the edit replaced.
        """
        if fin <= debut:
            point = self._vers_origine(debut, vers_la_fin=False)
            return Passage(point, point)
        return Passage(self._vers_origine(debut, vers_la_fin=False), self._vers_origine(fin - 1, vers_la_fin=True))

    def _vers_origine(self, decalage: int, *, vers_la_fin: bool) -> int:
        """The original offset of a repaired character: of its beginning, or just after its end."""
        rang = bisect_right(self._bornes, decalage, key=lambda b: b[0]) - 1
        # an edit that only removes stands where the next character does: the character is after it
        if rang < 0:
            return decalage + int(vers_la_fin)
        repare, _, longueur = self._bornes[rang]
        passage = self.retouches[rang].passage
        if decalage < repare + longueur:
            return passage.fin if vers_la_fin else passage.debut
        return passage.fin + decalage - repare - longueur + int(vers_la_fin)


@dataclass(frozen=True, slots=True)
class Element:
    """One thing the document says, in the words of the keys by which a reading is judged.

    Attributes:
        genre: "engagement", "sous_theme", "fiche", "pilote", "montant", "date"…
        texte: what was read, repaired, without its label, bullet nor number.
        numero: the number printed or, for what is listed in order, its rank; ``None`` when there is none.
        valeur: normalised: a number, or a date ``AAAA``, ``AAAA-MM`` or ``AAAA-MM-JJ``.
        unite: "EUR", "%", "mesures"…
        source: who pays, or where the figure comes from, in the document's words.
        periode: what the value covers, in the document's words.
        parent: what it hangs under ("engagement 1", "fiche 4", "priorite 7").
        precision: "environ", "plus de", "près de"… as read.
        statut: what became of an action ("inconnu" when the document has lost it).
        passage: where it stands in the original text.
        indices: what the confidence rests on (short stable words), never shown as such.
        beneficiaire: who receives an amount, in the document's words.
        variantes: other ways in which the document writes an organisation.
    """

    genre: str
    texte: str
    passage: Passage
    numero: int | str | None = None
    valeur: int | float | str | None = None
    unite: str | None = None
    source: str | None = None
    periode: str | int | None = None
    parent: str | None = None
    precision: str | None = None
    statut: str | None = None
    confiance: Confiance = Confiance.DOUTEUX
    indices: tuple[str, ...] = ()
    beneficiaire: str | None = None
    variantes: tuple[str, ...] = ()

    def en_json(self) -> dict[str, Any]:
        """The public form: the fields that hold something, the passage and the confidence."""
        champs = (
            "genre", "numero", "texte", "valeur", "unite", "source", "beneficiaire", "periode", "parent", "precision",
            "statut",
        )  # fmt: skip
        rendu: dict[str, Any] = {
            champ: en_nombre(getattr(self, champ)) for champ in champs if getattr(self, champ) is not None
        }
        if self.variantes:
            rendu["variantes"] = list(self.variantes)
        return rendu | {"passage": [self.passage.debut, self.passage.fin], "confiance": self.confiance.value}


@dataclass(frozen=True, slots=True)
class Lecture:
    """Everything read in one document; ``type`` is "inconnu" when no kind is recognised."""

    document: str
    type: str
    elements: tuple[Element, ...] = ()
    ecarts: tuple[Ecart, ...] = ()
    retouches: tuple[Retouche, ...] = ()

    def du_genre(self, *genres: str) -> tuple[Element, ...]:
        """The elements of these kinds, in the order of the document."""
        return tuple(e for e in self.elements if e.genre in genres)

    def en_json(self) -> dict[str, Any]:
        """The public form, ready for JSON or YAML."""
        return {
            "document": self.document,
            "type": self.type,
            "elements": [e.en_json() for e in self.elements],
            "ecarts": [e.en_json() for e in self.ecarts],
            "retouches": [
                {"passage": [r.passage.debut, r.passage.fin], "avant": r.avant, "apres": r.apres, "raison": r.raison}
                for r in self.retouches
            ],
        }
