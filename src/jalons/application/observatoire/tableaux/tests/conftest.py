"""Real runs over a small synthetic département, computed once for all the tests of this folder."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from jalons.application.observatoire.tableaux import services
from jalons.application.observatoire.tableaux.calculs import FAIRE
from jalons.application.observatoire.tableaux.calculs.modele import Demande
from jalons.synthese import departement
from jalons.synthese.ecriture import ecrire

AU = date(2025, 6, 30)
MAINTENANT = datetime(2025, 6, 30, 9, tzinfo=UTC)
PARAMETRES = {
    "parcours": {"origine": "entree", "mois": 24, "age": 0, "types": 3},
    "projection": {"horizon": 24, "futurs": 60, "verifies": 50, "scenario": {
        "titre": "Trente places", "ouvertures": [{"type": "etablissement", "places": 30, "le": "2026-01"}],
        "places": {"etablissement": 25},
    }},
}  # fmt: skip


@cache
def _temporaire():
    return TemporaryDirectory(prefix="jalons-essai-")


@cache
def tables():
    """The folder of a département of ninety children followed."""
    dossier = Path(_temporaire().name)
    ecrire(departement.generer(departement.Demande(enfants=90, annees=6, graine=3, au=AU, departement="15")), dossier)
    return dossier


@cache
def produit(genre):
    return FAIRE[genre](Demande(tables(), "15", AU, PARAMETRES.get(genre, {})))


@pytest.fixture
def faire(monkeypatch):
    """Make a run of a kind, done, whose figures are real and were computed once."""

    def _faire(genre, collectivite="15", **change):
        fait = replace(produit(genre), **change)
        monkeypatch.setitem(services.FAIRE, genre, lambda demande: fait)
        calcul = services.demander(
            collectivite=collectivite, genre=genre, au=AU, maintenant=MAINTENANT, par=None,
            parametres=PARAMETRES.get(genre),
        )  # fmt: skip
        services.commencer(calcul=calcul)
        return services.executer(calcul=calcul, maintenant=MAINTENANT, dossier=tables())

    return _faire
