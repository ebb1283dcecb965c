"""What the reader makes of the documents that only judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from jalons.lecture.calibrer import LIBRES
from jalons.lecture.entrees import ouvrir
from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.concordance import apparier
from jalons.lecture.evaluation.notes import Bilan, noter
from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Confiance, Lecture


class Document(Protocol):
    """A document that only judges the reader, of this corpus or of another."""

    @property
    def nom(self) -> str:
        """Its name."""

    @property
    def fichier(self) -> str:
        """The name of its file."""

    def contenu(self) -> bytes:
        """The bytes of its file."""

    def cle(self) -> dict[str, Any]:
        """Its answer key."""


@dataclass(slots=True)
class Degres:
    """How many elements of each degree of confidence were right, out of how many."""

    comptes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def ajouter(self, autre: Degres) -> None:
        """Count ``autre`` too."""
        for degre, (justes, tous) in autre.comptes.items():
            j, t = self.comptes.get(degre, (0, 0))
            self.comptes[degre] = (j + justes, t + tous)

    def juste(self, degre: Confiance) -> float | None:
        """The share of right elements of this degree, 0 to 1; ``None`` when there is none."""
        justes, tous = self.comptes.get(degre.value, (0, 0))
        return justes / tous if tous else None

    def part(self, degre: Confiance) -> float | None:
        """The share of elements of this degree, 0 to 1; ``None`` when nothing was read."""
        total = sum(t for _, t in self.comptes.values())
        return self.comptes.get(degre.value, (0, 0))[1] / total if total else None


def evaluer(document: Document) -> tuple[Bilan, Degres]:
    """The notes of a document, and how its confidence holds."""
    dite = document.cle()
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    lecture = lire(ouvrir(document.contenu(), document.fichier))
    return noter([e.en_json() for e in lecture.elements], cle, type_lu=lecture.type), _degres(lecture, cle)


def _degres(lecture: Lecture, cle: Cle) -> Degres:
    """Kinds of which keys tell a part only are counted when right: what the key does not tell is neither."""
    degres = Degres()
    for genre in {e["genre"] for e in cle.elements} | cle.exhaustif:
        lus = lecture.du_genre(genre)
        paires = apparier([e.en_json() for e in lus], [e for e in cle.elements if e["genre"] == genre])
        justes = {i for i, _ in paires}
        for rang, element in enumerate(lus):
            if rang in justes or genre not in LIBRES:
                degres.ajouter(Degres({element.confiance.value: (int(rang in justes), 1)}))
    return degres


def evaluer_tous(documents: Iterable[Document]) -> tuple[dict[str, Bilan], Degres]:
    """The notes of each document by its name, and how confidence holds on all of them."""
    bilans, degres = {}, Degres()
    for document in documents:
        bilans[document.nom], siens = evaluer(document)
        degres.ajouter(siens)
    return bilans, degres
