"""A real schéma, imported once for the tests of a file: it is thousands of rows."""

import pytest
from django.db import transaction

from jalons.application.schema.models import Schema
from jalons.application.schema.services import importer
from jalons.application.schema.tests.test_importation import pas_de_calais
from jalons.application.socle.perimetre import perimetre


@pytest.fixture(scope="module")
def importe(django_db_setup, django_db_blocker):
    """Its key; undone with the file."""
    bloc = transaction.atomic()
    bloc._from_testcase = True  # as the transaction of each test, which is undone inside this one
    with django_db_blocker.unblock(), bloc:
        with perimetre(["62"]):
            cle = importer(pas_de_calais(), par=None).pk
        yield cle
        transaction.set_rollback(True)


@pytest.fixture
def du_pas_de_calais(importe, db, territoire):
    """As it was imported, whatever the former test did."""
    territoire("62")
    return Schema.objects.get(pk=importe)
