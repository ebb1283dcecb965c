"""Where each retained element lands once imported, or why it stays in the review. Pure.

Nothing is lost silently: what has no place in a schéma or in a contract is said to whoever imports, and is not marked
as imported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jalons.application.contrats.dossier import Etape
from jalons.application.relecture.annonces import annonces_dites
from jalons.application.relecture.assemblage import TOTAL
from jalons.application.relecture.genres import BILAN, RELEVES, THEMES, genre
from jalons.application.relecture.normalisation import annee_seule, en_date, en_nombre, en_periode
from jalons.application.relecture.rules import Lu

INDICATEURS, MONTANTS = "indicateurs", "montants"
"""Rights that an import may lack, by the name of what is then left aside."""
_DROITS = {"cible": INDICATEURS, "indicateur": INDICATEURS, "montant": MONTANTS}


@dataclass(frozen=True, slots=True)
class Laisse:
    """Elements of one kind that an import leaves in the review, and why."""

    genre: str
    nombre: int
    raison: str

    def __str__(self) -> str:
        nom = genre(self.genre).libelle if self.nombre < 2 else genre(self.genre).pluriel
        return f"{self.nombre} {nom.lower()} {self.raison}"


def arrives(retenus: Sequence[Lu], nature: str, sans_droit: Collection[str] = ()) -> list[Lu]:
    """Those that the import writes somewhere."""
    restent = raisons(retenus, nature, sans_droit)
    return [x for x in retenus if x.cle not in restent]


def laisses(retenus: Sequence[Lu], nature: str, sans_droit: Collection[str] = ()) -> list[Laisse]:
    """Those that it leaves, by kind and reason, the most numerous first."""
    restent = raisons(retenus, nature, sans_droit)
    dits = Counter((x.genre, restent[x.cle]) for x in retenus if x.cle in restent)
    return [Laisse(code, n, dit) for (code, dit), n in dits.most_common()]


def raisons(retenus: Sequence[Lu], nature: str, sans_droit: Collection[str] = ()) -> dict[int, str]:
    """Why an element stays in the review, by key, for each that does.

    Args:
        nature: ``schema`` or ``contrat``.
        sans_droit: ``INDICATEURS``, ``MONTANTS``: what the agent may not write.
    """
    lieu = _Lieu(retenus)
    propre = lieu.d_un_contrat if nature == "contrat" else lieu.d_un_schema
    dites = {x.cle: _sans_droit(x, sans_droit) or _du_genre(x) or propre(x) for x in retenus}
    return {cle: dite for cle, dite in dites.items() if dite}


def _sans_droit(x: Lu, sans_droit: Collection[str]) -> str:
    return "que votre compte ne permet pas d'écrire" if _DROITS.get(x.genre) in sans_droit else ""


def _du_genre(x: Lu) -> str:
    """What the element lacks, whatever the document."""
    if x.genre in RELEVES:
        return "pour information"
    if x.genre == "cible" and annee_seule(x.periode) is None:
        return "sans année"
    if x.genre == "chiffre" and (en_nombre(x.valeur) is None or not x.unite):
        return "sans nombre ou sans unité"
    if x.genre == "montant" and (en_nombre(x.valeur) is None or not x.code):
        return "sans source de financement"
    return ""


class _Lieu:
    """What the other elements say of the place of one."""

    def __init__(self, retenus: Sequence[Lu]) -> None:
        self._annonces = {cle for *_, cle in annonces_dites(retenus)}
        fiches = {x.cle for x in retenus if x.genre == "fiche"}
        self._premieres: dict[str, int] = {}
        for x in sorted(retenus, key=lambda x: (x.rang, x.cle)):
            if x.genre == "date" and en_date(x.valeur) is not None:
                self._premieres.setdefault(x.code, x.cle)
        self._des_fiches = {x.cle for x in retenus if x.parent in fiches}

    def d_un_schema(self, x: Lu) -> str:
        """Why it has no place in a schéma."""
        if x.genre == "date" and en_date(x.valeur) is None and en_periode(x.valeur) is None:
            return "sans jour ni période"
        if x.genre == "effectif" and x.cle not in self._annonces:
            return "sans rapport avec les engagements, fiches et actions du schéma"
        return "sans place dans un schéma" if x.genre == "partie" else ""

    def d_un_contrat(self, x: Lu) -> str:
        """Why it has no place in a contract."""
        if x.genre == "date" and (x.code not in {e.value for e in Etape} or en_date(x.valeur) is None):
            return "sans étape du contrat"
        if x.genre == "date" and self._premieres[x.code] != x.cle:
            return "dont l'étape a déjà une date"
        if x.genre in ("effectif", *THEMES, *BILAN):
            return "sans place dans un contrat"
        if x.genre == "places" and x.code == TOTAL:
            return "dont un contrat ne garde que le détail"
        return "sous une action sans fiche" if x.genre == "point" and x.parent not in self._des_fiches else ""
