"""The jurist's page is up to date, and hides nothing of what is not confirmed."""

from jalons.droit import documenter_echeances
from jalons.droit.documenter import PAGE, page
from jalons.droit.echeances import toutes_les_regles
from jalons.droit.inventaire import regles_des_regimes


def test_la_page_de_reference_est_a_jour():
    assert PAGE.read_text(encoding="utf-8") == page(), "Lancez : python -m jalons.droit.documenter"


def test_chaque_regle_y_figure_avec_au_moins_un_cas():
    lignes = {ligne.split(" | ")[0].strip("| `"): ligne for ligne in page().splitlines() if ligne.startswith("| `")}

    assert set(lignes) == {r.code for r in regles_des_regimes()}
    assert all(ligne.split(" | ")[3].strip(" |") for ligne in lignes.values())


def test_chaque_ligne_d_un_tableau_a_autant_de_cases_que_son_entete():
    largeur = None
    for ligne in page().splitlines():
        if not ligne.startswith("|"):
            largeur = None
            continue
        cases = ligne.replace("\\|", "").count("|")
        assert largeur in (None, cases), ligne
        largeur = cases


def test_un_nombre_non_vu_reste_vide():
    regime_2023 = page().split("## Régime 2023")[1].split("## Régime 2024")[0]

    assert "| Objectifs obligatoires | non vu | **non vu** |" in regime_2023


def test_la_page_des_delais_est_a_jour():
    ecrite = documenter_echeances.PAGE.read_text(encoding="utf-8")

    assert ecrite == documenter_echeances.page(), "Lancez : python -m jalons.droit.documenter"


def test_chaque_regle_de_delai_y_figure_avec_son_texte_et_au_moins_un_cas():
    fiches = documenter_echeances.page().split("\n### `")[1:]
    par_code = {f.split("`")[0]: f for f in fiches}

    assert set(par_code) >= {r.code for r in toutes_les_regles()}
    for regle in toutes_les_regles():
        assert "- Cas : " in par_code[regle.code], regle.code
        assert all(v.reference in par_code[regle.code] for v in regle.versions), regle.code
