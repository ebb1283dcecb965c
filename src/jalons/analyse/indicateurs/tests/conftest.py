"""One synthetic département of 2,000 children followed, written once for the tests that read it."""

from datetime import date

import pytest

AU = date(2022, 12, 31)


@pytest.fixture(scope="session")
def registres_de_synthese(tmp_path_factory):
    from jalons.synthese.departement import Demande, generer
    from jalons.synthese.ecriture import ecrire

    dossier = tmp_path_factory.mktemp("registres")
    ecrire(generer(Demande(2_000, au=AU)), dossier)
    return dossier
