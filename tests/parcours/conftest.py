"""One server and one browser for the whole folder; one window per test. JALONS_CAPTURES=folder keeps pictures."""

import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ICI = Path(__file__).parent
NAVIGATEURS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same engine without the windows around it: half the work."""
CHROMIUM = os.environ.get("JALONS_CHROMIUM") or next(filter(None, map(shutil.which, NAVIGATEURS)), None)


def pytest_collection_modifyitems(items):
    """Every test here is a journey."""
    for item in items:
        if item.path.parent == ICI:
            item.add_marker(pytest.mark.parcours)


@pytest.fixture(scope="package")
def serveur(django_db_setup, django_db_blocker, tmp_path_factory):
    if not CHROMIUM:
        pytest.skip("Chromium est absent : les parcours dans un navigateur ne sont pas joués (apt install chromium).")
    from tests.parcours.serveur import Serveur

    with django_db_blocker.unblock():
        ouvert = Serveur(tmp_path_factory.mktemp("parcours"), f"jalons_parcours_{os.getpid()}")
        yield ouvert
        ouvert.fermer()


@pytest.fixture(scope="package")
def chromium(serveur):
    from playwright.sync_api import expect, sync_playwright
    from tests.parcours.navigateur import ATTENTE_MS

    expect.set_options(timeout=ATTENTE_MS)
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=ATTENTE_MS)
        yield ouvert
        ouvert.close()


@pytest.fixture(scope="package")
def bureau(chromium, serveur):
    """Where windows are opened, kept from one test to the next: what is compiled and fetched there stays."""
    from tests.parcours.loupe import Loupe
    from tests.parcours.navigateur import ATTENTE_MS

    libres = []

    @contextmanager
    def prendre(*, java_script_enabled, adresse):
        ordinaire = java_script_enabled and adresse == serveur.adresse
        if not (ordinaire and libres):
            contexte = chromium.new_context(
                locale="fr-FR", timezone_id="Europe/Paris", java_script_enabled=java_script_enabled,
                reduced_motion="reduce",  # a colour measured half-way through a transition is no colour of the page
            )  # fmt: skip
            contexte.set_default_timeout(ATTENTE_MS)
            libres.append(Loupe(contexte, adresse))
        loupe = libres.pop()
        yield loupe
        if ordinaire:
            loupe.oublier()
            libres.append(loupe)
        else:
            loupe.contexte.close()

    return prendre


@pytest.fixture
def fenetre(bureau, serveur, request):
    """Open windows: ``fenetre()``, ``fenetre(java_script_enabled=False)``; ``adresse``: of another site."""
    from tests.parcours.navigateur import Navigateur

    nom = request.node.name.removeprefix("test_")[:40]
    with ExitStack() as pile:

        def ouvrir(*, java_script_enabled=True, adresse=serveur.adresse):
            loupe = pile.enter_context(bureau(java_script_enabled=java_script_enabled, adresse=adresse))
            return Navigateur(loupe, adresse, nom, sessions=serveur.sessions, scripts=java_script_enabled)

        yield ouvrir


@pytest.fixture
def navigateur(fenetre):
    return fenetre()
