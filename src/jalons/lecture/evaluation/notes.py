"""Precision, recall and F1 of readings: by kind, and micro-averaged over everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.concordance import apparier


@dataclass(slots=True)
class Note:
    """How many elements were right, wrong, missed.

    Attributes:
        vrais: elements of the keys that were found.
        manques: elements of the keys that were not.
        vrais_exhaustifs: those of ``vrais`` whose key lists all the elements of their kind.
        faux: elements read that such a key does not hold.
        exhaustif: whether one key at least lists everything; else nothing can be called wrong.
    """

    vrais: int = 0
    manques: int = 0
    vrais_exhaustifs: int = 0
    faux: int = 0
    exhaustif: bool = False

    @property
    def rappel(self) -> float | None:
        """Share of the keys that was found, 0 to 1; ``None`` when the keys hold nothing."""
        return _part(self.vrais, self.vrais + self.manques)

    @property
    def precision(self) -> float | None:
        """Share of what was read that is right, 0 to 1; ``None`` when it cannot be known or nothing was read."""
        return _part(self.vrais_exhaustifs, self.vrais_exhaustifs + self.faux) if self.exhaustif else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` when precision cannot be known, 0 when nothing is right."""
        if not self.exhaustif:
            return None
        p, r = self.precision, self.rappel
        if p is None and r is None:
            return None
        return 2 * p * r / (p + r) if p and r else 0.0

    def ajouter(self, autre: Note) -> None:
        """Count ``autre`` too."""
        self.vrais += autre.vrais
        self.manques += autre.manques
        self.vrais_exhaustifs += autre.vrais_exhaustifs
        self.faux += autre.faux
        self.exhaustif = self.exhaustif or autre.exhaustif

    def en_json(self) -> dict[str, Any]:
        """The public form: shares to four decimals; ``faux`` is ``null`` when no key can tell what is wrong."""
        parts = {"precision": self.precision, "rappel": self.rappel, "f1": self.f1}
        arrondies = {nom: None if v is None else round(v, 4) for nom, v in parts.items()}
        faux = self.faux if self.exhaustif else None
        return arrondies | {"vrais": self.vrais, "faux": faux, "manques": self.manques}


@dataclass(frozen=True, slots=True)
class Erreur:
    """One element missed (``manque``) or wrongly read (``faux``) of a document."""

    document: str
    nature: str
    element: Mapping[str, Any]


@dataclass(slots=True)
class Bilan:
    """The notes of some documents, and what was got wrong."""

    genres: dict[str, Note] = field(default_factory=dict)
    erreurs: list[Erreur] = field(default_factory=list)
    types: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def ensemble(self) -> Note:
        """Every kind together: counts are summed before the shares are taken."""
        total = Note()
        for note in self.genres.values():
            total.ajouter(note)
        return total

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        genres = {genre: self.genres[genre].en_json() for genre in sorted(self.genres)}
        return {"genres": genres, "global": self.ensemble.en_json()}


def noter(elements: Sequence[Mapping[str, Any]], cle: Cle, *, type_lu: str = "") -> Bilan:
    """Compare the elements read in one document with its key.

    Kinds that the key neither holds nor declares exhaustive are left out: nothing can be said of them.
    """
    bilan = Bilan(types=[(cle.document, type_lu, cle.type)])
    attendus, lus = _par_genre(cle.elements), _par_genre(elements)
    for genre in sorted({*attendus, *cle.exhaustif}):
        a, b = attendus.get(genre, []), lus.get(genre, [])
        paires = apparier(b, a)
        trouves, vus = {j for _, j in paires}, {i for i, _ in paires}
        exhaustif = genre in cle.exhaustif
        bilan.erreurs += [Erreur(cle.document, "manque", e) for j, e in enumerate(a) if j not in trouves]
        if exhaustif:
            bilan.erreurs += [Erreur(cle.document, "faux", e) for i, e in enumerate(b) if i not in vus]
        bilan.genres[genre] = Note(
            vrais=len(paires), manques=len(a) - len(paires), exhaustif=exhaustif,
            vrais_exhaustifs=len(paires) if exhaustif else 0, faux=len(b) - len(paires) if exhaustif else 0,
        )  # fmt: skip
    return bilan


def cumuler(bilans: Iterable[Bilan]) -> Bilan:
    """The notes of several documents together (micro-average)."""
    total = Bilan()
    for bilan in bilans:
        total.erreurs += bilan.erreurs
        total.types += bilan.types
        for genre, note in bilan.genres.items():
            total.genres.setdefault(genre, Note()).ajouter(note)
    return total


def _par_genre(elements: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    par_genre: dict[str, list[Mapping[str, Any]]] = {}
    for element in elements:
        par_genre.setdefault(element["genre"], []).append(element)
    return par_genre


def _part(numerateur: int, denominateur: int) -> float | None:
    return numerateur / denominateur if denominateur else None
