"""A synthetic département in the registers, and its extract."""

from contextlib import contextmanager
from datetime import date

from django.db import transaction

from jalons.application.socle.perimetre import perimetre
from jalons.demonstration import comptes, synthetique

JOUR = date(2026, 11, 24)
ENFANTS = 12


@contextmanager
def departement():
    """A few children followed in Haute-Rive; nothing of it is committed."""
    bloc = transaction.atomic()
    bloc._from_testcase = True  # as the transaction of pytest-django: its rows are read where they are
    with bloc:
        comptes.charger()
        comptes.charger_identite()
        assert synthetique.charger(au=JOUR, dire=lambda phrase: None, enfants=ENFANTS)
        with perimetre(["F0"]):
            yield
        transaction.set_rollback(True)
