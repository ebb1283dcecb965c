"""Counts on small rows drawn by hand, then against a slow count of the same thing."""

import os
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons.analyse.effectifs import TOUT, Filtres, mesurer, preparer
from jalons.analyse.effectifs.filtres import GROUPES, cle_du_jour
from jalons.analyse.effectifs.preparation import SANS_FIN, SCHEMA, jour_de
from jalons.analyse.effectifs.public import proteger_effectifs, tranches
from jalons.analyse.sources.registres import Registres
from jalons.analyse.store import ouvrir

JOUR = 20250630


@pytest.fixture
def poser(tmp_path):
    """Write rows (n, territory, kind, type, sex, birth, from, to) and give their file."""

    def _poser(*lignes):
        chemin = tmp_path / "lignes.parquet"
        pl.DataFrame(list(lignes), schema=list(SCHEMA), orient="row").cast(SCHEMA).write_parquet(chemin)
        return chemin

    return _poser


def confie(n, naissance, debut, fin=SANS_FIN, territoire="1", sexe="F", nature="placement"):
    return (n, territoire, nature, "confie", sexe, naissance, debut, fin)


def test_le_jour_du_depart_on_n_est_plus_la(poser):
    chemin = poser(confie(1, 20150101, 20250101, JOUR), confie(2, 20150101, JOUR))

    lus = mesurer(chemin, JOUR, TOUT)

    assert (lus.personnes, lus.accueil[10]) == (1, 1)


def test_un_enfant_de_deux_natures_compte_une_fois_dans_chacune_et_une_personne(poser):
    chemin = poser(
        confie(1, 20150101, 20250101), (1, "1", "aemo", "action_educative", "F", 20150101, 20250101, SANS_FIN),
        confie(1, 20150101, 20250201),
    )  # fmt: skip

    lus = mesurer(chemin, JOUR, TOUT)

    assert lus.natures == {"aemo": 1, "placement": 1}
    assert lus.personnes == 1


def test_ne_un_29_fevrier_on_a_un_an_de_plus_le_1er_mars(poser):
    chemin = poser(confie(1, 20200229, 20240101))

    assert mesurer(chemin, 20250228, TOUT).accueil[4] == 1
    assert mesurer(chemin, 20250301, TOUT).accueil[5] == 1


def test_qui_passe_l_age_n_est_plus_compte_sans_etre_une_sortie(poser):
    chemin = poser(confie(1, 20190401, 20250101))
    filtre = Filtres(ages=(3, 5))

    avant, apres = mesurer(chemin, 20250331, filtre), mesurer(chemin, JOUR, filtre)

    assert (avant.personnes, apres.personnes) == (1, 0)
    assert [m for m in apres.mois if m[0] in (202503, 202504)] == [(202503, 0, 0, 1), (202504, 0, 0, 0)]


def test_une_naissance_inconnue_est_dite_et_n_est_d_aucun_age(poser):
    chemin = poser(confie(1, 0, 20250101))

    lus = mesurer(chemin, JOUR, TOUT)

    assert (lus.personnes, lus.sans_age, sum(lus.accueil)) == (1, 1, 0)
    assert mesurer(chemin, JOUR, Filtres(ages=(0, None))).personnes == 0


def test_un_nom_de_territoire_n_est_jamais_un_ordre(poser):
    chemin = poser(confie(1, 20150101, 20250101, territoire="l'O; DROP"))

    assert mesurer(chemin, JOUR, Filtres(frozenset({"l'O; DROP"}))).personnes == 1
    assert mesurer(chemin, JOUR, Filtres(frozenset())).personnes == 0


def test_l_annee_choisie_s_arrete_au_jour_connu():
    assert jour_de(date(2025, 6, 30), 2025) == JOUR
    assert jour_de(date(2025, 6, 30), 2023) == 20231231


def test_la_preparation_ne_garde_aucun_numero_de_dossier():
    with ouvrir(fils=1) as magasin:
        enfants = pl.DataFrame({"enfant": [7001, 7002], "naissance": [date(2015, 1, 1), None]})
        mesures = pl.DataFrame({
            "mesure": [1, 1, 2], "enfant": [7002, 7002, 7001], "type": ["placement", "placement", "inventee"],
            "debut_le": [date(2024, 1, 1)] * 3, "fin_le": [None, None, date(2024, 2, 1)],
        })  # fmt: skip
        tables = {"enfants": magasin.poser(enfants, "enfants"), "mesures": magasin.poser(mesures, "mesures")}
        lignes = preparer(Registres(magasin, tables), date(2025, 1, 1))

    assert lignes.height == 2
    assert sorted(lignes["n"].to_list()) == [1, 2]
    assert set(lignes["groupe"].to_list()) == {"confie", "non_classe"}
    assert sorted(lignes["naissance"].to_list()) == [0, 20150101]


COMBIEN = 40 if os.environ.get("JALONS_TESTS_LONGS") == "oui" else 20
jours = st.dates(date(2022, 1, 1), date(2025, 12, 31))
episodes = st.tuples(
    st.integers(1, 6), st.sampled_from("12"), st.sampled_from(["placement", "aemo"]), jours, st.integers(0, 900),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=COMBIEN, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(episodes, max_size=25), st.sampled_from([TOUT, Filtres(frozenset("1"), "confie", (3, 9))]))
def test_les_comptes_sont_ceux_d_un_compte_lent(tmp_path, lus, filtre):
    naissances = {n: date(2010 + 2 * n, 2, 28) + timedelta(days=n) for n in range(1, 7)}
    groupes = {"placement": "confie", "aemo": "action_educative"}
    lignes = [
        (n, lieu, nature, groupes[nature], "F", cle_du_jour(naissances[n]), cle_du_jour(debut),
         SANS_FIN if ouvert else cle_du_jour(debut + timedelta(days=duree)))
        for n, lieu, nature, debut, duree, ouvert in lus
    ]  # fmt: skip
    chemin = tmp_path / "lignes.parquet"
    pl.DataFrame(lignes, schema=list(SCHEMA), orient="row").cast(SCHEMA).write_parquet(chemin)

    def la(ligne, jour):
        _n, lieu, _, groupe, _, naissance, debut, fin = ligne
        age = (jour - naissance) // 10000
        dedans = filtre is TOUT or (lieu == "1" and groupe == "confie" and 3 <= age <= 9)
        return debut <= jour < fin and dedans

    presents = [x for x in lignes if la(x, JOUR)]
    rendus = mesurer(chemin, JOUR, filtre, fils=1)

    assert rendus.personnes == len({x[0] for x in presents})
    assert sum(rendus.natures.values()) == len({(x[0], x[2]) for x in presents})
    assert rendus.mois[-1][3] == len(presents)
    assert rendus.mois[-7][3] == sum(la(x, 20241231) for x in lignes)


def test_le_tableau_ouvert_a_tous_ne_montre_aucun_petit_nombre(poser):
    rangs = range(1, 130)
    chemin = poser(*(confie(n, 20050101 + 10000 * (n % 18), 20230101) for n in rangs), confie(200, 0, 20230101))

    dit = proteger_effectifs(chemin, 20241231)
    cellules = [c for ligne in dit["lignes"] for c in ligne["cellules"]]

    assert all(c == dit["masque"] or c == 0 or c >= dit["seuil"] for c in cellules)
    assert dit["masquees"] >= 2
    assert [x["code"] for x in dit["lignes"]] == [*GROUPES, "Total"]
    assert len(dit["colonnes"]) == len(tranches()) + 2
