"""Sums and equalities: three answers, and what the real files hold."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.qualite.identites import Reponse, compter, contradictions, identites, verifier
from jalons.analyse.sources.drees import SCHEMA
from jalons.analyse.sources.tests.donnees import VRAIES, drees


def ligne(
    indicateur,
    valeur,
    *,
    etat="dite",
    annee=2020,
    code="62",
    niveau="departement",
    estimee=False,
    numero=2,
    statut="non_precise",
):
    etat = etat if valeur is not None else etat if etat != "dite" else "vide"
    return (
        annee,
        niveau,
        code,
        "Territoire",
        "32",
        indicateur,
        valeur,
        etat,
        estimee,
        "enfants",
        "",
        statut,
        "f.csv",
        numero,
    )


def table(*lignes):
    return pl.DataFrame(list(lignes), schema=SCHEMA, orient="row")


def reponse(constats, code):
    (constat,) = [c for c in constats if c.identite == code]
    return constat


@pytest.mark.parametrize(
    ("accueillis", "confies", "directs", "attendu"),
    [(7744, 7265, 479, Reponse.CONFORME), (7745, 7265, 479, Reponse.NON_CONFORME), (7744, 7265, None, Reponse.NON_VERIFIABLE),
     (None, 7265, 479, Reponse.NON_VERIFIABLE), (0, 0, 0, Reponse.CONFORME)],
)  # fmt: skip
def test_trois_reponses_jamais_deux(accueillis, confies, directs, attendu):
    series = table(ligne("ase1_accueillis", accueillis), ligne("ase1_confies", confies), ligne("ase1_directs", directs))
    constat = reponse(verifier(series), "t1")
    assert constat.reponse is attendu
    assert (constat.raison == "") == (attendu is Reponse.CONFORME)


def test_l_inconnu_est_nomme_avec_son_etat():
    series = table(
        ligne("ase1_accueillis", 1), ligne("ase1_confies", 1), ligne("ase1_directs", None, etat="sans_reponse")
    )
    assert "ase1_directs non répondue (« NR »)" in reponse(verifier(series), "t1").raison


def test_une_estimation_a_le_droit_a_l_arrondi_de_ses_termes_un_effectif_entier_non():
    def serie(estimee):
        return table(ligne("actions_educatives_total", 100.0), ligne("aed", 40.4, estimee=estimee), ligne("aemo", 60.0))

    assert reponse(verifier(serie(True)), "s_actions").reponse is Reponse.CONFORME
    assert reponse(verifier(serie(False)), "s_actions").reponse is Reponse.NON_CONFORME


def test_deux_millesimes_ne_se_melent_pas():
    series = table(
        ligne("actions_educatives_total", 10, statut="provisoire"), ligne("aed", 4, statut="provisoire"),
        ligne("aemo", 6, statut="provisoire"), ligne("actions_educatives_total", 11, statut="definitif"),
        ligne("aed", 4, statut="definitif"), ligne("aemo", 7, statut="definitif"),
    )  # fmt: skip
    assert [c.reponse for c in verifier(series)] == [Reponse.CONFORME] * 2
    assert contradictions(series) == []


def test_le_tout_et_ses_parties():
    bon = table(*(ligne("aed", n, code=c) for c, n in (("69", 7), ("69D", 3), ("69M", 4))))
    faux = table(*(ligne("aed", n, code=c) for c, n in (("69", 8), ("69D", 3), ("69M", 4))))
    assert reponse(verifier(bon), "rhone").reponse is Reponse.CONFORME
    assert reponse(verifier(faux), "rhone").ecart == -1
    assert verifier(table(ligne("aed", 7, code="69"))) == []


def test_une_contradiction_garde_les_deux_lignes():
    (constat,) = contradictions(table(ligne("aed", 1.0, numero=7), ligne("aed", 1.5, numero=9)))
    assert constat.lignes == ("f.csv:7", "f.csv:9")
    assert "1 et 1,5" in constat.raison


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(identites()), st.data())
def test_une_somme_exacte_est_conforme_et_une_unite_de_plus_ne_l_est_pas(identite, data):
    parties = data.draw(st.lists(st.integers(0, 9_999), min_size=len(identite.parties), max_size=len(identite.parties)))
    for ecart in (0, -1):
        series = table(
            ligne(identite.total, float(sum(parties) + ecart)),
            *(ligne(p, float(n)) for p, n in zip(identite.parties, parties, strict=True)),
        )
        attendu = Reponse.CONFORME if ecart == 0 else Reponse.NON_CONFORME
        assert reponse(verifier(series), identite.code).reponse is attendu


@VRAIES
class TestLesVraisFichiers:
    @pytest.fixture(scope="class")
    def constats(self):
        return verifier(drees().series)

    def test_toutes_les_identites_des_tableaux_de_2020_tiennent(self, constats):
        tableaux = {code: n for code, n in compter(constats).items() if code.startswith("t")}
        assert len(tableaux) == 19
        assert all(n["non_conforme"] == 0 for n in tableaux.values())
        assert {code: n["non_verifiable"] for code, n in tableaux.items() if n["non_verifiable"]} == {
            "t4": 1, "t5": 18, "t5_t4": 12, "t5_t1": 12,
        }  # fmt: skip

    def test_le_tableau_de_l_annee_dit_comme_la_serie(self, constats):
        comptes = compter(constats)
        for code in ("st_accueillis", "st_confies", "st_directs", "st_aed", "st_aemo"):
            assert comptes[code] == {"conforme": 101, "non_conforme": 0, "non_verifiable": 0}

    def test_les_deux_contradictions_nationales_sont_dites(self, constats):
        dites = [
            (c.annee, c.libelle.rsplit(", ", 1)[1]) for c in constats if c.identite == "ligne_unique" and c.code == "FR"
        ]
        assert dites == [(2007, "placements_directs_juge"), (2018, "depenses_brutes_allocations")]

    def test_le_rhone_et_la_corse_sont_la_somme_de_leurs_parties(self, constats):
        comptes = compter(constats)
        assert (comptes["rhone"]["non_conforme"], comptes["corse"]["non_conforme"]) == (0, 0)
        assert comptes["rhone"]["conforme"] > 100

    def test_ce_que_les_series_ont_d_ecarts_est_dit_avec_la_ligne(self, constats):
        cote_d_or = [c for c in constats if c.identite == "s_confies" and c.code == "21" and c.annee == 2002]
        assert [(c.reponse, c.ecart) for c in cote_d_or] == [(Reponse.NON_CONFORME, -1)]
        assert all(":" in lieu for lieu in cote_d_or[0].lignes)
