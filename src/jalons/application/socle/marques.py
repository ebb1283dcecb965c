"""Marks of changes: one row for each statement that changed rows of a marked table, for each collectivité.

``socle.memoire`` keeps what it computed as long as the same marks come back. A mark is a row of its own, never changed:
writers do not wait for one another (a counter would make them), and a transaction that commits after a later one adds
its mark then, so that the order of commits cannot hide it. Nothing is left by an act undone.

A model is marked when it says ``changements_marques = True``. The triggers are put in place after each ``migrate``,
with the locks; they write as the owner, the web and worker roles only read.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

FONCTION = """
CREATE OR REPLACE FUNCTION socle_marquer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO socle_marque (collectivite_id, tableau, transaction)
    SELECT DISTINCT collectivite_id, TG_TABLE_NAME, pg_current_xact_id()::text::bigint FROM nouvelles;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO socle_marque (collectivite_id, tableau, transaction)
    SELECT DISTINCT collectivite_id, TG_TABLE_NAME, pg_current_xact_id()::text::bigint FROM anciennes;
  ELSE
    INSERT INTO socle_marque (collectivite_id, tableau, transaction)
    SELECT collectivite_id, TG_TABLE_NAME, pg_current_xact_id()::text::bigint
    FROM (SELECT collectivite_id FROM nouvelles UNION SELECT collectivite_id FROM anciennes) l;
  END IF;
  RETURN NULL;
END $$
"""

CONDENSER = """
CREATE OR REPLACE FUNCTION socle_condenser_marques() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH anciennes AS (DELETE FROM socle_marque RETURNING collectivite_id, tableau),
  nouvelles AS (
    INSERT INTO socle_marque (collectivite_id, tableau, transaction)
    SELECT DISTINCT collectivite_id, tableau, pg_current_xact_id()::text::bigint FROM anciennes RETURNING 1
  )
  SELECT (SELECT count(*) FROM anciennes) - (SELECT count(*) FROM nouvelles)
$$
"""
"""Every mark in sight becomes a new one for its table: a fingerprint already given never comes back."""

TRANSITIONS = {
    "INSERT": "NEW TABLE AS nouvelles",
    "UPDATE": "OLD TABLE AS anciennes NEW TABLE AS nouvelles",
    "DELETE": "OLD TABLE AS anciennes",
}


def marques() -> Iterator[type[models.Model]]:
    """The models whose changes leave a mark."""
    return (m for m in apps.get_models() if getattr(m, "changements_marques", False))


def poser(curseur: CursorWrapper, tables: set[str]) -> None:
    """Put the functions and the triggers of ``tables`` in place; may be done again at any time."""
    if "socle_marque" not in tables:
        return  # a base stopped at an earlier migration
    for fonction, roles in ((FONCTION, ""), (CONDENSER, "jalons_worker")):
        curseur.execute(fonction)
        nom = fonction.split("FUNCTION ")[1].split("(")[0]
        curseur.execute(f"REVOKE EXECUTE ON FUNCTION {nom}() FROM PUBLIC")
        if roles:
            curseur.execute(f"GRANT EXECUTE ON FUNCTION {nom}() TO {roles}")
    for modele in marques():
        if (table := modele._meta.db_table) in tables:
            for acte, transition in TRANSITIONS.items():
                curseur.execute(
                    f'CREATE OR REPLACE TRIGGER marque_{acte.lower()} AFTER {acte} ON "{table}" '
                    f"REFERENCING {transition} FOR EACH STATEMENT EXECUTE FUNCTION socle_marquer()"
                )


def condenser() -> int:
    """Keep one mark for each table and collectivité; gives how many went. For the worker's nightly job."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT socle_condenser_marques()")
        return int(curseur.fetchone()[0])
