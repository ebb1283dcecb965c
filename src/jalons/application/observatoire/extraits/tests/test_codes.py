"""Every word of the registers is one that the analyses know. No database."""

import polars as pl
import pytest

from jalons.analyse.indicateurs.classement import classement
from jalons.analyse.parcours.etats import DES_MESURES, SANS_ETAT
from jalons.analyse.transmissions.evenements import correspondances
from jalons.analyse.transmissions.pseudonymes import PseudonymesDEssai
from jalons.application.crip.models import Evaluation
from jalons.application.observatoire.extraits import codes
from jalons.droit.mesures import fins, natures


@pytest.mark.parametrize("nature", sorted(natures()))
def test_chaque_nature_de_mesure_est_connue_de_chaque_analyse(nature):
    assert nature in {*DES_MESURES, *SANS_ETAT}
    assert nature in classement().natures["groupe"]
    assert nature in {*correspondances()["natures"], *correspondances()["ecartees"]}


def test_chaque_fin_de_mesure_a_son_code_olinpe():
    assert set(fins()) - set(correspondances()["fins"]) == set()


def test_chaque_conclusion_est_traduite():
    assert set(codes.CONCLUSIONS) == set(Evaluation.Conclusion.values)


def test_une_mesure_recoit_son_mandat_et_son_cadre_une_nature_inconnue_rien():
    bloc = pl.DataFrame({"type": ["placement_ase", "aed", "tiers_digne_de_confiance", "tisf", "locale"]})

    lues = codes.mesures(bloc)

    assert lues["mandat"].to_list() == ["judiciaire", "administratif", "judiciaire", "administratif", None]
    assert lues["cadre"].to_list() == ["accueil", "domicile", "direct", "domicile", None]
    assert lues["principale"].to_list() == [True, True, True, False, None]


def test_les_identites_ne_restent_pas_avec_les_identifiants():
    bloc = pl.DataFrame(
        {"enfant": [1, 2, 3], "naissance": [None, "2015-03-12", "2015-03-12"], "naissance_precision": [None, "jour", "annee"],
         "prenom": ["Zoé", "Nil", "Nil"], "nom": ["Aube", "Aube", None], "nom_mere": [None, None, "Ruis"]}
    ).with_columns(pl.col("naissance").str.to_date())  # fmt: skip

    lues = codes.pseudonymes(bloc, PseudonymesDEssai())

    assert set(lues.columns) == {"enfant", "naissance", "naissance_precision", "pseudonyme", "pseudonyme_par"}
    assert [p is not None for p in lues["pseudonyme"]] == [False, True, True]
