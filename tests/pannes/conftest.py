"""One cluster and one nursery for the whole folder."""

import pytest
from tests import modele
from tests.pannes.cluster import Cluster, Pepiniere


@pytest.fixture(scope="session")
def cluster(django_db_setup):
    if not modele.A_NOUS:
        pytest.skip("PostgreSQL est donné par DATABASE_URL : on ne tue pas un serveur qui n'est pas à nous.")
    propre = Cluster()
    try:
        propre.remplir()
        yield propre
    finally:
        propre.fermer()


@pytest.fixture(scope="session")
def pepiniere(cluster):
    processus = Pepiniere(cluster)
    yield processus
    processus.fermer()


@pytest.fixture(scope="session")
def tableau(request):
    """The summary, printed at the end."""
    from tests.pannes.bourreau import ENTETE

    bilans = []
    yield bilans
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join([ENTETE, *(b.ligne() for b in bilans)]))  # noqa: T201 - the figures are the result
