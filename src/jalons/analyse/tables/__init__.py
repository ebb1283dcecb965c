"""Declared tables: what each column means, in which unit, which values it may take, and where it comes from."""

from jalons.analyse.tables.declaration import Colonne, Table, Type

__all__ = ["Colonne", "Table", "Type"]
