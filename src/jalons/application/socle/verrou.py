"""The second lock: row-level security and rights of the database roles, derived from the models.

Applied after each ``migrate`` (idempotent), so that no table can be forgotten: a model is territorial when it has
``colonne_territoire``, and so is the event table that tracks it. The policies name the web and worker roles; the
owner, who migrates, has a policy of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.utils import CursorWrapper

from jalons.application.socle.marques import poser

LECTEURS = "jalons_web, jalons_worker"
LECTURE_SEULE = ("django_migrations", "django_content_type", "auth_")
"""Prefixes of framework tables that the web role only reads; ours say ``table_de_reference``."""


def territoriaux() -> Iterator[tuple[type[models.Model], str]]:
    """Each protected model with the column that carries its collectivité."""
    for modele in apps.get_models(include_auto_created=True):
        suivi = getattr(modele, "pgh_tracked_model", None)
        colonne = getattr(suivi or modele, "colonne_territoire", None)
        if colonne and not modele._meta.proxy:
            yield modele, colonne


def sans_verrou() -> list[str]:
    """Protected tables on which row-level security is not forced: always empty after a ``migrate``."""
    tables = [modele._meta.db_table for modele, _ in territoriaux()]
    with connections["default"].cursor() as curseur:
        curseur.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
            [tables],
        )
        return sorted(nom for (nom,) in curseur.fetchall())


def appliquer(alias: str) -> None:
    """Put every policy and right in place through the connection ``alias``, which must be the owner's."""
    connexion = connections[alias]
    with connexion.cursor() as curseur:
        curseur.execute("SELECT count(*) FROM pg_roles WHERE rolname IN ('jalons_web', 'jalons_worker')")
        if curseur.fetchone()[0] != 2:
            raise RuntimeError(
                "Les rôles PostgreSQL jalons_web et jalons_worker manquent : créez-les (voir docs/guides/installer.md)."
            )
        tables = set(connexion.introspection.table_names(curseur))
        _droits(curseur, tables)
        for modele, colonne in territoriaux():
            if modele._meta.db_table in tables:
                _proteger(curseur, modele, colonne)
        _sans_index_du_lieu(curseur)
        _durcir_declencheurs(curseur)
        poser(curseur, tables)


def _droits(curseur: CursorWrapper, tables: set[str]) -> None:
    evenements = {m._meta.db_table for m in apps.get_models() if getattr(m, "pgh_tracked_model", None)}
    references = {
        m._meta.db_table
        for m in apps.get_models()
        if getattr(m, "table_de_reference", False) or getattr(m, "lecture_seule", False)
    }
    for table in sorted(tables):
        if table.startswith("procrastinate_"):
            roles, droits = "jalons_worker", "SELECT, INSERT, UPDATE, DELETE"
        elif table in evenements | references or table.startswith(LECTURE_SEULE):
            roles, droits = LECTEURS, "SELECT"
        elif table == "socle_entree":
            roles, droits = LECTEURS, "SELECT, INSERT"
        else:
            roles, droits = LECTEURS, "SELECT, INSERT, UPDATE, DELETE"
        curseur.execute(f'REVOKE ALL ON "{table}" FROM {LECTEURS}')
        curseur.execute(f'GRANT {droits} ON "{table}" TO {roles}')
    curseur.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {LECTEURS}")
    curseur.execute(f"GRANT USAGE ON SCHEMA public TO {LECTEURS}")


def _proteger(curseur: CursorWrapper, modele: type[models.Model], colonne: str) -> None:
    table = modele._meta.db_table
    test = f"{colonne} = ANY ((SELECT perimetre())::text[])"
    curseur.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    curseur.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    _politique(curseur, table, "perimetre", f"TO {LECTEURS} USING ({test}) WITH CHECK ({test})")
    _politique(curseur, table, "proprietaire", "TO CURRENT_USER USING (true) WITH CHECK (true)")
    if getattr(modele, "pgh_tracked_model", None):
        return  # an event row may point to a row deleted since
    liens = [
        (champ.column, cible)
        for champ in modele._meta.local_fields
        if isinstance(champ, models.ForeignKey)
        and isinstance(cible := champ.related_model, type)
        and hasattr(cible, "colonne_territoire")
    ]
    if liens:
        _lier(curseur, table, colonne, liens)
    else:
        curseur.execute(f"DROP FUNCTION IF EXISTS {_nom_des_liens(table)}() CASCADE")


def _lier(curseur: CursorWrapper, table: str, colonne: str, liens: list[tuple[str, Any]]) -> None:
    """Foreign keys look through policies: refuse a link to a row of another collectivité.

    One trigger for each statement looks at all the links of all its rows, before those of the history. It runs as the
    owner, since it must see what the agent may not. The owner itself is let through: it migrates.
    """
    fonction = _nom_des_liens(table)
    faux = " OR ".join(
        f'(n."{cle}" IS NOT NULL AND (n."{colonne}" = ({_proprietaire_de(cible, cle)})) IS NOT TRUE)'
        for cle, cible in liens
    )
    # planned once for the session, perhaps while the target was nearly empty: never by reading it whole
    curseur.execute(
        f"CREATE OR REPLACE FUNCTION {fonction}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        "SET search_path = public, pg_temp SET enable_seqscan = off AS $$ BEGIN "
        f"IF EXISTS (SELECT FROM nouvelles AS n WHERE {faux}) THEN "
        "RAISE insufficient_privilege USING MESSAGE = "
        f"'new row violates row-level security policy of links for table \"{table}\"'; "
        "END IF; RETURN NULL; END $$"
    )
    curseur.execute(f"REVOKE EXECUTE ON FUNCTION {fonction}() FROM PUBLIC")
    proprietaire = curseur.db.settings_dict["USER"]
    for nom, acte in (("liens_crees", "INSERT"), ("liens_changes", "UPDATE")):
        curseur.execute(
            f'CREATE OR REPLACE TRIGGER {nom} AFTER {acte} ON "{table}" REFERENCING NEW TABLE AS nouvelles '
            f"FOR EACH STATEMENT WHEN (current_user <> '{proprietaire}') EXECUTE FUNCTION {fonction}()"
        )


def _nom_des_liens(table: str) -> str:
    return f"liens_de_{table}"[:60]


def _proprietaire_de(cible: Any, cle: str) -> str:
    """The query that gives the collectivité of the row to which ``n.cle`` points: sought by its key alone."""
    table, sienne = cible._meta.db_table, cible._meta.pk.column
    return f'SELECT c."{cible.colonne_territoire}" FROM "{table}" AS c WHERE c."{sienne}" = n."{cle}"'  # noqa: S608 - the same


def _politique(curseur: CursorWrapper, table: str, nom: str, corps: str) -> None:
    curseur.execute(f'DROP POLICY IF EXISTS "{nom}" ON "{table}"')
    curseur.execute(f'CREATE POLICY "{nom}" ON "{table}" {corps}')


def _sans_index_du_lieu(curseur: CursorWrapper) -> None:
    """Indexes that Django adds to the code of the collectivité, and that every new row would pay for nothing.

    That for searches by the beginning of the code: nobody searches so. That of the code alone, where another index
    begins with the code, and on a history, which is read object by object.
    """
    colonnes = {modele._meta.db_table: colonne for modele, colonne in territoriaux()}
    evenements = [m._meta.db_table for m, _ in territoriaux() if getattr(m, "pgh_tracked_model", None)]
    curseur.execute(
        "SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text, a.attname FROM pg_index i "
        "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
        "JOIN pg_opclass o ON o.oid = i.indclass[0] "
        "WHERE i.indnatts = 1 AND NOT i.indisunique AND i.indpred IS NULL AND i.indrelid::regclass::text = ANY(%s) "
        "AND (o.opcname = 'varchar_pattern_ops' OR i.indrelid::regclass::text = ANY(%s) OR EXISTS ("
        "SELECT FROM pg_index autre WHERE autre.indrelid = i.indrelid AND autre.indkey[0] = i.indkey[0] "
        "AND autre.indnatts > 1 AND autre.indpred IS NULL))",
        [list(colonnes), evenements],
    )
    for index, table, colonne in curseur.fetchall():
        if colonne == colonnes[table]:
            curseur.execute(f"DROP INDEX {index}")


def _durcir_declencheurs(curseur: CursorWrapper) -> None:
    """History is written by the owner's functions, cannot be switched off, and cannot be called by hand."""
    curseur.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger\\_%'"
    )
    for (fonction,) in curseur.fetchall():
        curseur.execute(f"ALTER FUNCTION {fonction} SECURITY DEFINER SET search_path = public, pg_temp")
        curseur.execute(f"REVOKE EXECUTE ON FUNCTION {fonction} FROM PUBLIC")
    curseur.execute(
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) "
        "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'"
    )
    curseur.execute("SELECT to_regprocedure('public.procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])')")
    if curseur.fetchone()[0]:
        curseur.execute(
            "ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) "
            "SECURITY DEFINER SET search_path = public, pg_temp"
        )
