"""What is refused before it fills the memory, and how it is said."""

from __future__ import annotations

from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.saisie import EntreeRefusee, Faute

OCTETS = 100_000_000
"""Largest file, in bytes."""
DEPLIE = 60_000_000
"""Largest part of a DOCX or ODT once unfolded, in bytes: a thousand pages of text weigh a tenth of it."""
CARACTERES = 20_000_000
"""Largest text of one document, in characters."""
PAGES = 3_000
"""Most pages of one document."""
PIXELS = 150_000_000
"""Largest picture inside a page, in pixels: an A3 page at 600 dots per inch is 70 million."""
POINTS = 14_400
"""Largest side of a page, in points: the limit of the PDF standard."""


def refus(nom: str, message: str, recu: str = "", attendu: str = "un document lisible") -> EntreeRefusee:
    """The refusal of the file ``nom``, to be raised."""
    return EntreeRefusee([Faute(nom, message, recu, attendu)], quoi=nom)


def verifier_taille(octets: int, nom: str) -> None:
    """Refuse an empty or an oversized file.

    Raises:
        EntreeRefusee: see above.
    """
    if not octets:
        raise refus(nom, "Le fichier est vide (0 octet) : déposez-le de nouveau depuis l'original.", "0 octet")
    if octets > OCTETS:
        message = (
            f"Le fichier pèse {octets // 10**6} Mo, {OCTETS // 10**6} Mo au plus sont lus : "
            "découpez-le, ou enregistrez-le sans ses images."
        )
        raise refus(nom, message, f"{octets} octets", f"{OCTETS} octets au plus")


def verifier_texte(caracteres: int, nom: str) -> None:
    """Refuse a text that no document of a département reaches.

    Raises:
        EntreeRefusee: more than ``CARACTERES``.
    """
    if caracteres > CARACTERES:
        message = (
            f"Le document contient plus de {CARACTERES // 10**6} millions de caractères : ce n'est pas un schéma ni "
            "un contrat. Vérifiez que c'est le bon fichier, ou découpez-le."
        )
        raise refus(nom, message, f"{caracteres} caractères", f"{CARACTERES} au plus")


def avertir(code: str, message: str, **chiffres: object) -> Ecart:
    """What the user must know of how a document was read; never blocks."""
    return Ecart(code, Gravite.AVERTISSEMENT, True, message, dict(chiffres), objet="document")
