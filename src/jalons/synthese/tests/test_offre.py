"""Every place says where it is, every establishment what it is, whatever else was drawn."""

import polars as pl

from jalons.synthese.hasard import Hasard
from jalons.synthese.offre import classer
from jalons.synthese.parametres import parametres

GENRES = ["etablissement"] * 400 + ["lieu_de_vie"] * 100 + ["assistant_familial"] * 500


def classes(departement="99"):
    lieux = pl.DataFrame({"lieu": range(len(GENRES)), "genre": GENRES})
    return classer(lieux, departement, parametres(), Hasard(1, departement))


def test_chaque_etablissement_a_sa_categorie_et_personne_d_autre():
    par_genre = {genre: set(siens["categorie_finess"]) for (genre,), siens in classes().group_by("genre")}
    assert par_genre["assistant_familial"] == {None}
    assert par_genre["lieu_de_vie"] == {"462"}
    assert "177" in par_genre["etablissement"]
    assert None not in par_genre["etablissement"]


def test_la_plupart_des_lieux_sont_dans_le_departement():
    for departement in ("62", "98"):
        ou = classes(departement)["departement_du_lieu"]
        assert ou.null_count() == 0
        assert ou.n_unique() == 2
        assert 0.85 < (ou == departement).mean() < 0.99
