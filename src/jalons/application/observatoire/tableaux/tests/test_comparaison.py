"""The comparison on the files that DREES publishes: the département's own figures, found in its files or not."""

from datetime import date
from pathlib import Path

import pytest

from jalons.application.observatoire.tableaux.calculs import Demande
from jalons.application.observatoire.tableaux.calculs.comparaison import calculer
from jalons.noyau.saisie import EntreeRefusee

DONNEES = Path(__file__).resolve().parents[7] / "shared" / "donnees"
AU = date(2026, 11, 25)
avec_les_series = pytest.mark.skipif(not DONNEES.is_dir(), reason="les séries de la DREES ne sont pas là")


@avec_les_series
def test_le_pas_de_calais_de_2020_a_les_chiffres_publies():
    produit = calculer(Demande(DONNEES, "62", AU))
    lus = {c["indicateur"]: c for c in produit.resultats["comparaisons"]}

    assert produit.resultats["annee"] == 2020
    assert [lus[c]["territoires"][0]["valeur"] for c in ("serie_confies", "serie_directs", "serie_accueillis")] == [
        7265, 479, 7744,
    ]  # fmt: skip
    assert {len(f) for f in produit.vues["figures"].values()} <= {0, 1, 2}


@avec_les_series
def test_un_code_inconnu_des_fichiers_dit_quoi_faire():
    with pytest.raises(EntreeRefusee, match="ne disent rien du département"):
        calculer(Demande(DONNEES, "62", AU, {"departement": "F0"}))
