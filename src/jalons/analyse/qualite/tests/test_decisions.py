"""What was decided of each fault: applied whole, or not at all."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from jalons.analyse.qualite.decisions import Decision, Suite, appliquer, verifier
from jalons.noyau.saisie import EntreeRefusee

EVENEMENTS = pl.DataFrame(
    {"_ligne": [4, 9, 9], "NUMANONYM": ["a", "b", "c"], "SEXE": ["1", "", None], "TYPEV": ["1", "7", "2"]}
)
REPAREE = Decision(
    "0099", "b", 9, "SEXE", "", Suite.REPAREE, "relu dans le dossier", "agent-7", date(2024, 5, 2), apres="2"
)
REFUSEE = Decision(
    "0007", "b", 9, "TYPEV", "7", Suite.REFUSEE, "événement d'un autre outil", "agent-7", date(2024, 5, 2)
)
ACCEPTEE = Decision(
    "0095", "a", 4, "TYPEV", "1", Suite.ACCEPTEE, "placement long confirmé", "agent-7", date(2024, 5, 2)
)


def test_une_cellule_reparee_prend_sa_nouvelle_valeur():
    suites = appliquer(EVENEMENTS, [REPAREE])
    assert suites.evenements["SEXE"].to_list() == ["1", "2", None]
    assert (suites.reparees, suites.refusees, suites.acceptees) == (1, 0, 0)


def test_un_evenement_refuse_sort_et_un_accepte_reste():
    suites = appliquer(EVENEMENTS, [REFUSEE, ACCEPTEE])
    assert suites.evenements["NUMANONYM"].to_list() == ["a", "c"]
    assert (suites.refusees, suites.acceptees) == (1, 1)


def test_une_decision_sur_une_autre_valeur_est_caduque():
    autre = replace(REPAREE, valeur="3")
    suites = appliquer(EVENEMENTS, [autre])
    assert suites.caduques == (autre,)
    assert suites.evenements.equals(EVENEMENTS)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"motif": "ok"}, "Écrivez pourquoi"),
        ({"apres": None}, "nouvelle valeur"),
        ({"controle": "9999"}, "n'est pas un contrôle"),
        ({"controle": "0028", "suite": Suite.ACCEPTEE, "apres": None}, "est rouge"),
    ],
)
def test_une_decision_qui_ne_tient_pas_est_refusee_et_aucune_n_est_appliquee(change, phrase):
    with pytest.raises(EntreeRefusee, match=phrase):
        appliquer(EVENEMENTS, [REFUSEE, replace(REPAREE, **change)])


def test_toutes_les_fautes_des_decisions_sont_dites():
    assert len(verifier([replace(REPAREE, motif=""), replace(REFUSEE, motif=" ")])) == 2


def test_un_identifiant_repare_ne_cache_pas_les_autres_decisions_sur_l_evenement():
    identifiant = replace(REPAREE, variable="NUMANONYM", valeur="b", apres="d")
    suites = appliquer(EVENEMENTS, [identifiant, REPAREE])
    assert suites.evenements.row(1) == (9, "d", "2", "7")
    assert suites.caduques == ()
