"""One run of 12,000 children for the tests that only read it."""

import pytest

from jalons.synthese.departement import Demande, generer


@pytest.fixture(scope="session")
def demande():
    return Demande(12_000)


@pytest.fixture(scope="session")
def tables(demande):
    return generer(demande)
