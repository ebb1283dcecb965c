"""Tables of another product as registers: one numbering, yes and no, no column that says nothing."""

import polars as pl
import pytest

from jalons.analyse.reprises import tables
from jalons.noyau.saisie import EntreeRefusee


def ecrites(dossier, **donnees):
    chemins = {}
    for nom, table in donnees.items():
        chemin = dossier / f"{nom}-source.parquet"
        pl.DataFrame(table).write_parquet(chemin)
        chemins[nom] = [chemin]
    return chemins


ENFANTS = {"enfant": ["z9", "a1"], "naissance": [None, None], "sexe": [None, None],
           "sexe_etat": ["absente", "absente"]}  # fmt: skip
MESURES = {"mesure": ["m2", "m1"], "enfant": ["a1", "z9"], "type": ["placement_ase", "inconnue"]}


def test_les_numeros_des_tables_se_joignent_encore(tmp_path):
    sources = ecrites(tmp_path, enfants=ENFANTS, mesures=MESURES)

    assert tables.ecrire(sources, tmp_path, departement="62") == {"enfants": 2, "mesures": 2}

    enfants, mesures = (pl.read_parquet(tmp_path / f"{nom}.parquet") for nom in ("enfants", "mesures"))
    assert enfants["enfant"].to_list() == [2, 1]
    assert mesures.select("mesure", "enfant", "cadre", "principale").rows() == [
        (2, 1, "accueil", True), (1, 2, None, True),
    ]  # fmt: skip
    assert set(mesures["departement"]) == {"62"}


def test_une_colonne_que_le_logiciel_n_a_pas_est_laissee_de_cote(tmp_path):
    tables.ecrire(ecrites(tmp_path, enfants=ENFANTS, mesures=MESURES), tmp_path, departement="62")

    assert "sexe" not in pl.read_parquet(tmp_path / "enfants.parquet").columns


def test_oui_et_non_sont_lus_et_le_reste_est_inconnu(tmp_path):
    dites = MESURES | {"principale": ["Non", "peut-être"]}
    tables.ecrire(ecrites(tmp_path, enfants=ENFANTS, mesures=dites), tmp_path, departement="62")

    assert pl.read_parquet(tmp_path / "mesures.parquet")["principale"].to_list() == [False, None]


def test_sans_les_enfants_rien_n_est_calculable_et_la_phrase_dit_quoi_deposer(tmp_path):
    with pytest.raises(EntreeRefusee, match="« enfants » : déposez-la"):
        tables.ecrire(ecrites(tmp_path, mesures=MESURES), tmp_path, departement="62")
