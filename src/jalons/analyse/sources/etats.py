"""What a cell of a source says: a value, or why it has none. Unknown is never zero."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Etat(StrEnum):
    """Why a value is there, or is not."""

    DITE = "dite"
    ABSENTE = "absente"
    """The source has no such column."""
    VIDE = "vide"
    NE_SAIT_PAS = "ne_sait_pas"
    """The one who answers says that he does not know."""
    SANS_OBJET = "sans_objet"
    """DREES "-": the territory does not exist apart that year."""
    NON_DIFFUSEE = "non_diffusee"
    """DREES "ND": estimated for the total, not published for the territory."""
    SANS_REPONSE = "sans_reponse"
    """DREES "NR": the département did not answer."""
    ILLISIBLE = "illisible"

    @property
    def phrase(self) -> str:
        """What a reader is told of a value that is not there."""
        return _PHRASES[self]


_PHRASES = {
    Etat.DITE: "connue", Etat.ABSENTE: "absente du fichier", Etat.VIDE: "laissée vide",
    Etat.NE_SAIT_PAS: "ne sait pas", Etat.SANS_OBJET: "sans objet (« - »)",
    Etat.NON_DIFFUSEE: "non diffusée (« ND »)", Etat.SANS_REPONSE: "non répondue (« NR »)",
    Etat.ILLISIBLE: "illisible",
}  # fmt: skip
_MOTS = {"": Etat.VIDE, "-": Etat.SANS_OBJET, "–": Etat.SANS_OBJET, "ND": Etat.NON_DIFFUSEE, "NR": Etat.SANS_REPONSE}


@dataclass(frozen=True, slots=True)
class Valeur:
    """A number read; ``nombre`` is ``None`` unless ``etat`` is ``DITE``. ``decimale``: it is not whole."""

    nombre: float | None
    etat: Etat
    decimale: bool = False


def lire_nombre(texte: str) -> Valeur:
    """The number that a published table writes, with a point or a comma, or the mark that stands for none.

    >>> lire_nombre("662.485").decimale, lire_nombre("-").etat.value, lire_nombre("0").nombre
    (True, 'sans_objet', 0.0)
    """
    propre = texte.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    if (marque := _MOTS.get(propre.upper())) is not None:
        return Valeur(None, marque)
    try:
        nombre = float(propre.replace(",", "."))
    except ValueError:
        return Valeur(None, Etat.ILLISIBLE)
    if not math.isfinite(nombre):
        return Valeur(None, Etat.ILLISIBLE)
    return Valeur(nombre, Etat.DITE, not nombre.is_integer())
