"""Counts, percentiles and shares: what does not depend on the order, what adds up, what the delay is compared with."""

import math
import os
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.parcours.delais import LIENS, croiser, mesurer, mesurer_attentes, reperes
from jalons.analyse.parcours.delais.attentes import attentes
from jalons.analyse.parcours.delais.liens import ETAPES
from jalons.analyse.parcours.delais.mesure import courbe
from jalons.analyse.parcours.delais.tests.fabrique import AU, chaine, numerotees, table
from jalons.droit.echeances import regles_nationales

COMBIEN = 40 if os.environ.get("JALONS_TESTS_LONGS") == "oui" else 20
COMPTES = ("commencees", "finies", "attendent", "sans_objet", "non_verifiables")
REPERES = reperes(regles_nationales(), AU)


@st.composite
def chaines(dessiner):
    """A chain that went some of the way, in order, and may have stopped."""
    pas = dessiner(st.lists(st.integers(0, 30), min_size=1, max_size=len(ETAPES)))
    jours, total = {}, 0
    for code, ecart in zip(ETAPES, pas, strict=False):
        total += ecart
        jours[code] = total
    arret = ("classee", total + dessiner(st.integers(0, 9))) if dessiner(st.booleans()) else None
    lieu = dessiner(st.sampled_from(["Nord", "Sud", None]))
    return chaine(**jours, arret=arret, territoire=lieu, age=dessiner(st.integers(0, 17)))


LOTS = st.lists(chaines(), min_size=1, max_size=12)


def par_lien(resultats):
    return {r.lien: r for r in resultats}


@settings(deadline=None, max_examples=COMBIEN)
@given(LOTS, st.randoms())
def test_l_ordre_des_lignes_ne_change_rien(lot, hasard):
    lue = numerotees(*lot)
    melees = list(range(lue.height))
    hasard.shuffle(melees)
    assert mesurer(lue, AU, reperes=REPERES) == mesurer(lue[melees], AU, reperes=REPERES)


@settings(deadline=None, max_examples=COMBIEN)
@given(LOTS, st.sampled_from(["trimestre", "territoire", "age", "origine"]))
def test_les_comptes_des_groupes_font_ceux_de_l_ensemble(lot, axe):
    lue = numerotees(*lot)
    tous = par_lien(mesurer(lue, AU))
    groupes = mesurer(lue, AU, par=axe)
    for lien in LIENS:
        siens = [r for r in groupes if r.lien == lien.code]
        assert all(sum(getattr(r, c) for r in siens) == getattr(tous[lien.code], c) for c in COMPTES)


@settings(deadline=None, max_examples=COMBIEN)
@given(LOTS)
def test_commencees_sont_finies_en_attente_ou_arretees(lot):
    for r in mesurer(numerotees(*lot), AU):
        assert r.commencees == r.finies + r.attendent + r.sans_objet


@settings(deadline=None, max_examples=COMBIEN)
@given(st.lists(st.lists(st.integers(0, 12), min_size=len(ETAPES), max_size=len(ETAPES)), min_size=1, max_size=8))
def test_une_chaine_entiere_ne_laisse_personne_en_attente(pas):
    lot = [chaine(**{c: sum(ecarts[: i + 1]) for i, c in enumerate(ETAPES)}) for ecarts in pas]
    for r in mesurer(numerotees(*lot), AU):
        assert (r.attendent, r.sans_objet, r.non_verifiables) == (0, 0, 0)
        assert r.finies == len(lot)
        assert r.mediane.jours is not None


@settings(deadline=None, max_examples=COMBIEN)
@given(LOTS, st.integers(0, 100))
def test_une_chaine_qui_attend_n_abaisse_aucune_mediane(lot, recue):
    def mediane(resultats):
        duree = par_lien(resultats)["qualification"].mediane
        if duree is None:  # nobody has begun to wait: any median is higher
            return -math.inf
        return math.inf if duree.jours is None else duree.jours

    avant = mesurer(numerotees(*lot), AU)
    apres = mesurer(numerotees(*lot, chaine(recue=recue)), AU)
    assert mediane(apres) >= mediane(avant)


def test_une_situation_qualifiee_et_pas_evaluee_attend():
    r = par_lien(mesurer(table(chaine(recue=0, qualifiee=3)), AU))["evaluation"]
    assert (r.attendent, r.plus_longue, r.finies) == (1, 97, 0)
    assert r.mediane.jours is None


def test_une_classee_n_attend_pas_et_n_est_pas_perdue():
    lue = table(chaine(recue=0, qualifiee=3, evaluee=60, arret=("classee", 70)))
    r = par_lien(mesurer(lue, AU))["decision"]
    assert (r.commencees, r.attendent, r.sans_objet, r.plus_longue) == (1, 0, 1, None)


def test_la_part_compte_le_dernier_jour_du_delai_en_entier():
    """Three months from 1 January end on 1 April, the 91st day: held; one day more: not."""
    r = par_lien(
        mesurer(
            table(chaine(1, recue=0, qualifiee=1, evaluee=91), chaine(2, recue=0, qualifiee=1, evaluee=92)), AU,
            reperes=REPERES,
        )
    )["information_evaluation"]  # fmt: skip
    assert (r.part.regle, r.part.delai, r.part.valeur) == ("IP-EVAL", "3\xa0mois", 0.5)


def test_la_part_compte_ceux_qui_attendent_au_dela():
    lot = [chaine(1, recue=0, qualifiee=1, evaluee=50), chaine(2, recue=0, qualifiee=1)]
    part = par_lien(mesurer(numerotees(*lot), AU, reperes=REPERES))["information_evaluation"].part
    assert (part.valeur, part.depassees, part.concernees) == (0.5, 1, 2)


def test_la_part_n_est_pas_dite_quand_personne_n_est_suivi_assez_longtemps():
    part = par_lien(mesurer(table(chaine(recue=50, qualifiee=51)), AU, reperes=REPERES))["information_evaluation"].part
    assert (part.valeur, part.bas, part.haut) == (None, None, None)


def test_un_objectif_local_ne_compte_pas_sans_le_departement():
    assert "decision_effective" not in REPERES
    assert {r.regle for r in REPERES.values()} == {"IP-EVAL", "PPE-3M"}


def test_une_aide_financiere_n_appelle_pas_de_projet_dans_les_trois_mois():
    lot = [chaine(decidee=0, effective=0, nature="aide_financiere"), chaine(decidee=0, effective=0, nature="aed")]
    part = par_lien(mesurer(numerotees(*lot), AU, reperes=REPERES))["projet_etabli"].part
    assert (part.concernees, part.depassees) == (1, 1)


def test_un_petit_nombre_est_dit_fragile():
    r = par_lien(mesurer(table(chaine(recue=0, qualifiee=3)), AU))["qualification"]
    assert r.fragile


def test_un_axe_inconnu_est_refuse():
    with pytest.raises(ValueError, match="axis"):
        mesurer(table(chaine(recue=0)), AU, par="couleur")


def test_la_courbe_dit_la_part_de_ceux_qui_attendent():
    lot = [chaine(recue=0, qualifiee=4), chaine(recue=0, qualifiee=9), chaine(recue=95)]
    points = list(courbe(attentes(numerotees(*lot), AU), "qualification"))
    assert [(jour, round(reste, 3), exposes) for jour, reste, _, _, exposes in points] == [
        (4, 0.667, 3), (5, 0.667, 2), (9, 0.0, 1),
    ]  # fmt: skip
    assert list(courbe(attentes(numerotees(*lot), AU), "decision")) == []


def test_le_delai_en_vigueur_est_celui_du_jour_de_depart():
    """The decree that set the three months holds from 4 November 2016: a wait begun the day before has no last day."""
    assert REPERES["information_evaluation"].due(date(2016, 11, 3)) is None
    assert REPERES["information_evaluation"].due(date(2016, 11, 4)) == date(2017, 2, 4)


def test_le_resultat_se_lit_en_json():
    dit = mesurer(table(chaine(recue=0, qualifiee=3)), AU, reperes=REPERES)[0].en_json()
    assert dit["mediane"] == {"jours": 3, "bas": 3, "haut": None}
    assert pl.DataFrame([dit]).height == 1


@settings(deadline=None, max_examples=COMBIEN)
@given(LOTS)
def test_un_croisement_dit_ce_que_chaque_groupe_mesure_seul_dirait(lot):
    lignes = attentes(numerotees(*lot), AU)

    croises = croiser(lignes, AU, ("trimestre", "territoire"), reperes=REPERES)

    paires = {(t, u) for t, u in lignes.select("trimestre", "territoire").iter_rows()}
    assert [paire for paire, _ in croises] == sorted(paires)
    for (trimestre, unite), lus in croises:
        seules = lignes.filter(pl.col("trimestre") == trimestre, pl.col("territoire") == unite)
        assert lus == mesurer_attentes(seules, AU, par="territoire", reperes=REPERES)


def test_on_ne_croise_que_des_axes():
    with pytest.raises(ValueError, match="humeur"):
        croiser(attentes(table(), AU), AU, ("trimestre", "humeur"))
