"""The cases of delay: all answered as written; every rule covered; shifting any delay by one unit breaks a case."""

import pytest

from jalons.droit.lint import verifier_cas
from jalons.droit.loader import CATALOGUE
from jalons.droit.preuves import CAS
from jalons.droit.preuves_echeances import cas_de_delai, eprouver


def test_les_cas_sont_bien_formes():
    assert [str(f) for f in verifier_cas(CAS, CATALOGUE)] == []


@pytest.mark.parametrize("cas", list(cas_de_delai()), ids=lambda c: f"{c.fichier} : {c.nom}")
def test_le_moteur_repond_comme_le_cas_le_dit(cas):
    assert eprouver(cas, cas.regles_composees()) == []
