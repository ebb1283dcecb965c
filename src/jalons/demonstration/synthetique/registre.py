"""The facts that the registers state on children, or on another kind of subject: kept here, written together."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from jalons.application.faits.models import Fait
from jalons.application.territoires.models import Territorial
from jalons.demonstration.synthetique.ecriture import Greffe, en_json
from jalons.noyau.dates import DateCivile

COLONNES = (
    "id", "collectivite_id", "sujet_type", "sujet_id", "evenement", "survenu_le", "instant", "attributs",
    "enregistre_le",
)  # fmt: skip


class Note(NamedTuple):
    """A fact not yet written: there are a million of them, and no row of a model is made for each."""

    cle: int
    sujet: int
    evenement: str
    survenu_le: DateCivile
    instant: datetime | None
    attributs: dict[str, Any]


class Registre:
    """Facts in the order in which they are stated, all on one kind of subject."""

    def __init__(self, greffe: Greffe, genre: str = "enfant") -> None:
        self.greffe, self.genre = greffe, genre
        self.notes: list[Note] = []

    def noter(
        self, sujet: Territorial, evenement: str, le: date | DateCivile | None, *, instant: datetime | None = None,
        **attributs: Any,
    ) -> int | None:  # fmt: skip
        """State a fact and give its key; nothing without a day. An attribute without a value is left out."""
        if le is None:
            return None
        jour = le if isinstance(le, DateCivile) else _civile(le)
        lus = {nom: valeur for nom, valeur in attributs.items() if valeur is not None}
        cle = self.greffe.cle(Fait)
        self.notes.append(Note(cle, sujet.pk, evenement, jour, instant, lus))
        return cle

    def ecrire(self) -> None:
        """Have them all written."""
        greffe = self.greffe
        lignes = (
            (
                n.cle, greffe.collectivite, self.genre, n.sujet, n.evenement, n.survenu_le.iso(), n.instant,
                en_json(n.attributs), greffe.maintenant,
            )
            for n in self.notes
        )  # fmt: skip
        greffe.copier(Fait, COLONNES, lignes)


@lru_cache(maxsize=20_000)
def _civile(le: date) -> DateCivile:
    return DateCivile.lire(le)
