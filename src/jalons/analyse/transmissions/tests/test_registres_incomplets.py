"""Registers without names, nor places, nor homes: what they do not hold is not in the file, and never invented."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.sources import lire as relire
from jalons.analyse.transmissions import PseudonymesDEssai, exporter, lire
from jalons.analyse.transmissions.tests.registres import tables
from jalons.noyau.saisie import EntreeRefusee

IDENTIFIANTS = [c * 40 for c in "abc"]


@pytest.fixture
def dossier(tmp_path):
    """Identifiers instead of names; no stay, no home, no link from a decision to its evaluation."""
    dossier = tmp_path / "extrait"
    dossier.mkdir()
    for nom, table in tables().items():
        if nom == "enfants":
            table = table.drop("prenom", "nom", "scolarite").with_columns(
                pl.Series("pseudonyme", IDENTIFIANTS), pseudonyme_par=pl.lit("essai")
            )
        if nom == "decisions":
            table = table.drop("evaluation")
        if nom not in ("sejours", "foyers"):
            table.write_parquet(dossier / f"{nom}.parquet")
    return dossier


def test_le_fichier_porte_les_identifiants_de_l_extrait_et_rien_d_invente(dossier, tmp_path):
    envoi = exporter(lire(dossier), 2022, tmp_path / "o.xml", pseudonymes=PseudonymesDEssai(), le=date(2023, 1, 5))

    with relire(envoi.sortie) as relus:
        lues = relus.table()
    assert set(lues["NUMANONYM"]) <= set(IDENTIFIANTS)
    assert lues.height > 2
    assert {"LIEUACC", "LIEUPLAC", "CHGLIEU", "COMPOMENAG", "SCODTCOM", "TRAITINFO"} & set(lues.columns) == set()
    assert {"NBFRAT", "DATDEB", "DATDECPE", "INTERANT", "PROJET"} <= set(lues.columns)


def test_les_identifiants_d_un_autre_fournisseur_sont_refuses(dossier, tmp_path):
    class Autre(PseudonymesDEssai):
        nom = "national"
        reel = True

    with pytest.raises(EntreeRefusee, match="fournisseur essai"):
        exporter(lire(dossier), 2022, tmp_path / "o.xml", pseudonymes=Autre(), le=date(2023, 1, 5), reel=True)
    assert not (tmp_path / "o.xml").exists()


def test_un_enfant_sans_identifiant_est_nomme_par_son_numero(dossier, tmp_path):
    enfants = pl.read_parquet(dossier / "enfants.parquet")
    enfants.with_columns(pl.when(pl.col("enfant") != 1).then("pseudonyme").alias("pseudonyme")).write_parquet(
        dossier / "enfants.parquet"
    )
    with pytest.raises(EntreeRefusee) as refus:
        exporter(lire(dossier), 2022, tmp_path / "o.xml", pseudonymes=PseudonymesDEssai(), le=date(2023, 1, 5))
    assert [f.lieu for f in refus.value.fautes] == ["enfant 1"]


def test_ni_identite_ni_identifiant_est_refuse_avec_ce_qu_il_faut_faire(dossier):
    enfants = pl.read_parquet(dossier / "enfants.parquet")
    enfants.drop("pseudonyme").write_parquet(dossier / "enfants.parquet")
    with pytest.raises(EntreeRefusee, match="--pseudonymes"):
        lire(dossier)
