"""The comparison on the files that DREES publishes: the département's own figures, found in its files or not."""

from datetime import date
from pathlib import Path

import pytest

from jalons.application.observatoire.tableaux.calculs.comparaison import calculer
from jalons.application.observatoire.tableaux.calculs.modele import PUBLIES, Demande
from jalons.application.observatoire.tableaux.calculs.publies import lire_publies
from jalons.application.observatoire.tableaux.presentation import Ligne
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
    depense = lus["serie_depenses_brutes"]  # published until 2019 only
    assert (depense["annee"], round(depense["territoires"][0]["valeur"] / 1000, 1)) == (2019, 236.3)
    assert (lus["serie_mna"]["annee"], lus["serie_mna"]["territoires"][0]["valeur"]) == (2020, None)


@avec_les_series
def test_un_code_inconnu_des_fichiers_dit_quoi_faire():
    with pytest.raises(EntreeRefusee, match="ne disent rien du département"):
        calculer(Demande(DONNEES, "62", AU, {"departement": "F0"}))


def _poser(dossier, **fichiers):
    (dossier / PUBLIES).mkdir()
    for nom, texte in fichiers.items():
        (dossier / PUBLIES / f"{nom}.csv").write_text(texte, encoding="utf-8")
    return Demande(dossier, "15", date(2025, 6, 30))


def test_les_chiffres_cles_ont_la_region_et_la_france_en_regard(tmp_path):
    from jalons.application.observatoire.publications.tests.test_sources import DEPARTEMENTS, NATION

    lus = lire_publies(_poser(tmp_path, dep=DEPARTEMENTS, nation=NATION))

    repere = lus.reperes["ase1_accueillis"]
    assert (repere["annee"], [t["valeur"] for t in repere["territoires"]]) == (2024, [300, 20000, 200000])
    ligne = Ligne("ase1_accueillis", {"libelle": "Accueillis"}, repere=repere)
    assert ligne.en_regard.replace("\u202f", " ").replace("\u00a0", " ") == (
        "DREES 2024 : Cantal 300 ; Auvergne-Rhône-Alpes 20 000 ; France entière (hors Mayotte) 200 000"
    )


@pytest.mark.parametrize(
    ("fichiers", "raison"),
    [
        ({}, "Aucun fichier du dossier"),
        ({"dep": "annee,code_region,code_departement,departement,indicateur,valeur,unite\n2024,84,63,P,a,1,u\n"},
         "ne disent rien du département « 15 »"),
        ({"dep": "annee,code_region,code_departement,departement,indicateur,valeur,unite\n2024,84\n"}, "dep.csv"),
    ],
)  # fmt: skip
def test_des_fichiers_qui_ne_servent_pas_n_empechent_pas_les_chiffres_cles(tmp_path, fichiers, raison):
    lus = lire_publies(_poser(tmp_path, **fichiers))

    assert lus.reperes == {}
    assert raison in lus.raison


def test_sans_fichier_depose_la_page_dit_pourquoi(tmp_path):
    assert lire_publies(Demande(tmp_path, "15", AU)).raison == "aucun fichier de la DREES n'est déposé"
