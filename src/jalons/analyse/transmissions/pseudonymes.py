"""From an identity to an identifier that cannot be turned back, by a provider that the département plugs.

A provider is a class without argument, declared by a package under the entry point ``jalons.pseudonymes``. It never
logs what it receives. A small space of identities and a constant key make pseudonymous data, not anonymous ones.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol

from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    import polars as pl

GROUPE = "jalons.pseudonymes"
ESSAI = "essai"
IDENTIFIANT = re.compile(r"[0-9a-f]{40}")

CLE_D_ESSAI = b"jalons: cle d'essai, publique"
"""Written in clear on purpose: whoever reads a test file must not take it for protected."""


class Fournisseur(Protocol):
    """What makes identifiers.

    Attributes:
        nom: written in the file when the provider is a test.
        reel: whether a transmission may use it.
    """

    nom: str
    reel: bool

    def identifiants(self, identites: pl.DataFrame) -> pl.Series:
        """40 hexadecimal characters by row of ``prenom``, ``nom_mere``, ``annee`` and ``mois`` of birth; null when one
        of them is missing."""
        ...


class PseudonymesDEssai:
    """A keyed hash with a public key: good for tests, for nothing else."""

    nom = ESSAI
    reel = False

    def identifiants(self, identites: pl.DataFrame) -> pl.Series:
        """The same identity gives the same identifier, in every file."""
        import polars as pl

        lignes = identites.select("prenom", "nom_mere", "annee", "mois").rows()
        return pl.Series("NUMANONYM", [self._un(*ligne) for ligne in lignes], dtype=pl.String)

    def _un(self, prenom: str | None, nom: str | None, annee: int | None, mois: int | None) -> str | None:
        if not prenom or not nom or annee is None or mois is None:
            return None
        texte = "|".join((_normal(prenom), _normal(nom), str(annee), str(mois)))
        return hmac.new(CLE_D_ESSAI, texte.encode(), hashlib.sha256).hexdigest()[:40]


def _normal(texte: str) -> str:
    """Capitals without accents nor signs.

    >>> _normal("Noé-Léon")
    'NOELEON'
    """
    decompose = unicodedata.normalize("NFD", texte)
    return "".join(c for c in decompose if c.isalpha()).upper()


def fournisseur(nom: str = ESSAI) -> Fournisseur:
    """The provider called ``nom``.

    Raises:
        EntreeRefusee: none is installed under this name.
    """
    if nom == ESSAI:
        return PseudonymesDEssai()
    connus = {point.name: point for point in entry_points(group=GROUPE)}
    if nom in connus:
        trouve: Fournisseur = connus[nom].load()()
        return trouve
    noms = ", ".join(sorted([ESSAI, *connus]))
    message = f"Aucun fournisseur de pseudonymes ne s'appelle « {nom} » : choisissez parmi {noms}."
    raise EntreeRefusee([Faute("--pseudonymes", message, nom, noms)])
