"""The files of DREES and their traps."""

import pytest

from jalons.analyse.sources.drees import lire
from jalons.analyse.sources.territoires import absents, existe, sans_double_compte
from jalons.analyse.sources.tests.donnees import VRAIES, drees, valeur
from jalons.noyau.saisie import EntreeRefusee

SERIE = "annee,code_region,code_departement,departement,indicateur,valeur,unite"
UNITE = "enfants ou mesures au 31/12"


def ecrire(dossier, *lignes, entete=SERIE, nom="serie.csv"):
    (dossier / nom).write_text("\n".join([entete, *lignes]) + "\n", encoding="utf-8")
    return lire(dossier)


@pytest.mark.parametrize(
    ("ecrit", "lue", "etat", "estimee"),
    [("803", 803.0, "dite", False), ("0", 0.0, "dite", False), ("-", None, "sans_objet", False), ("", None, "vide", False),
     ("662.485", 662.485, "dite", True), ("ND", None, "non_diffusee", False), ("NR", None, "sans_reponse", False)],
)  # fmt: skip
def test_un_tiret_n_est_pas_zero_et_des_decimales_disent_une_estimation(tmp_path, ecrit, lue, etat, estimee):
    series = ecrire(tmp_path, f"2015,32,62,Pas-de-Calais,aed,{ecrit},{UNITE}").series
    assert series.select("valeur", "etat", "estimee").rows() == [(lue, etat, estimee)]


def test_des_euros_a_decimales_ne_sont_pas_une_estimation(tmp_path):
    series = ecrire(tmp_path, "2015,32,62,Pas-de-Calais,depenses,20631.737,milliers_euros_courants").series
    assert series["estimee"].to_list() == [False]


def test_un_zero_d_avant_la_metropole_de_lyon_n_est_pas_zero(tmp_path):
    lignes = [f"{annee},84,69M,Métropole,depenses,0,milliers_euros_courants" for annee in (2014, 2015)]
    series = ecrire(tmp_path, *lignes).series
    assert series.select("valeur", "etat").rows() == [(None, "sans_objet"), (0.0, "dite")]


def test_chaque_valeur_garde_son_fichier_et_sa_ligne(tmp_path):
    series = ecrire(
        tmp_path, f"2015,32,62,Pas-de-Calais,aed,1,{UNITE}", f"2016,32,62,Pas-de-Calais,aed,2,{UNITE}"
    ).series
    assert series.select("fichier", "ligne").rows() == [("serie.csv", 2), ("serie.csv", 3)]


def test_provisoire_et_definitif_restent_deux_lignes(tmp_path):
    lignes = [f"2024,,,,,{v},{UNITE},{s}" for v, s in (("404000", "provisoire"), ("405500", "definitif"))]
    lignes = [x.replace("2024,,,,", "2024,,FR,France,mesures") for x in lignes]
    lue = ecrire(tmp_path, *lignes, entete=SERIE + ",statut")
    assert lue.series.select("valeur", "statut").rows() == [(404000.0, "provisoire"), (405500.0, "definitif")]


def test_une_ligne_qui_n_est_pas_un_chiffre_est_mise_a_part_et_dite(tmp_path):
    lue = ecrire(tmp_path, f"2015,32,62,Pas-de-Calais,aed,Retour en haut de page,{UNITE}")
    assert lue.series.is_empty()
    assert [(e.fichier, e.ligne) for e in lue.ecartees] == [("serie.csv", 2)]


def test_les_autres_fichiers_du_dossier_sont_laisses(tmp_path):
    (tmp_path / "autre.csv").write_text("a,b\n1,2\n")
    assert ecrire(tmp_path, f"2015,32,62,Pas-de-Calais,aed,1,{UNITE}").fichiers == ("serie.csv",)


def test_un_dossier_sans_serie_est_refuse(tmp_path):
    with pytest.raises(EntreeRefusee, match="Aucun fichier"):
        lire(tmp_path)
    with pytest.raises(EntreeRefusee, match="pas un dossier"):
        lire(tmp_path / "absent")


def test_toutes_les_fautes_de_tous_les_fichiers_sont_dites(tmp_path):
    for nom in ("a.csv", "b.csv"):
        (tmp_path / nom).write_text(f"{SERIE}\n1,2\n")
    with pytest.raises(EntreeRefusee) as refus:
        lire(tmp_path)
    assert {f.lieu for f in refus.value.fautes} == {"a.csv", "b.csv"}


def test_sans_le_tout_les_parties_comptent():
    assert sans_double_compte(["69D", "69M", "2A", "2B"], 2016) == ["2A", "2B", "69D", "69M"]
    assert sans_double_compte(["20", "2A", "2B"], 2016, "2A") == ["2A", "2B"]
    assert sans_double_compte(["20", "2A", "2B"], 2020, "2A") == ["20"]
    assert not existe("2B", 2019)


@VRAIES
@pytest.mark.parametrize(
    ("indicateur", "attendu"),
    [("enfants_confies_total", 7265), ("placements_directs_juge", 479), ("enfants_accueillis_total", 7744), ("aed", 637),
     ("aemo", 2925), ("ase3_pupilles", 227), ("ase4_autonomes", 564), ("ase6_mecs", 1392), ("ase8_tiers", 398)],
)  # fmt: skip
def test_le_pas_de_calais_de_2020(indicateur, attendu):
    assert valeur("62", 2020, indicateur) == attendu


@VRAIES
def test_la_part_judiciaire_du_pas_de_calais():
    part = valeur("62", 2020, "mesures_judiciaires_placement") / valeur("62", 2020, "enfants_confies_total")
    assert round(100 * part, 1) == 80.2


@VRAIES
def test_la_somme_des_departements_ne_compte_personne_deux_fois():
    lus = drees().series.filter(annee=2020, niveau="departement", indicateur="enfants_accueillis_total")
    par_code = dict(lus.select("code", "valeur").iter_rows())
    assert sum(par_code[c] for c in sans_double_compte(list(par_code), 2020)) == 199_530
    assert sum(par_code[c] for c in sans_double_compte(list(par_code), 2020, "69M")) == 199_530
    assert valeur("FR", 2020, "enfants_accueillis_total", "nation") == 199_530


@VRAIES
def test_ce_que_la_drees_ne_dit_pas_n_est_pas_un_zero():
    series = drees().series
    etats = dict(series["etat"].value_counts().iter_rows())
    # 320 dashes of counts, and the zeros of expenditure before the métropole de Lyon and after the two Corses
    assert series.filter(etat="sans_objet", unite=UNITE).height == 320
    assert series.filter(etat="sans_objet", unite="milliers_euros_courants").height == (2 * 16 + 2 * 2) * 8
    assert (etats["sans_reponse"], etats["non_diffusee"]) == (83, 94)
    assert series.filter(niveau="departement", estimee=True).height == 273
    assert series.filter(code="976").filter(indicateur="enfants_accueillis_total").is_empty()
    assert "976" in absents()


@VRAIES
def test_les_lignes_de_decor_sont_mises_a_part():
    assert len(drees().ecartees) == 12
