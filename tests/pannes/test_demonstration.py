"""A drawn département whose load is killed leaves nothing half-loaded, and the next load does it whole."""

import os
import subprocess
import sys
import time

import pytest

from jalons.config import lieux

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


def lancer(cluster, enfants):
    """``jalons demo --enfants N`` on the cluster of the tests."""
    environnement = {c: v for c, v in os.environ.items() if not c.startswith(("DATABASE_", "PYTEST_"))}
    environnement |= {"JALONS_DONNEES": str(cluster.maison), "PYTHONUNBUFFERED": "1"}
    code = f"import sys; from jalons.cli import main; sys.exit(main(['demo', '--enfants', '{enfants}']))"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=lieux.RACINE, env=environnement, text=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def finir(processus):
    _, dit = processus.communicate(timeout=1200)
    assert processus.returncode == 0, dit[-2000:]


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
def avant(cluster):
    """The demonstration without drawn children."""
    cluster.remettre_a_neuf()
    finir(lancer(cluster, 0))
    return compter(cluster)


def tuer_a(cluster, phrase):
    processus = lancer(cluster, 12)
    for ligne in processus.stderr:
        if phrase in ligne:
            break
    else:
        pytest.fail(f"the load never said « {phrase} »")
    time.sleep(0.02)
    processus.kill()
    processus.communicate()
    attendre_la_fin_des_sessions(cluster)


@pytest.mark.long
@pytest.mark.parametrize("phrase", PHRASES)
def test_un_chargement_tue_ne_laisse_rien(phrase, cluster, avant):
    tuer_a(cluster, phrase)

    assert compter(cluster) == avant


def test_un_chargement_tue_ne_laisse_rien_le_suivant_fait_tout_et_un_autre_n_ajoute_rien(cluster, avant):
    tuer_a(cluster, "échéances")
    assert compter(cluster) == avant

    finir(lancer(cluster, 12))
    apres = compter(cluster)
    assert apres["enfants_enfant"] >= avant["enfants_enfant"] + 12
    assert apres["faits_echeance"] > avant["faits_echeance"]

    finir(lancer(cluster, 12))

    assert compter(cluster) == apres
