"""The cases of delay: all answered as written; every rule covered; shifting any delay by one unit breaks a case."""

from dataclasses import replace

import pytest

from jalons.droit.echeances import toutes_les_regles
from jalons.droit.lint import verifier_cas
from jalons.droit.mutations import mutantes
from jalons.droit.preuves import CAS
from jalons.droit.preuves_echeances import cas_de_delai, eprouver


def test_les_cas_sont_bien_formes():
    assert [str(f) for f in verifier_cas(CAS)] == []


TOUS = list(cas_de_delai())


@pytest.mark.parametrize("cas", TOUS, ids=lambda c: f"{c.fichier} : {c.nom}")
def test_le_moteur_repond_comme_le_cas_le_dit(cas):
    assert eprouver(cas, cas.regles_composees()) == []


CAS_PAR_REGLE = {regle.code: [c for c in TOUS if regle.code in c.regles] for regle in toutes_les_regles()}


@pytest.mark.parametrize("regle", toutes_les_regles(), ids=lambda r: r.code)
def test_une_regle_decalee_d_une_unite_fait_echouer_un_cas(regle):
    vivantes = []
    for nom, mutante in mutantes(regle):
        if not any(_vue(cas, mutante) for cas in CAS_PAR_REGLE[regle.code]):
            vivantes.append(nom)
    assert vivantes == []


def _vue(cas, mutante):
    regles = cas.regles_composees()
    bent = tuple(mutante if r.code == mutante.code else r for r in regles.regles)
    return eprouver(cas, replace(regles, regles=bent)) != []
