"""The indexes of the register of triggers say what pgtrigger would have found by looking through it."""

import copy

import pytest
from pgtrigger import registry

from jalons.application.socle.registre import RegistreIndexe


def tout_relu(registre):
    return registry._Registry.by_db_table.fget(registre), registry._Registry.pg_function_names.fget(registre)


def test_les_index_sont_ceux_que_pgtrigger_calculerait():
    registre = registry._registry

    assert isinstance(registre, RegistreIndexe)
    assert len(registre) > 100
    assert (registre.by_db_table, registre.pg_function_names) == tout_relu(registre)


def test_un_declencheur_retire_puis_remis_et_un_nom_deja_pris_est_refuse():
    registre = registry._registry
    cle, (modele, declencheur) = list(registre.items())[-1]
    del registre[cle]
    assert (modele._meta.db_table, declencheur.name) not in registre.by_db_table

    registre[cle] = (modele, declencheur)
    autre = copy.copy(declencheur)
    autre.func = "RETURN NULL;"
    with pytest.raises(KeyError, match="already"):
        registre[cle] = (modele, autre)

    assert registre[cle] == (modele, declencheur)
    assert (registre.by_db_table, registre.pg_function_names) == tout_relu(registre)
