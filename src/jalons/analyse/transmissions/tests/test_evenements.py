"""Which events a year gives, with which codes; the start of a measure never moves."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.tables.olinpe import regime
from jalons.analyse.transmissions import PseudonymesDEssai, extraire
from jalons.analyse.transmissions.evenements import correspondances
from jalons.analyse.transmissions.tests.registres import tables
from jalons.droit.mesures import fins, natures
from jalons.noyau.saisie import EntreeRefusee

ESSAI = PseudonymesDEssai()


def de(annee=2022, transmis=None, **changes):
    return extraire(tables(**changes), annee, ESSAI, transmis=transmis)


def lus(extraction, *colonnes):
    return extraction.evenements.select(colonnes).rows()


def test_une_annee_donne_debuts_renouvellements_et_fins():
    assert lus(de(), "TYPEV", "DATDEB", "DATDECPE", "DATFIN") == [
        ("2", "2021-12-01", "2022-05-20", ""),
        ("3", "2021-12-01", "2022-05-20", "2022-11-30"),
        ("1", "2022-03-01", "2022-02-01", ""),
        ("1", "2022-03-15", "2022-03-10", ""),
    ]


def test_le_debut_reste_le_meme_d_une_annee_a_l_autre():
    debuts = {(t, d) for annee in (2021, 2022) for t, d in lus(de(annee), "TYPEV", "DATDEB") if d.startswith("2021")}
    assert debuts == {("1", "2021-12-01"), ("2", "2021-12-01"), ("3", "2021-12-01")}


def test_un_debut_corrige_apres_l_envoi_reste_celui_qui_a_ete_transmis():
    premier = de(2021)

    def corriger(t):
        return t.with_columns(
            pl.when(pl.col("mesure") == 100).then(date(2021, 12, 4)).otherwise("debut_le").alias("debut_le")
        )

    suivant = de(2022, premier.debuts, mesures=corriger)

    assert {d for t, d in lus(suivant, "TYPEV", "DATDEB") if t in "23"} == {"2021-12-01"}
    assert suivant.corriges == 1
    assert suivant.debuts.filter(pl.col("mesure") == 100)["DATDEB"].to_list() == [date(2021, 12, 1)]


def test_ce_qui_est_laisse_de_cote_est_compte_avec_sa_raison():
    assert dict(de().ecartees) == {
        "tutelle : code de 2016 non lu (22 ou 23)": 1,
        "mesures décidées dans l'année et pas encore commencées": 1,
    }


def test_un_placement_dit_a_qui_ou_et_combien_de_changements():
    renouvelee, finie = de().evenements.head(2).to_dicts()
    assert (renouvelee["DECISION"], renouvelee["NATDECASSED"], renouvelee["INSTITPLAC"], renouvelee["LIEUPLAC"]) == (
        "2",
        "17",
        "3",
        "1",
    )
    assert (renouvelee["CHGLIEU"], renouvelee["NBCHGLIEU"]) == ("2", "")
    assert (finie["CHGLIEU"], finie["NBCHGLIEU"], finie["MOTFININT"], finie["MOTIFML"], finie["DIPLOME"]) == (
        "",
        "1",
        "2",
        "10",
        "9",
    )
    assert (finie["LIEUACC"], finie["TYPINTERDOM"], finie["PROJET"], finie["DATPPE"]) == ("", "", "2", "2022-01-15")


def test_une_aide_a_domicile_dit_l_information_dont_elle_vient():
    debut = de().evenements.filter(pl.col("NATPDECADM") == "10").to_dicts()[0]
    assert (debut["TRAITINFO"], debut["DATIP"], debut["TRANSIP"], debut["TYPINTERDOM"]) == (
        "1",
        "2021-10-05",
        "543",
        "2",
    )
    assert (debut["ANAIS"], debut["MNAIS"], debut["NBFRAT"], debut["COMPOMENAG"], debut["INTERANT"]) == (
        "2015",
        "99",
        "1",
        "3",
        "1",
    )


def test_rien_de_reserve_aux_mineurs_pour_une_personne_majeure():
    majeur = de().evenements.filter(pl.col("NATPDECADM") == "21").to_dicts()[0]
    reservees = [v.code for v in regime(2016).variables if v.population == "mineurs" and v.code in majeur]
    assert {majeur[v] for v in reservees} == {""}
    assert majeur["LIEUACC"] == "6"


def test_le_terme_que_suit_un_renouvellement_est_donne_aux_controles():
    (terme,) = de().termes.to_dicts()
    assert (terme["effet"], terme["terme"]) == (date(2022, 6, 1), date(2022, 5, 30))


def test_un_enfant_sans_prenom_n_a_pas_d_identifiant_et_tous_sont_dits():
    def sans(t):
        return t.with_columns(pl.when(pl.col("enfant") < 3).then(None).otherwise("prenom").alias("prenom"))

    with pytest.raises(EntreeRefusee) as refus:
        de(enfants=sans)
    assert [f.lieu for f in refus.value.fautes] == ["enfant 1", "enfant 2"]


def test_chaque_nature_du_catalogue_a_un_code_ou_une_raison_d_etre_ecartee():
    dits = correspondances()
    assert set(natures()) <= set(dits["natures"]) | set(dits["ecartees"])


def test_chaque_raison_de_fin_du_catalogue_a_un_motif():
    assert set(fins()) <= set(correspondances()["fins"])


def test_chaque_code_des_correspondances_existe_dans_le_regime():
    connues, dits = regime(2016).par_code, correspondances()
    for nature in dits["natures"].values():
        for variable, code in nature.items():
            assert code in connues[variable].valeurs, (variable, code)
    for acc, plac in dits["lieux"].values():
        assert acc in connues["LIEUACC"].valeurs
        assert plac in connues["LIEUPLAC"].valeurs
    for code in dits["origines"].values():
        assert code in connues["TRANSIP"].valeurs
    for motif, mainlevee in dits["fins"].values():
        assert motif in {*connues["MOTFININT"].valeurs, *connues["MOTFININT"].ne_sait_pas}
        assert mainlevee in {"", *connues["MOTIFML"].valeurs, *connues["MOTIFML"].ne_sait_pas}
