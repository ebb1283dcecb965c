"""pytest plugin: starts the local PostgreSQL, and lets tests connect as the web role.

The test database is created, flushed and dropped by the owner; everything else runs as the web role, so that every
test meets row-level security as in production.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

if "DATABASE_URL" not in os.environ:
    from jalons.config.postgresql import assurer

    assurer()  # before the settings are read: they look for the running cluster

os.environ.setdefault("JALONS_PAGES_GARDEES_MO", "0")
"""Tests see pages drawn anew; those of the memory open one of their own (``acces.tests.test_rendus``)."""

LONGS = os.environ.get("JALONS_TESTS_LONGS") == "oui"
"""Full counts run only when asked: ``make test-long`` sets ``JALONS_TESTS_LONGS=oui``."""
EXEMPLES = 100 if LONGS else 20
"""Examples of a property that does not say how many it wants."""


def exemples(tous: int) -> int:
    """Examples of a property whose examples take long: ``tous`` by ``make test-long``, half of them otherwise."""
    return tous if LONGS else tous // 2


@contextmanager
def comme_proprietaire() -> Iterator[None]:
    """Let the default connection be the owner's for a while."""
    from django.db import connections

    defaut, proprietaire = connections["default"], connections["owner"]
    web = {cle: defaut.settings_dict[cle] for cle in ("USER", "PASSWORD", "OPTIONS")}

    def basculer(reglages: dict[str, Any]) -> None:
        defaut.close()
        if defaut.pool:  # type: ignore[attr-defined]
            defaut.close_pool()  # type: ignore[attr-defined]
        defaut.settings_dict.update(reglages)

    basculer(
        {"USER": proprietaire.settings_dict["USER"], "PASSWORD": proprietaire.settings_dict["PASSWORD"], "OPTIONS": {}}
    )
    try:
        yield
    finally:
        basculer(web)


def pytest_configure(config: pytest.Config) -> None:
    """What every test stands on, before any starts; truncation after a transactional test needs the owner."""
    from django.conf import settings
    from django.test import TransactionTestCase
    from hypothesis import HealthCheck
    from hypothesis import settings as proprietes

    proprietes.register_profile(
        "jalons", max_examples=EXEMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    proprietes.load_profile("jalons")
    # the hash that is slow on purpose would prove nothing here; the journeys meet the real one
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _lire_les_statiques_une_fois()
    if getattr(TransactionTestCase, "_vide_comme_proprietaire", False):
        return
    d_origine = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def _fixture_teardown(self: Any) -> None:
        with comme_proprietaire():
            d_origine(self)

    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._vide_comme_proprietaire = True  # type: ignore[attr-defined]


def _lire_les_statiques_une_fois() -> None:
    """Each of Django's test clients loads the middleware anew, and WhiteNoise with it the folder of static files."""
    from whitenoise.base import WhiteNoise

    lire, lus = WhiteNoise.update_files_dictionary, {}

    def une_fois(self: Any, root: str, prefix: str) -> None:
        if (root, prefix) not in lus:
            lire(self, root, prefix)
            lus[root, prefix] = dict(self.files)
        self.files.update(lus[root, prefix])

    WhiteNoise.update_files_dictionary = une_fois


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Everything that is collected stays until the end: looking through it for garbage finds none."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there now is never looked through; the garbage of the tests is, less often than in a small program."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked ``long`` are left to ``make test-long``."""
    if LONGS:
        return
    longs = [item for item in items if item.get_closest_marker("long")]
    if longs:
        config.hook.pytest_deselected(items=longs)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: those of an archive hold the second it was made: workers would disagree."""
    return argname if isinstance(val, bytes) else None
