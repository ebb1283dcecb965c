"""Model fields for values of ``noyau``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from jalons.noyau.dates import DateCivile


class ChampDateCivile(models.CharField):  # type: ignore[type-arg]
    """A civil date known to the day, the month or the year, stored as it is written (``2021``, ``2021-10``…).

    The text sorts like the first possible day, so the database can order and compare it.
    """

    description = "Date connue au jour, au mois ou à l'année"
    _pyi_private_set_type: DateCivile | str | int | Combinable  # type: ignore[assignment]  # read by django-stubs
    _pyi_private_get_type: DateCivile  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> DateCivile | None:
        """From the column."""
        return DateCivile.lire(value) if value else None

    def to_python(self, value: Any) -> DateCivile | None:
        """From a form or a file."""
        if value in (None, ""):
            return None
        if isinstance(value, DateCivile):
            return value
        try:
            return DateCivile.lire(value)
        except ValueError as erreur:
            raise ValidationError(str(erreur)) from erreur

    def run_validators(self, value: DateCivile | None) -> None:
        """Nothing more: reading the text was the check, and a date has no length for ``CharField``'s validator."""

    def get_prep_value(self, value: Any) -> str | None:
        """To the column."""
        lue = self.to_python(value)
        return lue.iso() if lue is not None else None

    def value_to_string(self, obj: models.Model) -> str:
        """For a dump."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
