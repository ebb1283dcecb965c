"""What the structure finds, before confidence: an element and where it stands in the repaired text."""

from __future__ import annotations

from dataclasses import dataclass, field

from jalons.lecture.structure.blocs import Bloc


@dataclass(slots=True)
class Brut:
    """One thing found, at characters ``debut`` to ``fin`` (excluded) of the repaired text.

    Attributes:
        indices: short words that say how it was recognised; confidence rests on them.
    """

    genre: str
    texte: str
    debut: int
    fin: int
    numero: int | str | None = None
    parent: str | None = None
    valeur: int | float | str | None = None
    unite: str | None = None
    source: str | None = None
    periode: str | int | None = None
    precision: str | None = None
    statut: str | None = None
    indices: list[str] = field(default_factory=list)
    beneficiaire: str | None = None
    variantes: tuple[str, ...] = ()


def du_bloc(genre: str, bloc: Bloc, *indices: str, numero: int | str | None = None, parent: str | None = None) -> Brut:
    """The element that a whole block is."""
    return Brut(genre, bloc.texte, bloc.depart, max(bloc.depart, bloc.fin), numero, parent, indices=list(indices))


def nombre(numero: str | None) -> int | str | None:
    """A printed number as a number, a compound one ("1.2") as it is.

    >>> nombre("12"), nombre("1.2"), nombre(None)
    (12, '1.2', None)
    """
    return int(numero) if numero and numero.isdigit() else numero
