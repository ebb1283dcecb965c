"""Any file, however wrong, is either read or refused with faults in French: never another error."""

import copy
from pathlib import Path

import pytest
import yaml

from jalons.application.contrats import fichier
from jalons.application.contrats.controle import controle
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.yaml_simple import charger

EXEMPLE = Path(__file__).parents[5] / "exemples" / "contrats" / "puy-de-dome.yaml"
ETRANGES = [None, True, -1, 10**15, 1.5, "", "x", "2021-02-30", [], ["a"], {}, {"a": 1}, [[1]]]
PLUME = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the same file in a fifth of the time, when libyaml is there
AU = DateCivile(2024, 1, 1).debut


def chemins(donnees, ici=()):
    yield ici
    suite = donnees.items() if isinstance(donnees, dict) else enumerate(donnees) if isinstance(donnees, list) else ()
    for cle, valeur in suite:
        yield from chemins(valeur, (*ici, cle))


def remplacer(donnees, chemin, valeur):
    if not chemin:
        return valeur
    copie = copy.deepcopy(donnees)
    cible = copie
    for pas in chemin[:-1]:
        cible = cible[pas]
    cible[chemin[-1]] = valeur
    return copie


@pytest.mark.parametrize("etrange", ETRANGES, ids=repr)
def test_une_valeur_etrange_n_importe_ou_est_lue_ou_refusee(etrange):
    donnees = charger(EXEMPLE.read_bytes())
    lus = refuses = 0

    for chemin in chemins(donnees):
        contenu = yaml.dump(remplacer(donnees, chemin, etrange), Dumper=PLUME, allow_unicode=True).encode()
        try:
            controle(fichier.lire(contenu), AU)
            lus += 1
        except EntreeRefusee:
            refuses += 1

    assert refuses > lus
