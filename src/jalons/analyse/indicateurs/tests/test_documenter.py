"""The page of the indicators is up to date and forgets none."""

from jalons.analyse.indicateurs.documenter import PAGE, page
from jalons.analyse.indicateurs.lecture import indicateurs


def test_la_page_est_a_jour():
    assert PAGE.read_text(encoding="utf-8") == page(), "Lancez : make docs"


def test_chaque_indicateur_y_figure_et_chaque_ligne_a_ses_cases():
    lignes = [ligne for ligne in page().splitlines() if ligne.startswith("| ") and "(`" in ligne]
    assert {code for code in indicateurs() if f"(`{code}`)" in page()} == set(indicateurs())
    assert {ligne.replace("\\|", "").count("|") for ligne in lignes} == {8}


def test_ce_qui_n_est_pas_confirme_y_est_dit():
    (ligne,) = [x for x in page().splitlines() if "(`ase10_majeurs`)" in x]
    assert "**Non confirmé.**" in ligne
