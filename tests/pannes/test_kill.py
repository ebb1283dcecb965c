"""After a kill without warning and a restart: what was acknowledged is there, the rest left no trace."""

import pytest
from tests.pannes.bourreau import Serie
from tests.pannes.victimes import VICTIMES

CAS = [
    (nom, cible) for nom in VICTIMES for cible in ("client", "postgresql") if cible == "client" or VICTIMES[nom].commet
]
COURTS = [
    ("import d'un contrat", "postgresql"),
    ("troisième accord d'un rapport", "client"),
    ("dépôt d'un document", "client"),
    ("plan du jour, chaque ligne acceptée", "client"),
    ("import d'un classeur de places", "client"),
]
"""Those of the ordinary suite: an import, a report, a save, a plan of places, a workbook."""

pytestmark = pytest.mark.xdist_group("pannes")


def frapper(victime, cible, coups, *, cluster, pepiniere, dossier, tableau):
    bilan = Serie(victime, cible, cluster, pepiniere, dossier, grain=len(victime)).frapper(coups)
    tableau.append(bilan)
    assert bilan.fautes == []
    assert bilan.coups == coups
    return bilan


@pytest.mark.parametrize(("victime", "cible"), COURTS)
def test_trois_coups_ne_laissent_rien_a_moitie_ecrit(victime, cible, cluster, pepiniere, tmp_path, tableau):
    bilan = frapper(victime, cible, 3, cluster=cluster, pepiniere=pepiniere, dossier=tmp_path, tableau=tableau)

    assert bilan.entre >= 2, "the strikes fell beside the writes: nothing is proved"


@pytest.mark.long
@pytest.mark.parametrize(("victime", "cible"), CAS)
def test_vingt_coups_ne_laissent_rien_a_moitie_ecrit(victime, cible, cluster, pepiniere, tmp_path, tableau):
    bilan = frapper(victime, cible, 20, cluster=cluster, pepiniere=pepiniere, dossier=tmp_path, tableau=tableau)

    assert bilan.entre >= 15, "the strikes fell beside the writes: nothing is proved"
