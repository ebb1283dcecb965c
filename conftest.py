"""Fixtures shared by every test: reference rows written by the owner, perimeters, agents."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from jalons.application.socle.perimetre import perimetre
from jalons.config.pour_pytest import comme_proprietaire

RACINE = Path(__file__).parent
LONGUES = ("parcours", "pannes", "demonstration", "exploitation", "charge", "balayage")
"""Folders of ``tests`` that take the longest, the longest first."""
SRC = RACINE / "src" / "jalons"
EN_BLOC = [
    RACINE / "tests" / "parcours",
    RACINE / "tests" / "balayage",
    *(
        SRC / d / "tests"
        for d in ("analyse/parcours", "analyse/projection", "application/observatoire/tableaux", "synthese")
    ),
]
"""Folders whose files share what is long to make: a server and a browser, a marked world, compiled kernels, a
synthetic département, figures computed over one."""
UN_PAR_UN = RACINE / "tests" / "balayage" / "test_balayage.py"
"""Longer than any worker's fair share: its tests are spread."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The long ones first, then file by file: both workers end together, and none remakes what the other has made."""
    for item in items:
        if item.path != UN_PAR_UN and not item.get_closest_marker("xdist_group"):
            ensemble = item.path.parent if item.path.parent in EN_BLOC else item.path
            item.add_marker(pytest.mark.xdist_group(str(ensemble.relative_to(RACINE))))
    items.sort(key=lambda item: _rang(item.path))


def _rang(chemin):
    """Where the tests of a file come; those of the same rank keep their order."""
    dossier = chemin.parent
    if dossier.parent != RACINE / "tests":
        return len(LONGUES) + 1
    return LONGUES.index(dossier.name) if dossier.name in LONGUES else len(LONGUES)


@pytest.fixture
def territoire(db):
    """Open the perimeter of these codes for the rest of the test: ``territoire("15", "63")``."""
    from contextlib import ExitStack

    with ExitStack() as pile:
        yield lambda *codes: pile.enter_context(perimetre(codes))


@pytest.fixture(autouse=True)
def _territoires_frais():
    """Reference data read once per process must not outlive a test."""
    from jalons.application.acces.selectors import oublier_les_territoires

    oublier_les_territoires()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The test database: made and dropped by the owner, a copy of a base migrated once."""
    from django.db import connections

    from jalons.config import base_essai

    defaut, proprietaire = connections["default"], connections["owner"]
    vraie = defaut.settings_dict["NAME"]
    with django_db_blocker.unblock(), comme_proprietaire():
        nom = defaut.creation._get_test_db_name()
        base_essai.creer(nom)
        defaut.settings_dict["NAME"] = proprietaire.settings_dict["NAME"] = nom
    yield
    with django_db_blocker.unblock(), comme_proprietaire():
        proprietaire.close()
        defaut.settings_dict["NAME"] = proprietaire.settings_dict["NAME"] = vraie
        base_essai.supprimer(nom)


@pytest.fixture
def requetes_max():
    """Fail when a page needs more queries than allowed, the nesting of test transactions left out.

    ``with requetes_max(12): client.get(...)``
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def compter(nombre):
        with CaptureQueriesContext(connection) as captures:
            yield
        propres = [r["sql"] for r in captures.captured_queries if "SAVEPOINT" not in r["sql"]]
        perimetre_pose = [s for s in propres if "jalons.collectivites" in s]
        utiles = len(propres) - len(perimetre_pose) + 1  # set once per request outside tests
        assert utiles <= nombre, f"{utiles} queries:\n" + "\n".join(s[:200] for s in propres)

    return compter
