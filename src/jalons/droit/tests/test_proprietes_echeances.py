"""What must hold whatever the facts: order, unrelated facts, time that passes, one child or all of them."""

import os
from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.droit.echeances import Fait, evaluer
from jalons.droit.echeances.colonnes import cadre, evaluer_colonnes, evaluer_tous
from jalons.droit.tests.regles_d_essai import JOURS, des_faits, regles, un_fait
from jalons.noyau.dates import DateCivile

REGLES = regles()
COMBIEN = 400 if os.environ.get("JALONS_TESTS_LONGS") == "oui" else 15
LONGUEURS = {"jour": 10, "mois": 7, "annee": 4}


def en_lignes(echeances):
    return sorted(
        ((e.sujet_type, e.sujet, e.regle, e.ouverte_le, e.fait, e.statut, e.due_le, _instant(e.due_instant),
          e.au_plus_tot, e.tenue_le, e.jours, e.motif) for e in echeances),
        key=repr,
    )  # fmt: skip


def lignes_du_cadre(tableau):
    return sorted(
        ((x["sujet_type"], x["sujet"], x["regle"], x["ouverte_le"].isoformat()[: LONGUEURS[x["precision"]]],
          x["identifiant"], x["statut"], x["due_le"], _instant(x["due_instant"]), x["au_plus_tot"], x["tenue_le"],
          x["jours"], x["motif"]) for x in tableau.iter_rows(named=True)),
        key=repr,
    )  # fmt: skip


def _instant(instant):
    return None if instant is None else instant.timestamp()


@given(faits=des_faits(), au=JOURS)
@settings(max_examples=COMBIEN, deadline=None)
def test_le_calcul_en_colonnes_dit_la_meme_chose(faits, au):
    assert lignes_du_cadre(evaluer_colonnes(REGLES, cadre(faits), au=au)) == en_lignes(evaluer(REGLES, faits, au=au))


@given(faits=des_faits(), au=st.one_of(JOURS, st.just(date(9999, 1, 1))))
@settings(max_examples=COMBIEN, deadline=None)
def test_les_phrases_tirees_des_colonnes_sont_les_memes(faits, au):
    dites = dict(evaluer_tous(REGLES, faits, au=au))

    for (type_, sujet), echeances in dites.items():
        assert echeances == evaluer(REGLES, [f for f in faits if (f.sujet_type, f.sujet) == (type_, sujet)], au=au)
    assert set(dites) == {(f.sujet_type, f.sujet) for f in faits}


def test_deux_ouvertures_que_rien_ne_distingue_gardent_leur_ordre():
    """Beyond nine facts, numbers and their spelling do not sort alike."""
    faits = [
        Fait("enfant", "a", "debut", DateCivile(2024, 1, 31), attributs={"affaire": rang}, identifiant=f"f{rang}")
        for rang in range(12)
    ]
    au = date(2024, 6, 1)

    assert dict(evaluer_tous(REGLES, faits, au=au))["enfant", "a"] == evaluer(REGLES, faits, au=au)


@given(faits=des_faits(), au=JOURS)
@settings(max_examples=5, deadline=None)
@pytest.mark.parametrize("ailleurs", ["alsace_moselle", "la_reunion"])
def test_il_le_dit_aussi_dans_les_autres_territoires(ailleurs, faits, au):
    autres = regles(ailleurs)
    assert lignes_du_cadre(evaluer_colonnes(autres, cadre(faits), au=au)) == en_lignes(evaluer(autres, faits, au=au))


def test_un_seul_tableau_avec_une_structure_d_attributs_se_lit_aussi():
    faits = [
        Fait("enfant", "a", "debut", DateCivile(2024, 1, 31), attributs={"affaire": 1}),
        Fait("enfant", "a", "acte", DateCivile(2024, 4, 30), attributs={"affaire": 1, "origine": "juge"}),
        Fait("enfant", "b", "naissance", DateCivile(2020)),
    ]
    tableau = pl.concat(cadre(faits), how="diagonal_relaxed")

    reponses = evaluer_colonnes(REGLES, tableau, au=date(2024, 6, 1))

    assert lignes_du_cadre(reponses) == en_lignes(evaluer(REGLES, faits, au=date(2024, 6, 1)))
    assert reponses.filter(pl.col("regle") == "LIEE")["due_le"].to_list() == [date(2024, 4, 30)]


def test_aucun_fait_ne_donne_aucune_echeance_en_colonnes_non_plus():
    assert evaluer_colonnes(REGLES, [], au=date(2024, 1, 1)).height == 0


def test_un_lien_de_nature_differente_n_est_pas_le_meme():
    faits = [
        Fait("enfant", "a", "debut", DateCivile(2024, 1, 31), attributs={"affaire": 1}),
        Fait("enfant", "a", "acte", DateCivile(2024, 2, 1), attributs={"affaire": "1"}),
    ]
    attendues = en_lignes(evaluer(REGLES, faits, au=date(2024, 6, 1)))

    assert lignes_du_cadre(evaluer_colonnes(REGLES, cadre(faits), au=date(2024, 6, 1))) == attendues
    assert [e.statut for e in evaluer(REGLES, faits, au=date(2024, 6, 1)) if e.regle == "LIEE"] == ["en_retard"]


@given(faits=des_faits(), au=JOURS, hasard=st.randoms())
@settings(max_examples=COMBIEN, deadline=None)
def test_l_ordre_des_faits_ne_compte_pas(faits, au, hasard):
    melanges = [*faits, *faits[:2]]
    hasard.shuffle(melanges)

    assert evaluer(REGLES, melanges, au=au) == evaluer(REGLES, faits, au=au)


@given(faits=des_faits(), au=JOURS, sans_rapport=un_fait(evenements=("sans_rapport",)))
@settings(max_examples=COMBIEN, deadline=None)
def test_un_fait_sans_rapport_ne_change_rien(faits, au, sans_rapport):
    assert evaluer(REGLES, [*faits, sans_rapport], au=au) == evaluer(REGLES, faits, au=au)


@given(faits=des_faits(sujets=("a",)), autres=des_faits(sujets=("b",)), au=JOURS)
@settings(max_examples=COMBIEN, deadline=None)
def test_un_autre_sujet_ne_change_rien(faits, autres, au):
    ensemble = [e for e in evaluer(REGLES, [*faits, *autres], au=au) if e.sujet == "a"]

    assert ensemble == evaluer(REGLES, faits, au=au)


@given(faits=des_faits(vagues=False), au=JOURS, plus_tard=st.integers(1, 1500))
@settings(max_examples=COMBIEN, deadline=None)
def test_une_echeance_tenue_n_est_jamais_en_retard_ensuite(faits, au, plus_tard):
    ensuite = evaluer(REGLES, faits, au=au + timedelta(days=plus_tard))
    tenues = [e.code for e in evaluer(REGLES, faits, au=au) if e.statut == "tenue"]

    assert not {e.code for e in ensuite if e.statut == "en_retard"} & {
        c for c in tenues if tenues.count(c) == 1
    } - doubles(ensuite)


def doubles(echeances):
    """Codes shared by two openings that differ only by an attribute outside their link."""
    codes = [e.code for e in echeances]
    return {c for c in codes if codes.count(c) > 1}


@given(faits=des_faits(vagues=False), depart=JOURS)
@settings(max_examples=COMBIEN, deadline=None)
def test_calculer_jour_apres_jour_revient_a_calculer_une_fois(faits, depart):
    """Each day, what is known that day gives what everything known later gives for that day."""
    prevus = {e for t, e in REGLES.evenements_prevus}
    for pas in (0, 1, 30, 200):
        jour = depart + timedelta(days=pas)
        connus = [f for f in faits if f.le.debut <= jour or f.evenement in {*prevus, "naissance"}]
        assert evaluer(REGLES, connus, au=jour) == evaluer(REGLES, faits, au=jour)


@given(faits=des_faits(), au=JOURS)
@settings(max_examples=COMBIEN, deadline=None)
def test_un_enfant_decede_n_a_plus_rien_d_attendu(faits, au):
    mort = Fait("enfant", "a", "deces", DateCivile.lire(au))
    ouvertes = [e for e in evaluer(REGLES, [*faits, mort], au=au) if (e.sujet, e.sujet_type) == ("a", "enfant")]

    assert {e.statut for e in ouvertes} <= {"tenue", "tenue_en_retard", "sans_objet", "non_verifiable"}


@given(faits=des_faits(), au=JOURS)
@settings(max_examples=COMBIEN, deadline=None)
def test_chaque_explication_est_une_phrase_avec_son_texte(faits, au):
    for e in evaluer(REGLES, faits, au=au):
        assert e.explication.endswith(".")
        assert "None" not in e.explication
        assert not e.source or f"({e.source})" in e.explication
        assert e.en_json()["statut"] == e.statut


def test_le_preavis_se_choisit():
    faits = [Fait("enfant", "a", "debut", DateCivile(2024, 1, 31))]
    courts = replace(REGLES, preavis_jours=5)

    def statut(regles_, au):
        return next(e.statut for e in evaluer(regles_, faits, au=au) if e.regle == "SIMPLE")

    assert statut(courts, date(2024, 4, 24)) == "a_venir"
    assert statut(courts, date(2024, 4, 25)) == "bientot"
    assert statut(REGLES, date(2024, 3, 31)) == "bientot"
