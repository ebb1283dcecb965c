"""The register of triggers read through indexes: pgtrigger looks through all of them again for each one declared.

Seven hundred are declared at each start of Django, which took an eighth of it.
"""

from __future__ import annotations

from typing import Any

from pgtrigger import registry


class RegistreIndexe(registry._Registry):
    """The register of pgtrigger with the same checks; what it compares is kept as triggers come."""

    _par_table: dict[tuple[str, str], Any]
    _fonctions: set[str]

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        """Triggers by table and name."""
        if "_par_table" not in self.__dict__:
            self._par_table = super().by_db_table
        return self._par_table

    @property
    def pg_function_names(self) -> set[str]:
        """Names of the functions of all triggers."""
        if "_fonctions" not in self.__dict__:
            self._fonctions = super().pg_function_names
        return self._fonctions

    def __setitem__(self, cle: str, valeur: Any) -> None:
        super().__setitem__(cle, valeur)  # type: ignore[no-untyped-call]
        modele, declencheur = valeur
        self.by_db_table[modele._meta.db_table, declencheur.name] = declencheur
        self.pg_function_names.add(declencheur.get_pgid(modele))

    def __delitem__(self, cle: str) -> None:
        super().__delitem__(cle)  # type: ignore[no-untyped-call]
        for index in ("_par_table", "_fonctions"):
            self.__dict__.pop(index, None)


def indexer() -> None:
    """Let pgtrigger's own register be read that way, before any model is declared."""
    registry._registry.__class__ = RegistreIndexe
