"""Makes Django ready inside a command: the local PostgreSQL started, the settings read, the base checked.

The only door from the command line to the application. A family calls it first thing in its action, and imports
models and services only after it, so that ``jalons --help`` and the pure families never load Django.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Literal

from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

Role = Literal["web", "worker", "owner"]


def preparer(role: Role = "web", *, migree: bool = True) -> None:
    """Set Django up, its ``default`` connection being that of ``role``.

    ``web`` and ``worker`` see nothing outside a perimeter (``socle.perimetre``); ``owner`` sees everything, migrates
    and loads reference data. Django is set up once per process: a second call with another role is refused.

    Args:
        migree: check that every migration has been applied.

    Raises:
        EntreeRefusee: no PostgreSQL, unreachable base, unusable setting, missing migrations; says what to do.
    """
    _choisir_role(role)
    demarrer_si_locale()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalons.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    from jalons.config.environnement import ReglageInvalide

    gc.disable()  # what is loaded here stays until the end: looking through it for garbage finds none
    try:
        django.setup()
    except (ReglageInvalide, ImproperlyConfigured) as erreur:
        raise refus("réglages", str(erreur)) from erreur
    finally:
        gc.enable()
    gc.freeze()
    if migree:
        _exiger_migrations()


def demarrer_si_locale() -> bool:
    """Start the local cluster when ``DATABASE_URL`` is not given; whether the base is local."""
    if os.environ.get("DATABASE_URL"):
        return False
    from jalons.config import postgresql

    try:
        postgresql.assurer()
    except (RuntimeError, OSError) as erreur:
        raise refus("PostgreSQL", str(erreur)) from erreur
    return True


def refus(lieu: str, message: str, *, recu: str = "", attendu: str = "") -> EntreeRefusee:
    """A refusal of one sentence about the machine or its base, printed by ``jalons`` with exit code 2."""
    return EntreeRefusee([Faute(lieu, message, recu, attendu)], quoi="Préparation")


def _choisir_role(role: Role) -> None:
    if "jalons.config.settings" in sys.modules and os.environ.get("JALONS_ROLE", "web") != role:
        raise RuntimeError(f"Django is already set up with another role than {role}.")
    if role == "owner" and os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        raise refus(
            "DATABASE_OWNER_URL",
            "Cette commande écrit comme propriétaire de la base, et DATABASE_OWNER_URL n'est pas donnée. Indiquez "
            "l'adresse du rôle jalons_owner (voir docs/guides/installer.md), puis recommencez.",
            attendu="postgresql://jalons_owner:…@hôte/base",
        )
    os.environ["JALONS_ROLE"] = role


def migrations_manquantes() -> int:
    """How many migrations the base lacks.

    Raises:
        EntreeRefusee: the base does not answer.
    """
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executeur = MigrationExecutor(connection)
        return len(executeur.migration_plan(executeur.loader.graph.leaf_nodes()))
    except OperationalError as erreur:
        cause = str(erreur).strip().splitlines()[-1]
        raise refus(
            "base de données",
            f"La base ne répond pas ({cause}). Vérifiez DATABASE_URL et que PostgreSQL est démarré "
            "(« jalons base etat »).",
        ) from erreur


def _exiger_migrations() -> None:
    if manquantes := migrations_manquantes():
        raise refus(
            "base de données",
            f"La base n'est pas à jour : {compter(manquantes, 'migration')} à appliquer. "
            "Lancez « jalons base preparer », puis recommencez.",
            recu=compter(manquantes, "migration manquante"),
            attendu="une base à jour",
        )
