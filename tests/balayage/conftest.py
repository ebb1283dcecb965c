"""One monde for all the tests of the folder: making its objects takes longer than most tests."""

import pytest
from django.db import transaction
from django.test import override_settings
from tests.balayage.monde import Monde


@pytest.fixture(scope="package")
def monde_entier(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every object made; undone with the folder. Thousands of requests: sessions are kept in memory beside the base."""
    lieu = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("fichiers"),
        SESSION_ENGINE="django.contrib.sessions.backends.cached_db",
    )
    with django_db_blocker.unblock(), lieu, transaction.atomic():
        yield Monde().peupler()
        transaction.set_rollback(True)


@pytest.fixture
def monde(monde_entier):
    """The monde as it was made, whatever the former test did."""
    with transaction.atomic():
        yield monde_entier
        transaction.set_rollback(True)
