"""A drawn département whose load is killed leaves nothing half-loaded, and the next load does it whole."""

import os
import signal
import time
from pathlib import Path

import pytest
from tests.pannes.journal import PATIENCE

pytestmark = pytest.mark.xdist_group("pannes")

PHRASES = [
    "enfants, familles",
    "mesures, décisions",
    "projets pour l'enfant et rapports",
    "échéances",
    "chaîne des délais",
]
"""What the load says at its steps."""
TABLES = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'collectivite_id'"


def lancer(pepiniere, dit):
    """``jalons demo --enfants 12`` on the cluster of the tests; its process, whose progress goes to ``dit``."""
    return pepiniere.ordonner(acte="jalons", mots=["demo", "--enfants", "12"], dit=str(dit))


def charger(pepiniere, dit):
    lancer(pepiniere, dit)
    assert pepiniere.attendre() == 0, dit.read_text()[-2000:]


def compter(cluster):
    """Rows of every territorial table, and the agents."""
    tables = sorted({t for (t,) in cluster.lire(TABLES)} | {"acces_agent"})
    requete = " UNION ALL ".join(f"SELECT '{t}', count(*)::int FROM \"{t}\"" for t in tables)  # noqa: S608
    return dict(cluster.lire(requete))


def attendre_la_fin_des_sessions(cluster):
    """PostgreSQL finishes its statement before it sees that nobody is there any more."""
    limite = time.monotonic() + 180
    while cluster.lire("SELECT 1 FROM pg_stat_activity WHERE usename = 'jalons_web'"):
        assert time.monotonic() < limite, "a session outlives its client"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def avant(cluster, django_db_blocker):
    """The demonstration without drawn children."""
    with django_db_blocker.unblock():
        cluster.montrer()
    return compter(cluster)


@pytest.fixture
def tuer_a(cluster, pepiniere, tmp_path):
    """``tuer_a(phrase)``: a load killed just after it has said ``phrase``."""

    def tuer(phrase):
        dit = tmp_path / "tue.txt"
        pid = lancer(pepiniere, dit)
        limite = time.monotonic() + PATIENCE
        while phrase not in (paroles := dit.read_text() if dit.exists() else ""):
            assert Path(f"/proc/{pid}").exists(), f"the load ended without saying « {phrase} »:\n{paroles[-2000:]}"
            assert time.monotonic() < limite, f"the load never said « {phrase} »"
            time.sleep(0.005)
        time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
        assert pepiniere.attendre() == -signal.SIGKILL, "the load was over before it was struck"
        attendre_la_fin_des_sessions(cluster)

    return tuer


@pytest.mark.long
@pytest.mark.parametrize("phrase", PHRASES)
def test_un_chargement_tue_ne_laisse_rien(phrase, cluster, avant, tuer_a):
    tuer_a(phrase)

    assert compter(cluster) == avant


def test_un_chargement_tue_ne_laisse_rien_le_suivant_fait_tout_et_un_autre_n_ajoute_rien(
    cluster, pepiniere, avant, tuer_a, tmp_path
):
    tuer_a("échéances")
    assert compter(cluster) == avant

    charger(pepiniere, tmp_path / "suite.txt")
    apres = compter(cluster)
    assert apres["enfants_enfant"] >= avant["enfants_enfant"] + 12
    assert apres["faits_echeance"] > avant["faits_echeance"]

    charger(pepiniere, tmp_path / "encore.txt")

    assert compter(cluster) == apres
