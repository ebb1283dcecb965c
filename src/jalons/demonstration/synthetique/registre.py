"""The facts that the registers state on children: kept here, written together at the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jalons.application.enfants.models import Enfant
from jalons.application.faits.models import Fait
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.noyau.dates import DateCivile


class Registre:
    """Facts in the order in which they are stated."""

    def __init__(self, greffe: Greffe) -> None:
        self.greffe = greffe
        self.faits: list[Fait] = []

    def noter(
        self, enfant: Enfant, evenement: str, le: date | DateCivile | None, *, instant: datetime | None = None,
        **attributs: Any,
    ) -> Fait | None:  # fmt: skip
        """State a fact; nothing without a day. An attribute without a value is left out."""
        if le is None:
            return None
        fait = self.greffe.neuf(
            Fait, sujet_type="enfant", sujet_id=enfant.pk, evenement=evenement, instant=instant,
            survenu_le=le if isinstance(le, DateCivile) else DateCivile.lire(le),
            attributs={nom: valeur for nom, valeur in attributs.items() if valeur is not None},
        )  # fmt: skip
        self.faits.append(fait)
        return fait
