"""Lookups of our own."""

from __future__ import annotations

from typing import Any

from django.db.models import Lookup


class Parmi(Lookup):
    """``fiche__parmi=[1, 2, 3]``: a foreign key among these, given to PostgreSQL as one array.

    ``__in`` gives as many parameters as values; past fifty the driver reads the whole statement again each time.
    """

    lookup_name = "parmi"

    def get_prep_lookup(self) -> list[int]:
        """The numbers, as they are."""
        return [int(valeur) for valeur in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """``column = ANY(array)``."""
        gauche, parametres = self.process_lhs(compiler, connection)
        return f"{gauche} = ANY(%s::bigint[])", [*parametres, self.rhs]
