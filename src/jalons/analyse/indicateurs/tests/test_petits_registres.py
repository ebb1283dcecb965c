"""Registers of a few rows, written by hand: bounds, what is not known, what is told twice."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.indicateurs.calcul import calculer
from jalons.analyse.indicateurs.demande import Demande
from jalons.analyse.indicateurs.modele import CALCULE, NON_CALCULABLE
from jalons.analyse.indicateurs.tableaux import lignes
from jalons.analyse.sources.insee import SCHEMA as SCHEMA_INSEE
from jalons.analyse.sources.insee import depuis as population_depuis
from jalons.analyse.sources.registres import Registres, lire, verifier
from jalons.analyse.store import ouvrir
from jalons.noyau.saisie import EntreeRefusee

AU = date(2020, 12, 31)
ENFANTS = {"enfant": pl.Int64, "naissance": pl.Date, "non_accompagne": pl.Boolean}
MESURES = {"departement": pl.String, "mesure": pl.Int64, "enfant": pl.Int64, "type": pl.String, "mds": pl.Int64,
           "decidee_le": pl.Date, "debut_le": pl.Date, "fin_le": pl.Date}  # fmt: skip
SEJOURS = {
    "sejour": pl.Int64,
    "mesure": pl.Int64,
    "lieu": pl.Int64,
    "genre": pl.String,
    "debut_le": pl.Date,
    "fin_le": pl.Date,
}
LIEUX = {"lieu": pl.Int64, "categorie_finess": pl.String, "departement_du_lieu": pl.String}


def enfant(numero, ne=date(2010, 6, 15), seul=False):
    return (numero, ne, seul)


def mesure(numero, enfant=1, nature="placement_ase", debut=date(2020, 1, 1), fin=None, decidee=None):
    return ("62", numero, enfant, nature, 1, decidee or debut, debut, fin)


def sejour(numero, mesure, lieu=1, genre="etablissement", debut=date(2020, 1, 1), fin=None):
    return (numero, mesure, lieu, genre, debut, fin)


def repondre(enfants, mesures, sejours=None, lieux=None, **options):
    """The answers of these registers, by code."""
    tables = {
        "enfants": (ENFANTS, enfants),
        "mesures": (MESURES, mesures),
        "sejours": (SEJOURS, sejours),
        "lieux": (LIEUX, lieux),
    }
    with ouvrir(fils=1) as magasin:
        posees = {
            nom: magasin.poser(pl.DataFrame(list(rangs), schema=schema, orient="row"), nom)
            for nom, (schema, rangs) in tables.items()
            if rangs is not None
        }
        resultats = calculer(verifier(Registres(magasin, posees)), Demande(options.pop("au", AU), **options))
    return {r.code: r for r in resultats}


@pytest.mark.parametrize(
    ("debut", "fin", "compte"),
    [(date(2020, 12, 31), None, 1), (date(2021, 1, 1), None, 0), (date(2020, 1, 1), date(2021, 1, 1), 1),
     (date(2020, 1, 1), date(2020, 12, 31), 0), (None, None, 0)],
)  # fmt: skip
def test_le_jour_du_debut_compte_le_jour_du_depart_non(debut, fin, compte):
    lus = repondre([enfant(1)], [mesure(1, debut=debut, fin=fin, decidee=date(2019, 12, 1))], codes=("ase1_confies",))
    assert lus["ase1_confies"].valeur == compte


def test_une_ligne_dite_deux_fois_compte_une_fois():
    lus = repondre(
        [enfant(1), enfant(1)],
        [mesure(1), mesure(1)],
        [sejour(1, 1), sejour(1, 1)],
        codes=("ase1_confies", "ase4_etablissements"),
    )
    assert [lus[c].valeur for c in ("ase1_confies", "ase4_etablissements")] == [1, 1]


def test_un_enfant_compte_une_fois_par_nature_et_une_fois_sans_double_compte():
    lus = repondre(
        [enfant(1)], [mesure(1), mesure(2), mesure(3, nature="tutelle")], codes=("ase1_confies", "confies_personnes")
    )
    assert [lus[c].valeur for c in ("ase1_confies", "confies_personnes")] == [2, 1]


def test_l_inconnu_n_est_pas_un_zero():
    lus = repondre(
        [enfant(1, ne=None), enfant(2)], [mesure(1), mesure(2, enfant=2), mesure(3, enfant=2, nature="mesure_maison")], [sejour(1, 2)],
        codes=("confies_mineurs", "part_majeurs", "ase1_confies", "ase4_etablissements", "part_etablissements"),
    )  # fmt: skip
    assert (lus["ase1_confies"].valeur, lus["ase1_confies"].inconnus) == (2, 1)  # the kind that nobody classed
    assert (lus["confies_mineurs"].valeur, lus["confies_mineurs"].inconnus) == (1, 1)  # no birth; the kind: same child
    assert (lus["part_majeurs"].valeur, lus["part_majeurs"].denominateur, lus["part_majeurs"].inconnus) == (0, 1, 2)
    assert (lus["ase4_etablissements"].valeur, lus["ase4_etablissements"].inconnus) == (1, 2)
    assert (lus["part_etablissements"].valeur, lus["part_etablissements"].denominateur) == (100, 1)


def test_une_part_de_personne_n_est_pas_zero():
    lu = repondre([enfant(1)], [mesure(1, nature="aed")], codes=("part_judiciaire",))["part_judiciaire"]
    assert (lu.valeur, lu.etat, lu.raison) == (None, NON_CALCULABLE, "personne au dénominateur")


@pytest.mark.parametrize(
    ("ne", "mineurs", "majeurs"), [(date(2002, 12, 31), 0, 1), (date(2003, 1, 1), 1, 0), (date(2004, 2, 29), 1, 0)]
)
def test_la_majorite_est_au_jour_de_l_anniversaire(ne, mineurs, majeurs):
    lus = repondre([enfant(1, ne)], [mesure(1, nature="aed")], codes=("ase10_mineurs", "ase10_majeurs"))
    assert [lus[c].valeur for c in ("ase10_mineurs", "ase10_majeurs")] == [mineurs, majeurs]


def test_ne_le_29_fevrier_il_a_dix_huit_ans_le_1er_mars():
    for au, majeurs in ((date(2022, 2, 28), 0), (date(2022, 3, 1), 1)):
        assert (
            repondre([enfant(1, date(2004, 2, 29))], [mesure(1)], au=au, codes=("confies_majeurs",))[
                "confies_majeurs"
            ].valeur
            == majeurs
        )


def test_les_tableaux_5_et_6_quand_les_lieux_disent_leur_categorie_et_leur_departement():
    enfants = [enfant(n) for n in (1, 2, 3)]
    mesures = [mesure(n, enfant=n) for n in (1, 2, 3)]
    sejours = [sejour(1, 1, lieu=1), sejour(2, 2, lieu=2), sejour(3, 3, lieu=3)]
    lus = repondre(enfants, mesures, sejours, [(1, "177", "62"), (2, "462", "59"), (3, None, None)])
    assert {c: lus[f"ase6_{c}"].valeur for c in ("mecs", "lieu_de_vie", "foyer", "total")} == {
        "mecs": 1,
        "lieu_de_vie": 1,
        "foyer": 0,
        "total": 3,
    }
    assert lus["ase6_mecs"].inconnus == 1
    assert (lus["ase5_total"].valeur, lus["ase5_total"].inconnus, lus["ase5_etablissements"].valeur) == (1, 1, 1)
    assert lus["part_hors_departement"].valeur == 50


def test_hors_du_departement_l_education_speciale_et_le_sanitaire_sont_a_part():
    numeros = (1, 2, 3, 4)
    lieux = [(1, "177", "59"), (2, "183", "59"), (3, "355", "59"), (4, None, "59")]
    lus = repondre(
        [enfant(n) for n in numeros],
        [mesure(n, enfant=n) for n in numeros],
        [sejour(n, n, lieu=n) for n in numeros],
        lieux,
    )
    assert [lus[f"ase5_{c}"].valeur for c in ("etablissements", "special_sanitaire", "total")] == [1, 2, 4]
    assert [lus[f"ase5_{c}"].inconnus for c in ("etablissements", "special_sanitaire", "total")] == [1, 1, 0]


def test_des_registres_qui_melangent_deux_conclusions_ne_donnent_la_part_d_aucune():
    colonnes = ("evaluation", "situation", "enfant", "rapport_le", "conclusion")
    jour = date(2020, 6, 1)
    conclusions = ["classement", "aide", "saisine_judiciaire", "aide"]
    lignes = [(n, n, n, jour, c) for n, c in enumerate(conclusions)]
    evaluations = pl.DataFrame(lignes, schema=list(colonnes), orient="row")
    with ouvrir(fils=1) as magasin:
        posees = {
            "enfants": magasin.poser(
                pl.DataFrame([enfant(n) for n in range(4)], schema=ENFANTS, orient="row"), "enfants"
            ),
            "mesures": magasin.poser(pl.DataFrame([], schema=MESURES, orient="row"), "mesures"),
            "evaluations": magasin.poser(evaluations, "evaluations"),
        }
        demande = Demande(date(2020, 12, 31), codes=("ip_conclusion_classement", "ip_conclusion_aide_administrative"))
        lus = {r.code: r for r in calculer(verifier(Registres(magasin, posees)), demande)}
    assert lus["ip_conclusion_classement"].valeur == 25
    aide = lus["ip_conclusion_aide_administrative"]
    assert (aide.valeur, aide.raison) == (None, "les registres ne distinguent pas ce qui est compté ici")


def test_le_sejour_le_plus_recent_dit_ou_vit_l_enfant():
    sejours = [sejour(1, 1, genre="assistant_familial", debut=date(2020, 1, 1)), sejour(2, 1, genre="etablissement", debut=date(2020, 5, 1)),
               sejour(3, 1, genre="logement_autonome", debut=date(2020, 6, 1), fin=date(2020, 7, 1))]  # fmt: skip
    lus = repondre(
        [enfant(1)], [mesure(1)], sejours, codes=("ase4_etablissements", "ase4_familles_accueil", "ase4_autonomes")
    )
    assert [lus[c].valeur for c in ("ase4_etablissements", "ase4_familles_accueil", "ase4_autonomes")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("suivante", "comptes"),
    [(date(2020, 3, 1), [0, 0, 0]), (date(2020, 3, 2), [0, 0, 0]), (date(2020, 3, 3), [1, 1, 1])],
    ids=["le jour du départ", "le lendemain : le registre écrit le dernier jour", "une nuit sans mesure au moins"],
)
def test_des_mesures_qui_se_touchent_font_un_seul_temps_d_accueil(suivante, comptes):
    mesures = [
        mesure(1, debut=date(2018, 1, 1), fin=date(2020, 3, 1)), mesure(2, nature="tutelle", debut=suivante),
    ]  # fmt: skip
    codes = ("entrees_accueil", "entrees_retours", "sorties_accueil")
    assert [repondre([enfant(1)], mesures, codes=codes)[c].valeur for c in codes] == comptes


def test_les_tranches_d_age_sont_celles_du_departement_et_non_confirmees():
    lus = repondre(
        [enfant(1, date(2019, 1, 1)), enfant(2)],
        [mesure(1), mesure(2, enfant=2)],
        bornes=(0, 4, 18),
        codes=("ase7_confies",),
    )
    assert {c: lus[c].valeur for c in lus} == {"ase7_confies": 2, "ase7_0_3": 1, "ase7_4_17": 1, "ase7_18_et_plus": 0}
    assert not any(r.confirme for r in lus.values())


def test_un_taux_des_0_19_ans_se_calcule_celui_des_0_17_non():
    tranches = [(2021, "62", "", "ensemble", de, de + 4, 250.0, "f", 1) for de in (0, 5, 10, 15)]
    population = population_depuis(pl.DataFrame(tranches, schema=SCHEMA_INSEE, orient="row"))
    lus = repondre([enfant(1)], [mesure(1)], population=population, codes=("taux_confies_0_19", "taux_confies_mineurs"))
    assert (lus["taux_confies_0_19"].valeur, lus["taux_confies_0_19"].denominateur) == (1.0, 1000)
    assert lus["taux_confies_mineurs"].etat == NON_CALCULABLE
    assert "0-17" in lus["taux_confies_mineurs"].raison


def test_ceux_qui_attendent_encore():
    mesures = [mesure(1, nature="aemo", debut=None, decidee=date(2020, 12, 1)), mesure(2, nature="aed", debut=None, decidee=date(2020, 12, 11)),
               mesure(3, nature="aed", debut=None, decidee=date(2020, 1, 1), fin=date(2020, 2, 1))]  # fmt: skip
    lus = repondre([enfant(1)], mesures, codes=("en_attente", "attente_mediane"))
    assert (lus["en_attente"].valeur, lus["attente_mediane"].valeur) == (2, 25)


def test_la_forme_de_la_drees_dit_aussi_ce_qui_ne_se_calcule_pas():
    resultats = repondre([enfant(1)], [mesure(1)]).values()
    rangees = list(lignes(resultats, 2020, "62"))
    par = {(r["tableau"], r["colonne"]): r for r in rangees}
    assert par["Tab1-ase", "Total enfants confiés à l'ASE (A)"]["valeur"] == 1
    hors = par["Tab5-ase", "Total"]
    assert hors["valeur"] is None
    assert "sejours" in hors["raison"] or "lieux" in hors["raison"]
    assert {r["tableau"] for r in rangees} == {f"Tab{n}-ase" for n in range(1, 12)}


def test_des_registres_vides_repondent_zero_ou_pourquoi():
    lus = repondre([], [])
    assert lus["ase1_confies"].valeur == 0
    assert lus["part_judiciaire"].raison == "personne au dénominateur"
    assert lus["age_median_confies"].raison == "aucune ligne ne compte"
    assert all(r.valeur is not None or r.raison for r in lus.values())
    assert {r.etat for r in lus.values()} == {CALCULE, NON_CALCULABLE}


def test_tout_ce_qui_manque_aux_tables_obligatoires_est_dit(tmp_path):
    pl.DataFrame({"enfant": [1], "naissance": ["hier"]}).write_parquet(tmp_path / "enfants.parquet")
    (tmp_path / "sejours.parquet").write_bytes(b"rien")
    with ouvrir(fils=1) as magasin, pytest.raises(EntreeRefusee) as refus:
        lire(magasin, tmp_path)
    dites = {(f.lieu, f.attendu) for f in refus.value.fautes}
    assert ("enfants", "date") in dites
    assert ("mesures", "type") in dites
    assert any(lieu == "sejours.parquet" for lieu, _ in dites)


def test_chaque_ligne_lue_garde_son_fichier_et_son_rang(tmp_path):
    pl.DataFrame([enfant(1), enfant(2)], schema=ENFANTS, orient="row").write_parquet(tmp_path / "enfants.parquet")
    pl.DataFrame([mesure(1)], schema=MESURES, orient="row").write_parquet(tmp_path / "mesures.parquet")
    with ouvrir(fils=1) as magasin:
        lus = lire(magasin, tmp_path)
        rangs = magasin.polars(lus.tables["enfants"].select("enfant", "_fichier", "_ligne")).sort("enfant").rows()
        assert lus.departement() == "62"
    assert [(e, f.rsplit("/", 1)[-1], n) for e, f, n in rangs] == [(1, "enfants.parquet", 1), (2, "enfants.parquet", 2)]
