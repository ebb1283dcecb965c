"""Every state and act is decided; an impossible act says why in French."""

from itertools import product

import pytest

from jalons.application.projets_enfant import cycle
from jalons.application.projets_enfant.actes import ACTES, ACTES_RAPPORT
from jalons.application.projets_enfant.cycle import Acte, ActeRapport, Etat, EtatRapport
from jalons.application.projets_enfant.models import Projet, RapportSituation

PERMIS = """
état          rediger etablir recueillir reprendre signer evaluer remettre confiance sante demander actualiser clore
a_etablir     oui     oui     -          -         -      -       -        oui       oui   -        -          oui
projet        oui     -       oui        oui       oui    oui     oui      oui       oui   -        -          oui
signe         -       -       -          -         -      oui     oui      oui       oui   oui      -          oui
a_actualiser  oui     -       -          -         -      oui     -        oui       oui   -        oui        oui
clos          -       -       -          -         -      -       -        -         -     -        -          -
"""
PERMIS_RAPPORT = """
état       rediger soumettre renvoyer valider transmettre
brouillon  oui     oui       -        -       -
a_valider  -       -         oui      oui     -
valide     -       -         -        -       oui
transmis   -       -         -        -       -
"""


def lire(tableau):
    entete, *lignes = [ligne.split() for ligne in tableau.strip().splitlines()]
    return {
        (etat, acte): case == "oui" for etat, *cases in lignes for acte, case in zip(entete[1:], cases, strict=True)
    }


def test_la_table_du_projet_est_complete_et_dit_ce_que_l_on_attend():
    assert set(cycle.TABLE) == set(product(Etat, Acte))
    assert {(str(e), str(a)): not raison for (e, a), raison in cycle.TABLE.items()} == lire(PERMIS)


def test_la_table_du_rapport_est_complete_et_dit_ce_que_l_on_attend():
    assert set(cycle.TABLE_RAPPORT) == set(product(EtatRapport, ActeRapport))
    assert {(str(e), str(a)): not r for (e, a), r in cycle.TABLE_RAPPORT.items()} == lire(PERMIS_RAPPORT)


@pytest.mark.parametrize(("etat", "acte"), [paire for paire, raison in cycle.TABLE.items() if raison])
def test_un_acte_impossible_est_refuse_avec_sa_raison(etat, acte):
    (faute,) = cycle.refus(etat, acte)

    assert faute.message.startswith("On ne peut ")
    assert faute.message.endswith(").")
    assert len(faute.message.split()) > 8


def test_les_etats_du_cycle_sont_ceux_de_la_base():
    assert {str(e) for e in Etat} == set(Projet.Etat.values)
    assert {str(e) for e in EtatRapport} == set(RapportSituation.Etat.values)


def test_chaque_acte_a_ses_mots_et_sa_page():
    assert set(cycle.VERBES) == set(Acte)
    assert set(cycle.VERBES_RAPPORT) == set(ActeRapport)
    assert set(Acte) - set(ACTES) == {Acte.REDIGER, Acte.EVALUER}
    assert set(ActeRapport) - set(ACTES_RAPPORT) == {ActeRapport.REDIGER}
