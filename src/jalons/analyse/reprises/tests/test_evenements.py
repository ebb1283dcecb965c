"""Events back to registers: what each row says, what is left out, what a round trip gives."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.reprises import evenements
from jalons.analyse.reprises.evenements import MINIMUM

A, B = "a" * 40, "b" * 40


def evenement(**cellules):
    sain = {
        "NUMANONYM": A, "TYPEV": "1", "DECISION": "1", "NATPDECADM": "14", "DATDECPE": "2024-02-20",
        "DATDEB": "2024-03-01", "ANAIS": "2014", "MNAIS": "5", "SEXE": "2", "EQUIPE": "Nord", "PROJET": "1",
    }  # fmt: skip
    return sain | cellules


@pytest.fixture
def reprendre(tmp_path):
    def _reprendre(*lignes, annees=(2024,)):
        part = tmp_path / "part.parquet"
        pl.DataFrame(list(lignes), infer_schema_length=None).cast(pl.String).write_parquet(part)
        sortie = tmp_path / "tables"
        sortie.mkdir()
        faite = evenements.ecrire([part], sortie, annees=annees, departement="15")
        return faite, {p.stem: pl.read_parquet(p) for p in sortie.glob("*.parquet")}

    return _reprendre


def test_un_debut_et_sa_fin_font_une_mesure(reprendre):
    fin = evenement(TYPEV="3", DATFIN="2024-09-30", MOTFININT="2", MOTIFML="15", DATDECPE="2024-09-01")
    faite, tables = reprendre(evenement(), fin)

    (mesure,) = tables["mesures"].to_dicts()
    assert (mesure["type"], mesure["debut_le"], mesure["fin_le"]) == (
        "accueil_provisoire", date(2024, 3, 1), date(2024, 9, 30),
    )  # fmt: skip
    assert (mesure["decidee_le"], mesure["motif_fin"], mesure["mds"]) == (date(2024, 2, 20), "majorite", "Nord")
    assert faite.depuis == date(2024, 1, 1)
    assert MINIMUM in faite.reserves


def test_une_fin_sans_nature_finit_toutes_les_mesures_de_son_jour(reprendre):
    autre = evenement(NATPDECADM="10", TYPINTERDOM="1")
    fin = evenement(TYPEV="3", NATPDECADM="", DATFIN="2024-05-31")

    _, tables = reprendre(evenement(), autre, fin)

    assert tables["mesures"]["fin_le"].to_list() == [date(2024, 5, 31)] * 2
    assert set(tables["mesures"]["type"]) == {"accueil_provisoire", "tisf"}


def test_une_mesure_finie_un_jour_inconnu_n_est_ni_en_cours_ni_finie_mais_dite(reprendre):
    faite, tables = reprendre(evenement(), evenement(TYPEV="3"), evenement(NUMANONYM=B, DATDEB=""))

    assert tables["mesures"].is_empty()
    assert any("1 événements sans date de début, 1 mesures finies un jour inconnu" in r for r in faite.reserves)


def test_un_enfant_dont_l_identifiant_a_change_reste_un(reprendre):
    suite = evenement(NUMANONYM=B, NUMANONYMANT=A, NATPDECADM="12", DATDEB="2024-06-01")

    _, tables = reprendre(evenement(), suite)

    assert tables["enfants"].height == 1
    assert tables["mesures"]["enfant"].n_unique() == 1


def test_la_naissance_garde_sa_precision_et_ce_qui_n_est_pas_su_reste_vide(reprendre):
    inconnue = evenement(NUMANONYM=B, ANAIS="9999", MNAIS="99", SEXE="9")
    _, tables = reprendre(evenement(MNAIS="99"), inconnue)

    assert tables["enfants"].select("naissance", "naissance_precision", "sexe").rows() == [
        (date(2014, 1, 1), "annee", "F"), (None, None, None),
    ]  # fmt: skip


def test_sans_reponse_sur_le_projet_aucun_projet_n_est_dit_absent(reprendre):
    faite, tables = reprendre(evenement(), evenement(NUMANONYM=B, PROJET=""))

    assert "ppe" not in tables
    assert any("1 événements ne disent pas s'il y a un projet" in r for r in faite.reserves)


def test_un_projet_dit_est_repris_a_son_jour(reprendre):
    _, tables = reprendre(evenement(PROJET="2", DATPPE="2024-04-02"), evenement(NUMANONYM=B))

    assert tables["ppe"].select("mesure", "etabli_le").rows() == [(1, date(2024, 4, 2))]


def test_ce_que_des_evenements_ne_suivent_pas_n_est_pas_ecrit(reprendre):
    _, tables = reprendre(evenement())

    assert set(tables) == {"enfants", "mesures", "ppe"}
