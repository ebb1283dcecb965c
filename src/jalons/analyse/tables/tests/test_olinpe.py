"""The declared variables of OLINPE hold together, and the old ones convert."""

import csv
from pathlib import Path

import polars as pl
import pytest

from jalons.analyse.tables.olinpe import Changement, Genre, recoder, regime
from jalons.noyau.saisie import EntreeRefusee

DROIT = Path(__file__).resolve().parents[6] / "shared" / "droit"
"""Research notes, beside the repository on some machines only."""


def test_un_regime_inconnu_est_refuse_avec_les_deux_connus():
    with pytest.raises(EntreeRefusee, match="« 2020 » n'est pas un régime : écrivez 2011 ou 2016"):
        regime(2020)


@pytest.mark.parametrize("code", [2011, 2016])
def test_chaque_filtre_est_une_variable_du_regime_et_ses_codes_existent(code):
    connues = regime(code).par_code
    for variable in connues.values():
        for filtre, codes in variable.ouvertures.items():
            permis = {*connues[filtre].valeurs, *connues[filtre].ne_sait_pas}
            assert set(codes) <= permis, (variable.code, filtre)


@pytest.mark.parametrize("code", [2011, 2016])
def test_ne_sait_pas_n_est_jamais_une_valeur(code):
    for variable in regime(code).variables:
        assert not set(variable.ne_sait_pas) & set(variable.valeurs), variable.code
        assert not set(variable.ne_sait_pas) & set(variable.vides), variable.code


def test_seul_le_numero_d_anonymat_est_obligatoire():
    assert [v.code for v in regime(2016).variables if v.obligatoire] == ["NUMANONYM"]


def test_les_libelles_non_lus_sont_marques_incertains():
    for variable in regime(2016).variables:
        if None in variable.valeurs.values():
            assert not variable.certain, variable.code


def test_la_table_declaree_reprend_codes_et_ne_sait_pas():
    table = regime(2016).table()
    assert table.colonne("TYPEV").valeurs == {"1": "Début", "2": "Renouvellement", "3": "Fin"}
    assert table.colonne("MNAIS").ne_sait_pas == {"99"}
    assert len(table.colonnes) == 106


@pytest.mark.skipif(not DROIT.exists(), reason="les notes de droit (../shared/droit) ne sont pas sur cette machine")
@pytest.mark.parametrize(
    ("code", "fichier", "combien"), [(2016, "olinpe_variables.csv", 106), (2011, "olinpe_variables_2011.csv", 128)]
)
def test_les_variables_et_leurs_codes_sont_ceux_qui_ont_ete_lus(code, fichier, combien):
    with (DROIT / fichier).open(encoding="utf-8") as flux:
        lues = list(csv.DictReader(flux))[:combien]

    connues = regime(code).par_code
    assert {v["code"] for v in lues} == set(connues)
    for v in lues:
        declaree = connues[v["code"]]
        assert declaree.certain == (v["certain"] == "yes" or code == 2011), v["code"]
        if declaree.type is Genre.CODE:
            codes = {m.split("=", 1)[0] for m in v["modalites"].split("|") if m}
            assert codes == {*declaree.valeurs, *declaree.ne_sait_pas}, v["code"]


def table(**colonnes):
    return pl.DataFrame({nom: pl.Series(valeurs, dtype=pl.String) for nom, valeurs in colonnes.items()})


@pytest.mark.parametrize(
    ("avant", "nature", "motif", "fin", "apres"),
    [
        ("4", "", "", "", "1"),
        ("1", "15", "", "", "1"),
        ("1", "12", "", "", ""),  # the decision no longer exists: nothing is left to start
        ("5", "", "1", "2015-03-01", "3"),
        ("5", "", "1", "", "2"),
        ("5", "", "9", "2015-03-01", "2"),
        ("9", "", "3", "2015-03-01", "3"),
    ],
)
def test_codev_devient_typev(avant, nature, motif, fin, apres):
    recodes, _ = recoder(table(CODEV=[avant], NATDECASSED=[nature], MOTFININT=[motif], DATFINPLAC=[fin]))
    assert recodes["TYPEV"][0] == apres


def test_les_quatre_dates_de_debut_n_en_font_qu_une_et_l_absence_reste_l_absence():
    recodes, _ = recoder(table(DATDEBAD=["", "2014-01-02", None], DATDEBPLAC=["2013-05-06", "2014-07-08", None]))
    assert recodes["DATDEB"].to_list() == ["2013-05-06", "2014-01-02", None]


def test_les_violences_se_partagent_en_deux_questions():
    recodes, _ = recoder(table(VIOLPERS=["1", "3", "9", None], VIOLFAM=["1", "1", "2", None]))
    assert recodes["VIOLCONJ"].to_list() == ["2", None, None, None]
    assert recodes["VIOLFAM"].to_list() == ["1", "2", "2", None]
    assert "VIOLPERS" not in recodes.columns


def test_chaque_code_change_est_compte_et_son_doute_dit():
    _, changements = recoder(table(EMPLA1=["13", "13", "20"], AUTRE=["1", "", None], NIVSCO=["399", "360", ""]))
    assert changements == [
        Changement("EMPLA1", "13", "3", 2, "3 ou 4 : l'outil national ne tranche pas"),
        Changement("NIVSCO", "360", "399", 1),
        Changement("AUTRE", "toute valeur", "", 1),
    ]


def test_toute_variable_de_2011_est_en_2016_ou_a_une_suite():
    toutes = table(**{v.code: [""] for v in regime(2011).variables})
    recodes, _ = recoder(toutes)
    assert set(recodes.columns) <= set(regime(2016).par_code)
