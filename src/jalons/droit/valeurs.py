"""Facts that know where they were read, and values that know when they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from jalons.noyau.dates import texte_du_jour

Confiance = Literal["A", "B", "C", "D", "R"]
Grandeur = int | Decimal | str
"""A value fixed by a text: a whole number, a share, or a day of the year written ``MM-JJ``."""

LIBELLES_CONFIANCE: dict[Confiance, str] = {
    "A": "lu dans l'acte national",
    "B": "lu dans un résumé de presse, juridique ou parlementaire, ou un document budgétaire",
    "C": "lu dans un contrat, ou une page d'un département ou d'une préfecture",
    "D": "déduit de faits lus",
    "R": "rappelé de mémoire, non lu",
}


class DroitInapplicable(LookupError):  # noqa: N818 - the name is what the user is told
    """No value of the law is in force on the day asked; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact of law was read, and how far it may be trusted.

    Attributes:
        source: titles of what was read, ready for display.
        confiance: code from A (the act itself) to R (recollection, not read).
        note: reserve or deduction, one sentence in French; empty when there is none.
        vu: ``False`` when the fact was looked for and not found: the value is then ``None``.
        cles: keys of the sources in the bibliography.
    """

    source: str
    confiance: Confiance
    note: str = ""
    vu: bool = True
    cles: tuple[str, ...] = ()

    @property
    def confirmee(self) -> bool:
        """Whether the fact may be enforced; an unconfirmed fact is shown and never blocks."""
        return self.vu and self.confiance != "R"

    @property
    def libelle(self) -> str:
        """What the code means, for a reader."""
        return LIBELLES_CONFIANCE[self.confiance] if self.vu else "non vu"


@dataclass(frozen=True, slots=True)
class Valeur:
    """One value of a parameter, from ``depuis`` to ``jusqua``, both included (``None``: still in force)."""

    depuis: date
    jusqua: date | None
    valeur: Grandeur
    provenance: Provenance

    def en_vigueur(self, jour: date) -> bool:
        """Whether this value holds on ``jour``."""
        return self.depuis <= jour and (self.jusqua is None or jour <= self.jusqua)


@dataclass(frozen=True, slots=True)
class Parametre:
    """A quantity fixed by a text, with the history of its values, most recent first.

    Attributes:
        cle: stable dotted key, e.g. ``casf.l312_4.duree_maximale``.
        unite: code in ``catalogue/unites.yaml``.
        reference: the text, ready for display.
    """

    cle: str
    libelle: str
    unite: str
    reference: str
    valeurs: tuple[Valeur, ...]

    def valeur_au(self, jour: date) -> Valeur:
        """The value in force on ``jour``, with its provenance.

        Raises:
            DroitInapplicable: no value is in force that day.
        """
        for valeur in self.valeurs:
            if valeur.en_vigueur(jour):
                return valeur
        premiere = min(v.depuis for v in self.valeurs)
        raison = (
            f"première valeur le {texte_du_jour(premiere)}" if jour < premiere else "aucune valeur connue à cette date"
        )
        raise DroitInapplicable(
            f"« {self.libelle} » n'a pas de valeur au {texte_du_jour(jour)} : {raison}. "
            f"Vérifiez la date saisie, ou complétez l'historique du catalogue ({self.cle})."
        )

    def au(self, jour: date) -> Grandeur:
        """The value in force on ``jour``, in ``self.unite``; raises ``DroitInapplicable``."""
        return self.valeur_au(jour).valeur

    def entier_au(self, jour: date) -> int:
        """The same, for a parameter counted in whole units."""
        return int(self.au(jour))

    def decimal_au(self, jour: date) -> Decimal:
        """The same, for a share or a rate."""
        return Decimal(self.au(jour))
