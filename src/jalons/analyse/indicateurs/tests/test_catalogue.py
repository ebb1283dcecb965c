"""The catalogue of indicators: sound, complete, and every fault of a file told."""

import re

import pytest

from jalons.analyse.indicateurs.bases import BASES
from jalons.analyse.indicateurs.classement import classement, non_classees
from jalons.analyse.indicateurs.lecture import CATALOGUE, FAMILLES, colonnes, indicateurs, lire, module
from jalons.analyse.sources.drees import _codes

SAIN = (CATALOGUE / "parts" / "part_judiciaire.yaml").read_text(encoding="utf-8")


def fautes(dossier, texte, famille="parts", nom="part_judiciaire"):
    (dossier / famille).mkdir(exist_ok=True)
    (dossier / famille / f"{nom}.yaml").write_text(texte, encoding="utf-8")
    lus, fautes = lire(dossier)
    assert bool(lus) != bool(fautes)
    return [f.message for f in fautes]


def test_le_catalogue_est_sain_et_chaque_famille_y_est():
    assert {i.famille for i in indicateurs().values()} == set(FAMILLES)
    assert len(indicateurs()) > 150


@pytest.mark.parametrize("code", indicateurs())
def test_chaque_indicateur_se_lit_en_francais(code):
    i = indicateurs()[code]
    assert i.libelle[0].isupper() or i.libelle[0].isdigit()
    assert not re.search(r"[A-Za-zé]'{2}|\s{2}|\.$", i.libelle)
    assert not i.reserve or i.reserve.endswith((".", "."))
    assert callable(getattr(module(i.famille), i.fonction))


def test_chaque_colonne_des_tableaux_publies_a_son_indicateur():
    assert sorted(set(_codes().values()) - set(indicateurs())) == []


def test_une_serie_citee_existe():
    series = {i.code for i in indicateurs().values() if i.base == "series"}
    assert {i.serie for i in indicateurs().values() if i.serie} <= series


def test_aucune_nature_de_mesure_du_droit_n_est_oubliee():
    assert non_classees() == []


def test_chaque_classe_est_comptee_par_un_indicateur():
    comptees = {v for i in indicateurs().values() for v in i.parametres.get("ou", {}).get("ase3", [])}
    assert set(classement().natures["ase3"].values()) - {"aucune"} <= comptees


@pytest.mark.parametrize(
    ("ecrit", "a_la_place", "dit"),
    [("fonction: lignes", "fonction: magique", "pas de fonction « magique »"), ("base: stock", "base: nulle_part", "« nulle_part » n'existe pas"),
     ("mandat:", "humeur:", "pas la colonne « humeur »"), ("code: part_judiciaire", "code: autre", "doit être le nom du fichier"),
     ("sens: neutre", "sens: bof", "Reçu « bof »"), ("unite: \"%\"\n", "", "La clé « unite » manque")],
)  # fmt: skip
def test_chaque_faute_d_un_fichier_est_dite(tmp_path, ecrit, a_la_place, dit):
    assert ecrit in SAIN
    assert any(dit in message for message in fautes(tmp_path, SAIN.replace(ecrit, a_la_place)))


def test_toutes_les_fautes_de_tous_les_fichiers_viennent_ensemble(tmp_path):
    fautes(tmp_path, SAIN.replace("fonction: lignes", "fonction: magique").replace("mandat:", "humeur:"))
    messages = fautes(tmp_path, "code: [", nom="autre")
    assert len(messages) == 3


def test_un_code_pris_deux_fois_est_refuse(tmp_path):
    (tmp_path / "stocks").mkdir()
    stock = (CATALOGUE / "stocks" / "suivis.yaml").read_text(encoding="utf-8")
    (tmp_path / "stocks" / "suivis.yaml").write_text(stock, encoding="utf-8")
    (tmp_path / "taux").mkdir()
    (tmp_path / "taux" / "suivis.yaml").write_text(stock, encoding="utf-8")
    _, dites = lire(tmp_path)
    assert ["déjà pris" in f.message for f in dites] == [True]


def test_les_colonnes_lues_par_des_parametres():
    assert colonnes({"ou": {"mandat": ["judiciaire"]}, "parmi": {"groupe": []}, "de": "enfant"}) == [
        "mandat",
        "groupe",
        "enfant",
    ]
    assert all(base.colonnes for base in BASES.values())
